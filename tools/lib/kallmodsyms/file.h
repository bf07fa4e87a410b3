/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that have a kernel image in them.
 */
#ifndef KMS_FILE_H
#define KMS_FILE_H

#include "internal.h"

/**
 * struct file - a file, or what was unpacked from one
 * @fd: to read from, or -1
 * @mem: contents, if @fd is -1
 * @size: in bytes
 * @why: where an explanation goes
 * @why_len: size of @why
 */
struct file {
	int fd;
	const u8 *mem;
	uint64_t size;
	char *why;
	size_t why_len;
};

/**
 * struct dump - a dump of a kernel's memory
 * @mem: reads it by virtual addresses
 * @info: VMCOREINFO, or NULL
 * @info_len: length of @info
 */
struct dump {
	struct memory mem;
	const char *info;
	size_t info_len;
};

typedef int (*dump_fn)(const struct dump *d, void *data);

/* file.c */
int file_read(void *file, uint64_t pos, void *buf, size_t len);
int file_fail(const struct file *f, int status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
int file_scan(struct kms **kms, const struct file *f, uint64_t start,
	      uint64_t end, uint64_t vaddr);

/* elf.c */
bool elf_is(const struct file *f);

/* elf_table.c */
int elf_open(struct kms **kms, const struct file *f);
int elf_with_dump(const struct file *f, dump_fn fn, void *data);

/* unpack.c */
int unpack_open(struct kms **kms, const struct file *f);

/* kdump.c */
bool kdump_is(const struct file *f);
int kdump_open(struct kms **kms, const struct file *f);
int kdump_with_dump(const struct file *f, dump_fn fn, void *data);

/**
 * struct log_reader - who wants the lines of a log
 * @fn: gets each
 * @priv: for @fn
 */
struct log_reader {
	kms_line_fn fn;
	void *priv;
};

/* log.c */
int log_read(const struct dump *d, void *reader);

#endif /* KMS_FILE_H */
