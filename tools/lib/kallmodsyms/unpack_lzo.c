// SPDX-License-Identifier: GPL-2.0-only
/*
 * What lzop makes: magic, a header, and blocks. Words are big-endian.
 *
 *	header: version 2, library 2, needed 2, method 1, level 1, flags 4,
 *		[filter 4], mode 4, time 4, time 4, name length 1, name, sum 4
 *	block:	size 4, packed size 4, [sums of 4 each], bytes
 */
#include <lzo/lzo1x.h>
#include <string.h>

#include "unpack.h"

#define MAGIC_LEN	9
#define F_SUM_D		(0x00000001u | 0x00000100u)	/* of what is unpacked */
#define F_SUM_C		(0x00000002u | 0x00000200u)	/* of what is packed */
#define F_FILTER	0x00000800u
#define MAX_BLOCK	(64u << 20)

static uint32_t word_at(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

/* How many sums of 4 bytes there are. */
static size_t num_sums(uint32_t flags, uint32_t mask)
{
	flags &= mask;
	return !!(flags & 0xff) + !!(flags & 0xff00);
}

/* Where the blocks begin, or 0. */
static size_t skip_header(const uint8_t *p, size_t len, uint32_t *flags)
{
	size_t pos = MAGIC_LEN + 8;

	if (len < MAGIC_LEN + 30)
		return 0;
	*flags = word_at(p + pos);
	pos += 4 + (*flags & F_FILTER ? 4 : 0) + 12;
	pos += 1 + p[pos] + 4;
	return pos <= len ? pos : 0;
}

/* Unpacks the block at @p; its packed size, or 0. */
static size_t unpack_block(struct output *o, const uint8_t *p, size_t packed,
			   size_t size)
{
	lzo_uint n = size;

	if (!packed || packed > size || size > MAX_BLOCK)
		return 0;
	while (o->size - o->len < size)
		if (!output_grow(o))
			return 0;
	if (packed == size)
		memcpy(o->bytes + o->len, p, size);
	else if (lzo1x_decompress_safe(p, packed, o->bytes + o->len, &n,
				       NULL) != LZO_E_OK)
		return 0;
	o->len += n;
	return packed;
}

void unpack_lzo(struct output *o, const uint8_t *p, size_t len)
{
	uint32_t flags = 0;
	size_t pos = skip_header(p, len, &flags), n;

	if (lzo_init() != LZO_E_OK)
		return;
	while (pos && len - pos >= 8) {
		size_t size = word_at(p + pos), packed = word_at(p + pos + 4);
		size_t sums = num_sums(flags, F_SUM_D);

		if (packed < size)
			sums += num_sums(flags, F_SUM_C);
		pos += 8;
		if (!size || 4 * sums > len - pos ||
		    packed > len - pos - 4 * sums)
			return;
		pos += 4 * sums;
		n = unpack_block(o, p + pos, packed, size);
		if (!n)
			return;
		pos += n;
	}
}
