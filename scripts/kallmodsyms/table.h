/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The finished table.
 */
#ifndef KALLMODSYMS_TABLE_H
#define KALLMODSYMS_TABLE_H

#include <stddef.h>
#include <stdio.h>

/**
 * struct table - the table as struct kallmodsyms_header describes it
 * @words: the 32-bit words it begins with
 * @nr_words: how many
 * @bytes: what follows
 * @nr_bytes: how many
 */
struct table {
	unsigned int *words;
	size_t nr_words;
	unsigned char *bytes;
	size_t nr_bytes;
};

/**
 * table_encode - make the table of all symbols
 * @table: filled with the result
 *
 * The symbols are attributed and their uniqueness is proven. The size depends
 * on symbols and objects, not on addresses, so that the passes of the link
 * converge.
 */
void table_encode(struct table *table);

/**
 * table_write_asm - write a table as assembler source
 * @table: the table
 * @out: where to; it goes after the tables of scripts/kallsyms
 */
void table_write_asm(const struct table *table, FILE *out);

#endif /* KALLMODSYMS_TABLE_H */
