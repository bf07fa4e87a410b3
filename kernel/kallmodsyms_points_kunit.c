// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit suite of kernel/kallmodsyms_points.c: corrupt tables, and probes at the
 * points of this file.
 */
#include <kunit/test.h>

#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/kprobe_point.h>
#include <linux/kprobes.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include <asm/sections.h>

#include "kallmodsyms_points.h"
#include "kallmodsyms_resolve.h"

#define HERE		"kernel/kallmodsyms_points_kunit.o:"
#define NUM_SYMS	100

/* What is after a point, so that it has an address of its own. */
static int sink;

/* No constants to the compiler, which may make a function for each. */
static int small = 1, large = 5;

static noinline void in_branch(int x)
{
	if (x > 3) {
		KPROBE_POINT(kunit_branch);
		WRITE_ONCE(sink, x);
	}
	WRITE_ONCE(sink, 0);
}

static __always_inline void inlined(int x)
{
	if (READ_ONCE(sink) != x) {
		KPROBE_POINT(kunit_inlined);
		WRITE_ONCE(sink, x);
	}
}

static noinline void inlined_here(int x)
{
	inlined(x);
}

static noinline void inlined_there(int x)
{
	inlined(x + 1);
}

/* No function that is called changes it, as far as the compiler sees. */
static int hits;

static int count_hit(struct kprobe *p, struct pt_regs *regs)
{
	WRITE_ONCE(hits, hits + 1);
	return 0;
}

static void point_fires(struct kunit *test)
{
	struct kprobe probe = {
		.symbol_name = HERE "@kunit_branch",
		.pre_handler = count_hit,
	};

	WRITE_ONCE(hits, 0);
	KUNIT_ASSERT_EQ(test, register_kprobe(&probe), 0);
	in_branch(READ_ONCE(small));
	KUNIT_EXPECT_EQ(test, READ_ONCE(hits), 0);
	in_branch(READ_ONCE(large));
	KUNIT_EXPECT_EQ(test, READ_ONCE(hits), 1);
	unregister_kprobe(&probe);
}

/* Where "function+offset" is. */
static unsigned long address_of(struct kunit *test, char *name)
{
	char *plus = strchr(name, '+');
	unsigned long addr, offset;

	KUNIT_ASSERT_NOT_NULL(test, plus);
	*plus = '\0';
	KUNIT_ASSERT_EQ(test, kstrtoul(plus + 1, 0, &offset), 0);
	KUNIT_ASSERT_EQ(test, kallmodsyms_lookup(name, &addr), 0);
	return addr + offset;
}

static bool is_in(unsigned long addr, void *function)
{
	unsigned long size, offset;

	function = dereference_function_descriptor(function);
	return kallsyms_lookup_size_offset(addr, &size, &offset) &&
	       addr - offset == (unsigned long)function;
}

static void copies_are_candidates(struct kunit *test)
{
	char *list = kunit_kzalloc(test, KALLMODSYMS_NAME_LEN, GFP_KERNEL);
	unsigned long addr, other;
	char *second;

	KUNIT_ASSERT_NOT_NULL(test, list);
	inlined_here(READ_ONCE(small));
	inlined_there(READ_ONCE(small));
	KUNIT_EXPECT_EQ(test, kallmodsyms_lookup(HERE "@kunit_inlined", &addr),
			-EADDRNOTAVAIL);
	KUNIT_EXPECT_EQ(test, kallmodsyms_candidates(list, KALLMODSYMS_NAME_LEN,
						     HERE "@kunit_inlined",
						     NULL), 0);
	second = strchr(list, ' ');
	KUNIT_ASSERT_NOT_NULL(test, second);
	*second++ = '\0';
	addr = address_of(test, list);
	other = address_of(test, second);
	if (is_in(other, inlined_here))
		swap(addr, other);
	KUNIT_EXPECT_TRUE(test, is_in(addr, inlined_here));
	KUNIT_EXPECT_TRUE(test, is_in(other, inlined_there));
}

static void failures_have_distinct_errors(struct kunit *test)
{
	unsigned long addr;

	KUNIT_EXPECT_EQ(test, kallmodsyms_lookup(HERE "@kunit_none", &addr),
			-ESRCH);
	KUNIT_EXPECT_EQ(test, kallmodsyms_lookup("none.o:@kunit_branch", &addr),
			-ENOENT);
	KUNIT_EXPECT_EQ(test, kallmodsyms_lookup(HERE "@", &addr), -ESRCH);
	KUNIT_EXPECT_FALSE(test, kallmodsyms_may_be_loaded("none:@point"));
	KUNIT_EXPECT_TRUE(test, kallmodsyms_may_be_loaded("none:function"));
}

static void leading_directories_may_be_omitted(struct kunit *test)
{
	unsigned long whole = 0, last = 1, image = 2;

	KUNIT_EXPECT_EQ(test, kallmodsyms_lookup(HERE "@kunit_branch", &whole),
			0);
	KUNIT_EXPECT_EQ(test, kallmodsyms_lookup("kallmodsyms_points_kunit.o:@kunit_branch",
						 &last), 0);
	KUNIT_EXPECT_EQ(test, kallmodsyms_lookup("vmlinux:@kunit_branch",
						 &image), 0);
	KUNIT_EXPECT_EQ(test, whole, last);
	KUNIT_EXPECT_EQ(test, whole, image);
}

/**
 * struct table - a struct kallmodsyms_points with two points
 * @magic: as there
 * @version: as there
 * @size: as there
 * @num: as there
 * @points: the points
 * @names: their names and variables
 */
struct table {
	u32 magic;
	u32 version;
	u32 size;
	u32 num;
	struct kallmodsyms_point points[2];
	char names[21];
};

static const struct table good = {
	.magic = KALLMODSYMS_POINTS_MAGIC,
	.version = KALLMODSYMS_POINTS_VERSION,
	.size = offsetofend(struct table, names),
	.num = 2,
	.points = {
		{ 3, 4, offsetof(struct table, names) },
		{ NUM_SYMS - 1, 0, offsetof(struct table, names) + 17 },
	},
	.names = "@a\0x=%di:s32\0y=\0\0@b\0",
};

static bool check_size(const struct table *table, size_t size)
{
	return kallmodsyms_check_points((const void *)table, size, NUM_SYMS);
}

static bool check(const struct table *table)
{
	return check_size(table, good.size);
}

static void corrupt_headers_are_refused(struct kunit *test)
{
	struct table table = good;
	size_t size;

	KUNIT_EXPECT_TRUE(test, check(&table));
	for (size = 0; size < table.size; size++)
		KUNIT_EXPECT_FALSE(test, check_size(&table, size));
	table.magic++;
	KUNIT_EXPECT_FALSE(test, check(&table));
	table = good;
	table.version++;
	KUNIT_EXPECT_FALSE(test, check(&table));
	table = good;
	table.num = 3;
	KUNIT_EXPECT_FALSE(test, check(&table));
	table.num = U32_MAX;
	KUNIT_EXPECT_FALSE(test, check(&table));
}

static void corrupt_points_are_refused(struct kunit *test)
{
	struct table table = good;

	table.points[1].sym = NUM_SYMS;
	KUNIT_EXPECT_FALSE(test, check(&table));
	table = good;
	table.points[1].name = table.size;
	KUNIT_EXPECT_FALSE(test, check(&table));
	table.points[1].name = offsetof(struct table, points);
	KUNIT_EXPECT_FALSE(test, check(&table));
	table = good;
	table.names[0] = 'a';
	KUNIT_EXPECT_FALSE(test, check(&table));
	table = good;
	table.names[20] = 'b';
	KUNIT_EXPECT_FALSE(test, check(&table));
	table = good;
	table.names[19] = 'b';
	KUNIT_EXPECT_FALSE(test, check(&table));
}

/* A variable of the first point, or of the second one */
static const char *argument(int point, const char *name)
{
	return kallmodsyms_point_argument((const void *)&good,
					  &good.points[point], name,
					  strlen(name));
}

static void variables_are_of_a_point(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, argument(0, "x"), "%di:s32");
	KUNIT_EXPECT_STREQ(test, argument(0, "y"), "");
	KUNIT_EXPECT_PTR_EQ(test, argument(0, "xy"), NULL);
	KUNIT_EXPECT_PTR_EQ(test, argument(0, "@b"), NULL);
	KUNIT_EXPECT_PTR_EQ(test, argument(1, "x"), NULL);
}

static void variables_are_found_by_address(struct kunit *test)
{
	unsigned long addr = 0;

	KUNIT_ASSERT_EQ(test, kallmodsyms_lookup(HERE "@kunit_branch", &addr),
			0);
	if (IS_ENABLED(CONFIG_X86_64))
		KUNIT_EXPECT_NOT_NULL(test,
				      kallmodsyms_find_argument(addr, "x", 1));
	KUNIT_EXPECT_PTR_EQ(test, kallmodsyms_find_argument(addr, "none", 4),
			    NULL);
	KUNIT_EXPECT_PTR_EQ(test, kallmodsyms_find_argument(addr - 1, "x", 1),
			    NULL);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(point_fires),
	KUNIT_CASE(copies_are_candidates),
	KUNIT_CASE(failures_have_distinct_errors),
	KUNIT_CASE(leading_directories_may_be_omitted),
	KUNIT_CASE(corrupt_headers_are_refused),
	KUNIT_CASE(corrupt_points_are_refused),
	KUNIT_CASE(variables_are_of_a_point),
	KUNIT_CASE(variables_are_found_by_address),
	{}
};

static struct kunit_suite suite = {
	.name = "kallmodsyms_points",
	.test_cases = cases,
};

kunit_test_suite(suite);
