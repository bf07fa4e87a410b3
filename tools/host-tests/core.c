// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes a dump of a kernel that has not run: its segments in memory that is
 * otherwise empty, as QEMU's dump-guest-memory or /proc/vmcore would have it.
 *
 * usage: core VMLINUX DUMP MIB FORM SLIDE [MODULES]
 *
 * FORM has an "n" for a VMCOREINFO note, a "v" for virtual addresses, an "l" for a
 * log buffer at the end, an "s" for memory that has the kernel only, and an "m" for
 * memory that is not aligned in the file. SLIDE is how far KASLR has moved the
 * kernel, in hexadecimal: then the relative base of kallsyms has been relocated,
 * if there is one. MODULES is what "load" has written: its memory and its note are
 * added.
 */
#include <elf.h>
#include <err.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_AT	(0xa00 + misaligned)	/* in the dump */
#define FIRST_VADDR	0xffffffff80000000ull

#define LOG_SIZE	0x400
#define MODULES_PARTS	2	/* of the memory with modules */

static unsigned long long first = FIRST_VADDR;
static unsigned int misaligned;
static unsigned char *file;
static Elf64_Ehdr *ehdr;

static unsigned char *load(const char *path)
{
	FILE *in = fopen(path, "r");
	unsigned char *file;
	long size;

	if (!in || fseek(in, 0, SEEK_END))
		err(2, "%s", path);
	size = ftell(in);
	rewind(in);
	file = malloc(size + 1);
	if (!file || fread(file, 1, size, in) != (size_t)size)
		err(2, "%s", path);
	fclose(in);
	return file;
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
	return vaddr - first;
}

static void put(FILE *out, unsigned long long at, const void *data, size_t len)
{
	if (fseek(out, at, SEEK_SET) || fwrite(data, 1, len, out) != len)
		err(2, "writing");
}

/* Makes the first segment the beginning; returns the size up to the last one. */
static unsigned long long make_small(void)
{
	Elf64_Phdr *p = (Elf64_Phdr *)(file + ehdr->e_phoff);
	unsigned long long end = 0;

	first = ~0ull;
	for (int i = 0; i < ehdr->e_phnum; i++) {
		if (p[i].p_type != PT_LOAD || p[i].p_vaddr < FIRST_VADDR)
			continue;
		if (p[i].p_vaddr < first)
			first = p[i].p_vaddr;
		if (p[i].p_filesz && p[i].p_vaddr + p[i].p_filesz > end)
			end = p[i].p_vaddr + p[i].p_filesz;
	}
	return ((end - first) | 15) + 1 + LOG_SIZE;
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

/* The kernel's log: what is read of kernel/printk/printk_ringbuffer.h */
struct log {
	unsigned long long prb;
	struct rb {
		struct descs {
			unsigned int bits;
			unsigned long long descs;
			unsigned long long infos;
			unsigned long long head;
			unsigned long long tail;
		} descs;
		struct texts {
			unsigned int bits;
			unsigned long long data;
		} texts;
	} rb;
	struct desc {
		unsigned long long state;
		struct lpos {
			unsigned long long begin;
			unsigned long long next;
		} lpos;
	} desc[4];
	struct info {
		unsigned long long time;
		unsigned short len;
	} info[4];
	char text[128];
};

/* A message in the state "finalized", which is 2. */
static void put_message(struct log *l, unsigned int id, unsigned int begin,
			unsigned int next, const char *text)
{
	unsigned int at = begin / 128 == (next - 1) / 128 ? begin % 128 : 0;

	l->desc[id % 4].state = 2ull << 62 | id;
	l->desc[id % 4].lpos.begin = begin;
	l->desc[id % 4].lpos.next = next;
	l->info[id % 4].time = id * 1000002000ull;
	l->info[id % 4].len = strlen(text);
	memcpy(l->text + at + 8, text, strlen(text));
}

/* Numbers 5 to 8; 7 is not finished, and the text of 8 begins anew. */
static void put_log(FILE *out, unsigned long long at)
{
	unsigned long long base = first + at;
	struct log l = {
		.prb = base + offsetof(struct log, rb),
		.rb.descs = {
			.bits = 2,
			.descs = base + offsetof(struct log, desc),
			.infos = base + offsetof(struct log, info),
			.head = 2ull << 62 | 8,
			.tail = 5,
		},
		.rb.texts = {
			.bits = 7,
			.data = base + offsetof(struct log, text),
		},
	};

	put_message(&l, 5, 304, 320, "first");
	put_message(&l, 6, 320, 344, "two\nlines");
	put_message(&l, 7, 344, 360, "started");
	l.desc[3].state = 7;
	put_message(&l, 8, 376, 424, "in fn_1_of_object_3+0x4/0xc");
	put(out, MEMORY_AT + at, &l, sizeof(l));
}

static size_t describe_log(char *text, unsigned long long at)
{
#define OFFSET(name, type, member)	name, offsetof(struct type, member)
	static const struct {
		const char *name;
		size_t value;
	} lines[] = {
		{ OFFSET("OFFSET(printk_ringbuffer.desc_ring)", rb, descs) },
		{ OFFSET("OFFSET(printk_ringbuffer.text_data_ring)", rb, texts) },
		{ OFFSET("OFFSET(prb_desc_ring.count_bits)", descs, bits) },
		{ OFFSET("OFFSET(prb_desc_ring.descs)", descs, descs) },
		{ OFFSET("OFFSET(prb_desc_ring.infos)", descs, infos) },
		{ OFFSET("OFFSET(prb_desc_ring.head_id)", descs, head) },
		{ OFFSET("OFFSET(prb_desc_ring.tail_id)", descs, tail) },
		{ "SIZE(prb_desc)", sizeof(struct desc) },
		{ OFFSET("OFFSET(prb_desc.state_var)", desc, state) },
		{ OFFSET("OFFSET(prb_desc.text_blk_lpos)", desc, lpos) },
		{ "SIZE(prb_data_blk_lpos)", sizeof(struct lpos) },
		{ OFFSET("OFFSET(prb_data_blk_lpos.begin)", lpos, begin) },
		{ OFFSET("OFFSET(prb_data_blk_lpos.next)", lpos, next) },
		{ "SIZE(printk_info)", sizeof(struct info) },
		{ OFFSET("OFFSET(printk_info.ts_nsec)", info, time) },
		{ OFFSET("OFFSET(printk_info.text_len)", info, len) },
		{ OFFSET("OFFSET(prb_data_ring.size_bits)", texts, bits) },
		{ OFFSET("OFFSET(prb_data_ring.data)", texts, data) },
	};
	size_t len = sprintf(text, "SYMBOL(prb)=%llx\n", first + at);

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		len += sprintf(text + len, "%s=%zu\n", lines[i].name,
			       lines[i].value);
	return len;
}

static void put_modules(FILE *out, unsigned long long at, const char *path,
			Elf64_Phdr *to, char *text)
{
	unsigned char *modules = load(path);
	Elf64_Ehdr *e = (Elf64_Ehdr *)modules;
	Elf64_Phdr *p = (Elf64_Phdr *)(modules + e->e_phoff);

	memcpy(text, modules + p->p_offset, p->p_filesz);
	for (int i = 0; i < MODULES_PARTS; i++) {
		to[i] = p[1 + i];
		to[i].p_offset = at;
		put(out, at, modules + p[1 + i].p_offset, to[i].p_filesz);
		at += to[i].p_filesz;
	}
}

static size_t make_note(char *note, unsigned long long table,
			unsigned long long slide, unsigned long long log,
			const char *more)
{
	Elf64_Nhdr head = { .n_namesz = 11 };
	char *text = note + sizeof(head) + 12;

	head.n_descsz = sprintf(text,
				"OSRELEASE=test\nSYMBOL(kallmodsyms_table)=%llx\nNUMBER(phys_base)=%lld\nKERNELOFFSET=%llx\n",
				table, 0ull, slide);
	if (log)
		head.n_descsz += describe_log(text + head.n_descsz, log);
	head.n_descsz += sprintf(text + head.n_descsz, "%s", more);
	memcpy(note, &head, sizeof(head));
	memcpy(note + sizeof(head), "VMCOREINFO\0", 12);
	return sizeof(head) + 12 + (head.n_descsz + 3) / 4 * 4;
}

int main(int argc, char **argv)
{
	struct {
		Elf64_Ehdr e;
		Elf64_Phdr p[2 + MODULES_PARTS];
		char note[2048];
	} h = { 0 };
	char more[1024] = "";
	unsigned long long slide, size, log;
	Elf64_Sym *table;
	FILE *out;

	if (argc < 6 || argc > 7)
		return 2;
	file = load(argv[1]);
	ehdr = (Elf64_Ehdr *)file;
	size = strtoull(argv[3], NULL, 10) << 20;
	slide = strtoull(argv[5], NULL, 16);
	if (strchr(argv[4], 's'))
		size = make_small();
	misaligned = strchr(argv[4], 'm') ? 4 : 0;
	log = strchr(argv[4], 'l') ? size - LOG_SIZE : 0;
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
	if (argc == 7) {
		h.e.e_phnum += MODULES_PARTS;
		put_modules(out, MEMORY_AT + size, argv[6], &h.p[2], more);
	}
	h.p[0].p_type = PT_NOTE;
	h.p[0].p_offset = sizeof(h) - sizeof(h.note);
	if (strchr(argv[4], 'n'))
		h.p[0].p_filesz = make_note(h.note, table->st_value + slide,
					    slide, log, more);
	h.p[1].p_type = PT_LOAD;
	h.p[1].p_offset = MEMORY_AT;
	h.p[1].p_filesz = size;
	h.p[1].p_memsz = size;
	if (strchr(argv[4], 'v'))
		h.p[1].p_vaddr = first;
	put(out, 0, &h, sizeof(h));
	put_segments(out, slide);
	relocate(out, slide);
	if (log)
		put_log(out, log);
	put(out, MEMORY_AT + size - 1, "", 1);
	if (fclose(out))
		err(2, "%s", argv[2]);
	return 0;
}
