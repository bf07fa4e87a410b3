// SPDX-License-Identifier: GPL-2.0-only
/*
 * ELF files: vmlinux, dumps, /proc/kcore.
 *
 * Tables are read by their position in the file: a segment has them in one
 * piece, whether its addresses are virtual, physical or none at all.
 */
#define _GNU_SOURCE
#include <byteswap.h>
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

#define MAX_SEGMENTS	0x100000
#define MAX_NOTES	0x100000	/* bytes */
#define LINE		256		/* bytes; no line is longer */
#define MAX_SCAN	0x200000000000ull	/* bytes; /proc/kcore has 2^47 */

/**
 * struct segment - a PT_LOAD
 * @pos: where it is in the file
 * @size: how much of it is in the file
 * @vaddr: its virtual address, 0 if it has none
 * @paddr: its physical address
 */
struct segment {
	uint64_t pos;
	uint64_t size;
	uint64_t vaddr;
	uint64_t paddr;
};

/**
 * struct elf - an ELF file
 * @f: the file
 * @is_64: its class
 * @swap: it has the other byte order
 * @type: ET_CORE and others
 * @machine: EM_X86_64 and others
 * @segments: its PT_LOADs
 * @num_segments: how many
 * @notes: its notes
 * @notes_len: length of @notes
 * @hollow: it has sections without their contents
 */
struct elf {
	const struct file *f;
	bool is_64;
	bool swap;
	u32 type;
	u32 machine;
	struct segment *segments;
	u32 num_segments;
	char *notes;
	size_t notes_len;
	bool hollow;
};

bool elf_is(const struct file *f)
{
	char magic[SELFMAG];

	return !file_read((void *)f, 0, magic, SELFMAG) &&
	       !memcmp(magic, ELFMAG, SELFMAG);
}

static uint64_t get(const struct elf *e, uint64_t value, size_t size)
{
	if (!e->swap)
		return value;
	return size == 8 ? bswap_64(value) :
	       size == 4 ? bswap_32(value) : bswap_16(value);
}

/* A member in this machine's byte order. */
#define GET(e, member)	get(e, member, sizeof(member))

/* What is wanted of a header, for either class. */
struct headers {
	uint64_t phoff;
	uint64_t shoff;
	u32 phnum;
	u32 shnum;
};

static int read_header(struct elf *e, struct headers *h)
{
	union {
		Elf64_Ehdr h64;
		Elf32_Ehdr h32;
	} u;
	bool big = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;

	memset(&u, 0, sizeof(u));
	if (file_read((void *)e->f, 0, &u, sizeof(u.h32)))
		return KMS_FORMAT;
	e->is_64 = u.h32.e_ident[EI_CLASS] == ELFCLASS64;
	e->swap = (u.h32.e_ident[EI_DATA] == ELFDATA2MSB) != big;
	if (e->is_64 && file_read((void *)e->f, 0, &u, sizeof(u.h64)))
		return KMS_FORMAT;
	e->type = GET(e, u.h32.e_type);
	e->machine = GET(e, u.h32.e_machine);
	h->phoff = e->is_64 ? GET(e, u.h64.e_phoff) : GET(e, u.h32.e_phoff);
	h->phnum = e->is_64 ? GET(e, u.h64.e_phnum) : GET(e, u.h32.e_phnum);
	h->shoff = e->is_64 ? GET(e, u.h64.e_shoff) : GET(e, u.h32.e_shoff);
	h->shnum = e->is_64 ? GET(e, u.h64.e_shnum) : GET(e, u.h32.e_shnum);
	return KMS_OK;
}

union section {
	Elf64_Shdr h64;
	Elf32_Shdr h32;
};

static int read_section(const struct elf *e, const struct headers *h, u32 i,
			union section *s)
{
	size_t size = e->is_64 ? sizeof(s->h64) : sizeof(s->h32);

	return file_read((void *)e->f, h->shoff + (uint64_t)i * size, s, size);
}

/* A file of more than 65534 segments has their number in section 0. */
static void count_segments(const struct elf *e, struct headers *h)
{
	union section s;

	if (h->phnum == PN_XNUM && h->shoff && !read_section(e, h, 0, &s))
		h->phnum = e->is_64 ? GET(e, s.h64.sh_info) :
				      GET(e, s.h32.sh_info);
}

static void read_notes(struct elf *e, uint64_t pos, uint64_t size)
{
	if (e->notes || !size || size > MAX_NOTES)
		return;
	e->notes = malloc(size);
	if (e->notes && !file_read((void *)e->f, pos, e->notes, size))
		e->notes_len = size;
}

/* Of a dump that was cut short, there is what there is. */
static void add_segment(struct elf *e, u32 type, const struct segment *s)
{
	struct segment *to = &e->segments[e->num_segments];

	if (type == PT_NOTE)
		read_notes(e, s->pos, s->size);
	if (type != PT_LOAD || !s->size || s->pos >= e->f->size)
		return;
	*to = *s;
	if (to->size > e->f->size - to->pos)
		to->size = e->f->size - to->pos;
	e->num_segments++;
}

static int read_segment(struct elf *e, const struct headers *h, u32 i)
{
	union {
		Elf64_Phdr h64;
		Elf32_Phdr h32;
	} u;
	size_t size = e->is_64 ? sizeof(u.h64) : sizeof(u.h32);
	struct segment s;

	if (file_read((void *)e->f, h->phoff + (uint64_t)i * size, &u, size))
		return KMS_FORMAT;
	if (e->is_64) {
		s.pos = GET(e, u.h64.p_offset);
		s.size = GET(e, u.h64.p_filesz);
		s.vaddr = GET(e, u.h64.p_vaddr);
		s.paddr = GET(e, u.h64.p_paddr);
		add_segment(e, GET(e, u.h64.p_type), &s);
	} else {
		s.pos = GET(e, u.h32.p_offset);
		s.size = GET(e, u.h32.p_filesz);
		s.vaddr = GET(e, u.h32.p_vaddr);
		s.paddr = GET(e, u.h32.p_paddr);
		add_segment(e, GET(e, u.h32.p_type), &s);
	}
	return KMS_OK;
}

/* objcopy --only-keep-debug leaves code and data without contents. */
static bool has_hollow_code(const struct elf *e, const struct headers *h)
{
	union section s;

	for (u32 i = 0; i < h->shnum && !read_section(e, h, i, &s); i++) {
		uint64_t flags = e->is_64 ? GET(e, s.h64.sh_flags) :
				       GET(e, s.h32.sh_flags);

		if (GET(e, s.h32.sh_type) == SHT_NOBITS &&
		    flags & SHF_EXECINSTR)
			return true;
	}
	return false;
}

static int read_headers(struct elf *e)
{
	struct headers h;
	int status = read_header(e, &h);

	if (status)
		return status;
	count_segments(e, &h);
	if (h.phnum > MAX_SEGMENTS)
		return KMS_FORMAT;
	e->segments = calloc(h.phnum + 1, sizeof(*e->segments));
	if (!e->segments)
		return KMS_NO_MEMORY;
	for (u32 i = 0; !status && i < h.phnum; i++)
		status = read_segment(e, &h, i);
	if (h.shoff && e->type != ET_CORE)
		e->hollow = has_hollow_code(e, &h);
	return status;
}

/* The text of the note called VMCOREINFO. */
static const char *find_vmcoreinfo(const struct elf *e, size_t *len)
{
	static const char name[] = "VMCOREINFO";
	size_t pos = 0;

	while (e->notes_len - pos >= sizeof(Elf64_Nhdr)) {
		Elf64_Nhdr n;
		uint64_t namesz, descsz, desc;

		memcpy(&n, e->notes + pos, sizeof(n));
		namesz = GET(e, n.n_namesz);
		descsz = GET(e, n.n_descsz);
		pos += sizeof(n);
		desc = pos + ((namesz + 3) & ~3ULL);
		if (desc > e->notes_len || descsz > e->notes_len - desc)
			break;
		if (namesz >= sizeof(name) - 1 &&
		    !memcmp(e->notes + pos, name, sizeof(name) - 1)) {
			*len = descsz;
			return e->notes + desc;
		}
		pos = desc + ((descsz + 3) & ~3ULL);
		if (pos > e->notes_len)
			break;
	}
	return NULL;
}

/* Where an address is in the file, or 0. */
static uint64_t position_of(const struct elf *e, uint64_t addr, bool physical)
{
	for (u32 i = 0; i < e->num_segments; i++) {
		const struct segment *s = &e->segments[i];
		uint64_t start = physical ? s->paddr : s->vaddr;

		if (start <= addr && addr - start < s->size &&
		    (physical || s->vaddr))
			return s->pos + (addr - start);
	}
	return 0;
}

/*
 * The physical address of the kernel image, by what the architecture says of
 * it in VMCOREINFO.
 */
static bool to_physical(const struct elf *e, const char *info, size_t len,
			uint64_t vaddr, uint64_t *paddr)
{
	uint64_t value;

	switch (e->machine) {
	case EM_X86_64:
		if (!vmcoreinfo_number(info, len, "NUMBER(phys_base)=", 10,
				       &value))
			return false;
		*paddr = vaddr - 0xffffffff80000000ULL + value;
		return true;
	case EM_AARCH64:
		if (!vmcoreinfo_number(info, len, "NUMBER(kimage_voffset)=",
				       16, &value))
			return false;
		*paddr = vaddr - value;
		return true;
	default:
		return false;
	}
}

static bool is_at(const struct elf *e, uint64_t pos)
{
	uint64_t table;

	return pos && !kms_scan(file_read, (void *)e->f, pos, pos + 4, &table);
}

/* Where the note says that the table is, or 0. */
static uint64_t noted_position(const struct elf *e, const char *info,
			       size_t len, uint64_t vaddr)
{
	uint64_t paddr, pos = position_of(e, vaddr, false);

	if (is_at(e, pos))
		return pos;
	if (!to_physical(e, info, len, vaddr, &paddr))
		return 0;
	pos = position_of(e, paddr, true);
	return is_at(e, pos) ? pos : 0;
}

/*
 * The virtual address of a position. An image can be mapped twice: everywhere,
 * the mapping that its symbols have is the higher one.
 */
static uint64_t address_of(const struct elf *e, uint64_t pos)
{
	uint64_t addr = 0;

	for (u32 i = 0; i < e->num_segments; i++) {
		const struct segment *s = &e->segments[i];

		if (s->pos <= pos && pos - s->pos < s->size && s->vaddr &&
		    s->vaddr + (pos - s->pos) > addr)
			addr = s->vaddr + (pos - s->pos);
	}
	return addr;
}

/* The address in VMCOREINFO as the kernel has it in its memory, or 0. */
static uint64_t search_vmcoreinfo(const struct elf *e, const struct segment *s)
{
	static const char key[] = "SYMBOL(kallmodsyms_table)=";
	char buf[0x10000], *found;
	uint64_t value = 0;

	for (uint64_t done = 0; done + sizeof(key) < s->size;
	     done += sizeof(buf) - LINE) {
		size_t len = s->size - done < sizeof(buf) ? s->size - done :
							    sizeof(buf);

		if (file_read((void *)e->f, s->pos + done, buf, len))
			continue;
		found = memmem(buf, len, key, sizeof(key) - 1);
		if (found && vmcoreinfo_number(found, buf + len - found, key,
					       16, &value) && value)
			return value;
	}
	return 0;
}

/*
 * Without a relative base, addresses are relative to the table, whose address
 * neither a note nor a segment tells.
 */
static int open_without_address(struct kms **kms, const struct elf *e,
				uint64_t pos)
{
	uint64_t vaddr = 0;
	int status = kms_open(kms, file_read, (void *)e->f, pos, 0);

	if (status || (*kms)->has_base)
		return status;
	kms_close(*kms);
	*kms = NULL;
	for (u32 i = 0; !vaddr && i < e->num_segments; i++)
		vaddr = search_vmcoreinfo(e, &e->segments[i]);
	if (vaddr)
		return kms_open(kms, file_read, (void *)e->f, pos, vaddr);
	return file_fail(e->f, KMS_FORMAT,
			 "the dump has no virtual addresses; make it with VMCOREINFO or with paging");
}

static int open_at(struct kms **kms, const struct elf *e, uint64_t pos,
		   uint64_t noted)
{
	uint64_t vaddr = noted ? noted : address_of(e, pos);

	if (!vaddr)
		return open_without_address(kms, e, pos);
	return kms_open(kms, file_read, (void *)e->f, pos, vaddr);
}

static int scan_segment(struct kms **kms, const struct elf *e,
			const struct segment *s, uint64_t noted)
{
	uint64_t pos = s->pos, table;
	int status = KMS_NO_TABLE;

	while (!kms_scan(file_read, (void *)e->f, pos, s->pos + s->size,
			 &table)) {
		status = open_at(kms, e, table, noted);
		if (!status || status == KMS_NO_MEMORY)
			return status;
		pos = table + 4;
	}
	return status;
}

static int scan_all(struct kms **kms, const struct elf *e, uint64_t noted)
{
	int result = KMS_NO_TABLE;

	if (e->f->size > MAX_SCAN)
		return file_fail(e->f, KMS_NO_TABLE,
				 "VMCOREINFO does not have the table; boot a kernel with CONFIG_KALLMODSYMS=y");
	for (u32 i = 0; i < e->num_segments; i++) {
		int status = scan_segment(kms, e, &e->segments[i], noted);

		if (!status || status == KMS_NO_MEMORY)
			return status;
		if (status != KMS_NO_TABLE)
			result = status;
	}
	return result;
}

static int find_and_open(struct kms **kms, const struct elf *e)
{
	uint64_t noted = 0, pos = 0;
	size_t len = 0;
	const char *info = find_vmcoreinfo(e, &len);
	int status;

	if (info && vmcoreinfo_number(info, len, "SYMBOL(kallmodsyms_table)=",
				      16, &noted))
		pos = noted_position(e, info, len, noted);
	if (pos)
		return open_at(kms, e, pos, noted);
	status = scan_all(kms, e, noted);
	if (status == KMS_NO_TABLE && e->hollow)
		return file_fail(e->f, KMS_FORMAT,
				 "code and data have no contents, as objcopy --only-keep-debug leaves it; give the full vmlinux");
	return status;
}

int elf_open(struct kms **kms, const struct file *f)
{
	struct elf e = { .f = f };
	int status = read_headers(&e);

	if (status == KMS_FORMAT)
		file_fail(f, status, "the ELF file is cut short or corrupt");
	if (!status)
		status = find_and_open(kms, &e);
	free(e.segments);
	free(e.notes);
	return status;
}
