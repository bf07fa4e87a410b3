// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table in an ELF file.
 *
 * It is read by its position in the file: a segment has it in one piece,
 * whether its addresses are virtual, physical or none at all.
 */
#include <elf.h>

#include "elf.h"

#define MAX_SCAN	0x200000000000ull	/* /proc/kcore has 2^47 */

/* The table's address in VMCOREINFO, or 0. */
static uint64_t noted_address(const struct elf *e)
{
	uint64_t addr = 0;

	if (e->info)
		vmcoreinfo_number(e->info, e->info_len, VMCOREINFO_TABLE, 16,
				  &addr);
	return addr;
}

static bool is_at(const struct elf *e, uint64_t pos)
{
	uint64_t table;

	return pos && !kms_scan(file_read, (void *)e->f, pos, pos + 4, &table);
}

/* Where the note says that the table is, or 0. */
static uint64_t noted_position(const struct elf *e, uint64_t vaddr)
{
	uint64_t paddr, pos = elf_position(e, vaddr, false);

	if (is_at(e, pos))
		return pos;
	if (!elf_to_physical(e, vaddr, &paddr))
		return 0;
	pos = elf_position(e, paddr, true);
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

/**
 * struct place - positions that are aligned as the addresses are
 * @f: the file
 * @shift: by how much they are more than those in the file
 */
struct place {
	const struct file *f;
	uint64_t shift;
};

static int read_shifted(void *place, uint64_t pos, void *buf, size_t len)
{
	const struct place *p = place;

	return file_read((void *)p->f, pos - p->shift, buf, len);
}

/* makedumpfile -E does not align the memory in the file. */
static int open_position(struct kms **kms, const struct elf *e, uint64_t pos,
			 uint64_t vaddr)
{
	struct place p = { .f = e->f };

	for (u32 i = 0; i < e->num_segments; i++) {
		const struct segment *s = &e->segments[i];
		uint64_t addr = s->vaddr ? s->vaddr : s->paddr;

		if (s->pos <= pos && pos - s->pos < s->size)
			p.shift = (addr - s->pos) & 7;
	}
	return kms_open(kms, read_shifted, &p, pos + p.shift, vaddr);
}

/*
 * Without a relative base, addresses are relative to the table, whose address is
 * in neither a note nor a segment.
 */
static int open_without_address(struct kms **kms, struct elf *e, uint64_t pos)
{
	uint64_t vaddr;
	int status = open_position(kms, e, pos, 0);

	if (status || (*kms)->has_base)
		return status;
	kms_close(*kms);
	*kms = NULL;
	elf_search_info(e);
	vaddr = noted_address(e);
	if (vaddr)
		return open_position(kms, e, pos, vaddr);
	return file_fail(e->f, KMS_FORMAT,
			 "the dump has no virtual addresses; make it with VMCOREINFO or with paging");
}

static int open_at(struct kms **kms, struct elf *e, uint64_t pos,
		   uint64_t noted)
{
	uint64_t vaddr = noted ? noted : address_of(e, pos);

	if (!vaddr)
		return open_without_address(kms, e, pos);
	return open_position(kms, e, pos, vaddr);
}

static int scan_segment(struct kms **kms, struct elf *e,
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

static int scan_all(struct kms **kms, struct elf *e, uint64_t noted)
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

static int find_and_open(struct kms **kms, struct elf *e)
{
	uint64_t noted = noted_address(e), pos = 0;
	int status;

	if (noted)
		pos = noted_position(e, noted);
	if (pos)
		return open_at(kms, e, pos, noted);
	status = scan_all(kms, e, noted);
	if (status == KMS_NO_TABLE && e->hollow)
		return file_fail(e->f, KMS_FORMAT,
				 "code and data have no contents, as objcopy --only-keep-debug leaves it; give the full vmlinux");
	return status;
}

/* What describes modules may be in memory only. */
static int add_modules(struct kms **kms, struct elf *e)
{
	struct memory mem = { elf_read_virtual, e, e->swap };

	if (e->type != ET_CORE)
		return KMS_OK;
	if (!e->info && e->f->size <= MAX_SCAN)
		elf_search_info(e);
	if (!e->info)
		return KMS_OK;
	return modules_read(kms, &mem, e->info, e->info_len);
}

int elf_open(struct kms **kms, const struct file *f)
{
	struct elf e;
	int status = elf_read(&e, f);

	if (!status)
		status = find_and_open(kms, &e);
	if (!status)
		status = add_modules(kms, &e);
	elf_release(&e);
	return status;
}

int elf_with_dump(const struct file *f, dump_fn fn, void *data)
{
	struct elf e;
	int status = elf_read(&e, f);

	if (!status && e.type != ET_CORE)
		status = file_fail(f, KMS_FORMAT,
				   "this is no dump; give one of a kernel's memory");
	if (!status && !e.info && f->size <= MAX_SCAN)
		elf_search_info(&e);
	if (!status) {
		struct dump d = {
			.mem = { elf_read_virtual, &e, e.swap },
			.info = e.info, .info_len = e.info_len,
		};

		status = fn(&d, data);
	}
	elf_release(&e);
	return status;
}
