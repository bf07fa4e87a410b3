// SPDX-License-Identifier: GPL-2.0
/*
 * Do an object and vmlinux have the same bytes for a symbol? What the link, and
 * objtool after it, may change is left out: a mask for each section tells which
 * bytes that are.
 */
#include <string.h>

#include "bytes.h"
#include "die.h"
#include "relocation.h"

/* What is in a mask. */
#define MASK_LINKED	1
#define MASK_JUMP	2

/* A jump or a call with four bytes of distance. */
#define JUMP_SIZE	5

/* An entry of __jump_table. */
#define JUMP_ENTRY_SIZE	16

static void mask_bytes(struct section *section, uint64_t offset, size_t count,
		       unsigned char value)
{
	for (; count && offset < section->size; count--)
		section->mask[offset++] |= value;
}

static bool is_call(const struct section *section, uint64_t offset)
{
	return offset && (section->data[offset - 1] & 0xfe) == 0xe8;
}

/*
 * objtool replaces jumps by instructions without effect, with its hack for
 * "jump_label": at the place which each entry of __jump_table begins with.
 */
static void mask_jump(struct object *object,
		      const struct relocation *relocation)
{
	struct section *section = symbol_section(object, relocation->symbol);

	if (relocation->offset % JUMP_ENTRY_SIZE == 0 && section &&
	    section->mask)
		mask_bytes(section, relocation->symbol->value +
			   relocation->addend, JUMP_SIZE, MASK_JUMP);
}

/*
 * objtool replaces calls that must not be where they are, with its hack for
 * "noinstr": the byte before the distance may be another one then.
 */
static void mask_relocation(struct object *object,
			    const struct relocation *relocation, void *data)
{
	struct section *section = relocation->section;
	uint64_t offset = relocation->offset;

	(void)data;
	mask_bytes(section, offset, relocation->size, MASK_LINKED);
	if (relocation->size == 4 && section->flags & SHF_EXECINSTR &&
	    is_call(section, offset))
		mask_bytes(section, offset - 1, 1, MASK_LINKED);
	if (!strcmp(section->name, "__jump_table"))
		mask_jump(object, relocation);
}

static void make_masks(struct object *object)
{
	size_t i;

	for (i = 1; i < object->num_sections; i++)
		if (object->sections[i].data)
			object->sections[i].mask =
				xzalloc(object->sections[i].size);
	each_relocation(object, mask_relocation, NULL);
}

/* All of the symbol is in the section. */
static bool fits(const struct section *section, uint64_t offset, uint64_t size)
{
	return section && section->data && offset <= section->size &&
	       size <= section->size - offset;
}

/*
 * What is patched after the link: the numbers of BTF, and by scripts/sorttable a
 * table and the variable which tells that it is not sorted.
 */
static bool is_patched(const struct section *section,
		       const struct symbol *symbol)
{
	return !strcmp(section->name, ".BTF_ids") ||
	       !strcmp(section->name, "__ex_table") ||
	       !strcmp(symbol->name, "main_extable_sort_needed");
}

/**
 * bytes_compare - compare the contents of a symbol
 * @object: that defines it
 * @symbol: in the object
 * @image: vmlinux
 * @twin: the symbol in vmlinux
 */
enum bytes bytes_compare(struct object *object, const struct symbol *symbol,
			 const struct object *image,
			 const struct symbol *twin)
{
	struct section *section = symbol_section(object, symbol);
	struct section *out = symbol_section(image, twin);
	const unsigned char *ours, *theirs, *mask;
	uint64_t i;

	if (!knows_relocations(object) || !symbol->size ||
	    symbol->size != twin->size || !out ||
	    !fits(section, symbol->value, symbol->size) ||
	    !fits(out, twin->value - out->address, twin->size) ||
	    is_patched(section, symbol))
		return BYTES_NONE;
	if (!section->mask)
		make_masks(object);
	ours = section->data + symbol->value;
	mask = section->mask + symbol->value;
	theirs = out->data + (twin->value - out->address);
	for (i = 0; i < symbol->size; i++)
		if (!mask[i] && ours[i] != theirs[i])
			return BYTES_DIFFER;
	return BYTES_AGREE;
}

/**
 * is_patched_jump - may objtool have replaced what is here?
 * @object: the object
 * @section: a section of it, with contents
 * @offset: where in the section
 */
bool is_patched_jump(struct object *object, const struct section *section,
		     uint64_t offset)
{
	if (!section->mask)
		make_masks(object);
	return section->mask[offset] & MASK_JUMP;
}
