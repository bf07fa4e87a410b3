/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_SYSMAP_H
#define CHECKER_SYSMAP_H

#include <stddef.h>
#include <stdint.h>

#include "object.h"
#include "tree.h"

/**
 * struct sysmap_line - a line of System.map
 * @address: of the symbol
 * @name: of the symbol
 * @letter: of the symbol, as nm has it
 */
struct sysmap_line {
	uint64_t address;
	const char *name;
	char letter;
};

/**
 * struct range - addresses, first and last one included
 */
struct range {
	uint64_t first;
	uint64_t last;
};

/**
 * struct sysmap - System.map, and what kallsyms makes of it
 * @lines: sorted by address, then by name
 * @count: number of lines
 * @all: not only text (CONFIG_KALLSYMS_ALL)
 * @text: what counts as text
 * @percpu: whose letter is A
 */
struct sysmap {
	struct sysmap_line *lines;
	size_t count;
	bool all;
	struct range text[2];
	struct range percpu;
};

void sysmap_read(struct sysmap *sysmap, const struct tree *tree,
		 const struct object *elf);
char kallsyms_letter(const struct sysmap *sysmap,
		     const struct sysmap_line *line);

#endif
