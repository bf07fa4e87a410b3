// SPDX-License-Identifier: GPL-2.0
/*
 * Link order from placements.
 *
 * The linker takes the sections of one name from the objects in the order in
 * which the objects were given. No section has them all. So begin with the
 * section that the most objects have, and let each shorter one add what it
 * alone knows: an object goes behind the one that it follows there.
 */
#include <stdlib.h>

#include <list.h>
#include <xalloc.h>

#include "link_order.h"
#include "object.h"
#include "placement.h"

/**
 * struct stretch - consecutive placements of sections of one name
 * @first: the first of them
 * @nr: how many
 */
struct stretch {
	const struct placement *first;
	size_t nr;
};

/* The longest first; of two equal ones, the first in the map. */
static int compare_stretches(const void *a, const void *b)
{
	const struct stretch *sa = a, *sb = b;

	if (sa->nr != sb->nr)
		return sa->nr > sb->nr ? -1 : 1;
	return sa->first < sb->first ? -1 : sa->first > sb->first;
}

static size_t find_stretches(struct stretch *stretches,
			     const struct placement *placements, size_t nr)
{
	size_t found = 0;

	for (size_t i = 0; i < nr; i++) {
		if (!i || placements[i].section != placements[i - 1].section)
			stretches[found++].first = &placements[i];
		stretches[found - 1].nr++;
	}
	return found;
}

static void add_stretch(const struct stretch *stretch, struct list_head *ordered)
{
	struct list_head *behind = ordered;

	for (size_t i = 0; i < stretch->nr; i++) {
		struct object *obj = stretch->first[i].object;

		if (!obj->ordered) {
			obj->ordered = true;
			list_move(&obj->order, behind);
		}
		behind = &obj->order;
	}
}

void link_order(const struct placement *placements, size_t nr)
{
	struct stretch *stretches = xcalloc(nr + 1, sizeof(*stretches));
	struct object *obj, *next;
	LIST_HEAD(ordered);
	size_t found;

	found = find_stretches(stretches, placements, nr);
	qsort(stretches, found, sizeof(*stretches), compare_stretches);
	for (size_t i = 0; i < found; i++)
		add_stretch(&stretches[i], &ordered);
	free(stretches);

	list_for_each_entry_safe(obj, next, &objects, order)
		list_move_tail(&obj->order, &ordered);
	list_replace(&ordered, &objects);
}
