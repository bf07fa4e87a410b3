/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Arrays that grow by one element at a time.
 */
#ifndef KALLMODSYMS_GROW_H
#define KALLMODSYMS_GROW_H

#include <stddef.h>

#include <xalloc.h>

/**
 * xgrow - make room for one more element
 * @array: the array, NULL when there is none yet
 * @nr: elements that it has
 * @size: size of an element in bytes
 *
 * The room doubles whenever @nr is a power of two, so that no one has to
 * remember how much there is.
 *
 * Return: the array, maybe moved.
 */
static inline void *xgrow(void *array, size_t nr, size_t size)
{
	if (nr & (nr - 1))
		return array;
	return xrealloc(array, (nr ? 2 * nr : 1) * size);
}

#endif /* KALLMODSYMS_GROW_H */
