/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reads and takes apart /proc/kallmodsyms and /proc/kallsyms.
 */
#ifndef KALLMODSYMS_SYMBOLS_H
#define KALLMODSYMS_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>

#define KALLMODSYMS	"/proc/kallmodsyms"
#define KALLSYMS	"/proc/kallsyms"

/**
 * struct text - what was read from a file
 * @bytes: all of it, and a zero
 * @size: number of bytes, without the zero
 */
struct text {
	char *bytes;
	size_t size;
};

/**
 * struct symbol - a line
 * @addr: the address
 * @size: the size, 0 without such a column
 * @type: the letter
 * @name: the name
 * @origin: all that follows the TAB, "" without one
 * @modules_len: how much of @origin are modules
 * @object: the object in @origin, with its brackets; "" for none
 */
struct symbol {
	unsigned long long addr;
	unsigned long long size;
	char type;
	const char *name;
	const char *origin;
	size_t modules_len;
	const char *object;
};

/**
 * struct symbols - the lines of a file
 * @nr: how many
 * @nr_core: those of the kernel image, which come first; for /proc/kallsyms
 * @sizes: the file has a column of sizes (kernel.kallmodsyms_sizes)
 * @at: the lines
 */
struct symbols {
	size_t nr;
	size_t nr_core;
	bool sizes;
	struct symbol *at;
};

int read_fd(int fd, struct text *text);
int read_file(const char *path, struct text *text);
int parse_symbols(const struct text *text, struct symbols *symbols);
int read_symbols(const char *path, struct symbols *symbols);
size_t lines_size(const struct text *text, size_t nr);

#endif /* KALLMODSYMS_SYMBOLS_H */
