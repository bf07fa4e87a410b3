// SPDX-License-Identifier: GPL-2.0
/*
 * Runs of symbols from one object, as kernel/kallmodsyms_decode.h describes
 * them.
 */
#include <stdbool.h>

#include "blocks.h"
#include "object.h"
#include "runs.h"
#include "symbols.h"

#include "../../kernel/kallmodsyms_decode.h"

/* Without an object there is none to show. */
static bool is_ambiguous(const struct symbol *symbol)
{
	return symbol->ambiguous && symbol->object;
}

/* The end of the run that begins at @sym. A block begins a run of its own. */
static size_t run_end(size_t sym)
{
	size_t end = sym + 1;

	while (end < nr_symbols && end % KALLMODSYMS_RUN_BLOCK &&
	       symbols[end].object == symbols[sym].object &&
	       is_ambiguous(&symbols[end]) == is_ambiguous(&symbols[sym]))
		end++;
	return end;
}

static void add_number(struct blocks *runs, unsigned int number)
{
	for (; number >= 0x80; number >>= 7)
		blocks_add(runs, 0x80 | (number & 0x7f));
	blocks_add(runs, number);
}

static bool is_far(const struct object *object, long step)
{
	return !object || step < 0 || step >= KALLMODSYMS_STEP_FAR;
}

static void add_far_step(struct blocks *runs, const struct object *object,
			 long step)
{
	if (!object)
		add_number(runs, 0);
	else
		add_number(runs, step < 0 ? -2 * step + 1 : 2 * step);
}

/* A run of @count + 1 symbols from @first on, @step from the last object. */
static void add_run(struct blocks *runs, const struct symbol *first,
		    unsigned int count, long step)
{
	bool far = is_far(first->object, step);
	bool many = count >= KALLMODSYMS_COUNT_FAR;

	blocks_add(runs, (is_ambiguous(first) ? KALLMODSYMS_AMBIGUOUS : 0) |
			 (far ? KALLMODSYMS_STEP_FAR : step) << 4 |
			 (many ? KALLMODSYMS_COUNT_FAR : count));
	if (far)
		add_far_step(runs, first->object, step);
	if (many)
		blocks_add(runs, count);
}

void runs_encode(struct blocks *runs)
{
	long last = -1;

	*runs = (struct blocks) { 0 };
	for (size_t sym = 0, end; sym < nr_symbols; sym = end) {
		const struct object *object = symbols[sym].object;

		if (sym % KALLMODSYMS_RUN_BLOCK == 0) {
			blocks_start(runs);
			last = -1;
		}
		end = run_end(sym);
		add_run(runs, &symbols[sym], end - sym - 1,
			object ? object->number - last : 0);
		if (object)
			last = object->number;
	}
}
