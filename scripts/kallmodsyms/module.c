// SPDX-License-Identifier: GPL-2.0
/*
 * Symbols of a module, by libelf.
 *
 * A .ko has the symbols in an order of its own, which neither strip --strip-debug
 * nor a signature changes. The kernel drops those of init sections when the
 * module has been initialised. So the table numbers the others first. Of a live
 * patch it drops none.
 */
#include <gelf.h>
#include <string.h>

#include <array_size.h>
#include <hash.h>
#include <xalloc.h>

#include "error.h"
#include "grow.h"
#include "intern.h"
#include "map.h"
#include "module.h"
#include "names.h"
#include "symbols.h"
#include "vmlinux.h"

#include "../../kernel/kallmodsyms_decode.h"

/**
 * enum part - the part of the table that a section's symbols are in
 * @NO_PART: the kernel does not load the section, or keeps no symbols of it
 * @CORE_PART: the section stays
 * @INIT_PART: it does not
 */
enum part {
	NO_PART = 0,
	CORE_PART = 1,
	INIT_PART = 2,
};

/**
 * struct section - a section of the module
 * @name: its name, interned
 * @flags: SHF_*
 * @type: SHT_*
 * @part: where its symbols are
 */
struct section {
	const char *name;
	unsigned long long flags;
	unsigned int type;
	enum part part;
};

/**
 * struct module - the module
 * @path: its file
 * @elf: the file, open
 * @sections: by index
 * @nr_sections: how many
 * @strtab: the section with the names of symbols
 * @symtab: the symbols
 * @modinfo: what the module says of itself, "name=value" each, or NULL
 * @has_mode_bit: bit 0 of a function's value selects an instruction set
 * @keeps_init: this architecture's kernel does not discard init sections
 * @crc: of the symbols that have been added
 */
struct module {
	const char *path;
	Elf *elf;
	struct section *sections;
	size_t nr_sections;
	size_t strtab;
	Elf_Data *symtab;
	Elf_Data *modinfo;
	bool has_mode_bit;
	bool keeps_init;
	u32 crc;
};

static struct module module;

static void __noreturn elf_error(void)
{
	die_at(module.path, 0,
	       "this is no module that can be read: %s; remove it and build again",
	       elf_errmsg(-1));
}

static bool starts_with(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

/* What the kernel reads from the file and does not keep. */
static bool is_left_in_file(const char *name)
{
	static const char *const names[] = {
		".modinfo", "__versions", "__version_ext_crcs",
		"__version_ext_names",
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

static enum part part_of(const struct section *section,
			 const struct module_options *o)
{
	if (!(section->flags & SHF_ALLOC) || is_left_in_file(section->name) ||
	    (!o->all && !(section->flags & SHF_EXECINSTR)))
		return NO_PART;
	if ((starts_with(section->name, ".init") && !module.keeps_init) ||
	    (o->no_unload && starts_with(section->name, ".exit")))
		return INIT_PART;
	return CORE_PART;
}

static void read_section(Elf_Scn *scn, size_t shstrndx,
			 const struct module_options *o)
{
	struct section *section = &module.sections[elf_ndxscn(scn)];
	const char *name;
	GElf_Shdr hdr;

	name = gelf_getshdr(scn, &hdr) ?
	       elf_strptr(module.elf, shstrndx, hdr.sh_name) : NULL;
	if (!name)
		elf_error();
	section->name = intern(name, strlen(name));
	section->flags = hdr.sh_flags;
	section->type = hdr.sh_type;
	section->part = part_of(section, o);
	if (hdr.sh_type == SHT_SYMTAB) {
		module.strtab = hdr.sh_link;
		module.symtab = elf_getdata(scn, NULL);
	}
	if (!strcmp(name, ".modinfo"))
		module.modinfo = elf_getdata(scn, NULL);
}

static void read_sections(const struct module_options *o)
{
	Elf_Scn *scn = NULL;
	size_t shstrndx;
	GElf_Ehdr ehdr;

	if (!gelf_getehdr(module.elf, &ehdr) ||
	    elf_getshdrnum(module.elf, &module.nr_sections) ||
	    elf_getshdrstrndx(module.elf, &shstrndx))
		elf_error();
	module.has_mode_bit = ehdr.e_machine == EM_ARM ||
			      ehdr.e_machine == EM_MIPS;
	module.keeps_init = ehdr.e_machine == EM_PPC64;
	module.sections = xcalloc(module.nr_sections + 1,
				  sizeof(*module.sections));
	while ((scn = elf_nextscn(module.elf, scn)))
		read_section(scn, shstrndx, o);
	if (!module.symtab)
		elf_error();
}

/* As nm has it, as far as it matters here. */
static char type_of(const struct section *section, const GElf_Sym *sym)
{
	char type = section->flags & SHF_EXECINSTR ? 't' :
		    section->type == SHT_NOBITS ? 'b' :
		    section->flags & SHF_WRITE ? 'd' : 'r';

	if (GELF_ST_BIND(sym->st_info) == STB_WEAK)
		return 'W';
	return GELF_ST_BIND(sym->st_info) == STB_LOCAL ? type :
							 type - 'a' + 'A';
}

static void add_symbol(const GElf_Sym *sym, const char *name)
{
	const struct section *section = &module.sections[sym->st_shndx];
	bool mode_bit = module.has_mode_bit &&
			GELF_ST_TYPE(sym->st_info) == STT_FUNC;
	const struct symbol symbol = {
		.addr = vmlinux_section_addr(sym->st_shndx) +
			(sym->st_value & ~(unsigned long long)mode_bit),
		.position = nr_symbols,
		.type = type_of(section, sym),
		.name = xstrdup(name),
		.hash = hash_str(name),
	};

	module.crc = kallmodsyms_crc_symbol(module.crc, sym->st_size,
					    sym->st_info, name, strlen(name));
	symbols_add(&symbol);
}

/* As get_modinfo() of the kernel finds it. */
static bool is_live_patch(void)
{
	const Elf_Data *info = module.modinfo;
	const char *s = info ? info->d_buf : NULL, *end;

	if (!s || !info->d_size || s[info->d_size - 1])
		return false;
	for (end = s + info->d_size; s < end; s += strlen(s) + 1)
		if (starts_with(s, "livepatch="))
			return true;
	return false;
}

static void read_parts(unsigned int parts)
{
	GElf_Sym sym;

	for (int i = 1; gelf_getsym(module.symtab, i, &sym); i++) {
		const char *name;

		if (sym.st_shndx == SHN_UNDEF || !sym.st_name ||
		    sym.st_shndx >= module.nr_sections ||
		    !(module.sections[sym.st_shndx].part & parts))
			continue;
		name = elf_strptr(module.elf, module.strtab, sym.st_name);
		if (!name)
			elf_error();
		add_symbol(&sym, name);
	}
}

void module_read(const char *path, const struct module_options *o)
{
	symbols_path = path;
	module.path = path;
	module.elf = vmlinux_elf();
	read_sections(o);
	if (is_live_patch()) {
		read_parts(CORE_PART | INIT_PART);
	} else {
		read_parts(CORE_PART);
		read_parts(INIT_PART);
	}
	symbols_sort();
}

static size_t find_section(const struct names *names, const char *name)
{
	struct named *n = names_next(names, NULL, name);

	if (!n)
		return 0;
	n->taken = true;
	return n->index;
}

void module_place(struct map *map)
{
	unsigned long long *bases = xcalloc(map->nr_outputs + 1, sizeof(*bases));
	struct names names = { 0 };

	for (size_t i = 0; i < module.nr_sections; i++)
		names_add(&names, module.sections[i].name ?: "");
	names_sort(&names);
	for (size_t i = 0; i < map->nr_outputs; i++) {
		size_t section = find_section(&names, map->outputs[i].name);

		bases[i] = vmlinux_section_addr(section) - map->outputs[i].addr;
	}
	for (size_t i = 0; i < map->nr_sections; i++)
		map->sections[i].addr += bases[map->sections[i].output];
	for (size_t i = 0; i < map->nr_outputs; i++)
		map->outputs[i].addr += bases[i];
}

unsigned int module_crc(void)
{
	return module.crc;
}
