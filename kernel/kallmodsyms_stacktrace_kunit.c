// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit suite of kernel/kallmodsyms_stacktrace.c: what %pS and its like say of
 * addresses in the running kernel.
 */
#include <kunit/test.h>

#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/stacktrace.h>
#include <linux/string.h>

#include "kallmodsyms.h"
#include "kallmodsyms_stacktrace.h"
#include "kallsyms_internal.h"

#define FOLDER	"kernel/"
#define OBJECT	"kallmodsyms_stacktrace_kunit.o"

/* The function here and the one in kallmodsyms_kunit.c. */
#define TWIN	"show_origin"

/* Where a function's name is that of its descriptor, the code has another. */
#define CODE	(IS_ENABLED(CONFIG_PPC64_ELF_ABI_V1) ? "." TWIN : TWIN)

/* Symbols between two that are looked at: an emulated machine takes a while. */
#define STRIDE	17

#define MAX_FRAMES	16

/**
 * struct state - what a case works with; too large for the stack
 * @iter: an iterator
 * @frames: return addresses
 * @text: what is written of an address
 * @expected: what should be
 */
struct state {
	struct kallmodsyms_iter iter;
	unsigned long frames[MAX_FRAMES];
	char text[2 * KSYM_SYMBOL_LEN];
	char expected[2 * KSYM_SYMBOL_LEN];
};

static int init(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, sizeof(struct state), GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

#ifdef CONFIG_STACKTRACE

/* A function with a frame, since sparc leaves the caller's out. */
static noinline unsigned int save_frames(struct state *s)
{
	unsigned int n = stack_trace_save(s->frames, MAX_FRAMES, 0);

	/* no tail call */
	barrier();
	return n;
}

#else /* !CONFIG_STACKTRACE */

static unsigned int save_frames(struct state *s)
{
	return 0;
}

#endif /* CONFIG_STACKTRACE */

/* Returns how many frames there are. */
static noinline unsigned int show_origin(struct state *s)
{
	unsigned int n = save_frames(s);

	/* for who looks at the kernel log */
	dump_stack();
	return n;
}

static void expect_written(struct kunit *test, const char *format, void *addr,
			   const char *expected)
{
	struct state *s = test->priv;

	snprintf(s->text, sizeof(s->text), format, addr);
	KUNIT_EXPECT_STREQ_MSG(test, expected, s->text, "%s", format);
}

static void pointers_to_twins_tell_object(struct kunit *test)
{
	struct state *s = test->priv;
	unsigned long addr, size, offset;
	char *modname;

	addr = (unsigned long)dereference_symbol_descriptor(show_origin);
	/* a pointer to Thumb code has bit 0 set */
	addr &= ~(unsigned long)IS_ENABLED(CONFIG_THUMB2_KERNEL);
	kallsyms_lookup(addr, &size, &offset, &modname, s->text);
	snprintf(s->expected, sizeof(s->expected),
		 "%s+0x0/%#lx <" FOLDER OBJECT ">", CODE, size);
	expect_written(test, "%pS", (void *)addr, s->expected);

	snprintf(s->expected, sizeof(s->expected),
		 "%s+0x1/%#lx <" FOLDER OBJECT ">", CODE, size);
	expect_written(test, "%pB", (void *)addr + 1, s->expected);

	/* tracefs prints with it what it reads again */
	expect_written(test, "%ps", (void *)addr, CODE);
}

static void pointers_to_others_stay(struct kunit *test)
{
	struct state *s = test->priv;

	snprintf(s->text, sizeof(s->text), "%pS", kallsyms_lookup_name);
	KUNIT_EXPECT_NULL(test, strchr(s->text, ' '));
	expect_written(test, "%pS", (void *)1, "0x1");
}

static void frames_tell_object(struct kunit *test)
{
	struct state *s = test->priv;
	unsigned int i, n, seen = 0;

	n = show_origin(s);
	if (!IS_ENABLED(CONFIG_STACKTRACE))
		kunit_skip(test, "CONFIG_STACKTRACE is off");
	for (i = 0; i < n; i++) {
		snprintf(s->text, sizeof(s->text), "%pB",
			 (void *)s->frames[i]);
		if (!str_has_prefix(s->text, CODE) ||
		    s->text[strlen(CODE)] != '+')
			continue;
		KUNIT_EXPECT_NOT_NULL(test, strstr(s->text,
						   " <" FOLDER OBJECT ">"));
		seen++;
	}
	KUNIT_EXPECT_EQ(test, 1, seen);
}

/* The words of /proc/kallmodsyms, with a blank before the first. */
static void show_symbol(struct kunit *test, u32 sym)
{
	struct state *s = test->priv;
	struct seq_file m = {
		.buf = s->expected,
		.size = sizeof(s->expected),
	};

	__kallmodsyms_iter_core(&s->iter, sym);
	kallmodsyms_show_origin(&m, &s->iter);
	KUNIT_ASSERT_LT(test, m.count, sizeof(s->expected));
	s->expected[m.count] = '\0';
	if (m.count)
		s->expected[0] = ' ';
}

static void all_symbols_are_as_in_file(struct kunit *test)
{
	struct state *s = test->priv;
	u32 sym, looked = 0;

	for (sym = 0; sym < kallsyms_num_syms; sym += STRIDE) {
		unsigned long addr = kallsyms_sym_address(sym);

		if (!is_ksym_addr(addr))
			continue;
		show_symbol(test, kallsyms_sym_at(addr));
		s->text[0] = '\0';
		KUNIT_EXPECT_EQ(test, strlen(s->expected),
				kallmodsyms_sprint_origin(s->text,
							  sizeof(s->text),
							  addr));
		KUNIT_EXPECT_STREQ(test, s->expected, s->text);
		looked++;
	}
	KUNIT_EXPECT_GT(test, looked, 100);
}

/* Nothing is written past the end, and what is there can be looked up. */
static void words_fit(struct kunit *test)
{
	static const char whole[] = " <" FOLDER OBJECT ">";
	static const char part[] = " <" OBJECT ">";
	struct state *s = test->priv;
	size_t size;

	for (size = 0; size < sizeof(whole) + 2; size++) {
		const char *expected = size >= sizeof(whole) ? whole :
				       size >= sizeof(part) ? part : "";
		int len;

		memset(s->text, '#', sizeof(s->text));
		len = kallmodsyms_sprint_origin(s->text, size,
						(unsigned long)show_origin);
		KUNIT_EXPECT_EQ(test, strlen(expected), len);
		KUNIT_EXPECT_EQ(test, '#', s->text[size]);
		s->text[len] = '\0';
		KUNIT_EXPECT_STREQ(test, expected, s->text);
	}
}

static void others_have_no_words(struct kunit *test)
{
	struct state *s = test->priv;

	strscpy(s->text, "#");
	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_sprint_origin(s->text, 2, 1));
	KUNIT_EXPECT_EQ(test, 0,
			kallmodsyms_sprint_origin(s->text, 2,
						  (unsigned long)s));
	KUNIT_EXPECT_STREQ(test, "#", s->text);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(pointers_to_twins_tell_object),
	KUNIT_CASE(pointers_to_others_stay),
	KUNIT_CASE(frames_tell_object),
	KUNIT_CASE_SLOW(all_symbols_are_as_in_file),
	KUNIT_CASE(words_fit),
	KUNIT_CASE(others_have_no_words),
	{}
};

static struct kunit_suite suite = {
	.name = "kallmodsyms_stacktrace",
	.init = init,
	.test_cases = cases,
};

kunit_test_suite(suite);
