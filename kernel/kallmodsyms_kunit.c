// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit suite of kallmodsyms: the decoder on tables made by hand, whole and
 * corrupt ones, and on the table of the running kernel; and what the iterator
 * of kernel/kallsyms.c calls.
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
 * @object: an object
 * @fresh: the same object, read without a place to begin at
 * @iter: an iterator
 * @random: where random numbers come from
 * @name: a symbol's name
 */
struct state {
	struct kallmodsyms_table table;
	struct kallmodsyms_run run;
	struct kallmodsyms_object object;
	struct kallmodsyms_object fresh;
	struct kallmodsyms_iter iter;
	struct rnd_state random;
	char name[KSYM_NAME_LEN];
};

/*
 * Runs before each case. kallmodsyms.c has a function of this name, too, so
 * that there is an ambiguous name: see iter_disambiguates().
 */
static int kallmodsyms_init(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, sizeof(struct state), GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

/*
 * Tables made by hand. Their parts are strings. Those of records and pairs have
 * the characters themselves, which are encoded, and a byte from 0200 on for a
 * pair. A record begins with a digit, the number of characters that it keeps,
 * and ends with a zero.
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
 * @runs: the bytes for each block of symbols
 * @records: the records of each block of objects
 * @pairs: the characters of byte 0200, then of 0201, and so on
 */
struct parts {
	u32 num_syms;
	u32 num_objects;
	struct text runs[2];
	struct text records[2];
	struct text pairs;
};

/* No character is its own code. */
static const char literals[] = "zyxqdcba -./\001\0";

#define NUM_LITERALS	(sizeof(literals) - 1)
#define NUM_PAIRS	(KALLMODSYMS_NUM_CODES - NUM_LITERALS)

static u8 code_of(char c)
{
	u8 code = 0;

	if (c & 0x80)
		return NUM_LITERALS + (c & 0x7f);
	while (literals[code] != c)
		code++;
	return code;
}

static u8 *put_text(u8 *to, const char *bytes, u32 len)
{
	while (len--)
		*to++ = code_of(*bytes++);
	return to;
}

static u8 *put_records(u8 *to, const struct text *text)
{
	const char *record, *end = text->bytes + text->len;
	u32 len;

	for (record = text->bytes; record < end; record += len + 1) {
		len = strlen(record);
		*to++ = record[0] - '0';
		to = put_text(to, record + 1, len);
	}
	return to;
}

static u8 *put_bytes(u8 *to, const struct text *text)
{
	if (text->len)
		memcpy(to, text->bytes, text->len);
	return to + text->len;
}

static u32 num_run_blocks(const struct parts *p)
{
	return DIV_ROUND_UP(p->num_syms, KALLMODSYMS_RUN_BLOCK);
}

static u32 num_record_blocks(const struct parts *p)
{
	return DIV_ROUND_UP(p->num_objects, KALLMODSYMS_RECORD_BLOCK);
}

static struct kallmodsyms_header make_header(const struct parts *p)
{
	struct kallmodsyms_header h = {
		.magic = KALLMODSYMS_MAGIC,
		.version = KALLMODSYMS_VERSION,
		.num_syms = p->num_syms,
		.num_objects = p->num_objects,
		.num_literals = NUM_LITERALS,
		.runs_size = p->runs[0].len + p->runs[1].len,
		.records_size = p->records[0].len + p->records[1].len,
	};
	u32 num_markers = num_run_blocks(p) + num_record_blocks(p);

	h.size = sizeof(h) + num_markers * sizeof(u32) + NUM_LITERALS +
		 2 * NUM_PAIRS + h.runs_size + h.records_size;
	return h;
}

/* Any block after the second begins where the second one does. */
static u32 *put_markers(u32 *to, u32 blocks, u32 second)
{
	u32 i;

	for (i = 0; i < blocks; i++)
		*to++ = i ? second : 0;
	return to;
}

static u8 *put_all_markers(u32 *to, const struct parts *p)
{
	to = put_markers(to, num_run_blocks(p), p->runs[0].len);
	to = put_markers(to, num_record_blocks(p), p->records[0].len);
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
	to = put_all_markers((u32 *)(table + 1), p);
	memcpy(to, literals, NUM_LITERALS);
	to += NUM_LITERALS;
	put_text(to, p->pairs.bytes, p->pairs.len);
	to += 2 * NUM_PAIRS;
	to = put_bytes(put_bytes(to, &p->runs[0]), &p->runs[1]);
	put_records(put_records(to, &p->records[0]), &p->records[1]);
	return table;
}

/* A state with that table in it, and nothing read yet. */
static struct state *open_parts(struct kunit *test, const struct parts *p)
{
	struct state *s = test->priv;
	struct kallmodsyms_header *h = make_table(test, p);

	memset(s, 0, sizeof(*s));
	KUNIT_ASSERT_EQ(test, 0, kallmodsyms_open_table(&s->table, h, h->size));
	return s;
}

/* ambiguous << 7 | step << 4 | count, with 7 and 15 for what does not fit */
static const struct parts runs = {
	.num_syms = 264,
	.num_objects = 100,
	.runs = {
		TEXT("\x12"			/* 0-2 */
		     "\x70\x00"		/* 3 */
		     "\x81"			/* 4-5 */
		     "\x30"			/* 6 */
		     "\x70\x05"		/* 7 */
		     "\x10"			/* 8 */
		     "\x70\xb0\x01"		/* 9 */
		     "\x70\x8d\x01"		/* 10 */
		     "\x7f\x00\xf4"),	/* 11-255 */
		TEXT("\x26"			/* 256-262 */
		     "\x10"),			/* 263 */
	},
};

static const struct kallmodsyms_run expected_runs[] = {
	{ .first = 0,	.end = 3,	.object = 0 },
	{ .first = 3,	.end = 4,	.object = -1 },
	{ .first = 4,	.end = 6,	.object = 0, .ambiguous = true },
	{ .first = 6,	.end = 7,	.object = 3 },	/* 3 on */
	{ .first = 7,	.end = 8,	.object = 1 },	/* 2 back */
	{ .first = 8,	.end = 9,	.object = 2 },	/* 1 on */
	{ .first = 9,	.end = 10,	.object = 90 },	/* 88 on */
	{ .first = 10,	.end = 11,	.object = 20 },	/* 70 back */
	{ .first = 11,	.end = 256,	.object = -1 },
	{ .first = 256,	.end = 263,	.object = 1 },	/* 2 on from -1 */
	{ .first = 263,	.end = 264,	.object = 2 },
};

static void expect_run(struct kunit *test, u32 sym,
		       const struct kallmodsyms_run *run)
{
	const struct kallmodsyms_run *e = expected_runs;

	while (e->end <= sym)
		e++;
	KUNIT_ASSERT_EQ_MSG(test, run->first, e->first, "symbol %u", sym);
	KUNIT_ASSERT_EQ_MSG(test, run->end, e->end, "symbol %u", sym);
	KUNIT_ASSERT_EQ_MSG(test, run->object, e->object, "symbol %u", sym);
	KUNIT_ASSERT_EQ_MSG(test, run->ambiguous, e->ambiguous, "symbol %u",
			    sym);
}

static void seek_run_in_order(struct kunit *test)
{
	struct state *s = open_parts(test, &runs);
	u32 sym;

	for (sym = 0; sym < runs.num_syms; sym++) {
		KUNIT_EXPECT_EQ(test, 0,
				kallmodsyms_seek_run(&s->table, &s->run, sym));
		expect_run(test, sym, &s->run);
	}
}

/* From each of some symbols to each other one. */
static void seek_run_at_random(struct kunit *test)
{
	static const u32 syms[] = { 0, 2, 3, 5, 9, 10, 11, 255, 256, 263 };
	struct state *s = open_parts(test, &runs);
	u32 i, j;

	for (i = 0; i < ARRAY_SIZE(syms); i++)
		for (j = 0; j < ARRAY_SIZE(syms); j++) {
			kallmodsyms_seek_run(&s->table, &s->run, syms[i]);
			expect_run(test, syms[i], &s->run);
			kallmodsyms_seek_run(&s->table, &s->run, syms[j]);
			expect_run(test, syms[j], &s->run);
		}
}

/* Fails, leaves nothing behind, and does not get in the way of the next. */
static void seek_run_of_no_symbol(struct kunit *test)
{
	static const struct kallmodsyms_run zero;
	struct state *s = open_parts(test, &runs);

	kallmodsyms_seek_run(&s->table, &s->run, 263);
	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_seek_run(&s->table, &s->run, 264));
	KUNIT_EXPECT_MEMEQ(test, &s->run, &zero, sizeof(zero));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_seek_run(&s->table, &s->run, U32_MAX));
	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_seek_run(&s->table, &s->run, 7));
	expect_run(test, 7, &s->run);
}

/* \001 is MODULES and \0 is END */
static const struct parts records = {
	.num_objects = 18,
	.pairs = TEXT("ab"		/* \200 */
		      "\200c"		/* \201 */
		      "\001a"),		/* \202 */
	.records = {
		TEXT("0x/y/b\001a b\0"			/* 0 */
		     "4c\0"
		     "4d\001\0"
		     "5-c\001c\0"
		     "0d\001\0"				/* 4 */
		     "0x/z/a.b\001a b\0"
		     "4\200\0"
		     "4\201\202\0"
		     "7\0"				/* 8 */
		     "4\001d\0"
		     "0\0"
		     "0c\0"				/* 11 */
		     "0c\0"
		     "0c\0"
		     "0c\0"
		     "0c\0"),
		TEXT("0c-d\0"				/* 16 */
		     "3\001q\0"),
	},
};

static const struct {
	const char *path;
	const char *modules;
} expected_objects[] = {
	{ "x/y/b.o",	"a b" },
	{ "x/y/c.o",	"a b" },	/* the modules before */
	{ "x/y/d.o",	"" },
	{ "x/y/d-c.o",	"c" },		/* after all of the path before */
	{ "d.o",	"" },		/* in no directory */
	{ "x/z/a.b.o",	"a b" },
	{ "x/z/ab.o",	"a b" },	/* a pair */
	{ "x/z/abc.o",	"a" },		/* pairs of a pair, and of MODULES */
	{ "x/z/abc.o",	"a" },		/* nothing changes */
	{ "x/z/.o",	"d" },
	{ ".o",		"d" },
	{ "c.o",	"d" },
	{ "c.o",	"d" },
	{ "c.o",	"d" },
	{ "c.o",	"d" },
	{ "c.o",	"d" },
	{ "c-d.o",	"" },		/* nothing of the block before */
	{ "c-d.o",	"q" },
};

static void expect_object(struct kunit *test, u32 number,
			  const struct kallmodsyms_object *object)
{
	KUNIT_EXPECT_EQ(test, object->number, number + 1);
	KUNIT_EXPECT_STREQ(test, object->path, expected_objects[number].path);
	KUNIT_EXPECT_STREQ(test, object->modules,
			   expected_objects[number].modules);
}

static void seek_object_in_order(struct kunit *test)
{
	struct state *s = open_parts(test, &records);
	u32 i;

	for (i = 0; i < records.num_objects; i++) {
		KUNIT_EXPECT_EQ(test, 0, kallmodsyms_seek_object(&s->table,
								 &s->object, i));
		expect_object(test, i, &s->object);
	}
}

static void seek_object_at_random(struct kunit *test)
{
	struct state *s = open_parts(test, &records);
	u32 i, j;

	for (i = 0; i < records.num_objects; i++)
		for (j = 0; j < records.num_objects; j++) {
			kallmodsyms_seek_object(&s->table, &s->object, i);
			expect_object(test, i, &s->object);
			kallmodsyms_seek_object(&s->table, &s->object, j);
			expect_object(test, j, &s->object);
		}
}

static void expect_no_object(struct kunit *test, u32 number)
{
	struct state *s = test->priv;

	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_seek_object(&s->table, &s->object, number));
	KUNIT_EXPECT_EQ(test, s->object.number, 0);
	KUNIT_EXPECT_STREQ(test, s->object.path, "");
	KUNIT_EXPECT_STREQ(test, s->object.modules, "");
}

static void seek_object_of_no_number(struct kunit *test)
{
	struct state *s = open_parts(test, &records);

	kallmodsyms_seek_object(&s->table, &s->object, 17);
	expect_no_object(test, 18);
	expect_no_object(test, U32_MAX);
	KUNIT_EXPECT_EQ(test, 0,
			kallmodsyms_seek_object(&s->table, &s->object, 9));
	expect_object(test, 9, &s->object);
}

/* Drops the last pairs. There are no runs between them and the records. */
static void drop_pairs(struct kallmodsyms_header *h, u32 number)
{
	u8 *at = (u8 *)h + h->size - h->records_size;

	memmove(at - 2 * number, at, h->records_size);
	h->size -= 2 * number;
}

/* A table that needs three pairs has three. */
static void seek_object_with_few_pairs(struct kunit *test)
{
	struct kallmodsyms_header *h = make_table(test, &records);
	struct state *s = test->priv;
	u32 i;

	drop_pairs(h, NUM_PAIRS - 3);
	KUNIT_ASSERT_EQ(test, 0, kallmodsyms_open_table(&s->table, h, h->size));
	for (i = 0; i < records.num_objects; i++) {
		kallmodsyms_seek_object(&s->table, &s->object, i);
		expect_object(test, i, &s->object);
	}

	drop_pairs(h, 1);
	KUNIT_ASSERT_EQ(test, 0, kallmodsyms_open_table(&s->table, h, h->size));
	kallmodsyms_seek_object(&s->table, &s->object, 6);
	expect_object(test, 6, &s->object);
	expect_no_object(test, 7);
}

/* The empty table of the first link. */
static void open_empty_table(struct kunit *test)
{
	static const struct parts empty;
	struct state *s = open_parts(test, &empty);

	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_seek_run(&s->table, &s->run, 0));
	expect_no_object(test, 0);
}

/*
 * Corrupt tables.
 */
#define FIELD(name)	offsetof(struct kallmodsyms_header, name)

static u32 *field_of(struct kallmodsyms_header *h, size_t field)
{
	return (u32 *)((u8 *)h + field);
}

/* Each changes one word of the header by adding to it. */
static void open_table_with_wrong_header(struct kunit *test)
{
	static const struct {
		size_t field;
		u32 add;
	} changes[] = {
		{ FIELD(magic), 1 },
		{ FIELD(magic), 0x59534d4b - KALLMODSYMS_MAGIC }, /* swapped */
		{ FIELD(version), 1 },
		{ FIELD(version), -1 },
		{ FIELD(size), 1 },
		{ FIELD(size), -1 },
		{ FIELD(size), U32_MAX / 2 },
		{ FIELD(num_syms), -KALLMODSYMS_RUN_BLOCK },
		{ FIELD(num_syms), U32_MAX / 2 },
		{ FIELD(num_objects), -KALLMODSYMS_RECORD_BLOCK },
		{ FIELD(num_objects), U32_MAX / 2 },
		{ FIELD(num_literals), 1 },
		{ FIELD(num_literals), -1 },
		{ FIELD(num_literals), KALLMODSYMS_NUM_CODES },
		{ FIELD(runs_size), 1 },
		{ FIELD(runs_size), -1 },
		{ FIELD(runs_size), U32_MAX / 2 },
		{ FIELD(records_size), 1 },
		{ FIELD(records_size), U32_MAX / 2 },
	};
	struct kallmodsyms_header *h = make_table(test, &runs);
	struct state *s = test->priv;
	u32 size = h->size, i;

	for (i = 0; i < ARRAY_SIZE(changes); i++) {
		*field_of(h, changes[i].field) += changes[i].add;
		KUNIT_EXPECT_EQ_MSG(test, -EINVAL,
				    kallmodsyms_open_table(&s->table, h, size),
				    "word %zu, %x more",
				    changes[i].field / sizeof(u32),
				    changes[i].add);
		*field_of(h, changes[i].field) -= changes[i].add;
	}
	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_open_table(&s->table, h, size));
}

/* The sum of the sizes is right in 32 bits. */
static void open_table_with_huge_sizes(struct kunit *test)
{
	struct kallmodsyms_header *h = make_table(test, &runs);
	struct state *s = test->priv;

	h->runs_size += 0x10000000;
	h->records_size -= 0x10000000;
	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_open_table(&s->table, h, h->size));
}

static void *copy_beginning(struct kunit *test, const void *table, size_t size)
{
	void *copy = kunit_kmalloc(test, size, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	return memcpy(copy, table, size);
}

static void open_table_in_less_memory(struct kunit *test)
{
	const struct kallmodsyms_header *h = make_table(test, &records);
	struct state *s = test->priv;
	void *part;
	u32 size;

	for (size = 1; size < h->size; size++) {
		part = copy_beginning(test, h, size);
		KUNIT_EXPECT_EQ_MSG(test, -EINVAL,
				    kallmodsyms_open_table(&s->table, part,
							   size),
				    "%u bytes", size);
		kunit_kfree(test, part);
	}
	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_open_table(&s->table, h, 0));
}

static void expect_sane_error(struct kunit *test, int ret)
{
	KUNIT_EXPECT_TRUE(test, ret == 0 || ret == -EINVAL);
}

static void read_symbols(struct kunit *test, u32 num)
{
	struct state *s = test->priv;
	u32 sym;

	for (sym = 0; sym < num; sym++)
		expect_sane_error(test, kallmodsyms_seek_run(&s->table, &s->run,
							     sym));
}

static void read_objects(struct kunit *test, u32 num)
{
	struct state *s = test->priv;
	u32 i;

	for (i = 0; i < num; i++) {
		expect_sane_error(test, kallmodsyms_seek_object(&s->table,
								&s->object, i));
		KUNIT_EXPECT_LT(test, strnlen(s->object.path,
					      KALLMODSYMS_PATH_LEN),
				KALLMODSYMS_PATH_LEN);
		KUNIT_EXPECT_LT(test, strnlen(s->object.modules,
					      KALLMODSYMS_MODULES_LEN),
				KALLMODSYMS_MODULES_LEN);
	}
}

/* Reads a table that may be corrupt. Going astray is for KASAN to notice. */
static void read_all(struct kunit *test, const struct kallmodsyms_header *h,
		     size_t size)
{
	struct state *s = test->priv;

	memset(s, 0, sizeof(*s));
	if (kallmodsyms_open_table(&s->table, h, size))
		return;
	read_symbols(test, min(s->table.num_syms, 1024));
	read_objects(test, min(s->table.num_objects, 128));
}

/* The last part, of which @field has the size, gets shorter and shorter. */
static void read_cut_table(struct kunit *test, const struct parts *p,
			   size_t field)
{
	struct kallmodsyms_header *h = make_table(test, p), *cut;
	u32 n = *field_of(h, field);

	KUNIT_ASSERT_GT(test, n, 0);
	while (n--) {
		h->size--;
		*field_of(h, field) = n;
		cut = copy_beginning(test, h, h->size);
		read_all(test, cut, h->size);
		if (n)
			kunit_kfree(test, cut);
	}
}

static void read_cut_runs(struct kunit *test)
{
	struct state *s = test->priv;

	read_cut_table(test, &runs, FIELD(runs_size));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_seek_run(&s->table, &s->run, 0));
}

static void read_cut_records(struct kunit *test)
{
	read_cut_table(test, &records, FIELD(records_size));
	expect_no_object(test, 0);
}

/* A cut in the middle takes the runs after it, but none before it. */
static void seek_run_after_cut(struct kunit *test)
{
	static const struct parts half = {
		.num_syms = 4,
		.num_objects = 2,
		.runs = { TEXT("\x11") },	/* 0-1: object 0 */
	};
	struct state *s = open_parts(test, &half);

	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_seek_run(&s->table, &s->run, 1));
	KUNIT_EXPECT_EQ(test, s->run.object, 0);
	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_seek_run(&s->table, &s->run, 2));
	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_seek_run(&s->table, &s->run, 0));
}

static void flip_each_bit(struct kunit *test, const struct parts *p)
{
	struct kallmodsyms_header *h = make_table(test, p);
	u32 size = h->size, bit;
	u8 *bytes = (u8 *)h;

	for (bit = 0; bit < 8 * size; bit++) {
		bytes[bit / 8] ^= 1 << bit % 8;
		read_all(test, h, size);
		bytes[bit / 8] ^= 1 << bit % 8;
	}
}

static void read_runs_with_wrong_bit(struct kunit *test)
{
	flip_each_bit(test, &runs);
}

static void read_records_with_wrong_bit(struct kunit *test)
{
	flip_each_bit(test, &records);
}

static void seek_run_that_is_wrong(struct kunit *test)
{
	static const struct {
		const char *what;
		struct text bytes;
	} cases[] = {
		{ "an object before the first", TEXT("\x00") },
		{ "far before the first", TEXT("\x70\xff\xff\x01") },
		{ "an object after the last", TEXT("\x30") },
		{ "far after the last", TEXT("\x70\xfe\xff\x01") },
		{ "a step of too many bytes", TEXT("\x70\x84\x80\x80\x80\0") },
		{ "more symbols than there are", TEXT("\x12") },
		{ "far more symbols", TEXT("\x1f\xff") },
		{ "no count", TEXT("\x1f") },
		{ "no step", TEXT("\x70") },
		{ "half a step", TEXT("\x70\x80") },
		{ "no run", TEXT("") },
	};
	struct parts p = { .num_syms = 2, .num_objects = 2 };
	struct state *s;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		p.runs[0] = cases[i].bytes;
		s = open_parts(test, &p);
		KUNIT_EXPECT_EQ_MSG(test, -EINVAL,
				    kallmodsyms_seek_run(&s->table, &s->run, 0),
				    "%s", cases[i].what);
	}
}

/* The second block begins with a run of its own. */
static void seek_run_over_end_of_block(struct kunit *test)
{
	static const struct parts over = {
		.num_syms = 2 * KALLMODSYMS_RUN_BLOCK,
		.num_objects = 1,
		.runs = {
			TEXT("\x1e\x0f\xf1"),	/* 15 + 242 symbols */
			TEXT("\x1f\xff"),		/* 256 symbols */
		},
	};
	struct state *s = open_parts(test, &over);

	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_seek_run(&s->table, &s->run, 0));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_seek_run(&s->table, &s->run, 15));
	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_seek_run(&s->table, &s->run, 256));
	KUNIT_EXPECT_EQ(test, s->run.end, 2 * KALLMODSYMS_RUN_BLOCK);
}

/* Changes a marker; these are the first things after the header. */
static void set_marker(struct state *s, u32 number, u32 value)
{
	((u32 *)s->table.run_markers)[number] = value;
}

static void read_after_wrong_marker(struct kunit *test)
{
	static const u32 wrong[] = { 1000, 0x10000000, U32_MAX - 7, U32_MAX };
	struct state *s;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		s = open_parts(test, &runs);
		set_marker(s, 1, wrong[i]);
		KUNIT_EXPECT_EQ(test, -EINVAL,
				kallmodsyms_seek_run(&s->table, &s->run, 256));

		s = open_parts(test, &records);
		set_marker(s, 1, wrong[i]);
		expect_no_object(test, 16);
	}
}

static void set_pair(struct state *s, u32 number, u8 first, u8 second)
{
	u8 *pair = (u8 *)s->table.pairs + 2 * number;

	pair[0] = first;
	pair[1] = second;
}

#define PAIR(number)	(NUM_LITERALS + (number))

/* The object is "\200". */
static const struct parts two_pairs = {
	.num_objects = 1,
	.pairs = TEXT("aabb"),
	.records = { TEXT("0\200\0") },
};

static void seek_object_with_pairs_in_circles(struct kunit *test)
{
	static const u8 circles[][2][2] = {
		{ { PAIR(0), 0 }, { 0, 0 } },		/* of itself */
		{ { 0, PAIR(0) }, { 0, 0 } },
		{ { PAIR(1), 0 }, { PAIR(0), 0 } },	/* of each other */
		{ { 0, PAIR(1) }, { 0, PAIR(0) } },
		{ { PAIR(1), 0 }, { 0, 0 } },		/* of one after it */
		{ { 0, PAIR(1) }, { 0, 0 } },
		{ { 255, 255 }, { 0, 0 } },
	};
	struct state *s;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(circles); i++) {
		s = open_parts(test, &two_pairs);
		set_pair(s, 0, circles[i][0][0], circles[i][0][1]);
		set_pair(s, 1, circles[i][1][0], circles[i][1][1]);
		expect_no_object(test, 0);
	}
}

/* Pair n has pair n - 1 as its first half: n + 1 wait at the same time. */
static int seek_nested(struct kunit *test, u32 pairs)
{
	const char record[] = { '0', 0200 + pairs - 1, '\0' };
	const struct parts nested = {
		.num_objects = 1,
		.records = { { .bytes = record, .len = sizeof(record) } },
	};
	struct state *s = open_parts(test, &nested);
	u32 i;

	for (i = 0; i < pairs; i++)
		set_pair(s, i, i ? PAIR(i - 1) : code_of('a'), code_of('a'));
	return kallmodsyms_seek_object(&s->table, &s->object, 0);
}

static void seek_object_with_nested_pairs(struct kunit *test)
{
	struct state *s = test->priv;

	KUNIT_EXPECT_EQ(test, 0, seek_nested(test, KALLMODSYMS_MAX_DEPTH));
	KUNIT_EXPECT_EQ(test, strlen(s->object.path),
			KALLMODSYMS_MAX_DEPTH + 1 + strlen(".o"));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			seek_nested(test, KALLMODSYMS_MAX_DEPTH + 1));
}

static void seek_object_with_misplaced_marks(struct kunit *test)
{
	struct state *s = open_parts(test, &two_pairs);

	/* modules twice, something after the end, and what is no mark */
	set_pair(s, 0, code_of('\001'), code_of('\001'));
	expect_no_object(test, 0);
	set_pair(s, 0, code_of('\0'), code_of('a'));
	expect_no_object(test, 0);
	set_pair(s, 0, code_of('a'), code_of('b'));
	((u8 *)s->table.literals)[code_of('b')] = '\n';
	expect_no_object(test, 0);
}

static void seek_object_that_keeps_too_much(struct kunit *test)
{
	static const struct parts p = {
		.num_objects = 3,
		.records = {
			TEXT("0ab\0"
			     "2c\0"
			     "4d\0"),
		},
	};
	static const struct parts first = {
		.num_objects = 1,
		.records = { TEXT("1a\0") },
	};

	open_parts(test, &p);
	expect_no_object(test, 2);
	open_parts(test, &first);
	expect_no_object(test, 0);
}

/* A record of @head and @n times "a". */
static struct state *open_long(struct kunit *test, const char *head, u32 n)
{
	struct parts p = { .num_objects = 1 };
	u32 len = strlen(head);
	char *record = kunit_kzalloc(test, len + n + 1, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, record);
	memcpy(record, head, len);
	memset(record + len, 'a', n);
	p.records[0].bytes = record;
	p.records[0].len = len + n + 1;
	return open_parts(test, &p);
}

static void seek_object_with_long_path(struct kunit *test)
{
	const u32 longest = KALLMODSYMS_PATH_LEN - sizeof(".o");
	struct state *s = open_long(test, "0", longest);

	KUNIT_EXPECT_EQ(test, 0,
			kallmodsyms_seek_object(&s->table, &s->object, 0));
	KUNIT_EXPECT_EQ(test, strlen(s->object.path), KALLMODSYMS_PATH_LEN - 1);

	open_long(test, "0", longest + 1);
	expect_no_object(test, 0);
	open_long(test, "0", 4000);
	expect_no_object(test, 0);
}

static void seek_object_with_many_modules(struct kunit *test)
{
	const u32 longest = KALLMODSYMS_MODULES_LEN - 1;
	struct state *s = open_long(test, "0b\001", longest);

	KUNIT_EXPECT_EQ(test, 0,
			kallmodsyms_seek_object(&s->table, &s->object, 0));
	KUNIT_EXPECT_EQ(test, strlen(s->object.modules), longest);

	open_long(test, "0b\001", longest + 1);
	expect_no_object(test, 0);
	open_long(test, "0b\001", 4000);
	expect_no_object(test, 0);
}

/*
 * The table of this kernel.
 */
static struct state *open_live(struct kunit *test)
{
	const struct kallmodsyms_header *h = (const void *)kallmodsyms_table;
	struct state *s = test->priv;

	KUNIT_ASSERT_EQ(test, 0, kallmodsyms_open_table(&s->table, h, h->size));
	KUNIT_ASSERT_EQ(test, s->table.num_syms, kallsyms_num_syms);
	return s;
}

/**
 * struct wanted - a symbol to look for in kallsyms
 * @name: its name
 * @addr: its address
 * @other: it has any address but that
 * @next: position of the symbol that comes next
 */
struct wanted {
	const char *name;
	unsigned long addr;
	bool other;
	u32 next;
};

static int is_wanted(void *data, const char *name, unsigned long addr)
{
	struct wanted *wanted = data;

	wanted->next++;
	return (wanted->addr == addr) != wanted->other &&
	       !strcmp(wanted->name, name);
}

/* The position of a symbol in kallsyms, -1 for none. */
static int find(struct wanted *wanted)
{
	return kallsyms_on_each_symbol(is_wanted, wanted) ?
	       (int)wanted->next - 1 : -1;
}

static int find_data(const char *name, const void *at)
{
	struct wanted wanted = { .name = name, .addr = (unsigned long)at };

	return find(&wanted);
}

/*
 * Where the symbol of a function is: at its code, whose address has bit 0 set
 * in a pointer to Thumb or microMIPS code; or at its descriptor, for ELFv1 of
 * 64-bit PowerPC.
 */
static const void *symbol_place(const char *name, void *function)
{
	unsigned long code;

	code = (unsigned long)dereference_function_descriptor(function);
	if (IS_ENABLED(CONFIG_THUMB2_KERNEL) || IS_ENABLED(CONFIG_CPU_MICROMIPS))
		code &= ~1UL;
	return find_data(name, (void *)code) < 0 ? function : (void *)code;
}

static int find_function(const char *name, void *function)
{
	return find_data(name, symbol_place(name, function));
}

/* Another symbol of the same name. */
static int find_namesake(const char *name, void *function)
{
	struct wanted wanted = {
		.name = name,
		.addr = (unsigned long)symbol_place(name, function),
		.other = true,
	};

	return find(&wanted);
}

static void expect_origin(struct kunit *test, int sym, const char *modules,
			  const char *path)
{
	struct state *s = test->priv;

	KUNIT_ASSERT_GE(test, sym, 0);
	KUNIT_ASSERT_EQ(test, 0,
			kallmodsyms_seek_run(&s->table, &s->run, sym));
	KUNIT_ASSERT_GE(test, s->run.object, 0);
	KUNIT_ASSERT_EQ(test, 0, kallmodsyms_seek_object(&s->table, &s->object,
							 s->run.object));
	KUNIT_EXPECT_STREQ(test, s->object.path, path);
	KUNIT_EXPECT_STREQ(test, s->object.modules, modules);
}

static void live_table_knows_functions(struct kunit *test)
{
	open_live(test);
	expect_origin(test, find_function("live_table_knows_functions",
					  live_table_knows_functions),
		      "", "kernel/kallmodsyms_kunit.o");
	expect_origin(test, find_function("kallmodsyms_open_table",
					  kallmodsyms_open_table),
		      "", "kernel/kallmodsyms_decode.o");
	/* a function of KUnit, which is a module of several objects */
	expect_origin(test, find_function("kunit_kfree", kunit_kfree),
		      "kunit", "lib/kunit/test.o");
}

static void live_table_knows_data(struct kunit *test)
{
	if (!IS_ENABLED(CONFIG_KALLSYMS_ALL))
		kunit_skip(test, "kallsyms has no data");
	open_live(test);
	expect_origin(test, find_data("expected_objects", expected_objects),
		      "", "kernel/kallmodsyms_kunit.o");
}

/* What the linker script defines is of no object. */
static void live_table_knows_linker_symbols(struct kunit *test)
{
	struct state *s = open_live(test);
	/* not _stext, which is in head.S on some architectures */
	int sym = find_data("_etext", _etext);

	if (sym < 0)
		kunit_skip(test, "kallsyms has no _etext");
	KUNIT_EXPECT_EQ(test, 0,
			kallmodsyms_seek_run(&s->table, &s->run, sym));
	KUNIT_EXPECT_EQ(test, s->run.object, -1);
}

/* Are they names that rise, with one space between two of them? */
static bool modules_are_sorted(const char *modules)
{
	const char *next;
	size_t len;
	int order;

	for (; *modules; modules = next) {
		len = strcspn(modules, " ");
		if (!len)
			return false;
		if (!modules[len])
			return true;
		next = modules + len + 1;
		order = strncmp(modules, next, len);
		if (order > 0 || !*next)
			return false;
		/* "a" comes before "ab", but not before "a" */
		if (!order && (next[len] == ' ' || !next[len]))
			return false;
	}
	return true;
}

static bool object_makes_sense(const struct kallmodsyms_object *object)
{
	return object->path[0] && object->path[0] != '/' &&
	       !strpbrk(object->path, " <>") &&
	       modules_are_sorted(object->modules);
}

/* Of the object with the exported symbols, which the build generates. */
static bool is_export(struct state *s, u32 sym)
{
	const char *name = kallsyms_lookup(kallsyms_sym_address(sym), NULL,
					   NULL, NULL, s->name);

	return name && (strstarts(name, "__ksymtab_") ||
			strstarts(name, "__flags_"));
}

static void live_table_has_every_symbol(struct kunit *test)
{
	struct state *s = open_live(test);
	u32 sym, of_object = 0, of_exports = 0;

	for (sym = 0; sym < kallsyms_num_syms; sym++) {
		KUNIT_ASSERT_EQ_MSG(test, 0,
				    kallmodsyms_seek_run(&s->table, &s->run,
							 sym),
				    "symbol %u", sym);
		if (s->run.object < 0) {
			of_exports += is_export(s, sym);
			continue;
		}
		of_object++;
		KUNIT_ASSERT_EQ_MSG(test, 0,
				    kallmodsyms_seek_object(&s->table,
							    &s->object,
							    s->run.object),
				    "symbol %u", sym);
		KUNIT_ASSERT_TRUE_MSG(test, object_makes_sense(&s->object),
				      "symbol %u, object \"%s\" of \"%s\"",
				      sym, s->object.path, s->object.modules);
	}
	/* those of the linker script are few */
	KUNIT_EXPECT_GT(test, of_object,
			(kallsyms_num_syms - of_exports) / 10 * 9);
}

static void live_table_has_every_object(struct kunit *test)
{
	struct state *s = open_live(test);
	u32 i;

	for (i = 0; i < s->table.num_objects; i++) {
		KUNIT_ASSERT_EQ_MSG(test, 0,
				    kallmodsyms_seek_object(&s->table,
							    &s->object, i),
				    "object %u", i);
		KUNIT_ASSERT_TRUE_MSG(test, object_makes_sense(&s->object),
				      "object \"%s\" of \"%s\"",
				      s->object.path, s->object.modules);
	}
}

/* What is read from where @s is equals what is read from the beginning. */
static void expect_same_afresh(struct kunit *test, u32 sym)
{
	struct state *s = test->priv;
	struct kallmodsyms_run run = { 0 };

	KUNIT_ASSERT_EQ(test, 0,
			kallmodsyms_seek_run(&s->table, &s->run, sym));
	KUNIT_ASSERT_EQ(test, 0, kallmodsyms_seek_run(&s->table, &run, sym));
	KUNIT_EXPECT_MEMEQ(test, &run, &s->run, sizeof(run));
	if (run.object < 0)
		return;

	memset(&s->fresh, 0, sizeof(s->fresh));
	kallmodsyms_seek_object(&s->table, &s->object, run.object);
	kallmodsyms_seek_object(&s->table, &s->fresh, run.object);
	KUNIT_EXPECT_EQ(test, s->object.number, s->fresh.number);
	KUNIT_EXPECT_STREQ(test, s->object.path, s->fresh.path);
	KUNIT_EXPECT_STREQ(test, s->object.modules, s->fresh.modules);
}

#define SAMPLES	8192

static void live_table_in_order_equals_afresh(struct kunit *test)
{
	struct state *s = open_live(test);
	u32 sym;

	for (sym = 0; sym < min(s->table.num_syms, SAMPLES); sym++)
		expect_same_afresh(test, sym);
}

static void live_table_at_random_equals_afresh(struct kunit *test)
{
	struct state *s = open_live(test);
	u32 i;

	prandom_seed_state(&s->random, 1);
	for (i = 0; i < SAMPLES; i++)
		expect_same_afresh(test, prandom_u32_state(&s->random) %
					 s->table.num_syms);
}

/*
 * The iterator.
 */
static struct kallmodsyms_iter *enabled_iter(struct kunit *test)
{
	struct state *s = test->priv;

	kallmodsyms_iter_enable(&s->iter);
	return &s->iter;
}

static void iter_knows_function(struct kunit *test)
{
	struct kallmodsyms_iter *iter = enabled_iter(test);
	int sym = find_function("kallmodsyms_open_table",
				kallmodsyms_open_table);

	KUNIT_ASSERT_GE(test, sym, 0);
	kallmodsyms_iter_core(iter, sym);
	KUNIT_EXPECT_STREQ(test, iter->object.path,
			   "kernel/kallmodsyms_decode.o");
	KUNIT_EXPECT_STREQ(test, iter->object.modules, "");
	KUNIT_EXPECT_FALSE(test, iter->ambiguous);
}

static void iter_knows_nothing_outside(struct kunit *test)
{
	struct kallmodsyms_iter *iter = enabled_iter(test);

	strscpy(iter->object.path, "a.o");
	strscpy(iter->object.modules, "a");
	iter->object.number = 1;
	iter->ambiguous = true;
	kallmodsyms_iter_other(iter);
	KUNIT_EXPECT_STREQ(test, iter->object.path, "");
	KUNIT_EXPECT_STREQ(test, iter->object.modules, "");
	KUNIT_EXPECT_FALSE(test, iter->ambiguous);
}

/* There is no symbol after the last. */
static void iter_knows_nothing_after_end(struct kunit *test)
{
	struct kallmodsyms_iter *iter = enabled_iter(test);
	int sym = find_function("kallmodsyms_open_table",
				kallmodsyms_open_table);

	KUNIT_ASSERT_GE(test, sym, 0);
	kallmodsyms_iter_core(iter, sym);
	kallmodsyms_iter_core(iter, kallsyms_num_syms);
	KUNIT_EXPECT_STREQ(test, iter->object.path, "");
	KUNIT_EXPECT_STREQ(test, iter->object.modules, "");
	KUNIT_EXPECT_FALSE(test, iter->ambiguous);
}

/* /proc/kallsyms does not pay for what it does not show. */
static void iter_does_nothing_unasked(struct kunit *test)
{
	struct state *s = test->priv;
	int sym = find_function("kallmodsyms_open_table",
				kallmodsyms_open_table);

	KUNIT_ASSERT_GE(test, sym, 0);
	kallmodsyms_iter_core(&s->iter, sym);
	KUNIT_EXPECT_STREQ(test, s->iter.object.path, "");
	KUNIT_EXPECT_EQ(test, s->iter.run.end, 0);
	strscpy(s->iter.object.path, "a.o");
	kallmodsyms_iter_other(&s->iter);
	KUNIT_EXPECT_STREQ(test, s->iter.object.path, "a.o");
}

static void expect_init_of(struct kunit *test, int sym, const char *path)
{
	struct kallmodsyms_iter *iter = enabled_iter(test);

	KUNIT_ASSERT_GE(test, sym, 0);
	kallmodsyms_iter_core(iter, sym);
	KUNIT_EXPECT_STREQ(test, iter->object.path, path);
	KUNIT_EXPECT_TRUE(test, iter->ambiguous);
}

static void iter_disambiguates(struct kunit *test)
{
	expect_init_of(test, find_function("kallmodsyms_init",
					   kallmodsyms_init),
		       "kernel/kallmodsyms_kunit.o");
	expect_init_of(test, find_namesake("kallmodsyms_init",
					   kallmodsyms_init),
		       "kernel/kallmodsyms.o");
}

static void show_origin(struct kunit *test)
{
	static const struct {
		const char *modules;
		const char *path;
		bool ambiguous;
		const char *text;
	} cases[] = {
		{ "",		"",		false, "" },
		{ "",		"kernel/a.o",	false, "" },
		{ "a",		"kernel/a.o",	false, "\t[a]" },
		{ "a b",	"kernel/a.o",	false, "\t[a] [b]" },
		{ "",		"kernel/a.o",	true, "\t<kernel/a.o>" },
		{ "a",		"kernel/a.o",	true, "\t[a] <kernel/a.o>" },
		{ "a b c",	"b.o",		true, "\t[a] [b] [c] <b.o>" },
	};
	struct kallmodsyms_iter *iter = enabled_iter(test);
	char text[64];
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct seq_file m = { .buf = text, .size = sizeof(text) };

		strscpy(iter->object.modules, cases[i].modules);
		strscpy(iter->object.path, cases[i].path);
		iter->ambiguous = cases[i].ambiguous;
		kallmodsyms_show_origin(&m, iter);
		KUNIT_ASSERT_LT(test, m.count, sizeof(text));
		text[m.count] = '\0';
		KUNIT_EXPECT_STREQ(test, text, cases[i].text);
	}
}

static unsigned long core_size(struct kunit *test, u32 sym)
{
	struct kallmodsyms_iter *iter = enabled_iter(test);

	kallmodsyms_iter_core(iter, sym);
	return kallmodsyms_core_size(iter, sym);
}

static void core_size_leads_to_next(struct kunit *test)
{
	unsigned long size, offset, addr;
	int sym = find_function("core_size_leads_to_next",
				core_size_leads_to_next);

	KUNIT_ASSERT_GE(test, sym, 0);
	addr = kallsyms_sym_address(sym);
	KUNIT_ASSERT_EQ(test, 1,
			kallsyms_lookup_size_offset(addr, &size, &offset));
	KUNIT_EXPECT_EQ(test, offset, 0);
	KUNIT_EXPECT_EQ(test, size, core_size(test, sym));
}

static void core_size_of_last_is_zero(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 0, core_size(test, kallsyms_num_syms - 1));
}

/* On x86, there can be 1 MiB of padding before _etext. */
static void core_size_ends_with_section(struct kunit *test)
{
	int sym = find_data("_etext", _etext);

	if (sym <= 0)
		kunit_skip(test, "kallsyms has no _etext");
	KUNIT_EXPECT_EQ(test, 0, core_size(test, sym));
	do {
		sym--;
	} while (sym && kallsyms_sym_address(sym) == (unsigned long)_etext);
	KUNIT_EXPECT_LE(test, core_size(test, sym), PAGE_SIZE);
}

static struct kunit_case kallmodsyms_cases[] = {
	KUNIT_CASE(seek_run_in_order),
	KUNIT_CASE(seek_run_at_random),
	KUNIT_CASE(seek_run_of_no_symbol),
	KUNIT_CASE(seek_object_in_order),
	KUNIT_CASE(seek_object_at_random),
	KUNIT_CASE(seek_object_of_no_number),
	KUNIT_CASE(seek_object_with_few_pairs),
	KUNIT_CASE(open_empty_table),
	KUNIT_CASE(open_table_with_wrong_header),
	KUNIT_CASE(open_table_with_huge_sizes),
	KUNIT_CASE(open_table_in_less_memory),
	KUNIT_CASE(read_cut_runs),
	KUNIT_CASE(read_cut_records),
	KUNIT_CASE(seek_run_after_cut),
	KUNIT_CASE(read_runs_with_wrong_bit),
	KUNIT_CASE(read_records_with_wrong_bit),
	KUNIT_CASE(seek_run_that_is_wrong),
	KUNIT_CASE(seek_run_over_end_of_block),
	KUNIT_CASE(read_after_wrong_marker),
	KUNIT_CASE(seek_object_with_pairs_in_circles),
	KUNIT_CASE(seek_object_with_nested_pairs),
	KUNIT_CASE(seek_object_with_misplaced_marks),
	KUNIT_CASE(seek_object_that_keeps_too_much),
	KUNIT_CASE(seek_object_with_long_path),
	KUNIT_CASE(seek_object_with_many_modules),
	KUNIT_CASE(live_table_knows_functions),
	KUNIT_CASE(live_table_knows_data),
	KUNIT_CASE(live_table_knows_linker_symbols),
	KUNIT_CASE(live_table_has_every_symbol),
	KUNIT_CASE(live_table_has_every_object),
	KUNIT_CASE(live_table_in_order_equals_afresh),
	KUNIT_CASE(live_table_at_random_equals_afresh),
	KUNIT_CASE(iter_knows_function),
	KUNIT_CASE(iter_knows_nothing_outside),
	KUNIT_CASE(iter_knows_nothing_after_end),
	KUNIT_CASE(iter_does_nothing_unasked),
	KUNIT_CASE(iter_disambiguates),
	KUNIT_CASE(show_origin),
	KUNIT_CASE(core_size_leads_to_next),
	KUNIT_CASE(core_size_of_last_is_zero),
	KUNIT_CASE(core_size_ends_with_section),
	{}
};

static struct kunit_suite kallmodsyms_suite = {
	.name = "kallmodsyms",
	.init = kallmodsyms_init,
	.test_cases = kallmodsyms_cases,
};

kunit_test_suite(kallmodsyms_suite);
