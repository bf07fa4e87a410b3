// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit suite of kallmodsyms: the decoder on tables made by hand, whole and
 * damaged ones, and on the table of the running kernel; what the iterator of
 * kernel/kallsyms.c calls.
 */
#include <kunit/test.h>

#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/prandom.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include <asm/sections.h>

#include "kallmodsyms.h"
#include "kallsyms_internal.h"

/**
 * struct state - what a case works with; too large for the stack
 * @table: the table
 * @run: a place in its runs
 * @gap: a place in its exceptions
 * @object: an object
 * @fresh: the same object, read without a place to begin at
 * @iter: an iterator
 */
struct state {
	struct kallmodsyms_table table;
	struct kallmodsyms_run run;
	struct kallmodsyms_gap gap;
	struct kallmodsyms_object object;
	struct kallmodsyms_object fresh;
	struct kallmodsyms_iter iter;
};

/*
 * Before each case. It is called as a function of kallmodsyms.c is, so that
 * there are two symbols of one name: iter_tells_namesakes_apart() looks at them.
 */
static int kallmodsyms_init(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, sizeof(struct state), GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

/*
 * Tables made by hand. The parts are written as text: bits as '0' and '1',
 * with blanks that only the reader sees; records and pairs with the characters
 * that they stand for, and with bytes from 0x80 on for the pairs.
 */
struct text {
	const char *bytes;
	u32 len;
};

#define TEXT(s)	{ .bytes = (s), .len = sizeof(s) - 1 }

/**
 * struct parts - what a table is made from
 * @num_syms: number of symbols
 * @num_objects: number of objects
 * @runs: the bits for each block of symbols
 * @shared: the bits of the exceptions, one block
 * @records: the records for each block of objects
 * @pairs: what byte 0x80 stands for, then 0x81, and so on
 */
struct parts {
	u32 num_syms;
	u32 num_objects;
	const char *runs[2];
	const char *shared;
	struct text records[2];
	struct text pairs;
};

/* No character is its own code. */
static const char literals[] = "zyxdcba =-./\021\020\001";
#define NUM_LITERALS	sizeof(literals)	/* the zero at the end is one */

static u8 code_of(char c)
{
	const char *literal;

	if (c & 0x80)
		return NUM_LITERALS + (c & 0x7f);
	literal = memchr(literals, c, NUM_LITERALS);
	return literal - literals;
}

static void put_text(u8 *to, const struct text *text)
{
	u32 i;

	for (i = 0; i < text->len; i++)
		to[i] = code_of(text->bytes[i]);
}

static u32 count_bits(const char *bits)
{
	u32 n = 0;

	for (; bits && *bits; bits++)
		n += *bits != ' ';
	return n;
}

/* Most significant bit first. Returns the position behind them. */
static u32 put_bits(u8 *to, u32 pos, const char *bits)
{
	for (; bits && *bits; bits++) {
		if (*bits == ' ')
			continue;
		if (*bits == '1')
			to[pos / 8] |= 0x80 >> pos % 8;
		pos++;
	}
	return pos;
}

static u32 num_markers(const struct parts *p)
{
	return DIV_ROUND_UP(p->num_syms, KALLMODSYMS_RUN_BLOCK) +
	       DIV_ROUND_UP(p->num_syms, KALLMODSYMS_SHARED_BLOCK) +
	       DIV_ROUND_UP(p->num_objects, KALLMODSYMS_RECORD_BLOCK);
}

static struct kallmodsyms_header make_header(const struct parts *p)
{
	struct kallmodsyms_header h = {
		.magic = KALLMODSYMS_MAGIC,
		.version = KALLMODSYMS_VERSION,
		.num_syms = p->num_syms,
		.num_objects = p->num_objects,
		.num_literals = NUM_LITERALS,
		.records_size = p->records[0].len + p->records[1].len,
	};

	h.runs_size = DIV_ROUND_UP(count_bits(p->runs[0]) +
				   count_bits(p->runs[1]), 8);
	h.shared_size = DIV_ROUND_UP(count_bits(p->shared), 8);
	h.size = sizeof(h) + num_markers(p) * sizeof(u32) + NUM_LITERALS +
		 2 * (KALLMODSYMS_NUM_CODES - NUM_LITERALS) +
		 h.runs_size + h.shared_size + h.records_size;
	return h;
}

/* Every block after the first begins where the second one does. */
static u32 *put_block_markers(u32 *to, u32 blocks, u32 second)
{
	u32 i;

	for (i = 0; i < blocks; i++)
		*to++ = i ? second : 0;
	return to;
}

/* Returns the end. */
static u8 *put_markers(u32 *to, const struct parts *p)
{
	to = put_block_markers(to, num_blocks(p, RUNS),
			       count_bits(p->runs[0]));
	to = put_block_markers(to, num_blocks(p, SHARED),
			       count_bits(p->shared));
	to = put_block_markers(to, num_blocks(p, RECORDS), p->records[0].len);
	return (u8 *)to;
}

/*
 * The memory has exactly the size of the table, so that KASAN knows where a
 * reader has no business.
 */
static struct kallmodsyms_header *make_table(struct kunit *test,
					     const struct parts *p)
{
	struct kallmodsyms_header h = make_header(p), *table;
	u8 *to;

	table = kunit_kzalloc(test, h.size, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, table);

	*table = h;
	to = put_markers((u32 *)(table + 1), p);
	memcpy(to, literals, NUM_LITERALS);
	to += NUM_LITERALS;
	put_text(to, &p->pairs);
	to += 2 * (KALLMODSYMS_NUM_CODES - NUM_LITERALS);
	put_bits(to, put_bits(to, 0, p->runs[0]), p->runs[1]);
	to += h.runs_size;
	put_bits(to, 0, p->shared);
	to += h.shared_size;
	put_text(to, &p->records[0]);
	put_text(to + p->records[0].len, &p->records[1]);
	return table;
}

static void open_parts(struct kunit *test, const struct parts *p)
{
	struct state *s = test->priv;
	struct kallmodsyms_header *h = make_table(test, p);

	memset(s, 0, sizeof(*s));
	KUNIT_ASSERT_EQ(test, 0, kallmodsyms_open_table(&s->table, h, h->size));
}

/*
 * A number of symbols, less one, is (K_COUNT is 1)
 *
 *	0: 10  1: 11  2: 0 100  3: 0 101  ...  7: 00 1001  ...
 *
 * and a step from object to object is (K_STEP is 2)
 *
 *	1 the next	0 100 none	0 101 back, see below
 *	0 110 2 on	0 111 3 on	0 0 1000 4 on	...
 *
 * where the way back has seven bits if it is short (K_BACK is 6): 1000000 is
 * 0, the same object again. An exception is (K_GAP is 5)
 *
 *	100000 the next symbol	100001 the symbol after	...
 */
static const struct parts whole = {
	.num_syms = 520,
	.num_objects = 18,
	.runs = {
		"0 100  1"		/* 0-2: object 0 */
		"10  0 100"		/* 3: none */
		"11  0 101 1000000"	/* 4-5: object 0 again */
		"10  0 111"		/* 6: 3 on, object 3 */
		"10  0 101 1000010"	/* 7: 2 back, object 1 */
		"10  1"			/* 8: object 2 */
		"10  0 00 10100"	/* 9: 16 on, object 17 of 18 less one */
		"10  0 101 0 10001011"	/* 10: 17 - 75 + 64... see below */
		,
	},
};
