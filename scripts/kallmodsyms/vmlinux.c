// SPDX-License-Identifier: GPL-2.0
/*
 * Contents of a linked kernel, by libelf.
 */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <string.h>

#include "error.h"
#include "intern.h"
#include "names.h"
#include "vmlinux.h"

static struct Elf *vmlinux;
static bool swapped;
static bool relocatable;
static unsigned long long addr_mask = ~0ULL;

/* The sections by name, once one has been looked for. */
static struct names section_names;
static bool indexed;

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
	if (ehdr.e_ident[EI_CLASS] == ELFCLASS32)
		addr_mask = 0xffffffff;
}

void vmlinux_open_module(const char *path)
{
	GElf_Ehdr ehdr;

	vmlinux_open(path);
	if (!gelf_getehdr(vmlinux, &ehdr) || ehdr.e_type != ET_REL)
		die_at(path, 0, "this is no module; give a .ko");
	relocatable = true;
	addr_mask = ~0ULL;
}

bool vmlinux_is_open(void)
{
	return vmlinux;
}

bool vmlinux_swapped(void)
{
	return swapped;
}

unsigned long long vmlinux_addr(unsigned long long addr)
{
	return addr & addr_mask;
}

bool vmlinux_is_relocatable(void)
{
	return relocatable;
}

Elf *vmlinux_elf(void)
{
	return vmlinux;
}

unsigned long long vmlinux_section_addr(size_t shndx)
{
	return (unsigned long long)shndx << 32;
}

static unsigned long long section_addr(Elf_Scn *scn, const GElf_Shdr *hdr)
{
	return relocatable ? vmlinux_section_addr(elf_ndxscn(scn)) :
			     hdr->sh_addr;
}

static void index_sections(void)
{
	Elf_Scn *scn = NULL;
	size_t shstrndx;
	GElf_Shdr hdr;

	indexed = true;
	if (elf_getshdrstrndx(vmlinux, &shstrndx))
		return;
	while ((scn = elf_nextscn(vmlinux, scn))) {
		const char *name = gelf_getshdr(scn, &hdr) ?
			elf_strptr(vmlinux, shstrndx, hdr.sh_name) : NULL;

		if (name)
			names_add(&section_names, intern(name, strlen(name)));
	}
	names_sort(&section_names);
}

bool vmlinux_has_section(const char *name)
{
	if (!indexed)
		index_sections();
	return names_next(&section_names, NULL, intern(name, strlen(name)));
}

/* The bytes at @addr in a section, and how many there are from there on. */
static const char *section_bytes(Elf_Scn *scn, unsigned long long addr,
				 size_t *max)
{
	Elf_Data *data;
	GElf_Shdr hdr;

	if (!gelf_getshdr(scn, &hdr) || hdr.sh_type == SHT_NOBITS)
		return NULL;
	addr -= section_addr(scn, &hdr);
	if (addr >= hdr.sh_size)
		return NULL;
	data = elf_rawdata(scn, NULL);
	if (!data || !data->d_buf || addr >= data->d_size)
		return NULL;
	*max = data->d_size - addr;
	return (const char *)data->d_buf + addr;
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

const void *vmlinux_section(const char *name, size_t *max)
{
	Elf_Scn *scn = NULL;
	size_t shstrndx;
	GElf_Shdr hdr;

	if (elf_getshdrstrndx(vmlinux, &shstrndx))
		return NULL;
	while ((scn = elf_nextscn(vmlinux, scn))) {
		const char *s = gelf_getshdr(scn, &hdr) ?
			elf_strptr(vmlinux, shstrndx, hdr.sh_name) : NULL;

		if (s && !strcmp(s, name))
			return section_bytes(scn, section_addr(scn, &hdr), max);
	}
	return NULL;
}

static bool find_symbol_in(Elf_Scn *symtab, const char *name, GElf_Sym *sym)
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

static bool find_symbol(const char *name, GElf_Sym *sym)
{
	Elf_Scn *scn = NULL;

	while ((scn = elf_nextscn(vmlinux, scn)))
		if (find_symbol_in(scn, name, sym))
			return true;
	return false;
}

const void *vmlinux_symbol(const char *name, size_t *max)
{
	Elf_Scn *scn;
	GElf_Sym sym;

	if (!find_symbol(name, &sym))
		return NULL;
	scn = elf_getscn(vmlinux, sym.st_shndx);
	return scn ? section_bytes(scn, sym.st_value, max) : NULL;
}

bool vmlinux_address(const char *name, unsigned long long *addr)
{
	GElf_Sym sym;

	if (!find_symbol(name, &sym))
		return false;
	*addr = sym.st_value;
	return true;
}
