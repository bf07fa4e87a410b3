// SPDX-License-Identifier: GPL-2.0
/*
 * Do an object and vmlinux have the same bytes for a symbol? What the link, and
 * objtool after it, may change is left out: a mask for each section tells which
 * bytes that are.
 */
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "die.h"

/* A jump or a call with four bytes of distance. */
#define JUMP_SIZE	5

/* Number of bytes that a relocation changes; 0 if that is not known. */
static size_t relocated_size(unsigned int machine, uint32_t type)
{
	if (machine != EM_X86_64)
		return 0;
	switch (type) {
	case R_X86_64_64:
	case R_X86_64_PC64:
		return 8;
	case R_X86_64_16:
	case R_X86_64_PC16:
		return 2;
	case R_X86_64_8:
	case R_X86_64_PC8:
		return 1;
	case R_X86_64_NONE:
		return 0;
	default:
		return 4;
	}
}

static void mask_bytes(struct section *section, uint64_t offset, size_t count)
{
	for (; count && offset < section->size; count--)
		section->mask[offset++] = 1;
}

static bool is_call(const struct section *section, uint64_t offset)
{
	return offset && (section->data[offset - 1] & 0xfe) == 0xe8;
}

/*
 * objtool replaces calls that must not be where they are, with its hack for
 * "noinstr": the byte before the distance may be another one then.
 */
static void mask_target(struct section *section, const GElf_Rela *rela,
			size_t size)
{
	mask_bytes(section, rela->r_offset, size);
	if (size == 4 && section->flags & SHF_EXECINSTR &&
	    rela->r_offset < section->size && is_call(section, rela->r_offset))
		mask_bytes(section, rela->r_offset - 1, 1);
}

/*
 * objtool replaces jumps by instructions without effect, with its hack for
 * "jump_label": at the place which each entry of __jump_table begins with.
 */
static void mask_jump(struct object *object, const GElf_Rela *rela)
{
	struct symbol *symbol = &object->symbols[GELF_R_SYM(rela->r_info)];
	struct section *section = symbol_section(object, symbol);

	if (rela->r_offset % 16 == 0 && section && section->mask)
		mask_bytes(section, symbol->value + rela->r_addend, JUMP_SIZE);
}

static void mask_section(struct object *object, Elf_Scn *scn,
			 struct section *section)
{
	bool jumps = !strcmp(section->name, "__jump_table");
	Elf_Data *data = elf_getdata(scn, NULL);
	GElf_Rela rela;
	size_t size;
	int i;

	for (i = 0; data && gelf_getrela(data, i, &rela); i++) {
		if (GELF_R_SYM(rela.r_info) >= object->num_symbols)
			die("%s: a relocation without its symbol",
			    object->file.path);
		if (jumps)
			mask_jump(object, &rela);
		size = relocated_size(object->machine,
				      GELF_R_TYPE(rela.r_info));
		mask_target(section, &rela, size);
	}
}

static void make_masks(struct object *object)
{
	size_t i;

	for (i = 1; i < object->num_sections; i++)
		if (object->sections[i].data)
			object->sections[i].mask =
				xzalloc(object->sections[i].size);
}

static void fill_masks(struct object *object)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr header;

	while ((scn = elf_nextscn(object->elf, scn))) {
		if (!gelf_getshdr(scn, &header))
			die("%s: %s", object->file.path, elf_errmsg(-1));
		if (header.sh_type == SHT_RELA &&
		    header.sh_info < object->num_sections &&
		    object->sections[header.sh_info].mask)
			mask_section(object, scn,
				     &object->sections[header.sh_info]);
	}
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
	uint64_t i, offset;

	if (object->machine != EM_X86_64 || !symbol->size ||
	    symbol->size != twin->size || !out ||
	    !fits(section, symbol->value, symbol->size) ||
	    !fits(out, twin->value - out->address, twin->size) ||
	    is_patched(section, symbol))
		return BYTES_NONE;
	if (!section->mask) {
		make_masks(object);
		fill_masks(object);
	}
	offset = twin->value - out->address;
	ours = section->data + symbol->value;
	mask = section->mask + symbol->value;
	theirs = out->data + offset;
	for (i = 0; i < symbol->size; i++)
		if (!mask[i] && ours[i] != theirs[i])
			return BYTES_DIFFER;
	return BYTES_AGREE;
}
