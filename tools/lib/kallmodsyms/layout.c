// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kallsyms tables, read backwards from the kallmodsyms table.
 *
 * scripts/kallsyms writes them in one section, each aligned, in this order:
 *
 *	num_syms  names  markers  token_table  token_index  offsets
 *	relative_base  seqs_of_names
 *
 * and kallmodsyms_table follows. Up to the token_table, the number of symbols
 * gives the sizes. Since "kallsyms: use place-relative offsets" there is no
 * relative_base, and everything is aligned to 4 bytes.
 */
#include <byteswap.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define NUM_TOKENS	256
#define MAX_TOKENS	0x10000u	/* bytes; token_index has 16 bits */
#define MAX_LAST_BLOCK	(NAMES_BLOCK * (KMS_NAME_LEN + 2))

/**
 * struct layout - how one version of scripts/kallsyms places its tables
 * @align: of each, in bytes
 * @base_size: size of the relative base, or 0 if there is none
 */
struct layout {
	u32 align;
	u32 base_size;
};

static const struct layout layouts[] = {
	{ 8, 8 },	/* 64 bit with relative base */
	{ 4, 4 },	/* 32 bit with relative base */
	{ 4, 0 },	/* without */
};

/**
 * struct tables - where they are, while they are being found
 * @mem: what they are read from
 * @layout: how they are placed
 * @num: number of symbols
 * @offsets: address of kallsyms_offsets
 * @base: value of kallsyms_relative_base
 * @token_table: address
 * @markers: address
 * @marker: kallsyms_markers
 * @num_markers: how many
 */
struct tables {
	const struct memory *mem;
	const struct layout *layout;
	u32 num;
	uint64_t offsets;
	uint64_t base;
	uint64_t token_table;
	uint64_t markers;
	u32 *marker;
	u32 num_markers;
};

static uint64_t align_down(uint64_t addr, u32 align)
{
	return addr & ~(uint64_t)(align - 1);
}

static bool all_zero(const char *p, size_t len)
{
	while (len)
		if (p[--len])
			return false;
	return true;
}

static int read_base(struct tables *t, uint64_t addr)
{
	u32 words[2] = { 0 };
	u32 num = t->layout->base_size / 4;

	if (read_words(t->mem, addr, words, num))
		return KMS_READ;
	t->base = words[0];
	if (num == 2) {
		bool big = t->mem->swap == (__BYTE_ORDER__ ==
					    __ORDER_LITTLE_ENDIAN__);

		t->base = big ? (uint64_t)words[0] << 32 | words[1] :
				(uint64_t)words[1] << 32 | words[0];
	}
	return KMS_OK;
}

/* From the table back to the offsets, all of known size. */
static int find_offsets(struct tables *t, uint64_t table)
{
	u32 align = t->layout->align;
	uint64_t need = 7ULL * t->num + NUM_TOKENS * 2 + 4 * align, at;

	if (table < need)
		return KMS_DAMAGED;
	at = align_down(table - 3ULL * t->num, align);
	/* where seqs_of_names ends, the table begins */
	if (((at + 3ULL * t->num + 3) & ~3ULL) != table)
		return KMS_DAMAGED;
	at -= t->layout->base_size;
	if (read_base(t, at))
		return KMS_READ;
	t->offsets = align_down(at - 4ULL * t->num, align);
	return KMS_OK;
}

static int read_token_index(struct kms *kms, const struct tables *t)
{
	uint16_t *index = kms->token_index;

	if (t->mem->read(t->mem->priv, t->offsets - sizeof(kms->token_index),
			 index, sizeof(kms->token_index)))
		return KMS_READ;
	for (u32 i = 0; i < NUM_TOKENS; i++) {
		if (t->mem->swap)
			index[i] = bswap_16(index[i]);
		if (i ? index[i] <= index[i - 1] : index[i])
			return KMS_DAMAGED;
	}
	return KMS_OK;
}

/* Are there 256 strings at @p, and nothing but zeros to the end? */
static bool are_tokens(const struct kms *kms, const char *p, size_t len,
		       u32 align)
{
	size_t size;

	for (u32 i = 0; i < NUM_TOKENS - 1; i++) {
		u32 at = kms->token_index[i];

		if (strnlen(p + at, len - at) + 1 + at !=
		    kms->token_index[i + 1])
			return false;
	}
	size = kms->token_index[NUM_TOKENS - 1];
	size += strnlen(p + size, len - size) + 1;
	return size <= len && len - size < align &&
	       all_zero(p + size, len - size);
}

/*
 * The token table ends where the index begins, but the length of its last
 * string is not known before.
 */
static int find_tokens(struct kms *kms, struct tables *t)
{
	uint64_t end = t->offsets - sizeof(kms->token_index);
	u32 last = kms->token_index[NUM_TOKENS - 1];
	u32 align = t->layout->align;
	u32 max = last + 1 + KMS_NAME_LEN + align;
	u32 len;
	char *buf;

	if (max > end)
		max = end;
	buf = malloc(max);
	if (!buf)
		return KMS_NO_MEMORY;
	if (t->mem->read(t->mem->priv, end - max, buf, max)) {
		free(buf);
		return KMS_READ;
	}
	len = end - align_down(end - last - 1, align);
	while (len <= max && !are_tokens(kms, buf + max - len, len, align))
		len += align;
	if (len > max) {
		free(buf);
		return KMS_DAMAGED;
	}
	memmove(buf, buf + max - len, len);
	kms->tokens = buf;
	t->token_table = end - len;
	return KMS_OK;
}

static int read_markers(struct tables *t)
{
	u32 num = (t->num + NAMES_BLOCK - 1) / NAMES_BLOCK;

	if (t->token_table < 4ULL * num)
		return KMS_DAMAGED;
	t->num_markers = num;
	t->markers = align_down(t->token_table - 4ULL * num,
				t->layout->align);
	t->marker = malloc(4ULL * num);
	if (!t->marker)
		return KMS_NO_MEMORY;
	if (read_words(t->mem, t->markers, t->marker, num))
		return KMS_READ;
	for (u32 i = 0; i < num; i++)
		if (i ? t->marker[i] <= t->marker[i - 1] : t->marker[i])
			return KMS_DAMAGED;
	return KMS_OK;
}

/* The position after the name at @pos, or @len + 1 if it does not end. */
static u32 next_name(const u8 *names, u32 len, u32 pos)
{
	u32 size = names[pos++];

	if (size & 0x80) {
		if (pos == len)
			return len + 1;
		size = (size & 0x7f) | names[pos++] << 7;
	}
	return size && size <= len - pos ? pos + size : len + 1;
}

/* Are there just as many names in @len bytes, as the markers say? */
static bool are_names(struct kms *kms, const struct tables *t, const u8 *names,
		      u32 len)
{
	u32 pos = 0;

	for (u32 i = 0; i < t->num; i++) {
		if (pos >= len || (i % NAMES_BLOCK == 0 &&
				   pos != t->marker[i / NAMES_BLOCK]))
			return false;
		kms->name_pos[i] = pos;
		pos = next_name(names, len, pos);
	}
	kms->name_pos[t->num] = pos;
	return pos <= len && len - pos < t->layout->align &&
	       all_zero((const char *)names + pos, len - pos);
}

/*
 * Names end where the markers begin, and have the number of symbols before
 * them. The length of the last block is not known before.
 */
static int find_names(struct kms *kms, struct tables *t)
{
	u32 last = t->marker[t->num_markers - 1], align = t->layout->align;
	uint64_t max = (uint64_t)last + MAX_LAST_BLOCK + 2 * align, len;
	u8 *buf;

	if (max > t->markers)
		max = t->markers;
	max = align_down(max, align);
	buf = malloc(max);
	if (!buf)
		return KMS_NO_MEMORY;
	kms->names = buf;
	/* the image may begin soon before the names */
	while (t->mem->read(t->mem->priv, t->markers - max, buf, max)) {
		if (max <= last + 2 * align)
			return KMS_READ;
		max = last + align_down((max - last) / 2, align);
		max = align_down(max, align);
	}
	for (len = align_down(last + align, align); len + align <= max;
	     len += align) {
		const u8 *names = buf + max - len;
		u32 num;

		memcpy(&num, names - align, sizeof(num));
		if (swap_word(num, t->mem->swap) != t->num ||
		    !are_names(kms, t, names, len))
			continue;
		memmove(buf, names, len);
		return KMS_OK;
	}
	return KMS_DAMAGED;
}

/* Every way in which an offset may encode an address. */
enum encoding {
	FROM_BASE,	/* unsigned, from the relative base */
	PERCPU_OR_BASE,	/* the same, negative, or a percpu offset */
	FROM_PLACE,	/* signed, from where it is itself */
	ABSOLUTE,	/* the address of a 32-bit kernel */
	NUM_ENCODINGS,
};

static uint64_t decode(enum encoding encoding, uint64_t base, uint64_t place,
		       u32 offset)
{
	switch (encoding) {
	case FROM_BASE:
		return base + offset;
	case PERCPU_OR_BASE:
		return (s32)offset >= 0 ? offset : base - 1 - (s32)offset;
	case FROM_PLACE:
		return place + (s32)offset;
	default:
		return offset;
	}
}

/* Decodes all of @offsets; do the addresses ascend? */
static bool decode_all(struct kms *kms, const struct tables *t,
		       enum encoding encoding, uint64_t place,
		       const u32 *offsets)
{
	uint64_t mask = kms->bits == 64 ? ~0ULL : 0xffffffff;

	kms->num_percpu = 0;
	for (u32 i = 0; i < kms->num; i++) {
		kms->addrs[i] = mask & decode(encoding, t->base,
					      place + 4ULL * i, offsets[i]);
		if (i && kms->addrs[i] < kms->addrs[i - 1])
			return false;
		if (encoding == PERCPU_OR_BASE && (s32)offsets[i] >= 0)
			kms->num_percpu = i + 1;
	}
	return true;
}

static u32 symbols_crc(const struct kms *kms)
{
	char name[KMS_NAME_LEN], type;
	u32 crc = 0;

	for (u32 i = 0; i < kms->num; i++) {
		uint64_t step = i ? kms->addrs[i] - kms->addrs[i - 1] : 0;
		size_t len = kms_expand(kms, i, &type, name);

		crc = kallmodsyms_crc_symbol(crc, step, type, name, len);
	}
	return crc;
}

/*
 * The distance from the last symbol to the table is known. Where a kernel for
 * any address has not been relocated, the base in its file can be 0; any other
 * base has to agree.
 */
static int check_base(struct kms *kms, const struct tables *t, uint64_t vaddr)
{
	uint64_t mask = kms->bits == 64 ? ~0ULL : 0xffffffff;
	uint64_t last = vaddr - (s64)(s32)kms->header->distance;
	uint64_t shift = (last - kms->addrs[kms->num - 1]) & mask;

	if (!vaddr || !shift)
		return KMS_OK;
	if (!t->layout->base_size || t->base)
		return KMS_MISMATCH;
	for (u32 i = kms->num_percpu; i < kms->num; i++)
		kms->addrs[i] = (kms->addrs[i] + shift) & mask;
	return KMS_OK;
}

static int try_encoding(struct kms *kms, const struct tables *t,
			enum encoding encoding, uint64_t table, uint64_t vaddr,
			const u32 *offsets)
{
	uint64_t place = t->offsets + ((vaddr ? vaddr : table) - table);

	if (!decode_all(kms, t, encoding, place, offsets))
		return KMS_DAMAGED;
	if (!crc_is(symbols_crc(kms), kms->header->symbols_crc))
		return KMS_MISMATCH;
	return check_base(kms, t, vaddr);
}

/* Without a relative base, the size of an address is seen from addresses. */
static u32 bits_of(const struct tables *t, uint64_t table, uint64_t vaddr)
{
	if (t->layout->align == 8)
		return 64;
	if (t->layout->base_size)
		return 32;
	return (vaddr ? vaddr : table) >> 32 ? 64 : 32;
}

static int read_addresses(struct kms *kms, const struct tables *t,
			  uint64_t table, uint64_t vaddr)
{
	enum encoding e = t->layout->base_size ? FROM_BASE : FROM_PLACE;
	enum encoding last = e + 1;
	u32 *offsets = malloc(4ULL * kms->num);
	int status = KMS_NO_MEMORY;

	kms->bits = bits_of(t, table, vaddr);
	kms->has_base = t->layout->base_size;
	if (offsets)
		status = read_words(t->mem, t->offsets, offsets, kms->num);
	if (!status) {
		status = try_encoding(kms, t, e, table, vaddr, offsets);
		if (status)
			status = try_encoding(kms, t, last, table, vaddr,
					      offsets);
	}
	free(offsets);
	return status;
}

static int try_layout(struct kms *kms, struct tables *t, uint64_t table,
		      uint64_t vaddr)
{
	int status = find_offsets(t, table);

	if (!status)
		status = read_token_index(kms, t);
	if (!status)
		status = find_tokens(kms, t);
	if (!status)
		status = read_markers(t);
	if (!status)
		status = find_names(kms, t);
	if (!status)
		status = read_addresses(kms, t, table, vaddr);
	free(t->marker);
	return status;
}

static void forget(struct kms *kms)
{
	free(kms->tokens);
	free(kms->names);
	kms->tokens = NULL;
	kms->names = NULL;
}

/**
 * layout_read - read the kallsyms tables
 * @kms: has the table already; filled with names and addresses
 * @mem: memory
 * @table: address of the table, for @mem
 * @vaddr: its virtual address, or 0
 *
 * Return: KMS_OK or another &enum kms_status; the most telling one of what
 * the layouts come to
 */
int layout_read(struct kms *kms, const struct memory *mem, uint64_t table,
		uint64_t vaddr)
{
	int result = KMS_DAMAGED;

	kms->addrs = malloc(8ULL * kms->num);
	kms->name_pos = malloc(4ULL * kms->num + 4);
	if (!kms->addrs || !kms->name_pos)
		return KMS_NO_MEMORY;
	for (size_t i = 0; i < sizeof(layouts) / sizeof(*layouts); i++) {
		struct tables t = {
			.mem = mem, .layout = &layouts[i], .num = kms->num,
		};
		int status = try_layout(kms, &t, table, vaddr);

		if (!status || status == KMS_NO_MEMORY)
			return status;
		if (status == KMS_MISMATCH)
			result = status;
		forget(kms);
	}
	return result;
}
