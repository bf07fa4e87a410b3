/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_DIE_H
#define CHECKER_DIE_H

#include <stddef.h>

#define __printf(a, b)	__attribute__((__format__(printf, a, b)))

_Noreturn void die(const char *fmt, ...) __printf(1, 2);

void *xzalloc(size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *string);
char *xprintf(const char *fmt, ...) __printf(1, 2);

/*
 * GROW - make room for one more element behind the last one
 * @array: pointer to the first element, or NULL
 * @count: the number of elements there are
 *
 * The room doubles whenever @count is a power of two, so nobody has to remember
 * how much there is.
 */
#define GROW(array, count)						\
	do {								\
		if (!((count) & ((count) - 1)))				\
			(array) = xrealloc(array, sizeof(*(array)) *	\
					   ((count) ? 2 * (count) : 1));\
	} while (0)

#endif
