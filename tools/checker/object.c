// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "object.h"

#define SECTION_ESCAPE	0x10000

static void bad_object(const struct object *object)
{
	die("%s: %s", object->file.path, elf_errmsg(-1));
}

static void read_section(struct object *object, Elf_Scn *scn, size_t names)
{
	struct section *section = &object->sections[elf_ndxscn(scn)];
	GElf_Shdr header;

	if (!gelf_getshdr(scn, &header))
		bad_object(object);
	section->name = elf_strptr(object->elf, names, header.sh_name);
	if (!section->name)
		bad_object(object);
	section->type = header.sh_type;
	section->flags = header.sh_flags;
	section->address = header.sh_addr;
	section->size = header.sh_size;
	if (header.sh_type == SHT_NOBITS)
		return;
	if (header.sh_offset > object->file.size ||
	    header.sh_size > object->file.size - header.sh_offset)
		die("%s: section %s ends behind the end of the file",
		    object->file.path, section->name);
	section->data = (unsigned char *)object->file.data + header.sh_offset;
}

static void read_sections(struct object *object)
{
	Elf_Scn *scn = NULL;
	size_t names;

	if (elf_getshdrnum(object->elf, &object->num_sections) ||
	    elf_getshdrstrndx(object->elf, &names))
		bad_object(object);
	object->sections = xzalloc(object->num_sections *
				   sizeof(*object->sections));
	while ((scn = elf_nextscn(object->elf, scn)))
		read_section(object, scn, names);
}

/* The data of the first section of that type, or NULL. */
static Elf_Data *find_data(struct object *object, uint32_t type,
			   GElf_Shdr *header)
{
	Elf_Scn *scn = NULL;
	Elf_Data *data;

	while ((scn = elf_nextscn(object->elf, scn))) {
		if (!gelf_getshdr(scn, header))
			bad_object(object);
		if (header->sh_type != type)
			continue;
		data = elf_getdata(scn, NULL);
		if (!data)
			bad_object(object);
		return data;
	}
	return NULL;
}

static void set_section(struct symbol *symbol, const GElf_Sym *sym,
			Elf32_Word wide)
{
	symbol->section = sym->st_shndx;
	if (sym->st_shndx == SHN_XINDEX)
		symbol->section = wide;
	if (sym->st_shndx == SHN_XINDEX && wide >= SHN_LORESERVE)
		symbol->section = wide + SECTION_ESCAPE;
}

/* Thumb, MIPS16 and microMIPS set bit 0, which is not part of the address. */
static bool has_mode_bit(const struct object *object,
			 const struct symbol *symbol)
{
	return symbol->type == STT_FUNC &&
	       (object->machine == EM_ARM || object->machine == EM_MIPS);
}

static void read_symbol(struct object *object, struct symbol *symbol,
			const GElf_Sym *sym, size_t names)
{
	symbol->name = elf_strptr(object->elf, names, sym->st_name);
	if (!symbol->name)
		bad_object(object);
	symbol->value = sym->st_value;
	symbol->size = sym->st_size;
	symbol->type = GELF_ST_TYPE(sym->st_info);
	symbol->bind = GELF_ST_BIND(sym->st_info);
	symbol->visibility = GELF_ST_VISIBILITY(sym->st_other);
	if (has_mode_bit(object, symbol))
		symbol->value &= ~(uint64_t)1;
}

/* GNU ld gives this type to symbols of descriptors, whatever they had. */
static void set_descriptor_type(const struct object *object,
				struct symbol *symbol)
{
	const struct section *section = symbol_section(object, symbol);

	if (section && has_descriptors(object, section) &&
	    symbol->bind != STB_LOCAL)
		symbol->type = STT_FUNC;
}

static void read_symbols(struct object *object)
{
	GElf_Shdr header, wide_header;
	Elf_Data *data = find_data(object, SHT_SYMTAB, &header);
	Elf_Data *wide_data = find_data(object, SHT_SYMTAB_SHNDX, &wide_header);
	Elf32_Word wide = 0;
	GElf_Sym sym;
	size_t i;

	if (!data || !header.sh_entsize)
		return;
	object->num_symbols = header.sh_size / header.sh_entsize;
	object->symbols = xzalloc(object->num_symbols *
				  sizeof(*object->symbols));
	for (i = 1; i < object->num_symbols; i++) {
		if (!gelf_getsymshndx(data, wide_data, i, &sym, &wide))
			bad_object(object);
		read_symbol(object, &object->symbols[i], &sym, header.sh_link);
		set_section(&object->symbols[i], &sym, wide);
		set_descriptor_type(object, &object->symbols[i]);
	}
}

/**
 * object_parse - read the sections and symbols of an ELF file
 * @object: filled in; all zero before but for @object->file, its bytes
 * @path: path from the top of the build tree, kept
 */
void object_parse(struct object *object, const char *path)
{
	GElf_Ehdr header;

	object->path = path;
	object->modules = "";
	object->prefix = "";
	object->elf = elf_memory(object->file.data, object->file.size);
	if (!object->elf)
		bad_object(object);
	if (elf_kind(object->elf) != ELF_K_ELF ||
	    !gelf_getehdr(object->elf, &header))
		die("%s: not an ELF file; link-time optimization (LTO) is not supported",
		    object->file.path);
	object->machine = header.e_machine;
	object->narrow = header.e_ident[EI_CLASS] == ELFCLASS32;
	read_sections(object);
	read_symbols(object);
}

/**
 * object_read - open an ELF file, and read its sections and symbols
 * @object: filled in; all zero before
 * @path: path from the top of the build tree, kept
 * @file_name: where to find the file, kept
 */
void object_read(struct object *object, const char *path, char *file_name)
{
	file_must_open(&object->file, file_name);
	object_parse(object, path);
}

/**
 * symbol_section - the section that a symbol is in
 * @object: whose symbol
 * @symbol: which
 *
 * Return: NULL if it is in none: undefined, absolute, common.
 */
struct section *symbol_section(const struct object *object,
			       const struct symbol *symbol)
{
	uint32_t number = symbol->section;

	if (number == SHN_UNDEF)
		return NULL;
	if (number >= SECTION_ESCAPE)
		number -= SECTION_ESCAPE;
	else if (number >= SHN_LORESERVE)
		return NULL;
	if (number >= object->num_sections)
		die("%s: symbol %s is in section %u, which does not exist",
		    object->file.path, symbol->name, number);
	return &object->sections[number];
}

/**
 * shortens_code - does the linker make instructions shorter for this machine?
 * @object: an object for the machine
 */
bool shortens_code(const struct object *object)
{
	return object->machine == EM_RISCV || object->machine == EM_LOONGARCH;
}

/**
 * known_size - the size of a symbol, if the linker leaves that as it is
 * @object: an object, or vmlinux
 * @symbol: in it
 *
 * Return: the size, or 0.
 */
uint64_t known_size(const struct object *object, const struct symbol *symbol)
{
	if (symbol->type != STT_OBJECT && shortens_code(object))
		return 0;
	return symbol->size;
}

/**
 * object_address - an address in the width that the machine has
 * @object: vmlinux
 * @address: from any source; nm sign-extends those of 32-bit MIPS
 */
uint64_t object_address(const struct object *object, uint64_t address)
{
	return object->narrow ? (uint32_t)address : address;
}

/**
 * has_descriptors - is it a section with a descriptor for each function?
 * @object: whose section it is
 * @section: the section
 *
 * The linker takes those of discarded functions out (ELFv1 of 64-bit PowerPC).
 */
bool has_descriptors(const struct object *object,
		     const struct section *section)
{
	return object->machine == EM_PPC64 && !strcmp(section->name, ".opd");
}

/* "1:" in the source, of which gas makes L1, a byte of 1 or 2, and a number. */
static bool is_numbered_label(const char *name)
{
	size_t len = 1 + strspn(name + 1, "0123456789");

	return *name == 'L' && len > 1 && (name[len] == 1 || name[len] == 2);
}

/**
 * is_local_label - is it a name that the linker may drop?
 * @object: whose symbol it is
 * @name: the symbol's name
 *
 * These are the names that BFD's targets call local labels.
 */
bool is_local_label(const struct object *object, const char *name)
{
	switch (object->machine) {
	case EM_MIPS:
	case EM_ALPHA:
		if (*name == '$')
			return true;
		break;
	case EM_PARISC:
		if (!strncmp(name, "L$", 2))
			return true;
		break;
	}
	return !strncmp(name, ".L", 2) || (*name && is_numbered_label(name));
}

/**
 * is_definition - does a symbol name a place, or a value?
 * @symbol: the symbol; a function without a name is a linker's stub
 */
bool is_definition(const struct symbol *symbol)
{
	return symbol->section != SHN_UNDEF && symbol->type != STT_SECTION &&
	       symbol->type != STT_FILE &&
	       (*symbol->name || symbol->type == STT_FUNC);
}

/**
 * is_number - is it a constant of an assembler file?
 * @symbol: a definition
 *
 * nm calls it "a", and System.map has none of them.
 */
bool is_number(const struct symbol *symbol)
{
	return symbol->section == SHN_ABS && symbol->bind == STB_LOCAL;
}

/**
 * is_prefix - is it a symbol that objtool makes for the padding of a function?
 * @name: the symbol's name
 */
bool is_prefix(const char *name)
{
	return !strncmp(name, "__pfx_", 6);
}
