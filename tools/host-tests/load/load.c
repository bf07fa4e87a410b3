// SPDX-License-Identifier: GPL-2.0-only
/*
 * load MODULE - do with the symbols of a .ko for x86_64 what the kernel does when
 * it loads it, hand it to kernel/kallmodsyms_module.c, and print what that says of
 * each symbol: while the module is being initialised, and afterwards.
 *
 * The exit status is 1 if the module was loaded without its table.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel.h"
#include "kallmodsyms.h"

static struct module module = { .name = "module" };
struct module *modules = &module;

static struct load_info info;
static char *file;
static unsigned int pcpu;

struct module *__module_address(unsigned long addr)
{
	for_each_mod_mem_type(type)
		if (within_module_mem_type(addr, &module, type))
			return &module;
	return NULL;
}

void __kallmodsyms_iter_other(struct kallmodsyms_iter *iter)
{
	kallmodsyms_clear_object(&iter->object);
}

static void read_file(const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat st;

	if (fd < 0 || fstat(fd, &st))
		exit(2);
	file = malloc(st.st_size);
	if (read(fd, file, st.st_size) != st.st_size)
		exit(2);
	close(fd);
	info.hdr = (void *)file;
	info.sechdrs = (void *)(file + info.hdr->e_shoff);
	info.secstrings = file +
			  info.sechdrs[info.hdr->e_shstrndx].sh_offset;
}

static const char *section_name(const Elf_Shdr *sec)
{
	return info.secstrings + sec->sh_name;
}

static bool is_init(const Elf_Shdr *sec)
{
	return !strncmp(section_name(sec), ".init", 5);
}

/* Where the kernel finds nothing after a section, nothing is there. */
static void *own_memory(const Elf_Shdr *sec)
{
	void *copy = malloc(sec->sh_size);

	if (sec->sh_type != SHT_NOBITS)
		memcpy(copy, file + sec->sh_offset, sec->sh_size);
	return copy;
}

static void place(Elf_Shdr *sec)
{
	const char *name = section_name(sec);
	struct module_memory *mem;

	if (!strcmp(name, ".data..percpu"))
		pcpu = sec - info.sechdrs;
	if (!strcmp(name, ".data..percpu") || !strcmp(name, ".modinfo") ||
	    !strcmp(name, "__versions"))
		sec->sh_flags &= ~SHF_ALLOC;
	sec->sh_addr = (unsigned long)own_memory(sec);
	if (!strcmp(name, ".modinfo"))
		module.klp = memmem((void *)sec->sh_addr, sec->sh_size,
				    "livepatch=", strlen("livepatch="));
	mem = &module.mem[is_init(sec) ? MOD_INIT_TEXT : MOD_TEXT];
	if (!(sec->sh_flags & SHF_EXECINSTR) || mem->base)
		return;
	mem->base = (void *)sec->sh_addr;
	mem->size = sec->sh_size;
}

static char type_of(const Elf_Sym *sym)
{
	const Elf_Shdr *sec = &info.sechdrs[sym->st_shndx];

	if (ELF64_ST_BIND(sym->st_info) == STB_WEAK)
		return ELF64_ST_TYPE(sym->st_info) == STT_OBJECT ? 'v' : 'w';
	if (sym->st_shndx == SHN_UNDEF)
		return 'U';
	if (sym->st_shndx == SHN_ABS || sym->st_shndx == pcpu)
		return 'a';
	if (sym->st_shndx >= SHN_LORESERVE)
		return '?';
	if (sec->sh_flags & SHF_EXECINSTR)
		return 't';
	if (sec->sh_type == SHT_NOBITS)
		return 'b';
	if (sec->sh_flags & SHF_ALLOC)
		return sec->sh_flags & SHF_WRITE ? 'd' : 'r';
	return strncmp(section_name(sec), ".debug", 6) ? '?' : 'n';
}

static bool stays(const Elf_Sym *sym)
{
	const Elf_Shdr *sec = &info.sechdrs[sym->st_shndx];

	if (sym->st_shndx == SHN_UNDEF || !sym->st_name ||
	    sym->st_shndx >= info.hdr->e_shnum)
		return false;
	return sym->st_shndx == pcpu ||
	       ((sec->sh_flags & SHF_ALLOC) && !is_init(sec));
}

static void add_kallsyms(const Elf_Shdr *symtab)
{
	struct mod_kallsyms *all = malloc(sizeof(*all));
	struct mod_kallsyms *core = &module.core_kallsyms;

	all->num_symtab = symtab->sh_size / sizeof(Elf_Sym);
	all->symtab = (void *)symtab->sh_addr;
	all->strtab = (void *)info.sechdrs[symtab->sh_link].sh_addr;
	all->typetab = calloc(all->num_symtab, 1);
	core->symtab = calloc(all->num_symtab, sizeof(Elf_Sym));
	core->strtab = all->strtab;
	core->typetab = calloc(all->num_symtab, 1);
	for (unsigned int i = 0; i < all->num_symtab; i++) {
		Elf_Sym *sym = &all->symtab[i];

		all->typetab[i] = type_of(sym);
		if (sym->st_shndx && sym->st_shndx < info.hdr->e_shnum)
			sym->st_value += info.sechdrs[sym->st_shndx].sh_addr;
		if (i && !module.klp && !stays(sym))
			continue;
		core->typetab[core->num_symtab] = all->typetab[i];
		core->symtab[core->num_symtab++] = *sym;
	}
	module.kallsyms = all;
}

/* Are two ways to the object of a function one? */
static void check_address(const struct kallmodsyms_iter *iter,
			  unsigned long addr)
{
	struct kallmodsyms_iter at = { .enabled = true };

	if (kallmodsyms_iter_module_at(&at, addr) &&
	    strcmp(at.object.path, iter->object.path))
		printf("at its address: %s\n", at.object.path);
}

static void show(const char *when, const struct mod_kallsyms *kallsyms)
{
	struct kallmodsyms_iter iter = { .enabled = true };

	for (unsigned int i = 1; i < kallsyms->num_symtab; i++) {
		const Elf_Sym *sym = &kallsyms->symtab[i];

		kallmodsyms_iter_module(&iter, i, kallsyms->strtab +
					sym->st_name, sym->st_value,
					module.name);
		if (!iter.object.path[0])
			continue;
		printf("%s %s\t<%s>%s\n", when, kallsyms->strtab + sym->st_name,
		       iter.object.path, iter.ambiguous ? " ambiguous" : "");
		if (kallsyms->typetab[i] == 't')
			check_address(&iter, sym->st_value);
	}
}

static bool is_any(void *data, const char *path)
{
	return !data && *path;
}

int main(int argc, char **argv)
{
	const Elf_Shdr *symtab = NULL;

	if (argc != 2)
		return 2;
	read_file(argv[1]);
	for (int i = 1; i < info.hdr->e_shnum; i++) {
		place(&info.sechdrs[i]);
		if (info.sechdrs[i].sh_type == SHT_SYMTAB)
			symtab = &info.sechdrs[i];
	}
	if (!symtab)
		return 2;
	add_kallsyms(symtab);
	kallmodsyms_add_module(&module, &info);
	if (!kallmodsyms_has_module_object(&module, is_any, NULL))
		return 1;
	show("init", module.kallsyms);
	module.kallsyms = &module.core_kallsyms;
	show("live", module.kallsyms);
	return 0;
}
