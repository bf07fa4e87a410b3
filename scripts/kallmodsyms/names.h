/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Things by name, of which some have the same one.
 */
#ifndef KALLMODSYMS_NAMES_H
#define KALLMODSYMS_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct named - something that has a name
 * @name: the name, interned
 * @index: its place among all things
 * @taken: names_next() passes over it
 * @skip: in the first of a name, how many of that name are known to be taken
 */
struct named {
	const char *name;
	size_t index;
	bool taken;
	size_t skip;
};

/**
 * struct names - all the things
 * @all: in any order until they have been sorted
 * @nr: how many
 */
struct names {
	struct named *all;
	size_t nr;
};

/**
 * names_add - add a thing
 * @names: all zero at first; what has been added is indexed from 0 on
 * @name: its name, interned
 */
void names_add(struct names *names, const char *name);

/**
 * names_sort - make things ready to be looked for
 * @names: the things
 */
void names_sort(struct names *names);

/**
 * names_next - go over the things of a name that have not been taken
 * @names: things that have been sorted
 * @prev: the one before, or NULL
 * @name: the name, interned
 *
 * It takes no longer where many have been taken, if these were the first.
 *
 * Return: the next one in the order in which they were added, or NULL.
 */
struct named *names_next(const struct names *names, struct named *prev,
			 const char *name);

/**
 * names_count - count the things of a name, taken or not
 * @names: things that have been sorted
 * @name: the name, interned
 *
 * Return: how many there are.
 */
size_t names_count(const struct names *names, const char *name);

#endif /* KALLMODSYMS_NAMES_H */
