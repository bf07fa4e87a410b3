// SPDX-License-Identifier: GPL-2.0
/*
 * Things sorted by the addresses of their names, which are interned.
 */
#include <stdlib.h>

#include "grow.h"
#include "names.h"

void names_add(struct names *names, const char *name)
{
	names->all = xgrow(names->all, names->nr, sizeof(*names->all));
	names->all[names->nr] = (struct named) {
		.name = name,
		.index = names->nr,
	};
	names->nr++;
}

static int compare_names(const void *a, const void *b)
{
	const struct named *na = a, *nb = b;

	if (na->name != nb->name)
		return na->name < nb->name ? -1 : 1;
	return na->index < nb->index ? -1 : na->index > nb->index;
}

void names_sort(struct names *names)
{
	if (names->nr)
		qsort(names->all, names->nr, sizeof(*names->all),
		      compare_names);
}

static bool has_name(const struct names *names, const struct named *n,
		     const char *name)
{
	return n < names->all + names->nr && n->name == name;
}

/* The first of a name, taken or not; NULL for none. */
static struct named *find_first(const struct names *names, const char *name)
{
	size_t low = 0, high = names->nr;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (names->all[mid].name < name)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == names->nr || names->all[low].name != name)
		return NULL;
	return &names->all[low];
}

/* The first of a name that has not been taken, or what is after them. */
static struct named *find_free(const struct names *names, const char *name)
{
	struct named *first = find_first(names, name);

	if (!first)
		return NULL;
	while (has_name(names, first + first->skip, name) &&
	       first[first->skip].taken)
		first->skip++;
	return first + first->skip;
}

struct named *names_next(const struct names *names, struct named *prev,
			 const char *name)
{
	struct named *n = prev ? prev + 1 : find_free(names, name);

	while (n && has_name(names, n, name)) {
		if (!n->taken)
			return n;
		n++;
	}
	return NULL;
}

size_t names_count(const struct names *names, const char *name)
{
	const struct named *first = find_first(names, name), *n = first;

	while (n && has_name(names, n, name))
		n++;
	return n - first;
}
