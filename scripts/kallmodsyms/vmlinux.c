// SPDX-License-Identifier: GPL-2.0
/*
 * Contents of a linked kernel, by libelf.
 */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>

#include <hash.h>
#include <hashtable.h>
#include <xalloc.h>

#include "error.h"
#include "vmlinux.h"

/**
 * struct section_name - the name of a section
 * @node: in the hash table of them
 * @name: points into the file
 */
struct section_name {
	struct hlist_node node;
	const char *name;
};

static Elf *vmlinux;
static bool swapped;
static HASHTABLE_DEFINE(section_names, 1U << 12);

static void read_section_names(void)
{
	Elf_Scn *scn = NULL;
	size_t shstrndx;
	GElf_Shdr hdr;

	if (elf_getshdrstrndx(vmlinux, &shstrndx))
		return;
	while ((scn = elf_nextscn(vmlinux, scn))) {
		struct section_name *section;
		const char *name = gelf_getshdr(scn, &hdr) ?
				   elf_strptr(vmlinux, shstrndx, hdr.sh_name) :
				   NULL;

		if (!name)
			continue;
		section = xmalloc(sizeof(*section));
		section->name = name;
		hash_add(section_names, &section->node, hash_str(name));
	}
}

void vmlinux_open(const char *path)
{
	GElf_Ehdr ehdr;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		die_at(path, 0, "cannot read the kernel: %s", strerror(errno));
	elf_version(EV_CURRENT);
	vmlinux = elf_begin(fd, ELF_C_READ_MMAP, NULL);
	if (!vmlinux || !gelf_getehdr(vmlinux, &ehdr))
		die_at(path, 0,
		       "this is no ELF file; give an uncompressed vmlinux");
	swapped = (ehdr.e_ident[EI_DATA] == ELFDATA2LSB) !=
		  (__BYTE_ORDER == __LITTLE_ENDIAN);
	read_section_names();
}

bool vmlinux_is_open(void)
{
	return vmlinux;
}

bool vmlinux_swapped(void)
{
	return swapped;
}

bool vmlinux_has_section(const char *name)
{
	unsigned int hash = hash_str(name);
	struct section_name *section;

	hash_for_each_possible(section_names, section, node, hash)
		if (!strcmp(section->name, name))
			return true;
	return false;
}

/* The bytes at @addr in a section, and how many there are from there on. */
static const char *section_bytes(Elf_Scn *scn, unsigned long long addr,
				 size_t *max)
{
	Elf_Data *data;
	GElf_Shdr hdr;

	if (!gelf_getshdr(scn, &hdr) || hdr.sh_type == SHT_NOBITS ||
	    addr < hdr.sh_addr || addr - hdr.sh_addr >= hdr.sh_size)
		return NULL;
	data = elf_rawdata(scn, NULL);
	if (!data || !data->d_buf || addr - hdr.sh_addr >= data->d_size)
		return NULL;
	*max = data->d_size - (addr - hdr.sh_addr);
	return (const char *)data->d_buf + (addr - hdr.sh_addr);
}

const void *vmlinux_bytes(unsigned long long addr, size_t len)
{
	Elf_Scn *scn = NULL;

	while ((scn = elf_nextscn(vmlinux, scn))) {
		GElf_Shdr hdr;
		const char *bytes;
		size_t max;

		if (!gelf_getshdr(scn, &hdr) || !(hdr.sh_flags & SHF_ALLOC))
			continue;
		bytes = section_bytes(scn, addr, &max);
		if (bytes)
			return max >= len ? bytes : NULL;
	}
	return NULL;
}

static bool find_symbol(Elf_Scn *symtab, const char *name, GElf_Sym *sym)
{
	Elf_Data *data = elf_getdata(symtab, NULL);
	GElf_Shdr hdr;

	if (!gelf_getshdr(symtab, &hdr) || hdr.sh_type != SHT_SYMTAB)
		return false;
	for (int i = 1; gelf_getsym(data, i, sym); i++) {
		const char *s = elf_strptr(vmlinux, hdr.sh_link, sym->st_name);

		if (s && !strcmp(s, name))
			return true;
	}
	return false;
}

const void *vmlinux_symbol(const char *name, size_t *max)
{
	Elf_Scn *scn = NULL;
	GElf_Sym sym;

	while ((scn = elf_nextscn(vmlinux, scn)))
		if (find_symbol(scn, name, &sym))
			break;
	if (!scn)
		return NULL;
	scn = elf_getscn(vmlinux, sym.st_shndx);
	return scn ? section_bytes(scn, sym.st_value, max) : NULL;
}
