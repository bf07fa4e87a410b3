/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The MAINTAINERS file of a kernel tree.
 */
#ifndef SYMORIGIN_MAINTAINERS_H
#define SYMORIGIN_MAINTAINERS_H

#include <stdbool.h>

struct maintainers;

/**
 * maintainers_read - read the file
 * @path: its name
 *
 * Return: its entries, or NULL with errno set
 */
struct maintainers *maintainers_read(const char *path);

/**
 * maintainers_vote - vote for the entries that have an object's source
 * @m: the file
 * @object: path of the object
 * @reason: why; has to stay until the result is printed
 * @weight: the weight of the vote
 *
 * Of several entries, those with the most specific pattern count.
 */
void maintainers_vote(struct maintainers *m, const char *object,
		      const char *reason, double weight);

/**
 * maintainers_print - print the entries with the most votes
 * @m: the file
 * @top: how many
 *
 * Return: whether there are any
 */
bool maintainers_print(struct maintainers *m, unsigned int top);

/**
 * maintainers_free - free it
 * @m: the file
 */
void maintainers_free(struct maintainers *m);

#endif /* SYMORIGIN_MAINTAINERS_H */
