// SPDX-License-Identifier: GPL-2.0
/*
 * Attribution of symbols to objects.
 *
 * An address alone is not enough: an empty symbol is where its section ends and
 * the next object's begins, sections of constants are merged so that their
 * placements overlap, and a symbol of the linker script (_stext) is at the first
 * function of some object. So the symbol table of each object gives the names
 * that it defines, and the map gives the address of each definition: a symbol of
 * that name at that address is this definition, of any size.
 * Definitions in merged sections are matched by contents.
 *
 * A symbol that matches none belongs to no object. It is an error if an object
 * has a definition of that name which matches no symbol either: the map puts it
 * elsewhere or lacks it. All objects of the link are read, also those that the
 * map lacks, so that a map of which some lines were lost or misread is noticed
 * wherever it would change the result.
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
 * struct claim - an object's definition whose address is not in the map
 * @object: the object that defines it
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
 * @object: the object that defines it
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
 * struct doubt - a definition without a symbol, but others have its name
 * @object: the object that defines it
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
	symbol->evidence = evidence;
	symbol->object = object;
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

static void add_doubt(const struct object *object, const struct symbol *first)
{
	doubts = xgrow(doubts, nr_doubts, sizeof(*doubts));
	doubts[nr_doubts++] = (struct doubt) {
		.object = object, .first = first,
	};
}

/* The symbol of a name after @prev, or the first. */
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

/* Those of the percpu area are all 'A'. */
static bool may_be(const struct symbol *s, bool global)
{
	return s->type == 'A' || !isupper((unsigned char)s->type) != global;
}

/*
 * Settle a symbol of a name from @addr - @slack to @addr; is there one? It is
 * global if its definition is, unless the linker has made a hidden one local.
 */
static bool match_at(const char *name, unsigned int hash,
		     unsigned long long addr, unsigned long long slack,
		     struct object *object, bool global)
{
	struct symbol *s = NULL, *found = NULL;

	while ((s = next_near(s, name, hash, addr, slack))) {
		if (s->evidence != NOT_ATTRIBUTED)
			continue;
		if (may_be(s, global)) {
			found = s;
			break;
		}
		if (global && !found)
			found = s;
	}
	if (found)
		settle(found, object, BY_DEFINITION);
	return found;
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
	    match_at(def->name, hash, def->addr, def->slack, object,
		     def->bind == STRONG))
		return;
	first = symbol_of_name(def->name, hash);
	if (!first)
		return;
	if (def->place == MERGED)
		add_claim(def, first);
	else if (def->place == PLACED && def->bind == WEAK)
		add_weak(def, first);
	else
		add_doubt(object, first);
}

static void match_weak(const struct weak *weak)
{
	if (!match_at(weak->first->name, weak->first->hash, weak->addr,
		      weak->slack, weak->object, true))
		add_doubt(weak->object, weak->first);
}

static void match_definitions(void)
{
	struct object *object;

	for_each_object(object)
		if ((object->placements || object->listed) &&
		    !object->link_made)
			objsyms_walk(object, match_definition);
	for (size_t i = 0; i < nr_weaks; i++)
		match_weak(&weaks[i]);
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

/* A common symbol has no contents, but the map says which object it is in. */
static bool is_placed_at(const struct claim *claim, const struct symbol *s)
{
	const struct placement *p = placement_at(s->addr);

	return p && p->object == claim->object;
}

static bool can_compare(const struct claim *claim)
{
	return claim->contents && vmlinux_is_open();
}

static bool claim_matches(const struct claim *claim, const struct symbol *s)
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
		    (found && found->addr == s->addr) || !claim_matches(claim, s))
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
 * length, the linker has put all of them at this address, and the order of the
 * symbols makes no difference.
 */
static struct claim *find_claim(struct claim *claim, size_t nr,
				const struct symbol *s, bool surplus)
{
	struct claim *found = NULL;

	for (size_t i = 0; i < nr; i++) {
		if ((found && !differ(found, &claim[i], surplus)) ||
		    !claim_matches(&claim[i], s))
			continue;
		if (found)
			return NULL;
		found = &claim[i];
	}
	if (found)
		return found;
	/* with nothing to compare, take the only object that claims the name */
	if (can_compare(claim) || claim->met || !one_claimant(claim, nr))
		return NULL;
	return claim;
}

static bool any_claim_matches(const struct claim *claim, size_t nr,
			      const struct symbol *s)
{
	for (size_t i = 0; i < nr; i++)
		if (!can_compare(&claim[i]) ? !claim[i].met :
					      claim_matches(&claim[i], s))
			return true;
	return false;
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
		if (found)
			settle(s, found->object, BY_CONTENTS);
		else if (any_claim_matches(claim, nr, s))
			settle(s, NULL, UNKNOWN);
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

/*
 * The linker script defines each symbol once, and as a global one, unless it is
 * hidden.
 */
static void match_script(const char *name)
{
	struct symbol *found = NULL, *s;

	for (s = symbol_of_name(name, hash_str(name)); s; s = s->next_of_name) {
		if (s->evidence == BY_LINK)
			return;
		if ((s->evidence == NOT_ATTRIBUTED ||
		     s->evidence == UNKNOWN) &&
		    (!found || isupper((unsigned char)s->type)))
			found = s;
	}
	if (found)
		settle(found, NULL, BY_LINK);
}

/* What objtool has added before a function is of the function's object. */
static void match_prefix(struct symbol *symbol)
{
	static const char prefix[] = "__pfx_";
	const char *name = symbol->name + strlen(prefix);
	struct symbol *s;

	if (strncmp(symbol->name, prefix, strlen(prefix)))
		return;
	s = symbol_of_name(name, hash_str(name));
	while (s && s->addr <= symbol->addr)
		s = s->next_of_name;
	if (s && s->evidence == BY_DEFINITION)
		settle(symbol, s->object, BY_PREFIX);
}

static void match_other(struct symbol *symbol)
{
	const struct placement *p = placement_at(symbol->addr);

	if (p && p->object->link_made)
		settle(symbol, NULL, BY_LINK);
	else
		match_prefix(symbol);
}

/* Symbols that match no definition. */
static void match_others(void)
{
	placements_walk_scripts(current_map, match_script);
	for (size_t i = 0; i < nr_symbols; i++)
		if (symbols[i].evidence == NOT_ATTRIBUTED ||
		    symbols[i].evidence == UNKNOWN)
			match_other(&symbols[i]);
}

static void __noreturn die_unmatched(const struct symbol *s,
				     const struct object *object)
{
	die_at(symbols_path, s - symbols + 1,
	       "%s puts no definition of %s at %#llx, though %s has one: the map is corrupt or of another link; remove vmlinux.o and build vmlinux again",
	       current_map->path, s->name, s->addr, object->path);
}

static void check_doubts(void)
{
	for (size_t i = 0; i < nr_doubts; i++)
		for (const struct symbol *s = doubts[i].first; s;
		     s = s->next_of_name)
			if (s->evidence == NOT_ATTRIBUTED)
				die_unmatched(s, doubts[i].object);
}

static void settle_rest(void)
{
	for (size_t i = 0; i < nr_symbols; i++) {
		const struct symbol *s = &symbols[i];

		if (s->evidence == NOT_ATTRIBUTED)
			settle(&symbols[i], NULL, BY_LINK);
		else if (s->evidence == UNKNOWN && isupper((unsigned char)s->type))
			die_at(symbols_path, i + 1,
			       "several objects have the common symbol %s; define it in one and declare it in the others",
			       s->name);
	}
}

void attribute(const struct map *map)
{
	current_map = map;
	match_definitions();
	match_claims();
	match_others();
	check_doubts();
	settle_rest();
}
