// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random tables through the encoder and the kernel's decoder; results are in
 * KTAP.
 *
 * usage: roundtrip FIRST LAST
 *	encode and decode the tables of these seeds
 *
 *        roundtrip SEED FOLDER
 *	write the table of a seed to files in a folder: "raw" as it is, "table"
 *	as assembler source, its symbols to "symbols", and to "expected" what
 *	--dump=table is to print
 */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../scripts/kallmodsyms/object.h"
#include "../../scripts/kallmodsyms/symbols.h"
#include "../../scripts/kallmodsyms/table.h"
#include "random_table.h"

/* Queries out of order, each of which reads a good part of a block. */
#define QUERIES		300

/* The encoder frees nothing: its process ends when it is done. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

/**
 * struct reader - positions in a table, kept from symbol to symbol
 */
struct reader {
	struct kallmodsyms_table table;
	struct kallmodsyms_run run;
	struct kallmodsyms_object object;
};

static const char *failure;
static u32 failed_at;

/* Notes the first failure only. */
static bool expect(bool holds, const char *what, u32 sym)
{
	if (!holds && !failure) {
		failure = what;
		failed_at = sym;
	}
	return holds;
}

static void check_object(struct reader *r, const struct object *object,
			 u32 sym)
{
	if (!expect(r->run.object >= 0, "no object", sym) ||
	    !expect((u32)r->run.object == object->number, "number", sym) ||
	    !expect(!kallmodsyms_seek_object(&r->table, &r->object,
					     r->run.object), "record", sym))
		return;
	expect(!strcmp(r->object.path, object->path), "path", sym);
	expect(!strcmp(r->object.modules, object->modules), "modules", sym);
}

static void check_symbol(struct reader *r, u32 sym)
{
	const struct symbol *s = &symbols[sym];

	if (!expect(!kallmodsyms_seek_run(&r->table, &r->run, sym), "run", sym))
		return;
	expect(r->run.first <= sym && sym < r->run.end, "borders of run", sym);
	expect(r->run.ambiguous == (s->ambiguous && s->object), "ambiguous", sym);
	if (s->object)
		check_object(r, s->object, sym);
	else
		expect(r->run.object < 0, "object of none", sym);
}

static void check_forwards(struct reader r)
{
	for (u32 sym = 0; sym < nr_symbols; sym++)
		check_symbol(&r, sym);
}

static void check_backwards(struct reader r)
{
	u32 nr = nr_symbols < QUERIES ? nr_symbols : QUERIES;

	for (u32 i = nr; i--; )
		check_symbol(&r, (u64)nr_symbols * i / nr);
}

/* From where the query before has led, or from scratch. */
static void check_anywhere(struct reader r)
{
	const struct reader fresh = r;

	for (int i = 0; nr_symbols && i < QUERIES; i++) {
		if (!random_below(4))
			r = fresh;
		check_symbol(&r, random_below(nr_symbols));
	}
}

/* What there is not is an error, after which the reader works again. */
static void check_outside(struct reader r)
{
	u32 nr = nr_symbols;

	if (nr)
		check_symbol(&r, nr - 1);
	expect(kallmodsyms_seek_run(&r.table, &r.run, nr) == -EINVAL,
	       "run after the last", nr);
	expect(!r.run.first && !r.run.end, "run is reset", nr);
	expect(kallmodsyms_seek_object(&r.table, &r.object,
				       r.table.num_objects) == -EINVAL,
	       "object after the last", nr);
	expect(!r.object.path[0] && !r.object.modules[0], "object is reset", nr);
	if (nr)
		check_symbol(&r, nr - 1);
}

/* The table is whole, and nothing but the whole is a table. */
static bool check_size(struct reader *r, void *table, size_t size)
{
	struct kallmodsyms_header *h = table;

	expect(h->size == size, "size in the header", 0);
	expect(kallmodsyms_open_table(&r->table, table, size - 1) == -EINVAL,
	       "a table too short", 0);
	h->size--;
	expect(kallmodsyms_open_table(&r->table, table, size) == -EINVAL,
	       "a size too small", 0);
	h->size++;
	expect(!kallmodsyms_open_table(&r->table, table, size + 1),
	       "room behind the table", 0);
	expect(!kallmodsyms_open_table(&r->table, table, size), "table", 0);
	expect(r->table.num_syms == nr_symbols, "number of symbols", 0);
	return !failure;
}

/*
 * Other tables of the same symbols: at an address like that of KASLR, and at
 * addresses that differ in more than that.
 */
static void check_repeats(const void *table, size_t size)
{
	const struct kallmodsyms_header *h = table;
	struct kallmodsyms_header *again;
	size_t size_again;

	for (size_t i = 0; i < nr_symbols; i++)
		symbols[i].addr += 0x1600000;
	again = random_table(&size_again);
	expect(size == size_again && !memcmp(table, again, size),
	       "the same table at another base", 0);
	free(again);

	for (size_t i = 0; i < nr_symbols; i++)
		symbols[i].addr *= 3;
	again = random_table(&size_again);
	again->symbols_crc = h->symbols_crc;
	again->table_crc = h->table_crc;
	expect(size == size_again && !memcmp(table, again, size),
	       "the same table, but for checksums, at other addresses", 0);
	free(again);
}

static void check_seed(u32 seed)
{
	struct reader r = { 0 };
	size_t size;
	void *table;

	random_symbols(seed);
	table = random_table(&size);
	if (check_size(&r, table, size)) {
		check_forwards(r);
		check_backwards(r);
		check_anywhere(r);
		check_outside(r);
		if (seed % 8 == 0)
			check_repeats(table, size);
	}
	free(table);
}

static int check_seeds(u32 first, u32 last)
{
	u64 nr_read = 0;

	printf("KTAP version 1\n1..1\n");
	for (u32 seed = first; seed <= last && !failure; seed++) {
		check_seed(seed);
		nr_read += nr_symbols;
		if (failure)
			printf("# seed %u: %s: symbol %u of %zu\n", seed,
			       failure, failed_at, nr_symbols);
	}
	printf("%sok 1 %u random tables\n", failure ? "not " : "",
	       last - first + 1);
	printf("# %llu symbols\n", (unsigned long long)nr_read);
	printf("# %d passed, %d failed, 0 skipped\n", !failure, !!failure);
	return failure ? EXIT_FAILURE : EXIT_SUCCESS;
}

static FILE *open_file(const char *folder, const char *name)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	if (!file) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	return file;
}

static void write_symbols(FILE *out, bool with_origin)
{
	for (size_t i = 0; i < nr_symbols; i++) {
		const struct symbol *s = &symbols[i];
		const struct object *object = s->object;

		fprintf(out, "%016llx %c %s", s->addr, s->type, s->name);
		if (with_origin && object)
			fprintf(out, "\t%s%s<%s>%s", object->modules,
				*object->modules ? " " : "", object->path,
				s->ambiguous ? " ambiguous" : "");
		fputc('\n', out);
	}
	fclose(out);
}

static int write_seed(u32 seed, const char *folder)
{
	struct table table;
	size_t size;
	void *raw;
	FILE *out;

	random_symbols(seed);
	write_symbols(open_file(folder, "symbols"), false);
	write_symbols(open_file(folder, "expected"), true);

	raw = random_table(&size);
	out = open_file(folder, "raw");
	fwrite(raw, size, 1, out);
	fclose(out);

	table_encode(&table);
	out = open_file(folder, "table");
	table_write_asm(&table, out);
	fclose(out);
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	u32 seed;

	if (argc != 3) {
		fputs("usage: roundtrip FIRST LAST\n"
		      "       roundtrip SEED FOLDER\n", stderr);
		return EXIT_FAILURE;
	}
	seed = strtoul(argv[1], NULL, 10);
	if (!isdigit((unsigned char)argv[2][0]))
		return write_seed(seed, argv[2]);
	return check_seeds(seed, strtoul(argv[2], NULL, 10));
}
