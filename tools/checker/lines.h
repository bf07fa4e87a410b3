/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_LINES_H
#define CHECKER_LINES_H

#include "file.h"
#include "image.h"

/**
 * struct line - what is said about a symbol
 * @address: of the symbol, as in vmlinux
 * @name: of the symbol
 * @modules: sorted, separated by spaces
 * @object: path, or NULL
 * @letter: of the symbol
 * @shown: the object is there in /proc/kallmodsyms
 * @judged: it has been compared to a symbol of vmlinux
 */
struct line {
	uint64_t address;
	const char *name;
	const char *modules;
	const char *object;
	char letter;
	bool shown;
	bool judged;
};

/**
 * enum source - who says it
 * @SOURCE_TABLE: kallmodsyms --dump=table, of the table in vmlinux
 * @SOURCE_ITER: a BPF program on iter/ksym of the running kernel, likewise
 * @SOURCE_PROC: /proc/kallmodsyms, where only objects that are needed are
 */
enum source {
	SOURCE_TABLE,
	SOURCE_ITER,
	SOURCE_PROC,
};

/**
 * struct lines - what is said about all symbols
 * @file: where
 * @source: who says it
 * @list: sorted by address, then by name
 * @count: number of lines, without those of loadable modules and the like
 * @num_others: number of the latter
 */
struct lines {
	struct file file;
	enum source source;
	struct line *list;
	size_t count;
	size_t num_others;
};

void lines_read(struct lines *lines, char *path, enum source source,
		const struct image *image);

#endif
