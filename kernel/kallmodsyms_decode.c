// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoder of the kallmodsyms table.
 *
 * Pure code: no locks, no allocation, nothing of the kernel but types, so that
 * it can run anywhere, also in an oops, and so that the same file serves host
 * programs. It trusts nothing in the table beyond the memory that
 * kallmodsyms_open_table() was given: for any bytes, it stays inside this memory
 * and terminates, and it returns -EINVAL if the table is corrupt.
 */
#include <linux/errno.h>

#include "kallmodsyms_decode.h"

static u32 num_blocks(u32 num, u32 block)
{
	return num / block + !!(num % block);
}

/**
 * kallmodsyms_open_table - check a table and find its parts
 * @t: filled on success
 * @table: the table, at least 4-byte aligned, in the byte order of the CPU
 * @size: bytes that may be read at @table
 *
 * Return: 0, or -EINVAL if this is no table of this version or if it is not
 * whole. What the parts contain is checked when they are read.
 */
int kallmodsyms_open_table(struct kallmodsyms_table *t, const void *table,
			   size_t size)
{
	const struct kallmodsyms_header *h = table;
	u64 words, bytes, pairs_size;

	if (size < sizeof(*h) || h->magic != KALLMODSYMS_MAGIC ||
	    h->version != KALLMODSYMS_VERSION || h->size > size ||
	    h->num_literals > KALLMODSYMS_NUM_CODES)
		return -EINVAL;

	t->num_syms = h->num_syms;
	t->num_objects = h->num_objects;
	t->num_literals = h->num_literals;
	t->runs_size = h->runs_size;
	t->records_size = h->records_size;

	t->run_markers = (const u32 *)(h + 1);
	words = num_blocks(t->num_syms, KALLMODSYMS_RUN_BLOCK);
	t->record_markers = t->run_markers + words;
	words += num_blocks(t->num_objects, KALLMODSYMS_RECORD_BLOCK);

	t->literals = (const u8 *)(t->run_markers + words);
	t->pairs = t->literals + t->num_literals;
	bytes = sizeof(*h) + sizeof(u32) * words + t->num_literals +
		(u64)t->runs_size + t->records_size;
	/* the pairs are what is left; wraps around if the rest is too large */
	pairs_size = h->size - bytes;
	if (pairs_size % 2 ||
	    pairs_size > 2 * (KALLMODSYMS_NUM_CODES - t->num_literals))
		return -EINVAL;
	t->num_codes = t->num_literals + pairs_size / 2;
	t->runs = t->pairs + pairs_size;
	t->records = t->runs + t->runs_size;
	return 0;
}

/* The next byte of the runs, or -EINVAL. */
static s32 get_byte(const struct kallmodsyms_table *t, u32 *pos)
{
	return *pos < t->runs_size ? t->runs[(*pos)++] : -EINVAL;
}

/* The next number of the runs, or -EINVAL. */
static s32 get_number(const struct kallmodsyms_table *t, u32 *pos)
{
	s32 byte, number = 0;
	int shift;

	for (shift = 0; shift < 28; shift += 7) {
		byte = get_byte(t, pos);
		if (byte < 0)
			return -EINVAL;
		number |= (byte & 0x7f) << shift;
		if (byte < 0x80)
			return number;
	}
	return -EINVAL;
}

/* Goes to the object @step objects after the last one. */
static int step_to(const struct kallmodsyms_table *t,
		   struct kallmodsyms_run *run, s32 step)
{
	/* one before the first is a large number */
	u32 object = run->last + step;

	if (object >= t->num_objects)
		return -EINVAL;
	run->object = object;
	run->last = object;
	return 0;
}

static int step_far(const struct kallmodsyms_table *t,
		    struct kallmodsyms_run *run)
{
	s32 number = get_number(t, &run->pos);

	if (number < 0)
		return -EINVAL;
	if (number)
		return step_to(t, run, number & 1 ? -(number >> 1) :
						    number >> 1);
	run->object = -1;
	return 0;
}

static int next_run(const struct kallmodsyms_table *t,
		    struct kallmodsyms_run *run)
{
	u32 left = KALLMODSYMS_RUN_BLOCK - run->end % KALLMODSYMS_RUN_BLOCK;
	s32 head = get_byte(t, &run->pos), step, count;

	if (head < 0)
		return -EINVAL;
	step = head >> 4 & KALLMODSYMS_STEP_FAR;
	if (step == KALLMODSYMS_STEP_FAR ? step_far(t, run) :
					   step_to(t, run, step))
		return -EINVAL;
	count = head & KALLMODSYMS_COUNT_FAR;
	if (count == KALLMODSYMS_COUNT_FAR)
		count = get_byte(t, &run->pos);
	/* a run ends with its block, or with the symbols */
	if (left > t->num_syms - run->end)
		left = t->num_syms - run->end;
	if (count < 0 || (u32)count >= left)
		return -EINVAL;
	run->ambiguous = head & KALLMODSYMS_AMBIGUOUS;
	run->first = run->end;
	run->end += count + 1;
	return 0;
}

/*
 * Go to the beginning of @sym's block, unless the run is in that block and
 * not after @sym already. Each block begins with a run of its own.
 */
static void enter_run_block(const struct kallmodsyms_table *t,
			    struct kallmodsyms_run *run, u32 sym)
{
	u32 block = sym / KALLMODSYMS_RUN_BLOCK;

	if (run->end && run->first <= sym && run->end % KALLMODSYMS_RUN_BLOCK &&
	    run->first / KALLMODSYMS_RUN_BLOCK == block)
		return;
	run->first = block * KALLMODSYMS_RUN_BLOCK;
	run->end = run->first;
	run->last = -1;
	run->pos = t->run_markers[block];
}

/**
 * kallmodsyms_seek_run - find the run that a symbol is in
 * @t: the table
 * @run: where to begin, and the result; all zero, or from an earlier call
 * @sym: position of the symbol in kallsyms
 *
 * Quick if @sym is in or soon after @run, and never longer than through one
 * block.
 *
 * Return: 0, or -EINVAL if there is no such symbol or if the table is corrupt;
 * @run is all zero then.
 */
int kallmodsyms_seek_run(const struct kallmodsyms_table *t,
			 struct kallmodsyms_run *run, u32 sym)
{
	struct kallmodsyms_run at;

	if (run->first <= sym && sym < run->end)
		return 0;
	if (sym >= t->num_syms)
		goto invalid;

	enter_run_block(t, run, sym);
	/* a copy, which compilers keep in registers */
	at = *run;
	while (at.end <= sym)
		if (next_run(t, &at))
			goto invalid;
	*run = at;
	return 0;

invalid:
	*run = (struct kallmodsyms_run) { 0 };
	return -EINVAL;
}

/**
 * struct record - where the characters of a record go
 * @to: in the path or in the modules, after what is there
 * @end: the last place there, which is for the terminating zero
 * @path_end: the end of the path, once it is known
 * @done: the record is whole
 */
struct record {
	char *to;
	char *end;
	char *path_end;
	bool done;
};

static int add_mark(struct kallmodsyms_object *obj, struct record *text, u8 c)
{
	bool in_path = !text->path_end;

	if (in_path)
		text->path_end = text->to;
	if (c == KALLMODSYMS_END) {
		text->done = true;
		if (!in_path)
			*text->to = '\0';
		return 0;
	}
	text->to = obj->modules;
	text->end = text->to + KALLMODSYMS_MODULES_LEN - 1;
	return c == KALLMODSYMS_MODULES && in_path ? 0 : -EINVAL;
}

static int add_char(struct kallmodsyms_object *obj, struct record *text, u8 c)
{
	if (text->done)
		return -EINVAL;
	if (c < ' ')
		return add_mark(obj, text, c);
	if (text->to == text->end)
		return -EINVAL;
	*text->to++ = c;
	return 0;
}

/*
 * Adds the characters of a byte code. A pair is of codes less than its own, so
 * this comes to an end.
 */
static int add_code(const struct kallmodsyms_table *t,
		    struct kallmodsyms_object *obj, struct record *text, u32 code)
{
	u8 stack[KALLMODSYMS_MAX_DEPTH];
	const u8 *pair;
	u32 depth = 0;

	if (code >= t->num_codes)
		return -EINVAL;
	for (;;) {
		while (code >= t->num_literals) {
			pair = t->pairs + 2 * (code - t->num_literals);
			if (depth == KALLMODSYMS_MAX_DEPTH || pair[0] >= code ||
			    pair[1] >= code)
				return -EINVAL;
			stack[depth++] = pair[1];
			code = pair[0];
		}
		if (add_char(obj, text, t->literals[code]))
			return -EINVAL;
		if (!depth)
			return 0;
		code = stack[--depth];
	}
}

/* Changes @obj, which is at the record before, to the next one. */
static int next_record(const struct kallmodsyms_table *t,
		       struct kallmodsyms_object *obj)
{
	/* ".o" fits after the path */
	struct record text = {
		.end = obj->path + KALLMODSYMS_PATH_LEN - sizeof(".o"),
	};

	if (obj->pos >= t->records_size || t->records[obj->pos] > obj->len)
		return -EINVAL;
	text.to = obj->path + t->records[obj->pos++];
	while (!text.done)
		if (obj->pos >= t->records_size ||
		    add_code(t, obj, &text, t->records[obj->pos++]))
			return -EINVAL;
	obj->len = text.path_end - obj->path;
	obj->number++;
	return 0;
}

/*
 * Go to the beginning of @number's block, unless @obj is in that block and not
 * after @number already.
 */
static void enter_record_block(const struct kallmodsyms_table *t,
			       struct kallmodsyms_object *obj, u32 number)
{
	u32 block = number / KALLMODSYMS_RECORD_BLOCK;

	if (obj->number % KALLMODSYMS_RECORD_BLOCK && obj->number <= number &&
	    obj->number / KALLMODSYMS_RECORD_BLOCK == block)
		return;
	kallmodsyms_clear_object(obj);
	obj->number = block * KALLMODSYMS_RECORD_BLOCK;
	obj->pos = t->record_markers[block];
}

/**
 * kallmodsyms_seek_object - read an object's path and modules
 * @t: the table
 * @obj: the result; all zero before, or from an earlier call
 * @number: the object's number
 *
 * Quick if @number is @obj's own or soon after it, and never longer than
 * through one block.
 *
 * Return: 0, or -EINVAL if there is no such object or if the table is corrupt;
 * @obj is cleared then.
 */
int kallmodsyms_seek_object(const struct kallmodsyms_table *t,
			    struct kallmodsyms_object *obj, u32 number)
{
	char *end;

	if (number >= t->num_objects)
		goto invalid;
	if (obj->number == number + 1)
		return 0;
	enter_record_block(t, obj, number);
	while (obj->number <= number)
		if (next_record(t, obj))
			goto invalid;
	end = obj->path + obj->len;
	*end++ = '.';
	*end++ = 'o';
	*end = '\0';
	return 0;

invalid:
	kallmodsyms_clear_object(obj);
	return -EINVAL;
}
