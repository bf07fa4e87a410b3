// SPDX-License-Identifier: GPL-2.0-only
#include <zstd.h>

#include "unpack.h"

void unpack_zstd(struct output *o, const uint8_t *p, size_t len)
{
	ZSTD_DStream *s = ZSTD_createDStream();
	ZSTD_inBuffer in = { .src = p, .size = len };
	size_t left = 1;

	/* the kernel's build may use any window */
	if (s)
		ZSTD_DCtx_setParameter(s, ZSTD_d_windowLogMax, 30);
	while (s && left && !ZSTD_isError(left) &&
	       (o->len < o->size || output_grow(o))) {
		ZSTD_outBuffer out = { o->bytes, o->size, o->len };

		left = ZSTD_decompressStream(s, &out, &in);
		o->len = out.pos;
		if (in.pos == in.size && out.pos < out.size)
			break;
	}
	ZSTD_freeDStream(s);
}
