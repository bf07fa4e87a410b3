// SPDX-License-Identifier: GPL-2.0
/*
 * The proof that name, modules and object identify one address.
 *
 * Symbols of one name are sorted by modules and object. Neighbours with the
 * same modules share a key that readers would see, so that both have to show
 * their object. Neighbours with the same object as well are one thing if they
 * are at one address; if not, nothing identifies them, and a warning says so.
 */
#include <stdlib.h>
#include <string.h>

#include <xalloc.h>

#include "error.h"
#include "object.h"
#include "symbols.h"
#include "unique.h"

static const char *modules_of(const struct symbol *s)
{
	return s->object ? s->object->modules : "";
}

static const char *path_of(const struct symbol *s)
{
	return s->object ? s->object->path : "";
}

/* By modules, object and address: symbols are in the order of addresses. */
static int compare(const void *a, const void *b)
{
	const struct symbol *sa = *(const struct symbol **)a;
	const struct symbol *sb = *(const struct symbol **)b;

	return strcmp(modules_of(sa), modules_of(sb)) ?:
	       strcmp(path_of(sa), path_of(sb)) ?:
	       (sa > sb) - (sa < sb);
}

/* Collects the symbols of @first's name; there is room for all symbols. */
static size_t collect(struct symbol **group, struct symbol *first)
{
	size_t nr = 0;

	for (struct symbol *s = first; s; s = s->next_of_name)
		group[nr++] = s;
	return nr;
}

/* Symbols of one name, sorted: mark those that share their modules, too. */
static void mark_ambiguous(struct symbol **group, size_t nr)
{
	for (size_t i = 1; i < nr; i++) {
		if (strcmp(modules_of(group[i - 1]), modules_of(group[i])))
			continue;
		group[i - 1]->ambiguous = true;
		group[i]->ambiguous = true;
	}
}

/* @nr symbols of one name, modules and object. */
static void count_same(struct uniqueness *u, struct symbol **same, size_t nr)
{
	if (same[0]->addr != same[nr - 1]->addr) {
		u->not_unique += nr;
		warn_at(same[0]->object ? path_of(same[0]) : "vmlinux", 0,
			"%s is defined more than once, from %#llx to %#llx: nothing identifies each of them",
			same[0]->name, same[0]->addr, same[nr - 1]->addr);
		return;
	}
	if (same[0]->ambiguous)
		u->by_object++;
	else
		u->by_module++;
	u->aliases += nr - 1;
}

static void count_group(struct uniqueness *u, struct symbol **group, size_t nr)
{
	for (size_t first = 0, i = 1; i <= nr; i++) {
		if (i < nr && group[i]->object == group[first]->object)
			continue;
		count_same(u, group + first, i - first);
		first = i;
	}
	u->names++;
	u->symbols += nr;
}

void unique_prove(struct uniqueness *u)
{
	struct symbol **group = xcalloc(nr_symbols + 1, sizeof(*group));

	memset(u, 0, sizeof(*u));
	for (size_t i = 0; i < nr_symbols; i++) {
		struct symbol *s = &symbols[i];
		size_t nr;

		if (!*s->name || !symbol_is_first_of_name(s) ||
		    !s->next_of_name)
			continue;
		nr = collect(group, s);
		qsort(group, nr, sizeof(*group), compare);
		mark_ambiguous(group, nr);
		count_group(u, group, nr);
	}
	free(group);
}
