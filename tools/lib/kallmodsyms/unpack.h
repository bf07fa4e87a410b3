/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Formats of compression, each of a library that may not be there.
 */
#ifndef KMS_UNPACK_H
#define KMS_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct output - what has been unpacked
 * @bytes: memory from malloc()
 * @len: bytes that are there
 * @size: bytes that there is room for
 */
struct output {
	uint8_t *bytes;
	size_t len;
	size_t size;
};

/* Unpacks as much as there is, and drops what makes no sense. */
typedef void (*unpack_fn)(struct output *o, const uint8_t *p, size_t len);

/**
 * struct format - a format of compression
 * @name: its name
 * @magic: what it begins with
 * @magic_len: length of @magic
 * @unpack: unpacks it, or NULL without the library
 */
struct format {
	const char *name;
	const char *magic;
	size_t magic_len;
	unpack_fn unpack;
};

bool output_grow(struct output *o);

#ifdef HAVE_ZLIB
void unpack_gzip(struct output *o, const uint8_t *p, size_t len);
#else
#define unpack_gzip	NULL
#endif

#ifdef HAVE_LZMA
void unpack_xz(struct output *o, const uint8_t *p, size_t len);
#else
#define unpack_xz	NULL
#endif

#ifdef HAVE_ZSTD
void unpack_zstd(struct output *o, const uint8_t *p, size_t len);
#else
#define unpack_zstd	NULL
#endif

#ifdef HAVE_LZ4
void unpack_lz4(struct output *o, const uint8_t *p, size_t len);
#else
#define unpack_lz4	NULL
#endif

#ifdef HAVE_LZO
void unpack_lzo(struct output *o, const uint8_t *p, size_t len);
#else
#define unpack_lzo	NULL
#endif

#endif /* KMS_UNPACK_H */
