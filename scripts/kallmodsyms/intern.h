/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Each distinct string once, so that equal strings have equal addresses: a map
 * repeats a few hundred section names some hundred thousand times.
 */
#ifndef KALLMODSYMS_INTERN_H
#define KALLMODSYMS_INTERN_H

#include <stddef.h>

/**
 * intern - the one copy of a string
 * @s: the string, not necessarily terminated
 * @len: its length in bytes
 *
 * Return: a terminated string that lives as long as the program; the same
 * address for the same contents.
 */
const char *intern(const char *s, size_t len);

/**
 * intern_pair - the one copy of two strings, one after the other
 * @a: the first, terminated
 * @b: the second
 *
 * Return: as intern().
 */
const char *intern_pair(const char *a, const char *b);

#endif /* KALLMODSYMS_INTERN_H */
