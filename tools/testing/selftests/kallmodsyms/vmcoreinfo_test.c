// SPDX-License-Identifier: GPL-2.0
/*
 * What a reader of a crash dump needs: from VMCOREINFO to the table, by the
 * decoder of kernel/ to where each symbol comes from. /proc/kcore stands for
 * the dump; /proc/kallmodsyms has to say the same.
 */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "symbols.h"
#include "../kselftest_harness.h"

#include "../../../../kernel/kallmodsyms_decode.c"

#define KCORE	"/proc/kcore"

/* of the machine's own class */
typedef ElfW(Ehdr) Ehdr;
typedef ElfW(Nhdr) Nhdr;
typedef ElfW(Phdr) Phdr;

/**
 * struct dump - an ELF core file of the kernel
 * @fd: the file
 * @phdrs: its segments
 * @nr: how many
 */
struct dump {
	int fd;
	Phdr *phdrs;
	int nr;
};

static bool open_dump(struct dump *dump)
{
	Ehdr header;
	size_t size;

	dump->fd = open(KCORE, O_RDONLY);
	if (pread(dump->fd, &header, sizeof(header), 0) != sizeof(header) ||
	    header.e_phentsize != sizeof(*dump->phdrs))
		return false;
	size = header.e_phnum * sizeof(*dump->phdrs);
	dump->nr = header.e_phnum;
	dump->phdrs = malloc(size);
	return pread(dump->fd, dump->phdrs, size, header.e_phoff) ==
	       (ssize_t)size;
}

/* The kernel's memory at an address, to be freed; NULL for none. */
static void *read_memory(const struct dump *dump, unsigned long addr,
			 size_t size)
{
	void *bytes = malloc(size);
	int i;

	for (i = 0; i < dump->nr; i++) {
		const Phdr *p = &dump->phdrs[i];
		off_t at = p->p_offset + addr - p->p_vaddr;

		if (p->p_type == PT_LOAD && addr >= p->p_vaddr &&
		    addr - p->p_vaddr + size <= p->p_memsz &&
		    pread(dump->fd, bytes, size, at) == (ssize_t)size)
			return bytes;
	}
	free(bytes);
	return NULL;
}

/* The table, to be freed; its header says how much there is of it. */
static void *read_table(const struct dump *dump, unsigned long addr)
{
	struct kallmodsyms_header *header;
	size_t size = 0;

	header = read_memory(dump, addr, sizeof(*header));
	if (header && header->magic == KALLMODSYMS_MAGIC)
		size = header->size;
	free(header);
	return size ? read_memory(dump, addr, size) : NULL;
}

#define ALIGN4(n)	(((n) + 3) & ~3UL)

/* The text of the note of that name among @size bytes of notes. */
static char *find_note(const char *notes, size_t size, const char *name)
{
	const char *p = notes;

	while (p + sizeof(Nhdr) < notes + size) {
		const Nhdr *note = (const void *)p;
		const char *text;

		p += sizeof(*note);
		text = p + ALIGN4(note->n_namesz);
		if (!strncmp(p, name, note->n_namesz))
			return strndup(text, note->n_descsz);
		p = text + ALIGN4(note->n_descsz);
	}
	return NULL;
}

static char *read_vmcoreinfo(const struct dump *dump)
{
	int i;

	for (i = 0; i < dump->nr; i++) {
		const Phdr *p = &dump->phdrs[i];
		char *notes;

		if (p->p_type != PT_NOTE)
			continue;
		notes = malloc(p->p_filesz);
		if (pread(dump->fd, notes, p->p_filesz, p->p_offset) !=
		    (ssize_t)p->p_filesz)
			return NULL;
		return find_note(notes, p->p_filesz, "VMCOREINFO");
	}
	return NULL;
}

/* The value of a line "key=value", 0 for none. */
static unsigned long get_value(const char *info, const char *key, int base)
{
	size_t len = strlen(key);
	const char *line = info;

	while (line && (strncmp(line, key, len) || line[len] != '=')) {
		line = strchr(line, '\n');
		if (line)
			line++;
	}
	return line ? strtoul(line + len + 1, NULL, base) : 0;
}

FIXTURE(vmcoreinfo) {
	struct dump dump;
	char *info;
	unsigned long addr;
	struct kallmodsyms_header *header;
	struct kallmodsyms_table table;
};

FIXTURE_SETUP(vmcoreinfo)
{
	if (!open_dump(&self->dump))
		SKIP(return, KCORE " is for another word size");
	self->info = read_vmcoreinfo(&self->dump);
	if (!self->info)
		SKIP(return, "no VMCOREINFO in " KCORE ": CONFIG_VMCORE_INFO is off");

	self->addr = get_value(self->info, "SYMBOL(kallmodsyms_table)", 16);
	ASSERT_NE(0, self->addr);
	self->header = read_table(&self->dump, self->addr);
	ASSERT_NE(NULL, self->header);
	ASSERT_EQ(0, kallmodsyms_open_table(&self->table, self->header,
					    self->header->size));
}

FIXTURE_TEARDOWN(vmcoreinfo)
{
}

TEST_F(vmcoreinfo, table_is_for_these_symbols)
{
	struct symbols old;

	ASSERT_EQ(0, read_symbols(KALLSYMS, &old));
	EXPECT_EQ(old.nr_core, self->header->num_syms);
}

/* The suffix of a symbol's line, by the table. */
static void print_origin(char *to, const struct kallmodsyms_object *object,
			 bool ambiguous)
{
	const char *before = "";
	const char *name = object->modules;

	*to = '\0';
	for (; *name; before = " ") {
		size_t len = strcspn(name, " ");

		to += sprintf(to, "%s[%.*s]", before, (int)len, name);
		name += len + (name[len] == ' ');
	}
	if (ambiguous)
		sprintf(to, "%s<%s>", before, object->path);
}

TEST_F_TIMEOUT(vmcoreinfo, table_says_what_file_says, 120)
{
	struct kallmodsyms_object object = { 0 };
	struct kallmodsyms_run run = { 0 };
	struct symbols symbols;
	char origin[1024];
	u32 i;

	ASSERT_EQ(0, read_symbols(KALLMODSYMS, &symbols));
	ASSERT_LE(self->table.num_syms, symbols.nr);
	for (i = 0; i < self->table.num_syms; i++) {
		const struct symbol *s = &symbols.at[i];

		ASSERT_EQ(0, kallmodsyms_seek_run(&self->table, &run, i));
		origin[0] = '\0';
		if (run.object >= 0) {
			ASSERT_EQ(0, kallmodsyms_seek_object(&self->table,
							     &object,
							     run.object));
			print_origin(origin, &object, run.ambiguous);
		}
		ASSERT_STREQ(s->origin, origin)
			TH_LOG("symbol %u: %s", i, s->name);
	}
}

/* A program that skips all has a status of its own; the harness has not. */
int main(int argc, char **argv)
{
	const char *lacks = NULL;

	if (access(KALLMODSYMS, F_OK))
		lacks = "no " KALLMODSYMS ": CONFIG_KALLMODSYMS is off";
	else if (access(KCORE, R_OK))
		lacks = "no " KCORE ": CONFIG_PROC_KCORE is off, or not root";
	if (lacks) {
		ksft_print_header();
		ksft_exit_skip("%s\n", lacks);
	}
	return test_harness_run(argc, argv);
}
