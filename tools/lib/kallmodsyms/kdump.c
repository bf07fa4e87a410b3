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

static int failed(const struct file *f, kdump_ctx_t *ctx)
{
	return file_fail(f, KMS_FORMAT, "libkdumpfile: %s",
			 kdump_get_err(ctx));
}

static bool is_big_endian(kdump_ctx_t *ctx)
{
	kdump_num_t order;

	return kdump_get_number_attr(ctx, KDUMP_ATTR_BYTE_ORDER, &order) ==
	       KDUMP_OK && order == KDUMP_BIG_ENDIAN;
}

/*
 * QEMU fills in the machine alone of the header's uname(), and libkdumpfile
 * does not look at it without the rest.
 */
#define MACHINE_AT	272

static void set_machine(const struct file *f, kdump_ctx_t *ctx)
{
	const char *name;
	char machine[65];

	if (kdump_get_string_attr(ctx, KDUMP_ATTR_ARCH_NAME, &name) ==
	    KDUMP_OK)
		return;
	if (!file_read((void *)f, MACHINE_AT, machine, sizeof(machine)) &&
	    *machine && memchr(machine, '\0', sizeof(machine)))
		kdump_set_string_attr(ctx, KDUMP_ATTR_ARCH_NAME, machine);
}

static int with_context(const struct file *f, kdump_ctx_t *ctx, dump_fn fn,
			void *data)
{
	bool big = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
	struct dump d = { .mem = { .read = read_virtual, .priv = ctx } };
	char *info;
	int status;

	if (kdump_open_fd(ctx, f->fd) != KDUMP_OK)
		return failed(f, ctx);
	set_machine(f, ctx);
	if (kdump_set_string_attr(ctx, KDUMP_ATTR_OSTYPE, "linux") != KDUMP_OK)
		return failed(f, ctx);
	if (kdump_vmcoreinfo_raw(ctx, &info) != KDUMP_OK)
		return failed(f, ctx);
	d.mem.swap = is_big_endian(ctx) != big;
	d.info = info;
	d.info_len = strlen(info);
	status = fn(&d, data);
	free(info);
	return status;
}

int kdump_with_dump(const struct file *f, dump_fn fn, void *data)
{
	kdump_ctx_t *ctx = kdump_new();
	int status = KMS_NO_MEMORY;

	if (ctx)
		status = with_context(f, ctx, fn, data);
	kdump_free(ctx);
	return status;
}
#else
int kdump_with_dump(const struct file *f, dump_fn fn, void *data)
{
	(void)fn;
	(void)data;
	return file_fail(f, KMS_FORMAT,
			 "kdump-compressed, and there is no libkdumpfile; run makedumpfile -E FILE NEWFILE, and give NEWFILE");
}
#endif

static int open_table(const struct dump *d, void *kms)
{
	return kms_open_vmcoreinfo(kms, d->mem.read, d->mem.priv, d->info,
				   d->info_len);
}

int kdump_open(struct kms **kms, const struct file *f)
{
	return kdump_with_dump(f, open_table, kms);
}
