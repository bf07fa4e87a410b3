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

static void find_table(const char *path, struct kallmodsyms_table *t)
{
	const void *p;
	void *table;
	size_t max;

	vmlinux_open(path);
	p = vmlinux_symbol("kallmodsyms_table", &max);
	if (!p)
		die_at(path, 0,
		       "there is no kallmodsyms_table; give an uncompressed vmlinux built with CONFIG_KALLMODSYMS=y");
	table = copy_table(p, max);
	if (!table || kallmodsyms_open_table(t, table, max))
		die_at(path, 0,
		       "the table is damaged or not of version %d; use the kallmodsyms of the same kernel",
		       KALLMODSYMS_VERSION);
}

/**
 * struct reader - positions in the table, kept from symbol to symbol
 */
struct reader {
	struct kallmodsyms_table table;
	struct kallmodsyms_run run;
	struct kallmodsyms_object object;
};

static void dump_symbol(const char *path, struct reader *r, u32 sym, FILE *out)
{
	if (kallmodsyms_seek_run(&r->table, &r->run, sym) ||
	    (r->run.object >= 0 &&
	     kallmodsyms_seek_object(&r->table, &r->object, r->run.object)))
		die_at(path, 0,
		       "the table is damaged at symbol %u", sym);
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

void image_dump(const char *path, FILE *out)
{
	struct reader r = { 0 };

	find_table(path, &r.table);
	if (nr_symbols && nr_symbols != r.table.num_syms)
		die_at(path, 0,
		       "the table has %u symbols, not %zu; give the symbols of the same kernel",
		       r.table.num_syms, nr_symbols);
	for (u32 sym = 0; sym < r.table.num_syms; sym++)
		dump_symbol(path, &r, sym, out);
}
