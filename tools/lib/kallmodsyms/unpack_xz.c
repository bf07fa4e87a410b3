// SPDX-License-Identifier: GPL-2.0-only
#include <lzma.h>

#include "unpack.h"

#define MAX_MEMORY	(256u << 20)

void unpack_xz(struct output *o, const uint8_t *p, size_t len)
{
	lzma_stream s = LZMA_STREAM_INIT;
	lzma_ret result = lzma_stream_decoder(&s, MAX_MEMORY, 0);

	s.next_in = p;
	s.avail_in = len;
	while (result == LZMA_OK && (o->len < o->size || output_grow(o))) {
		s.next_out = o->bytes + o->len;
		s.avail_out = o->size - o->len;
		result = lzma_code(&s, LZMA_RUN);
		o->len = o->size - s.avail_out;
		if (!s.avail_in && s.avail_out)
			break;
	}
	lzma_end(&s);
}
