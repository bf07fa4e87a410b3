// SPDX-License-Identifier: GPL-2.0
/*
 * The linker keeps a section of an object in one piece. So all symbols of a
 * section must have moved by the same distance, and no two sections may be in
 * the same place. If symbols were given to the wrong objects, then this would
 * hardly be so.
 */
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "fault.h"
#include "place.h"

/**
 * is_movable - can the linker move parts of a section separately?
 * @object: the object
 * @section: the section, or NULL
 *
 * It does so with constants that many objects have, with descriptors and with
 * ARM's tables for unwinding, and for some machines it makes instructions shorter.
 */
bool is_movable(const struct object *object, const struct section *section)
{
	return !section || section->flags & SHF_MERGE ||
	       (object->machine == EM_ARM && section->type == SHT_ARM_EXIDX) ||
	       has_descriptors(object, section) || shortens_code(object);
}

/**
 * place_contradicts - would a symbol be away from others of its section?
 * @object: that may define it
 * @symbol: in the object
 * @twin: in vmlinux
 */
bool place_contradicts(const struct object *object, const struct symbol *symbol,
		       const struct symbol *twin)
{
	struct section *section = symbol_section(object, symbol);

	return !is_movable(object, section) && section->located &&
	       section->base != twin->value - symbol->value;
}

/**
 * place_symbol - note where the section of a symbol has gone
 * @image: vmlinux
 * @number: of the symbol, which has an object that defines it
 */
void place_symbol(struct image *image, uint32_t number)
{
	struct truth *truth = &image->truths[number];
	struct symbol *twin = &image->elf.symbols[number], *symbol;
	struct section *section;

	symbol = &truth->object->symbols[truth->symbol];
	section = symbol_section(truth->object, symbol);
	if (is_movable(truth->object, section))
		return;
	if (place_contradicts(truth->object, symbol, twin)) {
		fault(FAULT_PLACE,
		      "%016llx %s: not where other symbols place %s of <%s>",
		      (unsigned long long)twin->value, twin->name,
		      section->name, truth->object->path);
		return;
	}
	section->base = twin->value - symbol->value;
	section->located = true;
	section->placed++;
}

/**
 * struct piece - where a section of an object is in vmlinux
 * @object: the object
 * @section: the section
 */
struct piece {
	const struct object *object;
	const struct section *section;
};

static int compare_pieces(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;
	uint64_t x_base = x->section->base, y_base = y->section->base;

	if (x_base == y_base)
		return 0;
	return x_base < y_base ? -1 : 1;
}

static size_t add_pieces(struct piece **pieces, size_t count,
			 const struct object *object)
{
	const struct section *section;
	size_t i;

	for (i = 1; i < object->num_sections; i++) {
		section = &object->sections[i];
		if (!section->located || !section->size)
			continue;
		GROW(*pieces, count);
		(*pieces)[count].object = object;
		(*pieces)[count++].section = section;
	}
	return count;
}

/* The section of vmlinux where it is. */
static const struct section *output_of(const struct image *image,
				       const struct piece *piece)
{
	const char *name = piece->section->output ?: piece->section->name;
	size_t i;

	for (i = 1; i < image->elf.num_sections; i++)
		if (!strcmp(image->elf.sections[i].name, name))
			return &image->elf.sections[i];
	return NULL;
}

/* Sections of an OVERLAY have one address: ARM's .vectors. */
static bool is_overlay(const struct image *image, const struct piece *a,
		       const struct piece *b)
{
	const struct section *x = output_of(image, a);
	const struct section *y = output_of(image, b);

	return x && y && x != y && x->address == y->address;
}

static void check_overlap(const struct image *image, const struct piece *a,
			  const struct piece *b)
{
	if (b->section->base - a->section->base >= a->section->size ||
	    is_overlay(image, a, b))
		return;
	fault(FAULT_PLACE, "%016llx: both %s of <%s> and %s of <%s>",
	      (unsigned long long)b->section->base, a->section->name,
	      a->object->path, b->section->name, b->object->path);
}

/**
 * place_check - look for sections in one and the same place
 * @image: vmlinux
 * @inputs: all objects; their symbols have been placed
 */
void place_check(const struct image *image, const struct inputs *inputs)
{
	struct piece *pieces = NULL;
	size_t i, count = 0;

	for (i = 0; i < inputs->count; i++)
		count = add_pieces(&pieces, count, inputs->list[i]);
	if (!count)
		return;
	qsort(pieces, count, sizeof(*pieces), compare_pieces);
	for (i = 1; i < count; i++)
		check_overlap(image, &pieces[i - 1], &pieces[i]);
	free(pieces);
}
