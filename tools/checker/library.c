// SPDX-License-Identifier: GPL-2.0
/*
 * What a linker takes from its libraries: an object that defines a name which
 * is needed and not defined yet. This is repeated until nothing is missing that
 * a library has.
 */
#include <stdlib.h>

#include "die.h"
#include "library.h"
#include "map.h"

/* What is known of a name: one of these. */
static char defined, needed;

static void add_names(struct map *names, const struct object *object)
{
	const struct symbol *symbol = object->symbols + 1;
	const struct symbol *end = object->symbols + object->num_symbols;
	void **state;

	for (; symbol < end; symbol++) {
		if (symbol->bind == STB_LOCAL)
			continue;
		/* A weak reference can stay without a definition. */
		if (!is_definition(symbol) && symbol->bind == STB_WEAK)
			continue;
		state = map_at(names, symbol->name);
		if (is_definition(symbol))
			*state = &defined;
		else if (!*state)
			*state = &needed;
	}
}

static bool is_needed(const struct map *names, const struct object *object)
{
	const struct symbol *symbol = object->symbols + 1;
	const struct symbol *end = object->symbols + object->num_symbols;

	for (; symbol < end; symbol++)
		if (symbol->bind != STB_LOCAL && is_definition(symbol) &&
		    map_get(names, symbol->name) == &needed)
			return true;
	return false;
}

static bool pick_some(struct map *names, struct object **library, bool *picked,
		      size_t count)
{
	bool any = false;
	size_t i;

	for (i = 0; i < count; i++) {
		if (picked[i] || !is_needed(names, library[i]))
			continue;
		add_names(names, library[i]);
		picked[i] = true;
		any = true;
	}
	return any;
}

/**
 * pick_needed - leave of a library what the link takes
 * @linked: objects that are linked anyway
 * @num_linked: their number
 * @library: objects of the libraries; those that are not needed become NULL
 * @num_library: their number
 */
void pick_needed(struct object **linked, size_t num_linked,
		 struct object **library, size_t num_library)
{
	bool *picked = xzalloc(num_library * sizeof(*picked));
	struct map names = { 0 };
	size_t i;

	for (i = 0; i < num_linked; i++)
		add_names(&names, linked[i]);
	while (pick_some(&names, library, picked, num_library))
		;
	for (i = 0; i < num_library; i++)
		if (!picked[i])
			library[i] = NULL;
	free(names.slots);
	free(picked);
}
