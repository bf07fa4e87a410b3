// SPDX-License-Identifier: GPL-2.0
/*
 * Code and data of an object refer to other sections of the same object. In
 * vmlinux the linker has filled in addresses there. So where one section is
 * known to be, it can be read which places the others have got: this needs no
 * symbol in them, and no order.
 */
#include <string.h>

#include "bytes.h"
#include "fault.h"
#include "place.h"
#include "reference.h"
#include "relocation.h"

/* The contents of vmlinux at an address, or NULL. */
static const unsigned char *contents_at(const struct object *elf,
					uint64_t address, size_t size)
{
	const struct section *section = elf->sections;
	size_t i;

	for (i = 1; i < elf->num_sections; i++) {
		section = &elf->sections[i];
		if (section->data && section->flags & SHF_ALLOC &&
		    address >= section->address &&
		    address - section->address < section->size &&
		    size <= section->size - (address - section->address))
			return section->data + (address - section->address);
	}
	return NULL;
}

/* Little endian, as are all machines whose relocations are known here. */
static uint64_t read_value(const unsigned char *bytes, unsigned int size,
			   bool sign)
{
	uint64_t value = 0;
	unsigned int i;

	for (i = 0; i < size; i++)
		value |= (uint64_t)bytes[i] << (8 * i);
	if (size == 4 && sign)
		value = (int64_t)(int32_t)value;
	return value;
}

/* Does a relocation tell where another section of its object is? */
static bool is_telling(struct object *object,
		       const struct relocation *relocation,
		       const struct section *target)
{
	return target && target != relocation->section &&
	       target->flags & SHF_ALLOC && !is_movable(object, target) &&
	       !is_discarded(target->output) &&
	       relocation->symbol->bind == STB_LOCAL &&
	       relocation->section->located && relocation->size >= 4 &&
	       !is_patched_jump(object, relocation->section,
				relocation->offset);
}

/* Where the section of the relocation's symbol is, as vmlinux has it. */
static bool read_base(const struct image *image,
		      const struct relocation *relocation, uint64_t *base)
{
	uint64_t place = relocation->section->base + relocation->offset;
	const unsigned char *bytes;

	bytes = contents_at(&image->elf, place, relocation->size);
	if (!bytes)
		return false;
	*base = read_value(bytes, relocation->size, relocation->sign) -
		relocation->addend - relocation->symbol->value;
	if (relocation->relative)
		*base += place;
	return true;
}

static void locate(struct object *object, const struct relocation *relocation,
		   void *data)
{
	struct section *target = symbol_section(object, relocation->symbol);
	uint64_t base;

	if (!is_telling(object, relocation, target) || target->located ||
	    !read_base(data, relocation, &base))
		return;
	target->base = base;
	target->located = true;
}

static void compare(struct object *object, const struct relocation *relocation,
		    void *data)
{
	struct section *target = symbol_section(object, relocation->symbol);
	uint64_t base;

	if (!is_telling(object, relocation, target) || !target->located ||
	    !read_base(data, relocation, &base))
		return;
	if (target->base == base)
		target->referred++;
	else
		fault(FAULT_PLACE, "%016llx: %s of <%s>, but %s refers to it at %016llx",
		      (unsigned long long)target->base, target->name,
		      object->path, relocation->section->name,
		      (unsigned long long)base);
}

static void each_reference(const struct image *image,
			   const struct inputs *inputs, relocation_fn *fn)
{
	size_t i;

	for (i = 0; i < inputs->count; i++)
		if (knows_relocations(inputs->list[i]) &&
		    !inputs->list[i]->link_made)
			each_relocation(inputs->list[i], fn, (void *)image);
}

/**
 * references_locate - find places by what is known to refer to them
 * @image: vmlinux
 * @inputs: all objects; the places of symbols that are not local are known
 */
void references_locate(const struct image *image, const struct inputs *inputs)
{
	each_reference(image, inputs, locate);
}

/**
 * references_check - compare all references to the places that are known
 * @image: vmlinux
 * @inputs: all objects; the places of all symbols are known
 */
void references_check(const struct image *image, const struct inputs *inputs)
{
	each_reference(image, inputs, compare);
}
