// SPDX-License-Identifier: GPL-2.0
/*
 * Symbols that are not local: the linker lets only one object define a name,
 * but for weak definitions, which it takes where there is no other. The linker
 * script has the last word.
 */
#include <string.h>

#include "die.h"
#include "fault.h"
#include "global.h"
#include "place.h"

static void add_definer(struct globals *globals, struct object *object,
			uint32_t number)
{
	struct definer *definer = xzalloc(sizeof(*definer)), **end;

	definer->object = object;
	definer->symbol = number;
	end = (struct definer **)map_at(&globals->definers,
					object->symbols[number].name);
	while (*end)
		end = &(*end)->next;
	*end = definer;
}

/**
 * globals_read - collect who defines which name
 * @globals: filled in; all zero before
 * @inputs: all objects, the fate of whose symbols has been foretold
 */
void globals_read(struct globals *globals, const struct inputs *inputs)
{
	struct object *object;
	uint32_t i, j;

	for (i = 0; i < inputs->count; i++) {
		object = inputs->list[i];
		for (j = 1; j < object->num_symbols; j++)
			if (object->symbols[j].fate == FATE_OPEN &&
			    object->symbols[j].bind != STB_LOCAL)
				add_definer(globals, object, j);
	}
}

static struct symbol *definition(const struct definer *definer)
{
	return &definer->object->symbols[definer->symbol];
}

/* What kind of definition is it? */
static enum origin origin_of(const struct definer *definer)
{
	if (definition(definer)->section == SHN_COMMON)
		return ORIGIN_COMMON;
	return definition(definer)->bind == STB_WEAK ? ORIGIN_WEAK :
						       ORIGIN_STRONG;
}

/* The definition that counts: strong, or common, or weak. */
static struct definer *best_definer(struct definer *definer, const char *name)
{
	struct definer *best = NULL;

	for (; definer; definer = definer->next) {
		if (best && origin_of(definer) == ORIGIN_STRONG &&
		    origin_of(best) == ORIGIN_STRONG)
			fault(FAULT_DEFINITION, "%s: <%s> and <%s> define it",
			      name, best->object->path, definer->object->path);
		if (!best || (origin_of(definer) == ORIGIN_STRONG &&
			      origin_of(best) != ORIGIN_STRONG) ||
		    (origin_of(definer) == ORIGIN_COMMON &&
		     origin_of(best) == ORIGIN_WEAK))
			best = definer;
	}
	return best;
}

/* All but the best, of which there is none if @fate is FATE_SCRIPT. */
static void set_fates(struct definer *definer, const struct definer *best,
		      enum fate fate)
{
	for (; definer; definer = definer->next)
		if (definer != best && (fate == FATE_SCRIPT ||
					origin_of(definer) != ORIGIN_STRONG))
			definition(definer)->fate = fate;
}

static void check_definition(const struct image *image, uint32_t number,
			     const struct definer *best)
{
	const struct symbol *symbol = &image->elf.symbols[number];

	if (definition(best)->type == symbol->type &&
	    known_size(best->object, definition(best)) ==
	    known_size(&image->elf, symbol))
		return;
	fault(FAULT_DEFINITION, "%016llx %s: type or size is not that in <%s>",
	      (unsigned long long)symbol->value, symbol->name,
	      best->object->path);
}

static void link_definition(struct image *image, uint32_t number,
			    const struct definer *best)
{
	enum origin origin = origin_of(best);

	/* If there were one before it, then that would be the best. */
	if (origin == ORIGIN_WEAK && best->next)
		origin = ORIGIN_WEAK_FIRST;
	image_link(image, number, origin, best->object, best->symbol);
	place_symbol(image, number);
}

static bool has_section(const struct image *image, const char *name)
{
	size_t i;

	for (i = 1; i < image->elf.num_sections; i++)
		if (!strcmp(image->elf.sections[i].name, name))
			return true;
	return false;
}

/* __start_SECTION or __stop_SECTION */
static bool is_boundary(const struct image *image, const char *name)
{
	if (!strncmp(name, "__start_", 8))
		return has_section(image, name + 8);
	if (!strncmp(name, "__stop_", 7))
		return has_section(image, name + 7);
	return false;
}

/* Tables that a linker makes itself. */
static bool is_table(const char *name)
{
	return !strcmp(name, "_GLOBAL_OFFSET_TABLE_") ||
	       !strcmp(name, "_PROCEDURE_LINKAGE_TABLE_") ||
	       !strcmp(name, "_DYNAMIC") || !strcmp(name, ".TOC.");
}

/*
 * Functions that GNU ld adds: for 64-bit PowerPC where code calls them and nothing
 * defines them, to save and restore registers, from the numbered one on; without a
 * name for Thumb-2, for an erratum of the Cortex-A8.
 */
static bool is_stub(const struct image *image, const char *name)
{
	static const char * const starts[] = {
		"_savegpr0_", "_restgpr0_", "_savegpr1_", "_restgpr1_",
		"_savefpr_", "_restfpr_", "_savevr_", "_restvr_",
	};
	size_t i;

	if (image->elf.machine != EM_PPC64)
		return !*name;
	for (i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (!strncmp(name, starts[i], strlen(starts[i])))
			return true;
	return false;
}

static void resolve_name(struct globals *globals, struct image *image,
			 const struct script *script, uint32_t number)
{
	const char *name = image->elf.symbols[number].name;
	enum assignment assigned = script_assigns(script, name);
	struct definer *all = map_get(&globals->definers, name), *best;

	if (assigned == ASSIGNED || (assigned == PROVIDED && !all)) {
		set_fates(all, NULL, FATE_SCRIPT);
		image_link(image, number, ORIGIN_SCRIPT, NULL, 0);
	} else if (all) {
		best = best_definer(all, name);
		set_fates(all, best, FATE_OVERRIDDEN);
		check_definition(image, number, best);
		link_definition(image, number, best);
	} else if (is_boundary(image, name) || is_table(name) ||
		   is_stub(image, name)) {
		image_link(image, number, ORIGIN_LINKER, NULL, 0);
	}
}

/* Hidden symbols become local ones in the end, and so do the linker's own. */
static bool is_global(const struct image *image, const struct symbol *symbol)
{
	return symbol->bind != STB_LOCAL || symbol->visibility != STV_DEFAULT ||
	       is_table(symbol->name) || is_stub(image, symbol->name);
}

/**
 * globals_resolve - find out where each symbol comes from that is not local
 * @globals: who defines which name
 * @image: vmlinux
 * @script: the linker script
 */
void globals_resolve(struct globals *globals, struct image *image,
		     const struct script *script)
{
	const struct symbol *symbol;
	uint32_t i;

	for (i = 1; i < image->elf.num_symbols; i++) {
		symbol = &image->elf.symbols[i];
		if (is_global(image, symbol) && is_definition(symbol))
			resolve_name(globals, image, script, i);
	}
}

/*
 * Does a symbol agree with it that @symbol is at @address? At the same place they
 * have one address; where the linker makes code shorter, one that follows is not
 * farther away.
 */
static bool agrees(const struct image *image, const struct object *object,
		   const struct symbol *symbol, const struct symbol *other,
		   uint64_t address)
{
	uint64_t twin;

	if (other->fate != FATE_LINKED || other->section != symbol->section ||
	    other->value < symbol->value)
		return false;
	twin = image->elf.symbols[other->twin].value;
	if (other->value == symbol->value)
		return twin == address;
	return shortens_code(object) && twin >= address &&
	       twin - address <= other->value - symbol->value;
}

static bool is_there(const struct image *image, const struct definer *definer,
		     uint64_t address)
{
	const struct object *object = definer->object;
	const struct symbol *symbol = definition(definer);
	size_t i;

	for (i = 1; symbol->fate == FATE_SCRIPT && i < object->num_symbols; i++)
		if (agrees(image, object, symbol, &object->symbols[i], address))
			return true;
	return false;
}

/**
 * globals_reclaim - find definitions that the linker script only repeats
 * @globals: who defines which name
 * @image: vmlinux; where all other symbols come from is known
 *
 * arm64's has __kvm_nvhe_memcpy = __kvm_nvhe___pi_memcpy, two names that an object
 * defines at one place. The symbol is the object's.
 */
void globals_reclaim(struct globals *globals, struct image *image)
{
	const struct symbol *symbol;
	struct definer *definer;
	uint32_t i;

	for (i = 1; i < image->elf.num_symbols; i++) {
		symbol = &image->elf.symbols[i];
		if (image->truths[i].origin != ORIGIN_SCRIPT)
			continue;
		definer = map_get(&globals->definers, symbol->name);
		while (definer && !is_there(image, definer, symbol->value))
			definer = definer->next;
		if (definer)
			link_definition(image, i, definer);
	}
}
