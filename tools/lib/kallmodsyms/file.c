// SPDX-License-Identifier: GPL-2.0-only
/*
 * Opening a file of any kind.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"

/* Reads all of it or fails; a kms_read_fn. */
int file_read(void *file, uint64_t pos, void *buf, size_t len)
{
	const struct file *f = file;
	char *to = buf;

	if (pos > f->size || len > f->size - pos)
		return KMS_READ;
	if (f->fd < 0) {
		memcpy(buf, f->mem + pos, len);
		return KMS_OK;
	}
	while (len) {
		ssize_t n = pread(f->fd, to, len, pos);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return KMS_READ;
		to += n;
		pos += n;
		len -= n;
	}
	return KMS_OK;
}

/* Writes an explanation, and returns @status. */
int file_fail(const struct file *f, int status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (f->why_len)
		vsnprintf(f->why, f->why_len, format, args);
	va_end(args);
	return status;
}

/**
 * file_scan - open the first table in a part of a file that is a whole one
 * @kms: filled on success
 * @f: the file; the kernel image has to be contiguous in it
 * @start: where to begin
 * @end: where to stop
 * @vaddr: the table's virtual address, or 0
 *
 * Return: KMS_OK, or what was wrong with the last table found, or KMS_NO_TABLE
 */
int file_scan(struct kms **kms, const struct file *f, uint64_t start,
	      uint64_t end, uint64_t vaddr)
{
	int status = KMS_NO_TABLE;
	uint64_t table;

	while (!kms_scan(file_read, (void *)f, start, end, &table)) {
		status = kms_open(kms, file_read, (void *)f, table, vaddr);
		if (!status || status == KMS_NO_MEMORY)
			return status;
		start = table + 4;
	}
	return status;
}

static bool begins_with(const struct file *f, const char *magic)
{
	char buf[16];
	size_t len = strlen(magic);

	return !file_read((void *)f, 0, buf, len) && !memcmp(buf, magic, len);
}

static int open_any(const struct file *f, void *kms)
{
	if (kdump_is(f))
		return kdump_open(kms, f);
	if (elf_is(f))
		return elf_open(kms, f);
	return unpack_open(kms, f);
}

static int read_log(const struct file *f, void *reader)
{
	int status;

	if (kdump_is(f))
		status = kdump_with_dump(f, log_read, reader);
	else if (elf_is(f))
		status = elf_with_dump(f, log_read, reader);
	else
		status = file_fail(f, KMS_FORMAT,
				   "this is no dump; give one of a kernel's memory");
	if (status == KMS_NO_TABLE)
		return file_fail(f, KMS_FORMAT,
				 "no VMCOREINFO that describes the log, as kernels have it since 5.10; print the log by crash or gdb");
	return status;
}

/* The size of /proc/kcore is that of its address space. */
static int find_size(struct file *f)
{
	struct stat st;
	off_t end;

	if (fstat(f->fd, &st))
		return KMS_READ;
	if (S_ISDIR(st.st_mode))
		return KMS_FORMAT;
	end = lseek(f->fd, 0, SEEK_END);
	f->size = S_ISREG(st.st_mode) || end > 0 ? end : 0;
	return KMS_OK;
}

static int with_file(const char *path, char *why, size_t why_len,
		     int (*fn)(const struct file *f, void *data), void *data)
{
	struct file f = { .why = why, .why_len = why_len };
	int status;

	if (why_len)
		*why = '\0';
	f.fd = open(path, O_RDONLY | O_CLOEXEC);
	if (f.fd < 0)
		return file_fail(&f, KMS_READ, "cannot open: %s",
				 strerror(errno));
	status = find_size(&f);
	if (status)
		file_fail(&f, status, "not a file");
	else if (begins_with(&f, "makedumpfile"))
		status = file_fail(&f, KMS_FORMAT,
				   "this is a flattened dump; run makedumpfile -R NEWFILE < FILE, and give NEWFILE");
	else
		status = fn(&f, data);
	if (status < 0 && why_len && !*why)
		file_fail(&f, status, "%s", kms_strerror(status));
	close(f.fd);
	return status;
}

int kms_open_file(struct kms **kms, const char *path, char *why,
		  size_t why_len)
{
	*kms = NULL;
	return with_file(path, why, why_len, open_any, kms);
}

int kms_read_log(const char *path, kms_line_fn fn, void *priv, char *why,
		 size_t why_len)
{
	struct log_reader reader = { .fn = fn, .priv = priv };

	return with_file(path, why, why_len, read_log, &reader);
}
