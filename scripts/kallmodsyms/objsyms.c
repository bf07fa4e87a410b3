// SPDX-License-Identifier: GPL-2.0
/*
 * Symbols of object files, by libelf, for ELF of either class and byte order.
 *
 * A symbol of a relocatable object is a section and an offset in it; the
 * section's placement makes an address in the kernel of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xalloc.h>

#include "error.h"
#include "grow.h"
#include "intern.h"
#include "names.h"
#include "objsyms.h"
#include "object.h"
#include "placement.h"
#include "vmlinux.h"

/**
 * struct section - what is known of a section of the object
 * @name: its name, interned
 * @placement: where the map has it, or NULL
 * @merged: the linker may merge its contents with others', so that an offset
 *	in it is none in the placement
 * @strings: and they are strings
 * @entsize: size of an entry, or of a character
 * @relaxed: by how many bytes the linker has made it shorter
 */
struct section {
	const char *name;
	const struct placement *placement;
	bool merged;
	bool strings;
	size_t entsize;
	unsigned long long relaxed;
};

/**
 * struct elf_object - an object file that is open
 * @object: whose it is
 * @elf: the file
 * @sections: by section index
 * @nr_sections: how many
 * @by_name: the sections
 * @placements: where the map has sections of the object
 * @free: these by name; those of sections that are known are taken
 * @symtab: the section with the symbol table, or NULL
 * @shndx: the section with the indices that do not fit in a symbol, or NULL
 * @symtab_hdr: header of @symtab
 * @has_mode_bit: bit 0 of a function's value selects an instruction set
 */
struct elf_object {
	struct object *object;
	Elf *elf;
	struct section *sections;
	size_t nr_sections;
	struct names by_name;
	struct placement **placements;
	struct names free;
	Elf_Scn *symtab;
	Elf_Scn *shndx;
	GElf_Shdr symtab_hdr;
	bool has_mode_bit;
};

static void __noreturn elf_error(const struct object *object)
{
	die_at(object->file, 0,
	       "this is no object file that can be read: %s; remove it and build again",
	       elf_errmsg(-1));
}

static const char *section_name(const struct elf_object *eo, Elf_Scn *scn,
				size_t shstrndx)
{
	const char *name;
	GElf_Shdr hdr;

	name = gelf_getshdr(scn, &hdr) ?
	       elf_strptr(eo->elf, shstrndx, hdr.sh_name) : NULL;
	if (!name)
		elf_error(eo->object);
	return intern(name, strlen(name));
}

/* Names of sections; sections and placements by name. */
static void index_names(struct elf_object *eo, size_t shstrndx)
{
	Elf_Scn *scn = NULL;
	size_t nr = 0;

	while ((scn = elf_nextscn(eo->elf, scn))) {
		const char *name = section_name(eo, scn, shstrndx);

		eo->sections[elf_ndxscn(scn)].name = name;
		names_add(&eo->by_name, name);
	}
	names_sort(&eo->by_name);

	for (struct placement *p = eo->object->placements; p; p = p->next) {
		names_add(&eo->free, p->section);
		eo->placements = xgrow(eo->placements, nr,
				       sizeof(*eo->placements));
		eo->placements[nr++] = p;
	}
	names_sort(&eo->free);
}

static struct named *placement_of_size(const struct elf_object *eo,
				       const char *name, size_t size)
{
	struct named *n = NULL;

	while ((n = names_next(&eo->free, n, name)))
		if (eo->placements[n->index]->size == size)
			return n;
	return NULL;
}

/* Have all sections of this name been placed? */
static bool all_are_placed(const struct elf_object *eo, const char *name)
{
	return names_count(&eo->free, name) == names_count(&eo->by_name, name);
}

/*
 * An object can have several sections of one name. The linker places them in
 * their order in the file, so take the object's first placement of that name
 * that no section before has taken. Some of them may have been discarded: the
 * size identifies them, unless the linker has merged the contents. It may also
 * have made code shorter, as it does for RISC-V; then all of them have to be
 * there.
 */
static void take_placement(const struct elf_object *eo, struct section *section,
			   size_t size)
{
	const char *name = section->name;
	struct named *n = names_next(&eo->free, NULL, name), *same;

	if (!n)
		return;
	if (!section->merged) {
		same = placement_of_size(eo, name, size);
		if (!same && (eo->placements[n->index]->size > size ||
			      !all_are_placed(eo, name)))
			return;
		n = same ?: n;
		section->relaxed = size - eo->placements[n->index]->size;
	}
	n->taken = true;
	section->placement = eo->placements[n->index];
}

/* For a module, GNU ld copies constants without merging them. */
static bool is_merging(void)
{
	return !vmlinux_is_relocatable() || !placements_list_merged();
}

static void add_section(struct elf_object *eo, Elf_Scn *scn)
{
	struct section *section = &eo->sections[elf_ndxscn(scn)];
	GElf_Shdr hdr;

	if (!gelf_getshdr(scn, &hdr))
		elf_error(eo->object);
	if (hdr.sh_type == SHT_SYMTAB) {
		eo->symtab = scn;
		eo->symtab_hdr = hdr;
	} else if (hdr.sh_type == SHT_SYMTAB_SHNDX) {
		eo->shndx = scn;
	}
	if (!(hdr.sh_flags & SHF_ALLOC))
		return;
	section->merged = (hdr.sh_flags & SHF_MERGE) && is_merging();
	section->strings = hdr.sh_flags & SHF_STRINGS;
	section->entsize = hdr.sh_entsize ?: 1;
	take_placement(eo, section, hdr.sh_size);
}

static void read_sections(struct elf_object *eo)
{
	Elf_Scn *scn = NULL;
	size_t shstrndx;

	if (elf_getshdrnum(eo->elf, &eo->nr_sections) ||
	    elf_getshdrstrndx(eo->elf, &shstrndx))
		elf_error(eo->object);
	/* libelf returns 0 for a section table beyond the end of the file */
	if (!eo->nr_sections)
		die_at(eo->object->file, 0,
		       "this object file has no sections; remove it and build again");
	eo->sections = xcalloc(eo->nr_sections + 1, sizeof(*eo->sections));
	index_names(eo, shstrndx);
	while ((scn = elf_nextscn(eo->elf, scn)))
		add_section(eo, scn);
}

/* Length of a string of characters of @size bytes, its zero included. */
static size_t string_len(const char *p, size_t max, size_t size)
{
	size_t i, len = 0;

	do {
		if (max - len < size)
			return max;
		for (i = 0; i < size && !p[len + i]; i++)
			;
		len += size;
	} while (i < size);
	return len;
}

/* What the linker compares when it merges: entries, or strings. */
static void find_contents(const struct elf_object *eo, size_t shndx,
			  size_t off, struct objsym *out)
{
	const struct section *section = &eo->sections[shndx];
	Elf_Data *data = elf_rawdata(elf_getscn(eo->elf, shndx), NULL);

	if (!data || !data->d_buf || off >= data->d_size)
		return;
	out->contents = (const char *)data->d_buf + off;
	out->contents_len = section->strings ?
		string_len(out->contents, data->d_size - off, section->entsize) :
		section->entsize - off % section->entsize;
	if (out->contents_len > data->d_size - off)
		out->contents_len = data->d_size - off;
}

/* Where an offset is; what is after it may be shorter, and so is the section. */
static void find_addr(const struct section *section, size_t off,
		      struct objsym *out)
{
	const struct placement *p = section->placement;
	size_t last = off < p->size ? off : p->size;
	size_t first = off < section->relaxed ? 0 : off - section->relaxed;

	out->addr = p->addr + off;
	if (!section->relaxed)
		return;
	out->addr = p->addr + last;
	out->slack = last - first;
}

static enum objsym_place place_of(const struct elf_object *eo, size_t shndx,
				  enum objsym_bind bind)
{
	const struct section *section = &eo->sections[shndx];

	/* an archive's member that the link had no use for, for example */
	if (!eo->object->placements)
		return DISCARDED;
	if (shndx == eo->nr_sections)
		return MERGED;
	if (section->placement && section->placement->dropped && bind == LOCAL)
		return DISCARDED;
	if (section->merged && (section->placement || !placements_list_merged()))
		return MERGED;
	return section->placement ? PLACED : DISCARDED;
}

/* Its name in the kernel. */
static const char *symbol_name(const struct elf_object *eo, const GElf_Sym *sym)
{
	const char *prefix = eo->object->prefix;
	const char *name = elf_strptr(eo->elf, eo->symtab_hdr.sh_link,
				      sym->st_name);

	if (!name)
		elf_error(eo->object);
	return *prefix ? intern_pair(prefix, name) : name;
}

/* Thumb, MIPS16 and microMIPS set bit 0, which nm clears. */
static bool has_mode_bit(Elf *elf)
{
	GElf_Ehdr ehdr;

	return gelf_getehdr(elf, &ehdr) &&
	       (ehdr.e_machine == EM_ARM || ehdr.e_machine == EM_MIPS);
}

/* The offset of a symbol in its section. */
static size_t offset_of(const struct elf_object *eo, const GElf_Sym *sym)
{
	if (eo->has_mode_bit && GELF_ST_TYPE(sym->st_info) == STT_FUNC)
		return sym->st_value & ~1ULL;
	return sym->st_value;
}

static void report_symbol(const struct elf_object *eo, const GElf_Sym *sym,
			  size_t shndx, void (*fn)(const struct objsym *))
{
	struct objsym out = {
		.object = eo->object,
		.name = symbol_name(eo, sym),
		.bind = GELF_ST_BIND(sym->st_info) == STB_GLOBAL ? STRONG :
			GELF_ST_BIND(sym->st_info) == STB_LOCAL ? LOCAL : WEAK,
	};

	out.place = place_of(eo, shndx, out.bind);
	if (out.place == PLACED)
		find_addr(&eo->sections[shndx], offset_of(eo, sym), &out);
	else if (out.place == MERGED && shndx < eo->nr_sections)
		find_contents(eo, shndx, sym->st_value, &out);
	fn(&out);
}

static bool defines_nothing(const GElf_Sym *sym)
{
	int type = GELF_ST_TYPE(sym->st_info);

	return sym->st_shndx == SHN_UNDEF || sym->st_shndx == SHN_ABS ||
	       type == STT_FILE || type == STT_SECTION || !sym->st_name;
}

/*
 * The number of a symbol's section, which stands elsewhere when it is large,
 * or one after the last where it has none: it is common.
 */
static size_t section_of(const struct elf_object *eo, const GElf_Sym *sym,
			 Elf32_Word index)
{
	size_t shndx = sym->st_shndx < SHN_LORESERVE ? sym->st_shndx :
		       sym->st_shndx == SHN_XINDEX ? index : eo->nr_sections;

	return shndx < eo->nr_sections ? shndx : eo->nr_sections;
}

static void read_symbols(const struct elf_object *eo,
			 void (*fn)(const struct objsym *))
{
	Elf_Data *data = elf_getdata(eo->symtab, NULL);
	Elf_Data *shndx = eo->shndx ? elf_getdata(eo->shndx, NULL) : NULL;
	Elf32_Word index = 0;
	GElf_Sym sym;

	if (!data)
		elf_error(eo->object);
	for (int i = 1; gelf_getsymshndx(data, shndx, i, &sym, &index); i++) {
		if (defines_nothing(&sym))
			continue;
		report_symbol(eo, &sym, section_of(eo, &sym, index), fn);
	}
}

/* What the link makes of bitcode is listed, and read in its place. */
static bool is_unused_bitcode(const struct object *object, int fd)
{
	char magic[4];

	return !object->placements && object->file == object->path &&
	       pread(fd, magic, sizeof(magic), 0) == sizeof(magic) &&
	       !memcmp(magic, "BC\xc0\xde", sizeof(magic));
}

void objsyms_walk(struct object *object, void (*fn)(const struct objsym *))
{
	struct elf_object eo = { .object = object };
	int fd = open(object->file, O_RDONLY);

	if (fd < 0)
		die_at(object->file, 0,
		       "this object of the link cannot be read: %s; build vmlinux again",
		       strerror(errno));
	if (is_unused_bitcode(object, fd)) {
		close(fd);
		return;
	}
	elf_version(EV_CURRENT);
	/* faster than ELF_C_READ_MMAP, as little of the file is wanted */
	eo.elf = elf_begin(fd, ELF_C_READ, NULL);
	if (!eo.elf || elf_kind(eo.elf) != ELF_K_ELF)
		die_at(object->file, 0,
		       "this is no ELF object file; remove it and build again");
	eo.has_mode_bit = has_mode_bit(eo.elf);
	read_sections(&eo);
	if (eo.symtab)
		read_symbols(&eo, fn);
	free(eo.sections);
	free(eo.by_name.all);
	free(eo.placements);
	free(eo.free.all);
	elf_end(eo.elf);
	close(fd);
}
