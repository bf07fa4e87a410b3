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
 * What the linker script assigns to comes before; what remains after is settled
 * by contents and, where no object defines the name at all, by address.
 */
#include <ctype.h>
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

/**
 * struct weak - a weak definition, which another one may have replaced
 * @object: who defines it
 * @first: the first symbol of that name
 * @addr: where it would be
 * @slack: or as many bytes before
 */
struct weak {
	struct object *object;
	struct symbol *first;
	unsigned long long addr;
	unsigned long long slack;
};

/**
 * struct doubt - a definition that the map has elsewhere or not at all
 * @object: who defines it
 * @first: the first symbol of that name
 */
struct doubt {
	const struct object *object;
	const struct symbol *first;
};

static const struct map *current_map;
static struct doubt *doubts;
static size_t nr_doubts;
static struct weak *weaks;
static size_t nr_weaks;
static struct claim *claims;
static size_t nr_claims;

static void settle(struct symbol *symbol, struct object *object,
		   enum evidence evidence)
{
	symbol->evidence = object && object->link_made ? BY_LINK : evidence;
	symbol->object = symbol->evidence == BY_LINK ? NULL : object;
}

static void add_weak(const struct objsym *def, struct symbol *first)
{
	weaks = xgrow(weaks, nr_weaks, sizeof(*weaks));
	weaks[nr_weaks++] = (struct weak) {
		.object = (struct object *)def->object,
		.first = first,
		.addr = def->addr,
		.slack = def->slack,
	};
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
 * A strong definition exists once, and a local one where the map has it. If the
 * kernel has a symbol of that name for which no definition can be found, then
 * the two are not of the same link. Who else defines the name is known when all
 * objects have been asked.
 */
static void check_later(const struct objsym *def, struct symbol *first)
{
	if (def->bind == WEAK || first->evidence != NOT_ATTRIBUTED)
		return;
	if (def->bind == LOCAL && def->place != PLACED)
		return;
	doubts = xgrow(doubts, nr_doubts, sizeof(*doubts));
	doubts[nr_doubts++] = (struct doubt) {
		.object = def->object, .first = first,
	};
}

static void check_same_link(void)
{
	for (size_t i = 0; i < nr_doubts; i++) {
		const struct symbol *s = doubts[i].first;

		if (s->evidence == BY_ADDRESS || s->evidence == UNKNOWN)
			die_at(current_map->path, 0,
			       "%s defines %s but not at %#llx, where the symbol is: map and symbols are of different links; remove vmlinux.o and build vmlinux again",
			       doubts[i].object->path, s->name, s->addr);
	}
}

/* The symbol of a name behind @prev, or the first. */
static struct symbol *next_of_name(const struct symbol *prev, const char *name,
				   unsigned int hash)
{
	return prev ? prev->next_of_name : symbol_of_name(name, hash);
}

/* The next symbol of a name from @addr - @slack to @addr. */
static struct symbol *next_near(struct symbol *prev, const char *name,
				unsigned int hash, unsigned long long addr,
				unsigned long long slack)
{
	if (!slack)
		return symbol_next_at(prev, addr, name, hash);
	do {
		prev = next_of_name(prev, name, hash);
	} while (prev && addr - prev->addr > slack);
	return prev;
}

/* Settle a symbol of a name from @addr - @slack to @addr; is there one? */
static bool match_at(const char *name, unsigned int hash,
		     unsigned long long addr, unsigned long long slack,
		     struct object *object)
{
	struct symbol *s = NULL;

	while ((s = next_near(s, name, hash, addr, slack))) {
		if (s->evidence != NOT_ATTRIBUTED)
			continue;
		settle(s, object, BY_DEFINITION);
		return true;
	}
	return false;
}

/*
 * Symbols of one name at one address are as many as there are definitions,
 * unless the linker dropped a weak one: these wait for the others.
 */
static void match_definition(const struct objsym *def)
{
	struct object *object = (struct object *)def->object;
	unsigned int hash = hash_str(def->name);
	struct symbol *first;

	if (def->place == PLACED && def->bind != WEAK &&
	    match_at(def->name, hash, def->addr, def->slack, object))
		return;
	first = symbol_of_name(def->name, hash);
	if (!first)
		return;
	if (def->place == MERGED)
		add_claim(def, first);
	else if (def->place == PLACED && def->bind == WEAK)
		add_weak(def, first);
	else
		check_later(def, first);
}

static void match_definitions(void)
{
	struct object *object;

	for_each_object(object)
		if (object->placements && !object->link_made)
			objsyms_walk(object, match_definition);
	for (size_t i = 0; i < nr_weaks; i++)
		match_at(weaks[i].first->name, weaks[i].first->hash,
			 weaks[i].addr, weaks[i].slack, weaks[i].object);
}

static struct symbol *next_assigned(struct symbol *prev,
				    const struct map_assignment *a,
				    unsigned int hash)
{
	if (a->has_addr)
		return symbol_next_at(prev, a->addr, a->name, hash);
	do {
		prev = next_of_name(prev, a->name, hash);
	} while (prev && prev->evidence != NOT_ATTRIBUTED);
	return prev;
}

/* Its symbols are global: among equals it is the one with the capital letter. */
static struct symbol *find_assigned(const struct map_assignment *a)
{
	unsigned int hash = hash_str(a->name);
	struct symbol *found = NULL, *s = NULL;

	while ((s = next_assigned(s, a, hash)))
		if (!found || isupper((unsigned char)s->type))
			found = s;
	return found;
}

/*
 * What the linker script defines, it defines whatever the objects say. Where
 * the map does not tell the address, it is what the objects have left over.
 */
static void match_script(bool has_addr)
{
	for (size_t i = 0; i < current_map->nr_assignments; i++) {
		const struct map_assignment *a = &current_map->assignments[i];
		struct symbol *s;

		if (a->has_addr != has_addr)
			continue;
		s = find_assigned(a);
		if (s)
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

/* A common symbol has no contents, but the map says whose it became. */
static bool is_placed_at(const struct claim *claim, const struct symbol *s)
{
	const struct placement *p = placement_at(s->addr);

	return p && p->object == claim->object;
}

static bool can_compare(const struct claim *claim)
{
	return claim->contents && vmlinux_is_open();
}

static bool meets(const struct claim *claim, const struct symbol *s)
{
	const void *bytes;

	if (claim->met)
		return false;
	if (!claim->contents)
		return is_placed_at(claim, s);
	if (!vmlinux_is_open())
		return false;
	bytes = vmlinux_bytes(s->addr, claim->contents_len);
	return bytes && !memcmp(bytes, claim->contents, claim->contents_len);
}

/* Where a definition has to be, if it can only be at one address. */
static struct symbol *only_place(const struct claim *claim)
{
	struct symbol *found = NULL;

	for (struct symbol *s = claim->first; s; s = s->next_of_name) {
		if (s->evidence != NOT_ATTRIBUTED ||
		    (found && found->addr == s->addr) || !meets(claim, s))
			continue;
		if (found)
			return NULL;
		found = s;
	}
	return found;
}

/*
 * A short entry can be equal to the beginning of a longer one: the longer one
 * is settled first, and the short one can be at one address only then.
 */
static bool match_clear_claims(struct claim *claim, size_t nr)
{
	bool any = false;

	for (size_t i = 0; i < nr; i++) {
		struct symbol *s = only_place(&claim[i]);

		if (!s)
			continue;
		settle(s, claim[i].object, BY_CONTENTS);
		claim[i].met = true;
		any = true;
	}
	return any;
}

static bool differ(const struct claim *a, const struct claim *b, bool surplus)
{
	return surplus ? a->object != b->object :
			 a->contents_len != b->contents_len;
}

/*
 * The linker merges equal entries only, so a symbol is of an object that has
 * in its entry what is at the symbol. Where several have an entry of that
 * length, the linker has put all of them at this address, and which symbol is
 * whose makes no difference.
 */
static struct claim *find_claim(struct claim *claim, size_t nr,
				const struct symbol *s, bool surplus)
{
	struct claim *found = NULL;

	for (size_t i = 0; i < nr; i++) {
		if ((found && !differ(found, &claim[i], surplus)) ||
		    !meets(&claim[i], s))
			continue;
		if (found)
			return NULL;
		found = &claim[i];
	}
	if (found)
		return found;
	/* with nothing to compare, believe the only one who claims the name */
	return can_compare(claim) || !one_claimant(claim, nr) ? NULL : claim;
}

/*
 * Are there more claims than symbols? Where the map does not list merged
 * sections, some of the definitions are not in the kernel then.
 */
static bool has_surplus(const struct claim *claim, size_t nr)
{
	for (struct symbol *s = claim->first; s && nr; s = s->next_of_name)
		nr -= s->evidence == NOT_ATTRIBUTED;
	return nr && !placements_list_merged();
}

/* Settle what is left of a name that has @nr claims. */
static void match_claims_of_name(struct claim *claim, size_t nr)
{
	bool surplus = has_surplus(claim, nr);

	while (!surplus && match_clear_claims(claim, nr))
		;
	for (struct symbol *s = claim->first; s; s = s->next_of_name) {
		struct claim *found;

		if (s->evidence != NOT_ATTRIBUTED)
			continue;
		found = find_claim(claim, nr, s, surplus);
		if (found)
			found->met = true;
		settle(s, found ? found->object : NULL,
		       found ? BY_CONTENTS : UNKNOWN);
	}
}

static void match_claims(void)
{
	if (nr_claims)
		qsort(claims, nr_claims, sizeof(*claims), compare_claims);
	for (size_t i = 0, nr; i < nr_claims; i += nr) {
		nr = 1;
		while (i + nr < nr_claims &&
		       claims[i + nr].first == claims[i].first)
			nr++;
		match_claims_of_name(&claims[i], nr);
	}
}

static bool is_output(const char *name)
{
	for (size_t i = 0; i < current_map->nr_outputs; i++)
		if (!strcmp(current_map->outputs[i].name, name))
			return true;
	return false;
}

/*
 * Where an output section that the script does not bound has a name that can
 * be one in C, ld defines symbols for its bounds, which no map shows:
 * __start_mysec, __stop_mysec. For 64-bit PowerPC it defines .TOC., which can be
 * after the end of its section.
 */
static bool is_bound(const char *name)
{
	if (!strcmp(name, ".TOC."))
		return true;
	if (!strncmp(name, "__start_", 8))
		return is_output(name + 8);
	return !strncmp(name, "__stop_", 7) && is_output(name + 7);
}

/* Is it in what the linker itself adds: stubs, veneers? */
static bool is_in_stubs(unsigned long long addr)
{
	for (size_t i = 0; i < current_map->nr_sections; i++) {
		const struct map_section *s = &current_map->sections[i];

		if (!s->object && addr - s->addr < s->size)
			return true;
	}
	return false;
}

static void match_addresses(void)
{
	for (size_t i = 0; i < nr_symbols; i++) {
		const struct placement *p;

		if (symbols[i].evidence != NOT_ATTRIBUTED)
			continue;
		if (is_bound(symbols[i].name)) {
			settle(&symbols[i], NULL, BY_LINK);
			continue;
		}
		p = placement_at(symbols[i].addr);
		if (p)
			settle(&symbols[i], p->object, BY_ADDRESS);
		else
			settle(&symbols[i], NULL,
			       is_in_stubs(symbols[i].addr) ? BY_LINK : UNKNOWN);
	}
}

void attribute(const struct map *map)
{
	current_map = map;
	match_script(true);
	match_definitions();
	match_script(false);
	match_claims();
	match_addresses();
	check_same_link();
}
