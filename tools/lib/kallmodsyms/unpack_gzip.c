// SPDX-License-Identifier: GPL-2.0-only
#include <zlib.h>

#include "unpack.h"

void unpack_gzip(struct output *o, const uint8_t *p, size_t len)
{
	z_stream z = { .next_in = (Bytef *)p, .avail_in = len };
	int result = Z_OK;

	if (inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
		return;
	while (result == Z_OK && (o->len < o->size || output_grow(o))) {
		z.next_out = o->bytes + o->len;
		z.avail_out = o->size - o->len;
		result = inflate(&z, Z_NO_FLUSH);
		o->len = o->size - z.avail_out;
	}
	inflateEnd(&z);
}
