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
 * The bits from @pos on in @data of @size bytes, of which 57 are good; zeros
 * behind the end, so that a code there is one of too many zeros.
 */
static u64 get_bits(const u8 *data, u32 size, u32 pos)
{
	u32 byte = pos / 8;
	u64 bits = 0;
	int i;

	if (size >= 8 && byte <= size - 8) {
		/* one load, for compilers */
		data += byte;
		bits = (u64)data[0] << 56 | (u64)data[1] << 48 |
		       (u64)data[2] << 40 | (u64)data[3] << 32 |
		       (u64)data[4] << 24 | (u64)data[5] << 16 |
		       (u64)data[6] << 8 | data[7];
	} else {
		for (i = 56; i >= 0 && byte < size; i -= 8)
			bits |= (u64)data[byte++] << i;
	}
	return bits << pos % 8;
}

/*
 * The Exp-Golomb code that @bits begin with, or -EINVAL. It is removed from
 * them, and *@pos moves behind it.
 */
static s32 take_code(u64 *bits, u32 *pos, u32 k)
{
	u32 zeros = __builtin_clzll(*bits | 1);
	u32 len = 2 * zeros + 1 + k;
	u64 value = *bits;

	if (zeros + k > KALLMODSYMS_CODE_MAX)
		return -EINVAL;
	*bits <<= len;
	*pos += len;
	return (value >> (64 - len)) - (1U << k);
}

/* The same at *@pos in @data. */
static s32 get_code(const u8 *data, u32 size, u32 *pos, u32 k)
{
	u64 bits = get_bits(data, size, *pos);

	return take_code(&bits, pos, k);
}

/* Goes to an object; @step is counted from the last one. */
static int step_to(const struct kallmodsyms_table *t,
		   struct kallmodsyms_run *run, s32 step)
{
	/* a wrong step back is a large number */
	u32 object = run->last + step;

	if (object >= t->num_objects)
		return -EINVAL;
	run->object = object;
	run->last = object;
	return 0;
}

/* Goes to an object that is not the usual next one, or to none. */
static int step_away(const struct kallmodsyms_table *t,
		     struct kallmodsyms_run *run, u64 bits)
{
	s32 code = take_code(&bits, &run->pos, KALLMODSYMS_K_STEP);

	if (code == KALLMODSYMS_STEP_NONE) {
		run->object = -1;
		return 0;
	}
	if (code != KALLMODSYMS_STEP_BACK)
		return code < 0 ? -EINVAL : step_to(t, run, code);

	code = take_code(&bits, &run->pos, KALLMODSYMS_K_BACK);
	return code < 0 ? -EINVAL : step_to(t, run, -code);
}

/*
 * All codes of a run are in the bits that one load gets: its count is less than
 * KALLMODSYMS_RUN_BLOCK and takes 16 at most, the bit behind it is one, a step
 * takes 39 at most, or three and 35 if it leads back.
 */
static int next_run(const struct kallmodsyms_table *t,
		    struct kallmodsyms_run *run)
{
	u64 bits = get_bits(t->runs, t->runs_size, run->pos);
	s32 count = take_code(&bits, &run->pos, KALLMODSYMS_K_COUNT);
	u32 left = KALLMODSYMS_RUN_BLOCK - run->end % KALLMODSYMS_RUN_BLOCK;

	/* a run ends with its block, or with the symbols */
	if (left > t->num_syms - run->end)
		left = t->num_syms - run->end;
	if (count < 0 || (u32)count >= left)
		return -EINVAL;
	run->first = run->end;
	run->end += count + 1;
	run->pos++;
	return bits >> 63 ? step_to(t, run, 1) : step_away(t, run, bits << 1);
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
	s32 between, count;

	between = get_code(t->shared, t->shared_size, &group->pos,
			   KALLMODSYMS_K_BETWEEN);
	if (between < 0 || (u32)between > end - group->end)
		return -EINVAL;
	group->start = group->end;
	group->first = group->start + between;
	group->end = end;
	if (group->first == end)
		return 0;

	count = get_code(t->shared, t->shared_size, &group->pos,
			 KALLMODSYMS_K_GROUP);
	if (count < 0 || (u32)count >= end - group->first)
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
 * struct record - records that are being read
 * @obj: what they tell of
 * @path_end: the end of its path as far as it is known
 * @start: where a record may say how many folders it keeps, NULL behind that
 * @to: where the next character goes
 * @end: what it may not reach; a zero fits there
 */
struct record {
	struct kallmodsyms_object *obj;
	char *path_end;
	char *start;
	char *to;
	char *end;
};

static bool in_modules(const struct record *r)
{
	return r->to >= r->obj->modules;
}

/* The folders that the path has so far are those of the block. */
static int keep_folders(struct record *r, u32 keep)
{
	char *p = r->obj->path;

	if (r->to != r->start)
		return -EINVAL;
	for (r->to = p; p < r->start && keep; p++)
		if (*p == '/') {
			r->to = p + 1;
			keep--;
		}
	r->start = NULL;
	return 0;
}

/* Takes a byte that is no character of a path or a module, or has no room. */
static int add_mark(struct record *r, u8 c)
{
	if (c >= ' ' || in_modules(r))
		return -EINVAL;
	if (c >= KALLMODSYMS_KEEP && c <= KALLMODSYMS_KEEP + KALLMODSYMS_KEEP_MAX)
		return keep_folders(r, c - KALLMODSYMS_KEEP);
	if (c != KALLMODSYMS_MODULES)
		return -EINVAL;
	r->path_end = r->to;
	r->to = r->obj->modules;
	r->end = r->to + KALLMODSYMS_MODULES_LEN - 1;
	return 0;
}

/* The length of the record at *@pos, or -EINVAL; *@pos moves behind it. */
static int get_len(const struct kallmodsyms_table *t, u32 *pos)
{
	u32 at = *pos, len;

	if (at >= t->records_size)
		return -EINVAL;
	len = t->records[at++];
	if (len & KALLMODSYMS_BIG) {
		if (at == t->records_size)
			return -EINVAL;
		len = (len & ~KALLMODSYMS_BIG) | t->records[at++] << 7;
	}
	*pos = at;
	return len <= t->records_size - at ? (int)len : -EINVAL;
}

static int skip_record(const struct kallmodsyms_table *t, u32 *pos)
{
	int len = get_len(t, pos);

	if (len < 0)
		return -EINVAL;
	*pos += len;
	return 0;
}

/*
 * Takes the characters that a byte stands for. A pair is of bytes less than
 * itself, so this comes to an end.
 */
static int add_code(const struct kallmodsyms_table *t, struct record *r, u32 code)
{
	u32 depth = 0, num_literals = t->num_literals;
	u8 stack[KALLMODSYMS_MAX_DEPTH], c;
	const u8 *pair;

	for (;;) {
		while (code >= num_literals) {
			pair = t->pairs + 2 * (code - num_literals);
			if (depth == KALLMODSYMS_MAX_DEPTH || pair[0] >= code ||
			    pair[1] >= code)
				return -EINVAL;
			stack[depth++] = pair[1];
			code = pair[0];
		}
		c = t->literals[code];
		if (c >= ' ' && r->to < r->end)
			*r->to++ = c;
		else if (add_mark(r, c))
			return -EINVAL;
		if (!depth)
			return 0;
		code = stack[--depth];
	}
}

/* Adds to the path what the record at *@pos tells, and takes its modules. */
static int read_record(const struct kallmodsyms_table *t, struct record *r,
		       u32 *pos)
{
	int len = get_len(t, pos);
	const u8 *code = t->records + *pos;

	if (len < 0)
		return -EINVAL;
	*pos += len;
	r->start = r->path_end;
	r->to = r->path_end;
	r->end = r->obj->path + KALLMODSYMS_PATH_LEN - 1;
	while (len--)
		if (add_code(t, r, *code++))
			return -EINVAL;
	if (in_modules(r))
		*r->to = '\0';
	else
		r->path_end = r->to;
	return 0;
}

/* Puts back what was left away at the end of a path. */
static int end_path(struct record *r)
{
	char *path = r->obj->path, *p = r->path_end;

	if (p > path && p[-1] == '/') {
		p--;
	} else {
		if (p - path > KALLMODSYMS_PATH_LEN - 3)
			return -EINVAL;
		*p++ = '.';
		*p++ = 'o';
	}
	*p = '\0';
	return 0;
}

/* "=" is the module called as the object: its name as kbuild makes it. */
static void expand_own_module(struct kallmodsyms_object *obj)
{
	char *to = obj->modules, *end = to + KALLMODSYMS_MODULES_LEN - 1;
	const char *p, *name = obj->path;

	if (*to != '=')
		return;
	for (p = name; *p; p++)
		if (*p == '/')
			name = p + 1;
	for (; *name && *name != '.' && to < end; name++)
		*to++ = *name == '-' || *name == ',' ? '_' : *name;
	*to = '\0';
}

/**
 * kallmodsyms_seek_object - read an object's path and modules
 * @t: the table
 * @obj: the result; all zero before, or from an earlier call
 * @number: the object's number
 *
 * Quick when @number is @obj's own.
 *
 * Return: 0, or -EINVAL when there is no such object or when the table is
 * damaged; @obj is all zero then.
 */
int kallmodsyms_seek_object(const struct kallmodsyms_table *t,
			    struct kallmodsyms_object *obj, u32 number)
{
	struct record r = { .obj = obj, .path_end = obj->path };
	u32 pos, skip = number % KALLMODSYMS_RECORD_BLOCK;

	if (number >= t->num_objects)
		goto invalid;
	/* zero stands for none */
	if (obj->number == number + 1)
		return 0;
	obj->modules[0] = '\0';
	pos = t->record_markers[number / KALLMODSYMS_RECORD_BLOCK];
	if (read_record(t, &r, &pos))
		goto invalid;
	while (skip--)
		if (skip_record(t, &pos))
			goto invalid;
	if (read_record(t, &r, &pos) || end_path(&r))
		goto invalid;
	expand_own_module(obj);
	obj->number = number + 1;
	return 0;

invalid:
	kallmodsyms_clear_object(obj);
	return -EINVAL;
}
