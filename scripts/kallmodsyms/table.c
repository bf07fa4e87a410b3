// SPDX-License-Identifier: GPL-2.0
/*
 * The table from its parts.
 */
#include <stdlib.h>
#include <string.h>

#include <xalloc.h>

#include "blocks.h"
#include "module.h"
#include "object.h"
#include "records.h"
#include "runs.h"
#include "symbols.h"
#include "table.h"
#include "vmlinux.h"

#include "../../kernel/kallmodsyms_decode.h"

#define HEADER_WORDS	(sizeof(struct kallmodsyms_header) / sizeof(u32))

static void mark_objects(void)
{
	for (size_t i = 0; i < nr_symbols; i++)
		if (symbols[i].object)
			symbols[i].object->in_table = true;
}

static void add_words(struct table *table, const unsigned int *words, size_t nr)
{
	table->words = xrealloc(table->words, (table->nr_words + nr + 1) *
				sizeof(*table->words));
	if (nr)
		memcpy(table->words + table->nr_words, words,
		       nr * sizeof(*words));
	table->nr_words += nr;
}

static void add_bytes(struct table *table, const void *bytes, size_t nr)
{
	table->bytes = xrealloc(table->bytes, table->nr_bytes + nr + 1);
	if (nr)
		memcpy(table->bytes + table->nr_bytes, bytes, nr);
	table->nr_bytes += nr;
}

static void add_parts(struct table *table, const struct blocks *runs,
		      const struct records *records)
{
	const struct pairs *pairs = &records->pairs;

	add_words(table, runs->starts, runs->nr);
	add_words(table, records->blocks.starts, records->blocks.nr);
	add_bytes(table, pairs->literals, pairs->nr_literals);
	add_bytes(table, pairs->pairs, 2 * pairs->nr_pairs);
	add_bytes(table, runs->bytes, runs->size);
	add_bytes(table, records->blocks.bytes, records->blocks.size);
}

/* The checksum of the symbols that kallsyms has. */
static u32 symbols_crc(void)
{
	unsigned long long before = 0;
	u32 crc = 0;

	for (size_t i = 0; i < nr_symbols; i++) {
		const struct symbol *s = &symbols[i];

		crc = kallmodsyms_crc_symbol(crc, i ? s->addr - before : 0,
					     s->type, s->name, strlen(s->name));
		before = s->addr;
	}
	return crc;
}

/*
 * How far the table is from the last symbol. It is right once it has been in
 * the link before this one, and the addresses do not change any more.
 */
static u32 distance(void)
{
	unsigned long long addr;

	if (!nr_symbols || !vmlinux_is_open() ||
	    !vmlinux_address("kallmodsyms_table", &addr))
		return 0;
	return addr - symbols[nr_symbols - 1].addr;
}

/* The checksum of all but itself, which is the last word of the header. */
static u32 table_crc(const struct table *table)
{
	u32 crc = 0;

	for (size_t i = 0; i < table->nr_words; i++)
		if (i != HEADER_WORDS - 1)
			crc = kallmodsyms_crc_word(crc, table->words[i]);
	return kallmodsyms_crc(crc, table->bytes, table->nr_bytes);
}

void table_encode(struct table *table)
{
	struct kallmodsyms_header header = {
		.magic = KALLMODSYMS_MAGIC,
		.version = KALLMODSYMS_VERSION,
		.num_syms = nr_symbols,
	};
	struct records records;
	struct blocks runs;

	mark_objects();
	records_encode(&records);
	runs_encode(&runs);

	memset(table, 0, sizeof(*table));
	add_words(table, (const unsigned int *)&header, HEADER_WORDS);
	add_parts(table, &runs, &records);

	header.num_objects = records.nr;
	header.num_literals = records.pairs.nr_literals;
	header.runs_size = runs.size;
	header.records_size = records.blocks.size;
	header.size = 4 * table->nr_words + table->nr_bytes;
	header.distance = distance();
	header.symbols_crc = vmlinux_is_relocatable() ? module_crc() :
							symbols_crc();
	memcpy(table->words, &header, sizeof(header));
	table->words[HEADER_WORDS - 1] = table_crc(table);
}

static void begin_in_image(FILE *out)
{
	fprintf(out, "\t.section .rodata, \"a\"\n");
	fprintf(out, "\t.globl kallmodsyms_table\n");
	fprintf(out, "\t.balign 4\n");
	fprintf(out, "kallmodsyms_table:\n");
}

/* link-vmlinux.sh links once more where an address here has changed. */
static void end_in_image(FILE *out)
{
	fprintf(out, "\t.globl kallmodsyms_end\n");
	fprintf(out, "kallmodsyms_end:\n");
}

/* A module's table is found by its section, and adds no symbol. */
static void begin_section(FILE *out)
{
	fprintf(out, "\t.section " KALLMODSYMS_SECTION ", \"a\"\n");
	fprintf(out, "\t.balign 4\n");
}

void table_write_asm(const struct table *table, FILE *out)
{
	if (vmlinux_is_relocatable())
		begin_section(out);
	else
		begin_in_image(out);
	for (size_t i = 0; i < table->nr_words; i++)
		fprintf(out, "\t.long\t%u\n", table->words[i]);
	for (size_t i = 0; i < table->nr_bytes; i++)
		fprintf(out, "%s%u%s", i % 16 ? "" : "\t.byte\t",
			table->bytes[i],
			i % 16 == 15 || i + 1 == table->nr_bytes ? "\n" : ",");
	if (!vmlinux_is_relocatable())
		end_in_image(out);
}
