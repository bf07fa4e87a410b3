// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoder of the kallmodsyms table.
 *
 * Pure code: no locks, no allocation, nothing of the kernel but types, so that
 * it can run anywhere, also in an oops, and so that the same file serves host
 * programs. It trusts nothing in the table beyond the memory that
 * kallmodsyms_open_table() was given: whatever the bytes are, it stays inside and
 * ends, and says -EINVAL where they make no sense.
 */
#include <linux/errno.h>

#include "kallmodsyms_decode.h"

#define MAX_BITS	0xffffffff	/* a position in bits is a u32 */

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
 * Return: 0, or -EINVAL when this is no table of this version or when it is
 * not whole. What the parts contain is checked when they are read.
 */
int kallmodsyms_open_table(struct kallmodsyms_table *t, const void *table,
			   size_t size)
{
	const struct kallmodsyms_header *h = table;
	u64 words, bytes;

	if (size < sizeof(*h) || h->magic != KALLMODSYMS_MAGIC ||
	    h->version != KALLMODSYMS_VERSION || h->size > size ||
	    h->num_literals > KALLMODSYMS_NUM_CODES ||
	    h->runs_size > MAX_BITS / 8 || h->shared_size > MAX_BITS / 8)
		return -EINVAL;

	t->num_syms = h->num_syms;
	t->num_objects = h->num_objects;
	t->num_literals = h->num_literals;
	t->runs_size = h->runs_size;
	t->shared_size = h->shared_size;
	t->records_size = h->records_size;

	t->run_markers = (const u32 *)(h + 1);
	words = num_blocks(t->num_syms, KALLMODSYMS_RUN_BLOCK);
	t->shared_markers = t->run_markers + words;
	words += num_blocks(t->num_syms, KALLMODSYMS_SHARED_BLOCK);
	t->record_markers = t->run_markers + words;
	words += num_blocks(t->num_objects, KALLMODSYMS_RECORD_BLOCK);

	t->literals = (const u8 *)(t->run_markers + words);
	t->pairs = t->literals + t->num_literals;
	bytes = t->num_literals +
		2 * (KALLMODSYMS_NUM_CODES - t->num_literals);
	t->runs = t->literals + bytes;
	bytes += t->runs_size;
	t->shared = t->literals + bytes;
	bytes += t->shared_size;
	t->records = t->literals + bytes;
	bytes += t->records_size;

	return sizeof(*h) + sizeof(u32) * words + bytes == h->size ? 0 : -EINVAL;
}

/*
 * The @n bits (at most 32) at @pos in @data of @size bytes; zeros behind the
 * end, so that a code there is one of too many zeros.
 */
static u32 get_bits(const u8 *data, u32 size, u32 pos, u32 n)
{
	u32 byte = pos / 8;
	u64 window = 0;
	int i;

	for (i = 0; i < 5; i++, byte++)
		window = window << 8 | (byte < size ? data[byte] : 0);
	return window << (24 + pos % 8) >> 32 >> (32 - n);
}

/* The Exp-Golomb code at *@pos, or -EINVAL; *@pos moves behind it. */
static s64 get_code(const u8 *data, u32 size, u32 *pos, u32 k)
{
	u32 window = get_bits(data, size, *pos, 32);
	u32 zeros = 0;

	while (!(window & 0x80000000)) {
		window <<= 1;
		/* a value has 25 bits at most, 2^k added */
		if (++zeros + k > 24)
			return -EINVAL;
	}
	window = get_bits(data, size, *pos + zeros, zeros + 1 + k);
	*pos += 2 * zeros + 1 + k;
	return window - (1U << k);
}

static s64 get_run_code(const struct kallmodsyms_table *t,
			struct kallmodsyms_run *run, u32 k)
{
	return get_code(t->runs, t->runs_size, &run->pos, k);
}

/* Goes to an object; @step is counted from the last one. */
static int step_to(const struct kallmodsyms_table *t,
		   struct kallmodsyms_run *run, s64 step)
{
	s64 object = run->last + step;

	if (object < 0 || object >= t->num_objects)
		return -EINVAL;
	run->object = object;
	run->last = object;
	return 0;
}

static int next_object(const struct kallmodsyms_table *t,
		       struct kallmodsyms_run *run)
{
	s64 code;

	if (get_bits(t->runs, t->runs_size, run->pos++, 1))
		return step_to(t, run, 1);

	code = get_run_code(t, run, KALLMODSYMS_K_STEP);
	if (code == KALLMODSYMS_STEP_NONE) {
		run->object = -1;
		return 0;
	}
	if (code != KALLMODSYMS_STEP_BACK)
		return code < 0 ? -EINVAL : step_to(t, run, code);

	code = get_run_code(t, run, KALLMODSYMS_K_BACK);
	return code < 0 ? -EINVAL : step_to(t, run, -code);
}

static int next_run(const struct kallmodsyms_table *t,
		    struct kallmodsyms_run *run)
{
	u32 left = KALLMODSYMS_RUN_BLOCK - run->end % KALLMODSYMS_RUN_BLOCK;
	s64 count = get_run_code(t, run, KALLMODSYMS_K_COUNT);

	/* a run ends with its block, or with the symbols */
	if (left > t->num_syms - run->end)
		left = t->num_syms - run->end;
	if (count < 0 || count >= left)
		return -EINVAL;
	run->first = run->end;
	run->end += count + 1;
	return next_object(t, run);
}

/*
 * Go to the beginning of @sym's block, unless the run is in that block and
 * not behind @sym already. Each block begins with a run of its own.
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
 * Quick when @sym is in or soon behind @run, and never longer than through
 * one block.
 *
 * Return: 0, or -EINVAL when there is no such symbol or when the table is
 * damaged; @run is all zero then.
 */
int kallmodsyms_seek_run(const struct kallmodsyms_table *t,
			 struct kallmodsyms_run *run, u32 sym)
{
	if (run->first <= sym && sym < run->end)
		return 0;
	if (sym >= t->num_syms)
		goto invalid;

	enter_run_block(t, run, sym);
	while (run->end <= sym)
		if (next_run(t, run))
			goto invalid;
	return 0;

invalid:
	*run = (struct kallmodsyms_run) { 0 };
	return -EINVAL;
}

/* The symbol behind the last of @sym's block in the groups. */
static u32 group_block_end(const struct kallmodsyms_table *t, u32 sym)
{
	u32 left = KALLMODSYMS_SHARED_BLOCK - sym % KALLMODSYMS_SHARED_BLOCK;

	return left < t->num_syms - sym ? sym + left : t->num_syms;
}

static int next_group(const struct kallmodsyms_table *t,
		      struct kallmodsyms_group *group)
{
	u32 end = group_block_end(t, group->end);
	s64 between, count;

	between = get_code(t->shared, t->shared_size, &group->pos,
			   KALLMODSYMS_K_BETWEEN);
	if (between < 0 || between > end - group->end)
		return -EINVAL;
	group->start = group->end;
	group->first = group->start + between;
	group->end = end;
	if (group->first == end)
		return 0;

	count = get_code(t->shared, t->shared_size, &group->pos,
			 KALLMODSYMS_K_GROUP);
	if (count < 0 || count >= end - group->first)
		return -EINVAL;
	group->end = group->first + count + 1;
	return 0;
}

/*
 * Go to the beginning of @sym's block, unless the group is in that block and
 * not behind @sym already.
 */
static void enter_group_block(const struct kallmodsyms_table *t,
			      struct kallmodsyms_group *group, u32 sym)
{
	u32 block = sym / KALLMODSYMS_SHARED_BLOCK;

	if (group->end && group->start <= sym &&
	    group->end % KALLMODSYMS_SHARED_BLOCK &&
	    group->start / KALLMODSYMS_SHARED_BLOCK == block)
		return;
	group->end = block * KALLMODSYMS_SHARED_BLOCK;
	group->pos = t->shared_markers[block];
}

/**
 * kallmodsyms_is_shared - does it take the object to tell a symbol apart?
 * @t: the table
 * @group: where to begin, and the group that @sym is in or before; all zero,
 *	or from an earlier call
 * @sym: position of the symbol in kallsyms
 *
 * Quick when @sym is in or soon behind @group, and never longer than through
 * one block.
 *
 * Return: 1 when another symbol has the name and the modules of this one, 0
 * when none has, or -EINVAL when there is no such symbol or when the table is
 * damaged; @group is all zero then.
 */
int kallmodsyms_is_shared(const struct kallmodsyms_table *t,
			  struct kallmodsyms_group *group, u32 sym)
{
	if (sym >= t->num_syms)
		goto invalid;

	if (sym < group->start || sym >= group->end)
		enter_group_block(t, group, sym);
	while (group->end <= sym)
		if (next_group(t, group))
			goto invalid;
	return sym >= group->first;

invalid:
	*group = (struct kallmodsyms_group) { 0 };
	return -EINVAL;
}

/**
 * struct record - a record that is being read
 * @obj: changed by it, character for character
 * @part: what the next character is part of
 * @start: where the record's own part of the path begins, until it has told
 *	how many folders it keeps
 * @to: where the next character goes
 * @end: what it may not reach; a zero fits there
 */
struct record {
	struct kallmodsyms_object *obj;
	enum { IN_PATH, IN_MODULES, AT_END } part;
	char *start;
	char *to;
	char *end;
};

/* A path keeps all folders unless it tells otherwise. */
static void start_record(struct record *r, struct kallmodsyms_object *obj)
{
	r->obj = obj;
	r->part = IN_PATH;
	r->start = obj->path + obj->folders_len;
	r->to = r->start;
	r->end = obj->path + KALLMODSYMS_PATH_LEN - 1;
}

static int keep_folders(struct record *r, u32 keep)
{
	char *path = r->obj->path;
	u32 i, len = 0;

	if (r->to != r->start)
		return -EINVAL;
	for (i = 0; i < r->obj->folders_len && keep; i++)
		if (path[i] == '/') {
			len = i + 1;
			keep--;
		}
	r->to = path + len;
	r->start = NULL;
	return 0;
}

/* Puts back what was left away at the end of a path. */
static int end_path(struct record *r)
{
	char *path = r->obj->path, *p;

	if (r->to > path && r->to[-1] == '/') {
		r->to--;
	} else {
		if (r->end - r->to < 2)
			return -EINVAL;
		*r->to++ = '.';
		*r->to++ = 'o';
	}
	*r->to = '\0';

	for (p = r->to; p > path && p[-1] != '/'; p--)
		;
	r->obj->folders_len = p - path;
	return 0;
}

static int start_modules(struct record *r)
{
	if (r->part != IN_PATH || end_path(r))
		return -EINVAL;
	r->part = IN_MODULES;
	r->to = r->obj->modules;
	r->end = r->to + KALLMODSYMS_MODULES_LEN - 1;
	return 0;
}

/* "=" is the module called as the object: its name as kbuild makes it. */
static void expand_own_module(struct kallmodsyms_object *obj)
{
	const char *name = obj->path + obj->folders_len;
	u32 len = 0;

	if (obj->modules[0] != '=')
		return;
	for (; *name && *name != '.' && len < KALLMODSYMS_MODULES_LEN - 1; name++)
		obj->modules[len++] = *name == '-' ? '_' : *name;
	obj->modules[len] = '\0';
}

static int end_record(struct record *r)
{
	if (r->part == IN_PATH && end_path(r))
		return -EINVAL;
	if (r->part == IN_MODULES) {
		*r->to = '\0';
		expand_own_module(r->obj);
	}
	r->part = AT_END;
	return 0;
}

/* Takes a byte that is no character of a path or a module. */
static int add_mark(struct record *r, u8 c)
{
	if (r->part == AT_END)
		return -EINVAL;
	if (!c)
		return end_record(r);
	if (c == KALLMODSYMS_MODULES)
		return start_modules(r);
	if (c >= KALLMODSYMS_KEEP && c <= KALLMODSYMS_KEEP + KALLMODSYMS_KEEP_MAX)
		return keep_folders(r, c - KALLMODSYMS_KEEP);
	return -EINVAL;
}

static int add_char(struct record *r, u8 c)
{
	if (c < ' ')
		return add_mark(r, c);
	if (r->part == AT_END || r->to == r->end)
		return -EINVAL;
	*r->to++ = c;
	return 0;
}

/*
 * Takes the characters that a byte stands for. A pair is of bytes less than
 * itself, so this comes to an end.
 */
static int add_code(const struct kallmodsyms_table *t, struct record *r, u8 code)
{
	u8 stack[KALLMODSYMS_MAX_DEPTH];
	int depth = 0;

	for (;;) {
		while (code >= t->num_literals) {
			const u8 *pair = &t->pairs[2 * (code - t->num_literals)];

			if (depth == KALLMODSYMS_MAX_DEPTH || pair[0] >= code ||
			    pair[1] >= code)
				return -EINVAL;
			stack[depth++] = pair[1];
			code = pair[0];
		}
		if (add_char(r, t->literals[code]))
			return -EINVAL;
		if (!depth)
			return 0;
		code = stack[--depth];
	}
}

static int next_record(const struct kallmodsyms_table *t,
		       struct kallmodsyms_object *obj)
{
	struct record r;

	start_record(&r, obj);
	while (r.part != AT_END) {
		if (obj->pos >= t->records_size ||
		    add_code(t, &r, t->records[obj->pos++]))
			return -EINVAL;
	}
	obj->number++;
	return 0;
}

static void enter_record_block(const struct kallmodsyms_table *t,
			       struct kallmodsyms_object *obj, u32 number)
{
	u32 block = number / KALLMODSYMS_RECORD_BLOCK;

	obj->number = block * KALLMODSYMS_RECORD_BLOCK;
	obj->pos = t->record_markers[block];
	obj->folders_len = 0;
	obj->path[0] = '\0';
	obj->modules[0] = '\0';
}

/**
 * kallmodsyms_seek_object - read an object's path and modules
 * @t: the table
 * @obj: where to begin, and the result; all zero, or from an earlier call
 * @number: the object's number
 *
 * Quick when @number is @obj's own or the next, and never longer than through
 * one block.
 *
 * Return: 0, or -EINVAL when there is no such object or when the table is
 * damaged; @obj is all zero then.
 */
int kallmodsyms_seek_object(const struct kallmodsyms_table *t,
			    struct kallmodsyms_object *obj, u32 number)
{
	if (number >= t->num_objects)
		goto invalid;
	/* obj->number is one more than that of the record just read */
	if (obj->number == number + 1)
		return 0;
	if (!obj->number || obj->number > number ||
	    (obj->number - 1) / KALLMODSYMS_RECORD_BLOCK !=
	    number / KALLMODSYMS_RECORD_BLOCK)
		enter_record_block(t, obj, number);
	while (obj->number <= number)
		if (next_record(t, obj))
			goto invalid;
	return 0;

invalid:
	obj->number = 0;
	obj->path[0] = '\0';
	obj->modules[0] = '\0';
	return -EINVAL;
}
