// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory in an ELF dump, by address.
 */
#include <byteswap.h>
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "elf.h"

#define PAGE		4096u
#define CHUNK		0x10000u

/**
 * elf_position - find where an address is in the file
 * @e: the file
 * @addr: the address
 * @physical: it is a physical one
 *
 * Return: the position, or 0
 */
uint64_t elf_position(const struct elf *e, uint64_t addr, bool physical)
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

static bool number_of(const struct elf *e, const char *key, u32 base,
		      uint64_t *value)
{
	return e->info && vmcoreinfo_number(e->info, e->info_len, key, base,
					    value);
}

/**
 * elf_to_physical - find where the kernel image is in physical memory
 * @e: a dump with VMCOREINFO
 * @vaddr: an address in the image
 * @paddr: filled on success
 *
 * Return: whether the architecture's part of VMCOREINFO tells
 */
bool elf_to_physical(const struct elf *e, uint64_t vaddr, uint64_t *paddr)
{
	uint64_t value;

	switch (e->machine) {
	case EM_X86_64:
		if (!number_of(e, "NUMBER(phys_base)=", 10, &value))
			return false;
		*paddr = vaddr - 0xffffffff80000000ULL + value;
		return true;
	case EM_AARCH64:
		if (!number_of(e, "NUMBER(kimage_voffset)=", 16, &value))
			return false;
		*paddr = vaddr - value;
		return true;
	default:
		return false;
	}
}

/* The next level of page tables, or a page; 0 if nothing is mapped. */
static uint64_t read_entry(const struct elf *e, uint64_t table, u32 index)
{
	uint64_t pos = elf_position(e, table + 8 * index, true), entry;

	if (!pos || file_read((void *)e->f, pos, &entry, sizeof(entry)))
		return 0;
	if (e->swap)
		entry = bswap_64(entry);
	return entry & 1 ? entry : 0;
}

/*
 * By the page tables of x86_64: nine bits of the address for each level, and
 * in an entry bit 7 for a large page.
 */
static uint64_t walk_page_tables(const struct elf *e, uint64_t addr)
{
	uint64_t top, table, levels5 = 0, encrypted = 0;
	u32 shift;

	if (e->machine != EM_X86_64 ||
	    !number_of(e, "SYMBOL(init_top_pgt)=", 16, &top) ||
	    !elf_to_physical(e, top, &table))
		return 0;
	number_of(e, "NUMBER(pgtable_l5_enabled)=", 10, &levels5);
	number_of(e, "NUMBER(sme_mask)=", 10, &encrypted);
	for (shift = levels5 ? 48 : 39; ; shift -= 9) {
		uint64_t page = 1ull << shift;
		uint64_t entry = read_entry(e, table, addr >> shift & 511);

		table = entry & 0xffffffffff000ull & ~encrypted;
		if (!entry)
			return 0;
		if (shift == 12 || (shift <= 30 && entry & 0x80))
			return elf_position(e, (table & -page) +
					    (addr & (page - 1)), true);
	}
}

static uint64_t position_of_page(const struct elf *e, uint64_t addr)
{
	uint64_t pos = elf_position(e, addr, false);

	return pos ? pos : walk_page_tables(e, addr);
}

/**
 * elf_read_virtual - read memory by its virtual address
 * @elf: the struct elf
 * @addr: the address
 * @buf: where to
 * @len: number of bytes
 *
 * A kms_read_fn.
 *
 * Return: KMS_OK or KMS_READ
 */
int elf_read_virtual(void *elf, uint64_t addr, void *buf, size_t len)
{
	const struct elf *e = elf;
	char *to = buf;

	while (len) {
		size_t n = PAGE - addr % PAGE;
		uint64_t pos = position_of_page(e, addr);

		if (n > len)
			n = len;
		if (!pos || file_read((void *)e->f, pos, to, n))
			return KMS_READ;
		to += n;
		addr += n;
		len -= n;
	}
	return KMS_OK;
}

/* Is VMCOREINFO around this position, where a line of it is? */
static bool take_info(struct elf *e, uint64_t pos)
{
	static const char first[] = "OSRELEASE=";
	uint64_t start = pos < PAGE ? 0 : pos - PAGE;
	char *text = calloc(1, 2 * PAGE + 1), *at, *next;
	uint64_t table;

	if (!text)
		return false;
	if (!file_read((void *)e->f, start, text, pos - start))
		file_read((void *)e->f, pos, text + (pos - start),
			  e->f->size - pos < PAGE ? e->f->size - pos : PAGE);
	/* the last one before the line is in the same text */
	at = memmem(text, pos - start, first, sizeof(first) - 1);
	while (at && (next = memmem(at + 1, text + (pos - start) - at - 1,
				    first, sizeof(first) - 1)))
		at = next;
	e->found = text;
	e->info = at;
	e->info_len = at ? strlen(at) : 0;
	if (number_of(e, VMCOREINFO_TABLE, 16, &table))
		return true;
	free(text);
	e->found = NULL;
	e->info = NULL;
	return false;
}

static bool search_segment(struct elf *e, const struct segment *s)
{
	static const char key[] = VMCOREINFO_TABLE;
	char buf[CHUNK], *found;

	for (uint64_t done = 0; done + sizeof(key) < s->size;
	     done += sizeof(buf) - sizeof(key)) {
		size_t len = s->size - done < sizeof(buf) ? s->size - done :
							    sizeof(buf);

		if (file_read((void *)e->f, s->pos + done, buf, len))
			continue;
		for (found = buf;
		     (found = memmem(found, buf + len - found, key,
				     sizeof(key) - 1)); found++)
			if (take_info(e, s->pos + done + (found - buf)))
				return true;
	}
	return false;
}

/**
 * elf_search_info - find VMCOREINFO in the kernel's memory
 * @e: a dump; its @info is filled on success
 */
void elf_search_info(struct elf *e)
{
	for (u32 i = 0; !e->info && i < e->num_segments; i++)
		if (search_segment(e, &e->segments[i]))
			return;
}
