// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the decoder, with any bytes for a table. Few of them get past
 * kallmodsyms_open_table(), so a first byte tells whether to make a header
 * that fits what follows, or one that nearly fits.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define QUERIES		100

/**
 * struct reader - positions in the table, kept from query to query
 */
struct reader {
	struct kallmodsyms_table table;
	struct kallmodsyms_run run;
	struct kallmodsyms_object object;
};

static u32 blocks(u32 nr, u32 block)
{
	return nr / block + !!(nr % block);
}

/* Sizes that make up @size, as far as the number of markers allows it. */
static void repair(struct kallmodsyms_header *h, u32 size)
{
	u32 left = size - sizeof(*h), parts;

	h->magic = KALLMODSYMS_MAGIC;
	h->version = KALLMODSYMS_VERSION;
	h->size = size;
	h->num_literals %= KALLMODSYMS_NUM_CODES + 1;
	parts = 2 * KALLMODSYMS_NUM_CODES - h->num_literals;
	if (left < parts)
		return;
	left -= parts;
	h->num_syms %= 64 * left + 1;
	h->num_objects %= 2 * left + 1;
	parts = sizeof(u32) *
		(blocks(h->num_syms, KALLMODSYMS_RUN_BLOCK) +
		 blocks(h->num_objects, KALLMODSYMS_RECORD_BLOCK));
	if (left < parts)
		return;
	left -= parts;
	h->runs_size %= left + 1;
	h->records_size = left - h->runs_size;
}

/* Sizes that are a little more than there is. */
static void spoil(struct kallmodsyms_header *h)
{
	h->records_size += 1 + h->num_syms % 4;
}

static void check(bool holds)
{
	if (!holds)
		__builtin_trap();
}

/* The parts are in the table, one behind the other, and are all of it. */
static void check_parts(const struct kallmodsyms_table *t,
			const struct kallmodsyms_header *h, size_t size)
{
	check(h->size <= size);
	check((const void *)t->run_markers == h + 1);
	check(t->record_markers >= t->run_markers);
	check(t->literals >= (const u8 *)t->record_markers);
	check(t->pairs == t->literals + t->num_literals);
	check(t->runs >= t->pairs);
	check(t->records == t->runs + t->runs_size);
	check(t->records + t->records_size == (const u8 *)h + h->size);
}

static void check_object(struct reader *r, u32 number)
{
	if (kallmodsyms_seek_object(&r->table, &r->object, number)) {
		check(!r->object.path[0] && !r->object.modules[0]);
		return;
	}
	check(number < r->table.num_objects);
	check(memchr(r->object.path, 0, sizeof(r->object.path)));
	check(memchr(r->object.modules, 0, sizeof(r->object.modules)));
}

static void check_symbol(struct reader *r, u32 sym)
{
	if (kallmodsyms_seek_run(&r->table, &r->run, sym)) {
		check(!r->run.end);
		return;
	}
	check(sym < r->table.num_syms);
	check(r->run.first <= sym && sym < r->run.end);
	check(r->run.object >= -1);
	if (r->run.object >= 0) {
		check((u32)r->run.object < r->table.num_objects);
		check_object(r, r->run.object);
	}
}

static void query(struct reader *r)
{
	struct reader fresh = *r;
	u32 syms = r->table.num_syms, sym = 1;

	for (u32 i = 0; i < QUERIES && i <= syms; i++)
		check_symbol(r, i);
	for (u32 i = 0; i < QUERIES && i < syms; i++)
		check_symbol(r, syms - i);
	for (u32 i = 0; i < QUERIES / 4; i++) {
		sym = sym * 2654435761U + 12345;
		check_symbol(i % 4 ? r : &fresh, syms ? sym % syms : 0);
		check_object(r, sym % (r->table.num_objects + 1ULL));
	}
	check_symbol(r, ~0U);
	check_object(r, ~0U);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct reader r = { 0 };
	void *table;

	if (!size)
		return 0;
	/* a copy of its own, aligned, of which every byte too far is noticed */
	size--;
	table = malloc(size + !size);
	memcpy(table, data + 1, size);
	if (data[0] & 1 && size >= sizeof(struct kallmodsyms_header))
		repair(table, size);
	if (data[0] & 2 && size >= sizeof(struct kallmodsyms_header))
		spoil(table);
	if (!kallmodsyms_open_table(&r.table, table, size)) {
		check_parts(&r.table, table, size);
		query(&r);
	}
	free(table);
	return 0;
}
