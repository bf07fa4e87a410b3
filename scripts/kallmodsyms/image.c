// SPDX-License-Identifier: GPL-2.0
/*
 * Decodes the table in a vmlinux, with the kernel's decoder.
 */
#include <byteswap.h>
#include <stdlib.h>
#include <string.h>

#include <xalloc.h>

#include "error.h"
#include "image.h"
#include "module.h"
#include "symbols.h"
#include "vmlinux.h"

#include "../../kernel/kallmodsyms_decode.h"

static u32 *copy_words(const void *p, size_t size)
{
	u32 *words = xmalloc(size);

	memcpy(words, p, size);
	for (size_t i = 0; vmlinux_swapped() && i < size / sizeof(*words); i++)
		words[i] = bswap_32(words[i]);
	return words;
}

static size_t nr_blocks(u32 nr, u32 block)
{
	return nr / block + !!(nr % block);
}

/*
 * A copy of the table in this machine's byte order: header and markers are
 * words, what follows is bytes.
 */
static void *copy_table(const char *p, size_t max)
{
	struct kallmodsyms_header *h;
	size_t words, size;
	void *table;

	if (max < sizeof(*h))
		return NULL;
	h = (void *)copy_words(p, sizeof(*h));
	size = h->size;
	words = nr_blocks(h->num_syms, KALLMODSYMS_RUN_BLOCK) +
		nr_blocks(h->num_objects, KALLMODSYMS_RECORD_BLOCK);
	words = sizeof(*h) + words * sizeof(u32);
	free(h);
	if (size > max || words > size)
		return NULL;
	table = copy_words(p, size);
	memcpy((char *)table + words, p + words, size - words);
	return table;
}

/**
 * struct reader - positions in the table, kept from symbol to symbol
 */
struct reader {
	struct kallmodsyms_table table;
	u32 symbols_crc;
	struct kallmodsyms_run run;
	struct kallmodsyms_object object;
};

static void find_table(const char *path, struct reader *r)
{
	struct kallmodsyms_header *table;
	const void *p;
	size_t max;

	if (!vmlinux_is_open())
		vmlinux_open(path);
	p = vmlinux_is_relocatable() ?
	    vmlinux_section(KALLMODSYMS_SECTION, &max) :
	    vmlinux_symbol("kallmodsyms_table", &max);
	if (!p && vmlinux_is_relocatable())
		die_at(path, 0,
		       "there is no section %s; give a .ko built with CONFIG_KALLMODSYMS=y",
		       KALLMODSYMS_SECTION);
	if (!p)
		die_at(path, 0,
		       "there is no kallmodsyms_table; give an uncompressed vmlinux built with CONFIG_KALLMODSYMS=y");
	table = copy_table(p, max);
	if (!table || kallmodsyms_open_table(&r->table, table, max))
		die_at(path, 0,
		       "the table is corrupt or not of version %d; use the kallmodsyms of the same kernel",
		       KALLMODSYMS_VERSION);
	r->symbols_crc = table->symbols_crc;
}

static void dump_symbol(const char *path, struct reader *r, u32 sym, FILE *out)
{
	if (kallmodsyms_seek_run(&r->table, &r->run, sym) ||
	    (r->run.object >= 0 &&
	     kallmodsyms_seek_object(&r->table, &r->object, r->run.object)))
		die_at(path, 0,
		       "the table is corrupt at symbol %u", sym);
	if (sym < nr_symbols)
		fprintf(out, "%016llx %c %s", vmlinux_addr(symbols[sym].addr),
			symbols[sym].type, symbols[sym].name);
	else
		fprintf(out, "%u", sym);
	if (r->run.object >= 0)
		fprintf(out, "\t%s%s<%s>", r->object.modules,
			*r->object.modules ? " " : "", r->object.path);
	if (r->run.ambiguous)
		fputs(" ambiguous", out);
	fputc('\n', out);
}

/* As the kernel that loads the module will do. */
static void check_module(const char *path, u32 symbols_crc)
{
	if (symbols_crc != module_crc())
		die_at(path, 0,
		       "the symbols are not those that the table is of; remove the module and build it again");
}

void image_dump(const char *path, FILE *out)
{
	struct reader r = { 0 };

	find_table(path, &r);
	if (nr_symbols && nr_symbols != r.table.num_syms)
		die_at(path, 0,
		       "the table has %u symbols, not %zu; give the symbols of the same kernel",
		       r.table.num_syms, nr_symbols);
	if (vmlinux_is_relocatable())
		check_module(path, r.symbols_crc);
	for (u32 sym = 0; sym < r.table.num_syms; sym++)
		dump_symbol(path, &r, sym, out);
}
