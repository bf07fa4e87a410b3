// SPDX-License-Identifier: GPL-2.0
/*
 * Symbols in runs.
 */
#include <xalloc.h>

#include "object.h"
#include "runs.h"
#include "symbols.h"

#include "../../kernel/kallmodsyms_decode.h"

static void start_blocks(struct blocks *blocks, size_t block)
{
	*blocks = (struct blocks) { 0 };
	blocks->starts = xcalloc(nr_symbols / block + 1,
				 sizeof(*blocks->starts));
}

/* A new block at @sym, if one begins there; returns whether. */
static int start_block(struct blocks *blocks, size_t sym, size_t block)
{
	if (sym % block)
		return 0;
	blocks->starts[blocks->nr++] = blocks->bits.nr;
	return 1;
}

/* The end of the run that begins at @sym. A block begins a run of its own. */
static size_t run_end(size_t sym)
{
	size_t end = sym + 1;

	while (end < nr_symbols && end % KALLMODSYMS_RUN_BLOCK &&
	       symbols[end].object == symbols[sym].object)
		end++;
	return end;
}

static void add_step(struct bits *bits, long last, const struct object *object)
{
	long step = object ? (long)object->number - last : 0;

	bits_add(bits, step == 1, 1);
	if (step == 1)
		return;
	if (!object) {
		bits_add_code(bits, KALLMODSYMS_STEP_NONE, KALLMODSYMS_K_STEP);
	} else if (step > 1) {
		bits_add_code(bits, step, KALLMODSYMS_K_STEP);
	} else {
		bits_add_code(bits, KALLMODSYMS_STEP_BACK, KALLMODSYMS_K_STEP);
		bits_add_code(bits, -step, KALLMODSYMS_K_BACK);
	}
}

void runs_encode(struct blocks *blocks)
{
	long last = -1;

	start_blocks(blocks, KALLMODSYMS_RUN_BLOCK);
	for (size_t sym = 0; sym < nr_symbols; ) {
		const struct object *object = symbols[sym].object;
		size_t end = run_end(sym);

		if (start_block(blocks, sym, KALLMODSYMS_RUN_BLOCK))
			last = -1;
		bits_add_code(&blocks->bits, end - sym - 1,
			      KALLMODSYMS_K_COUNT);
		add_step(&blocks->bits, last, object);
		if (object)
			last = object->number;
		sym = end;
	}
}

/* Without an object there is none to show. */
static int shows_object(size_t sym)
{
	return symbols[sym].shared && symbols[sym].object;
}

/* The first symbol from @sym on, before @end, of which that is not @shared. */
static size_t group_end(size_t sym, size_t end, int shared)
{
	while (sym < end && shows_object(sym) == shared)
		sym++;
	return sym;
}

/* The groups from one marker to the next. */
static void encode_groups(struct bits *bits, size_t sym, size_t end)
{
	while (sym < end) {
		size_t first = group_end(sym, end, 0);

		bits_add_code(bits, first - sym, KALLMODSYMS_K_BETWEEN);
		sym = group_end(first, end, 1);
		if (sym > first)
			bits_add_code(bits, sym - first - 1,
				      KALLMODSYMS_K_GROUP);
	}
}

void shared_encode(struct blocks *blocks)
{
	const size_t block = KALLMODSYMS_SHARED_BLOCK;

	start_blocks(blocks, block);
	for (size_t sym = 0; sym < nr_symbols; sym += block) {
		start_block(blocks, sym, block);
		encode_groups(&blocks->bits, sym,
			      sym + block < nr_symbols ? sym + block :
							 nr_symbols);
	}
}
