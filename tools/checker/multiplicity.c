// SPDX-License-Identifier: GPL-2.0
/*
 * A witness that looks at nothing but the symbol tables of the objects, as nm
 * shows them: an object that defines a name n times is named by n lines with
 * that name.
 */
#include <stdlib.h>

#include "die.h"
#include "fault.h"
#include "multiplicity.h"

/**
 * struct pair - an object and a name
 * @object: path of the object
 * @name: the name
 * @defined: how often the object defines it
 * @said: how many lines say so
 */
struct pair {
	const char *object;
	const char *name;
	size_t defined;
	size_t said;
};

static struct pair *find_pair(struct map *pairs, const char *object,
			      const char *name)
{
	char *key = xprintf("%s\t%s", object, name);
	void **value = map_at(pairs, key);
	struct pair *pair = *value;

	if (pair) {
		free(key);
		return pair;
	}
	pair = xzalloc(sizeof(*pair));
	pair->object = object;
	pair->name = name;
	*value = pair;
	return pair;
}

/* Neither dropped by the link nor by mksysmap, nor made after compilation. */
static bool counts(const struct symbol *symbol, const struct filter *filter)
{
	return (symbol->fate == FATE_OPEN || symbol->fate == FATE_LINKED) &&
	       symbol->section != SHN_ABS && !is_prefix(symbol->name) &&
	       !is_filtered(filter, '?', symbol->name);
}

static void count_object(struct map *pairs, const struct object *object,
			 const struct filter *filter)
{
	size_t i;

	for (i = 1; i < object->num_symbols; i++)
		if (counts(&object->symbols[i], filter))
			find_pair(pairs, object->path,
				  object->symbols[i].name)->defined++;
}

static void count_lines(struct map *pairs, const struct lines *lines)
{
	const struct line *line = lines->list;
	size_t i;

	for (i = 0; i < lines->count; i++, line++)
		if (line->object && !is_prefix(line->name))
			find_pair(pairs, line->object, line->name)->said++;
}

static size_t compare_counts(const struct map *pairs)
{
	const struct pair *pair;
	size_t i, agree = 0;

	for (i = 0; i < pairs->size; i++) {
		pair = pairs->slots[i].value;
		if (!pair)
			continue;
		if (pair->defined == pair->said)
			agree++;
		else
			fault(FAULT_COUNT, "%s: <%s> defines it %zu times, lines say %zu times",
			      pair->name, pair->object, pair->defined,
			      pair->said);
	}
	return agree;
}

/**
 * check_multiplicity - compare how often objects define names
 * @inputs: all objects
 * @filter: what is not in System.map
 * @lines: what is said; all symbols and their objects
 *
 * Return: the number of pairs of object and name where both agree.
 */
size_t check_multiplicity(const struct inputs *inputs,
			  const struct filter *filter,
			  const struct lines *lines)
{
	struct map pairs = { 0 };
	size_t i;

	for (i = 0; i < inputs->count; i++)
		if (!inputs->list[i]->link_made)
			count_object(&pairs, inputs->list[i], filter);
	count_lines(&pairs, lines);
	return compare_counts(&pairs);
}
