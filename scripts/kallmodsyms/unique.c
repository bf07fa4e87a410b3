// SPDX-License-Identifier: GPL-2.0
/*
 * The proof that name, modules and object are unique.
 *
 * Symbols of one name are sorted by modules and object. Neighbours with the
 * same modules share a key that readers would see, so that both have to show
 * their object; neighbours with the same object as well break the promise.
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

static int compare(const void *a, const void *b)
{
	const struct symbol *sa = *(const struct symbol **)a;
	const struct symbol *sb = *(const struct symbol **)b;

	return strcmp(modules_of(sa), modules_of(sb)) ?:
	       strcmp(path_of(sa), path_of(sb));
}

/* Collects the symbols of @first's name; there is room for all symbols. */
static size_t collect(struct symbol **group, struct symbol *first)
{
	size_t nr = 0;

	for (struct symbol *s = first; s;
	     s = symbol_next_of_name(s, first->name, first->hash))
		group[nr++] = s;
	return nr;
}

static void report_same(const struct symbol *a, const struct symbol *b)
{
	warn_at(a->object ? a->object->path : "vmlinux", 0,
		"%s is at %#llx and at %#llx: name, modules and object do not tell them apart",
		a->name, a->addr, b->addr);
}

/* Symbols of one name, sorted: mark those that share their modules, too. */
static void mark_shared(struct symbol **group, size_t nr)
{
	for (size_t i = 1; i < nr; i++) {
		if (strcmp(modules_of(group[i - 1]), modules_of(group[i])))
			continue;
		group[i - 1]->shared = true;
		group[i]->shared = true;
	}
}

/* Of symbols that nothing tells apart, all but the first are reported. */
static void count_group(struct uniqueness *u, struct symbol **group, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (i && group[i - 1]->object == group[i]->object) {
			report_same(group[i - 1], group[i]);
			u->same++;
		} else if (group[i]->shared) {
			u->by_object++;
		} else {
			u->by_module++;
		}
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

		if (symbol_next_of_name(NULL, s->name, s->hash) != s)
			continue;
		nr = collect(group, s);
		if (nr < 2)
			continue;
		qsort(group, nr, sizeof(*group), compare);
		mark_shared(group, nr);
		count_group(u, group, nr);
	}
	free(group);
}
