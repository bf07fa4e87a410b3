// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes a dump of a kernel that has not run: its segments in memory that is
 * otherwise empty, as QEMU's dump-guest-memory or /proc/vmcore would have it.
 *
 * usage: core VMLINUX DUMP MIB FORM SLIDE
 *
 * FORM has an "n" for a VMCOREINFO note, and a "v" for virtual addresses. SLIDE
 * is how far KASLR has moved the kernel, in hexadecimal: then the relative base
 * of kallsyms has been relocated, if there is one.
 */
#include <elf.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_AT	0x1000	/* in the dump */
#define FIRST_VADDR	0xffffffff80000000ull

static unsigned char *file;
static Elf64_Ehdr *ehdr;

static void load(const char *path)
{
	FILE *in = fopen(path, "r");
	long size;

	if (!in || fseek(in, 0, SEEK_END))
		err(2, "%s", path);
	size = ftell(in);
	rewind(in);
	file = malloc(size + 1);
	if (!file || fread(file, 1, size, in) != (size_t)size)
		err(2, "%s", path);
	fclose(in);
	ehdr = (Elf64_Ehdr *)file;
}

static Elf64_Sym *find_symbol(const char *name)
{
	Elf64_Shdr *sections = (Elf64_Shdr *)(file + ehdr->e_shoff);

	for (int i = 0; i < ehdr->e_shnum; i++) {
		Elf64_Shdr *s = &sections[i];
		Elf64_Sym *sym = (Elf64_Sym *)(file + s->sh_offset);
		const char *names;

		if (s->sh_type != SHT_SYMTAB)
			continue;
		names = (char *)file + sections[s->sh_link].sh_offset;
		for (size_t j = 0; j < s->sh_size / sizeof(*sym); j++)
			if (!strcmp(names + sym[j].st_name, name))
				return &sym[j];
	}
	return NULL;
}

/* Where the kernel's segments are in memory: from their virtual addresses. */
static unsigned long long place(unsigned long long vaddr)
{
	return vaddr - FIRST_VADDR;
}

static void put(FILE *out, unsigned long long at, const void *data, size_t len)
{
	if (fseek(out, at, SEEK_SET) || fwrite(data, 1, len, out) != len)
		err(2, "writing");
}

static void put_segments(FILE *out, unsigned long long slide)
{
	Elf64_Phdr *p = (Elf64_Phdr *)(file + ehdr->e_phoff);

	for (int i = 0; i < ehdr->e_phnum; i++)
		/* percpu variables have no place of their own */
		if (p[i].p_type == PT_LOAD && p[i].p_vaddr >= FIRST_VADDR)
			put(out, MEMORY_AT + place(p[i].p_vaddr) + slide,
			    file + p[i].p_offset, p[i].p_filesz);
}

static void relocate(FILE *out, unsigned long long slide)
{
	Elf64_Sym *base = find_symbol("kallsyms_relative_base");
	Elf64_Sym *text = find_symbol("_text");
	unsigned long long value;

	if (!base || !text)
		return;
	value = text->st_value + slide;
	put(out, MEMORY_AT + place(base->st_value) + slide, &value,
	    sizeof(value));
}

static size_t make_note(char *note, unsigned long long table,
			unsigned long long slide)
{
	Elf64_Nhdr head = { .n_namesz = 11 };
	char *text = note + sizeof(head) + 12;

	head.n_descsz = sprintf(text,
				"OSRELEASE=test\nSYMBOL(kallmodsyms_table)=%llx\nNUMBER(phys_base)=%lld\nKERNELOFFSET=%llx\n",
				table, 0ull, slide);
	memcpy(note, &head, sizeof(head));
	memcpy(note + sizeof(head), "VMCOREINFO\0", 12);
	return sizeof(head) + 12 + (head.n_descsz + 3) / 4 * 4;
}

int main(int argc, char **argv)
{
	struct {
		Elf64_Ehdr e;
		Elf64_Phdr p[2];
		char note[1024];
	} h = { 0 };
	unsigned long long slide, size;
	Elf64_Sym *table;
	FILE *out;

	if (argc != 6)
		return 2;
	load(argv[1]);
	size = strtoull(argv[3], NULL, 10) << 20;
	slide = strtoull(argv[5], NULL, 16);
	table = find_symbol("kallmodsyms_table");
	out = fopen(argv[2], "w");
	if (!table || !out)
		err(2, "%s", argv[2]);

	memcpy(&h.e, ehdr, EI_NIDENT);
	h.e.e_type = ET_CORE;
	h.e.e_machine = ehdr->e_machine;
	h.e.e_version = EV_CURRENT;
	h.e.e_phoff = sizeof(h.e);
	h.e.e_ehsize = sizeof(h.e);
	h.e.e_phentsize = sizeof(*h.p);
	h.e.e_phnum = 2;
	h.p[0].p_type = PT_NOTE;
	h.p[0].p_offset = sizeof(h) - sizeof(h.note);
	if (strchr(argv[4], 'n'))
		h.p[0].p_filesz = make_note(h.note, table->st_value + slide,
					    slide);
	h.p[1].p_type = PT_LOAD;
	h.p[1].p_offset = MEMORY_AT;
	h.p[1].p_filesz = size;
	h.p[1].p_memsz = size;
	if (strchr(argv[4], 'v'))
		h.p[1].p_vaddr = FIRST_VADDR;
	put(out, 0, &h, sizeof(h));
	put_segments(out, slide);
	relocate(out, slide);
	put(out, MEMORY_AT + size - 1, "", 1);
	if (fclose(out))
		err(2, "%s", argv[2]);
	return 0;
}
