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

static int check_table(struct kms *kms)
{
	const struct kallmodsyms_header *h = kms->header;

	if (kallmodsyms_open_table(&kms->table, h, h->size) ||
	    !crc_is(table_crc(h), h->table_crc))
		return KMS_DAMAGED;
	kms->num = h->num_syms;
	return KMS_OK;
}

/* Reads the table into @kms, and finds out the byte order. */
int table_read(struct kms *kms, struct memory *mem, uint64_t table)
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
	kms->header = (struct kallmodsyms_header *)p;
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
	return check_table(kms);
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
