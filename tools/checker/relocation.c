// SPDX-License-Identifier: GPL-2.0
#include "die.h"
#include "relocation.h"

/**
 * knows_relocations - are the relocations of this machine known here?
 * @object: an object for the machine
 */
bool knows_relocations(const struct object *object)
{
	return object->machine == EM_X86_64;
}

static void set_type(struct relocation *relocation, uint32_t type)
{
	relocation->size = 4;
	relocation->relative = false;
	relocation->sign = true;
	switch (type) {
	case R_X86_64_NONE:
		relocation->size = 0;
		break;
	case R_X86_64_64:
		relocation->size = 8;
		break;
	case R_X86_64_PC64:
		relocation->size = 8;
		relocation->relative = true;
		break;
	case R_X86_64_PC32:
	case R_X86_64_PLT32:
		relocation->relative = true;
		break;
	case R_X86_64_32:
		relocation->sign = false;
		break;
	case R_X86_64_16:
	case R_X86_64_PC16:
		relocation->size = 2;
		break;
	case R_X86_64_8:
	case R_X86_64_PC8:
		relocation->size = 1;
		break;
	}
}

static void read_section(struct object *object, Elf_Scn *scn,
			 struct section *section, relocation_fn *fn, void *data)
{
	struct relocation relocation = { .section = section };
	Elf_Data *table = elf_getdata(scn, NULL);
	GElf_Rela rela;
	int i;

	for (i = 0; table && gelf_getrela(table, i, &rela); i++) {
		if (GELF_R_SYM(rela.r_info) >= object->num_symbols ||
		    rela.r_offset >= section->size)
			die("%s: cannot read the relocations of %s",
			    object->file.path, section->name);
		relocation.offset = rela.r_offset;
		relocation.symbol = &object->symbols[GELF_R_SYM(rela.r_info)];
		relocation.addend = rela.r_addend;
		set_type(&relocation, GELF_R_TYPE(rela.r_info));
		fn(object, &relocation, data);
	}
}

/**
 * each_relocation - look at the places that the linker fills in
 * @object: the object; sizes are right if knows_relocations()
 * @fn: is called for each relocation of what is loaded
 * @data: for @fn
 */
void each_relocation(struct object *object, relocation_fn *fn, void *data)
{
	struct section *section;
	Elf_Scn *scn = NULL;
	GElf_Shdr header;

	while ((scn = elf_nextscn(object->elf, scn))) {
		if (!gelf_getshdr(scn, &header))
			die("%s: %s", object->file.path, elf_errmsg(-1));
		if (header.sh_type != SHT_RELA ||
		    header.sh_info >= object->num_sections)
			continue;
		section = &object->sections[header.sh_info];
		if (section->data && section->flags & SHF_ALLOC)
			read_section(object, scn, section, fn, data);
	}
}
