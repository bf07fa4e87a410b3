// SPDX-License-Identifier: GPL-2.0-only
/*
 * The legacy format, as kbuild makes it: after four bytes of magic, blocks of
 * up to 8 MiB each with its compressed size, a little-endian word, before it.
 */
#include <lz4.h>

#include "unpack.h"

#define BLOCK	(8u << 20)

static uint32_t word_at(const uint8_t *p)
{
	return p[0] | p[1] << 8 | p[2] << 16 | (uint32_t)p[3] << 24;
}

void unpack_lz4(struct output *o, const uint8_t *p, size_t len)
{
	size_t pos = 4;

	while (len - pos >= 4) {
		uint32_t size = word_at(p + pos);
		int n;

		pos += 4;
		if (!size || size > len - pos)
			return;
		while (o->size - o->len < BLOCK)
			if (!output_grow(o))
				return;
		n = LZ4_decompress_safe((const char *)p + pos,
					(char *)o->bytes + o->len, size, BLOCK);
		if (n <= 0)
			return;
		o->len += n;
		pos += size;
	}
}
