// SPDX-License-Identifier: GPL-2.0
/*
 * Attribution of symbols to objects.
 *
 * An address alone does not tell: an empty symbol lies where its section ends
 * and the next object's begins, sections of constants are merged so that their
 * placements overlap, and a symbol of the linker script (_stext) lies at the
 * first function of some object. So ask the objects. Each says which names it
 * defines, and the map says where it put each definition: a symbol of that
 * name at that address is this definition, whatever its size is.
 *
 * What remains is settled by the weaker kinds of evidence of enum evidence, in
 * its order.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <hash.h>
#include "attribute.h"
#include "error.h"
#include "grow.h"
#include "map.h"
#include "object.h"
#include "objsyms.h"
#include "placement.h"
#include "symbols.h"

/**
 * struct claim - an object's definition whose address the map does not tell
 * @object: who defines it
 * @first: the first symbol of that name
 * @seq: position in the order of the link
 */
struct claim {
	struct object *object;
	struct symbol *first;
	size_t seq;
};

static const struct map *current_map;
static struct claim *claims;
static size_t nr_claims;

static void settle(struct symbol *symbol, struct object *object,
		   enum evidence evidence)
{
	symbol->evidence = object && object->link_made ? BY_LINK : evidence;
	symbol->object = symbol->evidence == BY_LINK ? NULL : object;
}

static void add_claim(struct object *object, struct symbol *first)
{
	claims = xgrow(claims, nr_claims, sizeof(*claims));
	claims[nr_claims] = (struct claim) {
		.object = object, .first = first, .seq = nr_claims,
	};
	nr_claims++;
}

/*
 * A strong definition exists once. If the kernel has the name only at another
 * address than the map, then the two are not of the same link.
 */
static void check_same_link(const struct objsym *def, const struct symbol *first)
{
	if (def->strong && first->evidence == NOT_ATTRIBUTED)
		die_at(current_map->path, 0,
		       "%s defines %s at %#llx by this map but the symbol is at %#llx: map and symbols are of different links; remove vmlinux and build again",
		       def->object->path, def->name, def->addr, first->addr);
}

/*
 * Symbols of one name at one address are as many as there are definitions,
 * unless the linker kept one of several (weak, link-once): who comes first in
 * the link has it, as for the linker.
 */
static void match_definition(const struct objsym *def)
{
	unsigned int hash = hash_str(def->name);
	struct symbol *first = symbol_next_of_name(NULL, def->name, hash);
	struct object *object = (struct object *)def->object;

	if (!first)
		return;
	if (!def->placed) {
		add_claim(object, first);
		return;
	}
	for (struct symbol *s = first; s;
	     s = symbol_next_of_name(s, def->name, hash)) {
		if (s->addr != def->addr || s->evidence != NOT_ATTRIBUTED)
			continue;
		settle(s, object, BY_DEFINITION);
		return;
	}
	check_same_link(def, first);
}

static void match_definitions(void)
{
	struct object *object;

	for_each_object(object)
		if (object->placements)
			objsyms_walk(object, match_definition);
}

static void match_script(void)
{
	for (size_t i = 0; i < current_map->nr_assignments; i++) {
		const struct map_assignment *a = &current_map->assignments[i];
		unsigned int hash = hash_str(a->name);
		struct symbol *s = NULL;

		while ((s = symbol_next_of_name(s, a->name, hash)))
			if (s->evidence == NOT_ATTRIBUTED &&
			    s->addr == a->addr)
				settle(s, NULL, BY_SCRIPT);
	}
}

static int compare_claims(const void *a, const void *b)
{
	const struct claim *ca = a, *cb = b;

	if (ca->first != cb->first)
		return ca->first < cb->first ? -1 : 1;
	return ca->seq < cb->seq ? -1 : ca->seq > cb->seq;
}

/*
 * Can the claims of one name be met? They can if one object makes them all,
 * or if there are as many symbols, all at one address: the linker has merged
 * equal constants, and which symbol is whose makes no difference.
 */
static bool claims_agree(const struct claim *claim, size_t nr)
{
	const struct symbol *at = NULL;
	bool same_object = true, same_addr = true;
	size_t nr_left = 0;

	for (size_t i = 1; i < nr; i++)
		same_object &= claim[i].object == claim->object;
	for (struct symbol *s = claim->first; s;
	     s = symbol_next_of_name(s, s->name, s->hash)) {
		if (s->evidence != NOT_ATTRIBUTED)
			continue;
		same_addr &= !at || at->addr == s->addr;
		at = s;
		nr_left++;
	}
	return same_object || (same_addr && nr_left == nr);
}

/* Settle what is left of a name; @nr objects claim it at no known address. */
static void match_claims_of_name(const struct claim *claim, size_t nr)
{
	bool agree = claims_agree(claim, nr);
	size_t i = 0;

	for (struct symbol *s = claim->first; s;
	     s = symbol_next_of_name(s, s->name, s->hash)) {
		if (s->evidence != NOT_ATTRIBUTED)
			continue;
		if (agree)
			settle(s, claim[i].object, BY_NAME);
		else
			settle(s, NULL, UNKNOWN);
		if (i + 1 < nr)
			i++;
	}
}

static void match_claims(void)
{
	qsort(claims, nr_claims, sizeof(*claims), compare_claims);
	for (size_t i = 0, nr; i < nr_claims; i += nr) {
		nr = 1;
		while (i + nr < nr_claims &&
		       claims[i + nr].first == claims[i].first)
			nr++;
		match_claims_of_name(&claims[i], nr);
	}
}

static void match_addresses(void)
{
	for (size_t i = 0; i < nr_symbols; i++) {
		const struct placement *p;

		if (symbols[i].evidence != NOT_ATTRIBUTED)
			continue;
		p = placement_at(symbols[i].addr);
		if (p)
			settle(&symbols[i], p->object, BY_ADDRESS);
		else
			settle(&symbols[i], NULL, UNKNOWN);
	}
}

void attribute(const struct map *map)
{
	current_map = map;
	match_definitions();
	match_script();
	match_claims();
	match_addresses();
}
