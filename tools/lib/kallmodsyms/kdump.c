// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kdump-compressed dumps, by libkdumpfile.
 */
#include <string.h>

#include "file.h"

/* The signature of makedumpfile's format, and that of diskdump. */
bool kdump_is(const struct file *f)
{
	char magic[8];

	return !file_read((void *)f, 0, magic, sizeof(magic)) &&
	       (!memcmp(magic, "KDUMP   ", 8) || !memcmp(magic, "DISKDUMP", 8));
}

#ifdef HAVE_LIBKDUMPFILE
#include <libkdumpfile/kdumpfile.h>
#include <stdlib.h>

static int read_virtual(void *ctx, uint64_t addr, void *buf, size_t len)
{
	size_t n = len;

	return kdump_read(ctx, KDUMP_KVADDR, addr, buf, &n) != KDUMP_OK ||
	       n != len;
}

static int open_context(struct kms **kms, const struct file *f,
			kdump_ctx_t *ctx)
{
	char *info;
	int status;

	if (kdump_open_fd(ctx, f->fd) != KDUMP_OK ||
	    kdump_set_string_attr(ctx, KDUMP_ATTR_OSTYPE, "linux") != KDUMP_OK)
		return file_fail(f, KMS_FORMAT, "libkdumpfile: %s",
				 kdump_get_err(ctx));
	if (kdump_vmcoreinfo_raw(ctx, &info) != KDUMP_OK)
		return file_fail(f, KMS_FORMAT, "libkdumpfile: %s",
				 kdump_get_err(ctx));
	status = kms_open_vmcoreinfo(kms, read_virtual, ctx, info,
				     strlen(info));
	free(info);
	return status;
}

int kdump_open(struct kms **kms, const struct file *f)
{
	kdump_ctx_t *ctx = kdump_new();
	int status = KMS_NO_MEMORY;

	if (ctx)
		status = open_context(kms, f, ctx);
	kdump_free(ctx);
	return status;
}
#else
int kdump_open(struct kms **kms, const struct file *f)
{
	*kms = NULL;
	return file_fail(f, KMS_FORMAT,
			 "kdump-compressed, and there is no libkdumpfile; run makedumpfile -E FILE NEWFILE, and give NEWFILE");
}
#endif
