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
#include <xalloc.h>
#include "attribute.h"
#include "error.h"
#include "grow.h"
#include "map.h"
#include "object.h"
#include "objsyms.h"
#include "placement.h"
#include "symbols.h"
#include "vmlinux.h"

/**
 * struct claim - an object's definition whose address the map does not tell
 * @object: who defines it
 * @first: the first symbol of that name
 * @seq: position in the order of the link
 * @contents: what has to be at the symbol, or NULL where that is not known
 * @contents_len: how many bytes
 * @met: a symbol was found for it
 */
struct claim {
	struct object *object;
	struct symbol *first;
	size_t seq;
	void *contents;
	size_t contents_len;
	bool met;
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

static void add_claim(const struct objsym *def, struct symbol *first)
{
	struct claim *claim;

	claims = xgrow(claims, nr_claims, sizeof(*claims));
	claim = &claims[nr_claims];
	*claim = (struct claim) {
		.object = (struct object *)def->object,
		.first = first,
		.seq = nr_claims++,
		.contents_len = def->contents_len,
	};
	if (def->contents) {
		claim->contents = xmalloc(def->contents_len);
		memcpy(claim->contents, def->contents, def->contents_len);
	}
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
		add_claim(def, first);
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

/* Does only one object claim a name? */
static bool one_claimant(const struct claim *claim, size_t nr)
{
	for (size_t i = 1; i < nr; i++)
		if (claim[i].object != claim->object)
			return false;
	return true;
}

static bool meets(const struct claim *claim, const struct symbol *s)
{
	const void *bytes;

	if (claim->met || !claim->contents || !vmlinux_is_open())
		return false;
	bytes = vmlinux_bytes(s->addr, claim->contents_len);
	return bytes && !memcmp(bytes, claim->contents, claim->contents_len);
}

/*
 * The linker merges equal entries only, so a symbol is of an object that has
 * in its entry what is at the symbol. Where several have, the linker has put
 * all of them at this address, and which symbol is whose makes no difference.
 */
static struct claim *find_claim(struct claim *claim, size_t nr,
				const struct symbol *s)
{
	if (one_claimant(claim, nr))
		return claim;
	for (size_t i = 0; i < nr; i++)
		if (meets(&claim[i], s))
			return &claim[i];
	return NULL;
}

/* Settle what is left of a name that has @nr claims. */
static void match_claims_of_name(struct claim *claim, size_t nr)
{
	for (struct symbol *s = claim->first; s;
	     s = symbol_next_of_name(s, s->name, s->hash)) {
		struct claim *found;

		if (s->evidence != NOT_ATTRIBUTED)
			continue;
		found = find_claim(claim, nr, s);
		if (found)
			found->met = true;
		settle(s, found ? found->object : NULL,
		       found ? BY_CONTENTS : UNKNOWN);
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
