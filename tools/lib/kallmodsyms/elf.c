// SPDX-License-Identifier: GPL-2.0-only
/*
 * The headers and notes of ELF files: vmlinux, dumps, /proc/kcore.
 */
#include <byteswap.h>
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "elf.h"

#define MAX_SEGMENTS	0x100000
#define MAX_NOTES	0x100000	/* bytes */

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
	if (e->notes || !size || size > MAX_NOTES || size > e->f->size)
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

static uint64_t size_of_header(const struct elf *e)
{
	return e->is_64 ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr);
}

static int read_segment(struct elf *e, const struct headers *h, u32 i)
{
	union {
		Elf64_Phdr h64;
		Elf32_Phdr h32;
	} u;
	uint64_t size = size_of_header(e);
	struct segment s;

	if (file_read((void *)e->f, h->phoff + i * size, &u, size))
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
	if (h.phnum > MAX_SEGMENTS || h.phoff > e->f->size ||
	    h.phnum * size_of_header(e) > e->f->size - h.phoff)
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

/* Takes the text of the note called VMCOREINFO. */
static void find_vmcoreinfo(struct elf *e)
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
			e->info = e->notes + desc;
			e->info_len = descsz;
			return;
		}
		pos = desc + ((descsz + 3) & ~3ULL);
		if (pos > e->notes_len)
			break;
	}
}

/**
 * elf_read - read the headers of a file
 * @e: filled; elf_release() has to be called in any case
 * @f: the file
 *
 * Return: KMS_OK or another &enum kms_status
 */
int elf_read(struct elf *e, const struct file *f)
{
	int status;

	memset(e, 0, sizeof(*e));
	e->f = f;
	status = read_headers(e);
	if (status == KMS_FORMAT)
		file_fail(f, status, "the ELF file is cut short or corrupt");
	find_vmcoreinfo(e);
	return status;
}

void elf_release(struct elf *e)
{
	free(e->segments);
	free(e->notes);
	free(e->found);
}
