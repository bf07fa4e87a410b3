// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compressed images: bzImage, Image.gz, zImage, vmlinuz.efi and others. The
 * compressed kernel is looked for by its first bytes, wherever it begins.
 */
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "unpack.h"

#define MAX_IMAGE	0x40000000ull

static const struct format formats[] = {
	{ "gzip", "\x1f\x8b\x08", 3, unpack_gzip },
	{ "xz", "\xfd\067zXZ\0", 6, unpack_xz },
	{ "zstd", "\x28\xb5\x2f\xfd", 4, unpack_zstd },
	{ "lz4", "\x02\x21\x4c\x18", 4, unpack_lz4 },
	{ "lzo", "\x89LZO\0\r\n\x1a\n", 9, unpack_lzo },
	{ "bzip2", "BZh91AY&SY", 10, NULL },
	{ "lzma", "\x5d\0\0\0\4\xff\xff\xff\xff\xff\xff\xff\xff", 13, NULL },
};

#define NUM_FORMATS	(sizeof(formats) / sizeof(*formats))

/* Makes room for what is unpacked: at least twice as much as before. */
bool output_grow(struct output *o)
{
	size_t size = o->size ? 2 * o->size : 1u << 24;
	uint8_t *p;

	if (size > MAX_IMAGE)
		return false;
	p = realloc(o->bytes, size);
	if (!p)
		return false;
	o->bytes = p;
	o->size = size;
	return true;
}

/* The format that the bytes at @p begin with. */
static const struct format *format_of(const uint8_t *p, size_t left)
{
	for (size_t i = 0; i < NUM_FORMATS; i++)
		if (left > formats[i].magic_len &&
		    !memcmp(p, formats[i].magic, formats[i].magic_len))
			return &formats[i];
	return NULL;
}

/*
 * The bytes that run, without ELF headers: addresses are in the relative base,
 * or nowhere.
 */
static int open_raw(struct kms **kms, const struct file *f)
{
	int status = file_scan(kms, f, 0, f->size, 0);

	if (status || (*kms)->has_base)
		return status;
	kms_close(*kms);
	*kms = NULL;
	return file_fail(f, KMS_FORMAT,
			 "the image does not say at which address it runs; give the vmlinux that it was made of");
}

/* What was unpacked is a vmlinux, or the bytes that run. */
static int open_unpacked(struct kms **kms, const struct file *packed,
			 const struct output *o)
{
	struct file f = {
		.fd = -1, .mem = o->bytes, .size = o->len,
		.why = packed->why, .why_len = packed->why_len,
	};

	if (elf_is(&f))
		return elf_open(kms, &f);
	return open_raw(kms, &f);
}

static int try_format(struct kms **kms, const struct file *f,
		      const struct format *format, const uint8_t *p, size_t len)
{
	struct output o = { 0 };
	int status = KMS_NO_TABLE;

	/* what follows the kernel is no error */
	format->unpack(&o, p, len);
	if (o.len)
		status = open_unpacked(kms, f, &o);
	free(o.bytes);
	return status;
}

static int missing(const struct file *f, const struct format *format)
{
	return file_fail(f, KMS_FORMAT,
			 "compressed by %s, which cannot be unpacked here; run the kernel's scripts/extract-vmlinux FILE > vmlinux",
			 format->name);
}

static int search(struct kms **kms, const struct file *f, const uint8_t *p)
{
	const struct format *lacking = NULL;
	int result = KMS_NO_TABLE;

	for (uint64_t i = 0; i < f->size; i++) {
		const struct format *format = format_of(p + i, f->size - i);
		int status;

		if (!format)
			continue;
		if (!format->unpack) {
			lacking = format;
			continue;
		}
		status = try_format(kms, f, format, p + i, f->size - i);
		if (!status || status == KMS_NO_MEMORY)
			return status;
		if (status != KMS_NO_TABLE)
			result = status;
	}
	return result == KMS_NO_TABLE && lacking ? missing(f, lacking) : result;
}

int unpack_open(struct kms **kms, const struct file *f)
{
	int raw = open_raw(kms, f), status;
	uint8_t *p;

	/* pieces of a table can be in one that is compressed, as they are */
	if (!raw || raw == KMS_NO_MEMORY || raw == KMS_FORMAT)
		return raw;
	if (!f->size || f->size > MAX_IMAGE)
		return raw;
	p = malloc(f->size);
	if (!p)
		return KMS_NO_MEMORY;
	status = file_read((void *)f, 0, p, f->size);
	if (!status)
		status = search(kms, f, p);
	free(p);
	return status == KMS_NO_TABLE ? raw : status;
}
