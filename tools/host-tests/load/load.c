// SPDX-License-Identifier: GPL-2.0-only
/*
 * load MODULE [DUMP [DAMAGE]] - do with the symbols of a .ko for x86_64 what the
 * kernel does when it loads it, hand it to kernel/kallmodsyms_module.c, and print
 * what that says of each symbol: while the module is being initialised, and
 * afterwards.
 *
 * With DUMP, print the lines that /proc/kallmodsyms has, and write an ELF file of
 * the memory that this takes with VMCOREINFO of it; DAMAGE says what is wrong there.
 *
 * The exit status is 1 if the module was loaded without its table.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel.h"
#include "kallmodsyms.h"

#define ARENA_AT	((char *)0x7e8000000000)
#define ARENA_SIZE	(1 << 20)

struct list_head modules;

static struct module module = {
	.name = "module",
	.list = { &modules, &modules },
};
struct list_head modules = { &module.list, &module.list };

static struct load_info info;
static char *file;
static unsigned int pcpu;
static char *arena;	/* of a dump */
static size_t arena_used;

/* Without a dump, sanitizers look at each piece of memory. */
void *allocate(size_t size)
{
	void *p;

	if (!arena)
		return calloc(1, size);
	p = arena + arena_used;
	arena_used += (size + 15) & ~15ul;
	if (arena_used > ARENA_SIZE)
		exit(2);
	return p;
}

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
	void *copy = allocate(sec->sh_size);

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
	core->symtab = allocate(all->num_symtab * sizeof(Elf_Sym));
	core->strtab = all->strtab;
	core->typetab = allocate(all->num_symtab);
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

/* As /proc/kallmodsyms has it, but for the letters of exported symbols. */
static void show_lines(const struct mod_kallsyms *kallsyms)
{
	struct kallmodsyms_iter iter = { .enabled = true };

	for (unsigned int i = 1; i < kallsyms->num_symtab; i++) {
		const Elf_Sym *sym = &kallsyms->symtab[i];
		const char *name = kallsyms->strtab + sym->st_name;

		kallmodsyms_iter_module(&iter, i, name, sym->st_value,
					module.name);
		printf("%016lx %c %s\t[%s]", sym->st_value,
		       kallsyms->typetab[i], name, module.name);
		if (iter.ambiguous)
			printf(" <%s>", iter.object.path);
		putchar('\n');
	}
}

static void damage(const char *what)
{
	struct mod_kallsyms *k = &module.core_kallsyms;

	if (!strcmp(what, "cycle"))
		module.list.next = &module.list;
	else if (!strcmp(what, "end"))
		module.list.next = NULL;
	else if (!strcmp(what, "count"))
		k->num_symtab = 0x7fffffff;
	else if (!strcmp(what, "symbols"))
		k->symtab = (void *)4096;
	else if (!strcmp(what, "names"))
		memset(k->strtab + 1, '\n', 64);
	else if (!strcmp(what, "far"))
		k->symtab[3].st_name = 0xfffffff0;
	else if (!strcmp(what, "less"))
		kallmodsyms_remove_module(&module);
	else if (!strcmp(what, "module"))
		strcpy(module.name, "a b");
	else
		exit(2);
}

static void damage_table(const char *what)
{
	for (int i = 1; i < info.hdr->e_shnum; i++) {
		const Elf_Shdr *sec = &info.sechdrs[i];
		unsigned int *words = (void *)sec->sh_addr;

		if (strcmp(section_name(sec), KALLMODSYMS_SECTION))
			continue;
		if (!strcmp(what, "version"))
			words[1]++;
		else
			words[sec->sh_size / 4 - 1] ^= 1;
	}
}

/* Globals have memory around them that is not to be looked at. */
__attribute__((no_sanitize("address")))
static void put(int fd, const char *p, size_t size)
{
	char buf[4096];

	for (size_t n; size; size -= n, p += n) {
		n = size < sizeof(buf) ? size : sizeof(buf);
		for (size_t i = 0; i < n; i++)
			buf[i] = ((const volatile char *)p)[i];
		if (write(fd, buf, n) != (ssize_t)n)
			exit(2);
	}
}

static void write_dump(const char *path, const char *info)
{
	extern char __data_start[], _end[];
	struct {
		Elf64_Ehdr e;
		Elf64_Phdr p[3];
	} h = { .e = {
		.e_ident = ELFMAG, .e_type = ET_CORE, .e_phnum = 3,
		.e_phoff = sizeof(h.e), .e_phentsize = sizeof(*h.p),
	} };
	struct { const char *p; size_t size; } part[] = {
		{ info, strlen(info) },
		{ __data_start, _end - __data_start },
		{ arena, arena_used },
	};
	size_t pos = sizeof(h);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	h.e.e_ident[EI_CLASS] = ELFCLASS64;
	h.e.e_ident[EI_DATA] = ELFDATA2LSB;
	for (int i = 0; i < 3; i++) {
		h.p[i].p_type = i ? PT_LOAD : PT_NOTE;
		h.p[i].p_offset = pos;
		h.p[i].p_vaddr = (unsigned long)part[i].p;
		h.p[i].p_filesz = part[i].size;
		h.p[i].p_memsz = part[i].size;
		pos += part[i].size;
	}
	put(fd, (char *)&h, sizeof(h));
	for (int i = 0; i < 3; i++)
		put(fd, part[i].p, part[i].size);
	if (close(fd))
		exit(2);
}

static void dump(const char *path, const char *what)
{
	/* what is constant is not in the dump */
	struct kallmodsyms_layout *layout = allocate(sizeof(*layout));
	char info[64];

	module.kallsyms = &module.core_kallsyms;
	show_lines(module.kallsyms);
	*layout = kallmodsyms_modules;
	snprintf(info, sizeof(info), "SYMBOL(kallmodsyms_modules)=%lx\n",
		 (unsigned long)layout);
	if (what && (!strcmp(what, "table") || !strcmp(what, "version")))
		damage_table(what);
	else if (what)
		damage(what);
	write_dump(path, info);
}

static bool is_any(void *data, const char *path)
{
	return !data && *path;
}

int main(int argc, char **argv)
{
	const Elf_Shdr *symtab = NULL;

	if (argc < 2 || argc > 4)
		return 2;
	if (argc > 2)
		arena = mmap(ARENA_AT, ARENA_SIZE, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS |
			     MAP_FIXED_NOREPLACE, -1, 0);
	if (arena == MAP_FAILED)
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
	if (arena) {
		dump(argv[2], argv[3]);
		return 0;
	}
	show("init", module.kallsyms);
	module.kallsyms = &module.core_kallsyms;
	show("live", module.kallsyms);
	return 0;
}
