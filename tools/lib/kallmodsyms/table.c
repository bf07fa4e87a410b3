// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding, reading and verifying the kallmodsyms table.
 */
#include <byteswap.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define HEADER_WORDS	(sizeof(struct kallmodsyms_header) / sizeof(u32))
#define CHUNK		0x10000u

u32 swap_word(u32 word, bool swap)
{
	return swap ? bswap_32(word) : word;
}

/* Reads words in the byte order of this machine. */
int read_words(const struct memory *mem, uint64_t addr, u32 *words, size_t num)
{
	if (mem->read(mem->priv, addr, words, num * sizeof(*words)))
		return KMS_READ;
	for (size_t i = 0; mem->swap && i < num; i++)
		words[i] = bswap_32(words[i]);
	return KMS_OK;
}

/**
 * get_number - a number in the kernel's byte order
 * @mem: memory of the kernel
 * @bytes: the number
 * @size: how many bytes, up to 8
 */
uint64_t get_number(const struct memory *mem, const u8 *bytes, u32 size)
{
	bool big = mem->swap == (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
	uint64_t value = 0;

	for (u32 i = 0; i < size; i++)
		value = value << 8 | bytes[big ? i : size - 1 - i];
	return value;
}

int read_number(const struct memory *mem, uint64_t addr, u32 size,
		uint64_t *value)
{
	u8 bytes[8];

	if (mem->read(mem->priv, addr, bytes, size))
		return KMS_READ;
	*value = get_number(mem, bytes, size);
	return KMS_OK;
}

static uint64_t num_blocks(u32 num, u32 block)
{
	return num / block + !!(num % block);
}

/* Header and markers are words, the rest is bytes. */
static uint64_t num_words(const struct kallmodsyms_header *h)
{
	return HEADER_WORDS + num_blocks(h->num_syms, KALLMODSYMS_RUN_BLOCK) +
	       num_blocks(h->num_objects, KALLMODSYMS_RECORD_BLOCK);
}

static bool sizes_add_up(const struct kallmodsyms_header *h)
{
	uint64_t size = num_words(h) * sizeof(u32) + h->num_literals +
			(uint64_t)h->runs_size + h->records_size;

	if (h->num_literals > KALLMODSYMS_NUM_CODES)
		return false;
	/* what is left is pairs */
	return (h->size - size) % 2 == 0 &&
	       h->size - size <=
	       2 * (KALLMODSYMS_NUM_CODES - h->num_literals) &&
	       h->size <= MAX_TABLE &&
	       h->num_syms && h->num_syms <= MAX_SYMBOLS;
}

/* Can these words be a header? Sets @swap if so. */
bool table_plausible(const u32 *words, bool *swap)
{
	struct kallmodsyms_header h;
	u32 *to = (u32 *)&h;

	*swap = words[0] == bswap_32(KALLMODSYMS_MAGIC);
	for (size_t i = 0; i < HEADER_WORDS; i++)
		to[i] = swap_word(words[i], *swap);
	return h.magic == KALLMODSYMS_MAGIC &&
	       (h.version != KALLMODSYMS_VERSION || sizes_add_up(&h));
}

/* The checksum of all but itself, which is the last word of the header. */
static u32 table_crc(const struct kallmodsyms_header *h)
{
	const u32 *words = (const u32 *)h;
	size_t num = num_words(h);
	u32 crc = 0;

	for (size_t i = 0; i < num; i++)
		if (i != HEADER_WORDS - 1)
			crc = kallmodsyms_crc_word(crc, words[i]);
	return kallmodsyms_crc(crc, words + num, h->size - 4 * num);
}

/**
 * table_read - read and verify a table
 * @mem: memory of the kernel; its byte order is found out
 * @table: address of the table
 * @header: set to the table, which has to be freed also after an error
 * @t: the same, opened
 *
 * Return: KMS_OK or another &enum kms_status
 */
int table_read(struct memory *mem, uint64_t table,
	       struct kallmodsyms_header **header, struct kallmodsyms_table *t)
{
	struct kallmodsyms_header h;
	size_t words, bytes;
	char *p;

	mem->swap = false;
	if (read_words(mem, table, (u32 *)&h, HEADER_WORDS))
		return KMS_READ;
	if (!table_plausible((u32 *)&h, &mem->swap))
		return h.magic == KALLMODSYMS_MAGIC ||
		       h.magic == bswap_32(KALLMODSYMS_MAGIC) ?
		       KMS_DAMAGED : KMS_NO_TABLE;
	if (swap_word(h.version, mem->swap) != KALLMODSYMS_VERSION)
		return KMS_VERSION;
	if (read_words(mem, table, (u32 *)&h, HEADER_WORDS))
		return KMS_READ;
	if (!sizes_add_up(&h))
		return KMS_DAMAGED;

	words = num_words(&h);
	bytes = h.size - words * sizeof(u32);
	p = malloc(h.size);
	*header = (struct kallmodsyms_header *)p;
	if (!p)
		return KMS_NO_MEMORY;
	if (read_words(mem, table, (u32 *)p, words))
		return KMS_READ;
	/* what is read twice can change in between, on a live system */
	if (memcmp(p, &h, sizeof(h)))
		return KMS_DAMAGED;
	p += words * sizeof(u32);
	if (bytes && mem->read(mem->priv, table + 4 * words, p, bytes))
		return KMS_READ;
	return kallmodsyms_open_table(t, *header, h.size) ||
	       !crc_is(table_crc(*header), h.table_crc) ?
	       KMS_DAMAGED : KMS_OK;
}

static bool table_at(kms_read_fn read, void *priv, uint64_t addr)
{
	u32 words[HEADER_WORDS];
	bool swap;

	return !read(priv, addr, words, sizeof(words)) &&
	       table_plausible(words, &swap);
}

int kms_scan(kms_read_fn read, void *priv, uint64_t start, uint64_t end,
	     uint64_t *table)
{
	u32 *words = malloc(CHUNK);
	uint64_t at = (start + 3) & ~3ULL;
	int status = KMS_NO_TABLE;

	if (!words)
		return KMS_NO_MEMORY;
	while (status && at < end && end - at >= 4) {
		u32 len = end - at < CHUNK ? (end - at) & ~3ULL : CHUNK;
		u32 num = read(priv, at, words, len) ? 0 : len / 4;

		for (u32 i = 0; status && i < num; i++) {
			if (words[i] != KALLMODSYMS_MAGIC &&
			    words[i] != bswap_32(KALLMODSYMS_MAGIC))
				continue;
			*table = at + 4ULL * i;
			if (table_at(read, priv, *table))
				status = KMS_OK;
		}
		at += len;
	}
	free(words);
	return status;
}
