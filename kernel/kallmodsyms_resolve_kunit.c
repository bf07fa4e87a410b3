// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit suite of kernel/kallmodsyms_resolve.c: parsed names, and names and
 * addresses of the running kernel.
 */
#include <kunit/test.h>

#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "kallmodsyms_resolve.h"
#include "kallsyms_internal.h"

#define HERE	"kernel/kallmodsyms_resolve_kunit.o"
#define THERE	"kernel/kallmodsyms_kunit.o"

/* The name of one function here and of one there. */
#define TWIN	"show_origin"

/* Symbols between two that are looked at: an emulated machine takes a while. */
#define STRIDE	37

/**
 * struct state - what a case works with; too large for the stack
 * @parsed: a parsed name
 * @origin: the origin of an address
 * @symbol: a symbol's name
 * @name: a qualified name
 * @list: candidates, and a byte after them that is not theirs
 */
struct state {
	struct kallmodsyms_name parsed;
	struct kallmodsyms_origin origin;
	char symbol[KSYM_NAME_LEN];
	char name[KALLMODSYMS_NAME_LEN];
	char list[2 * KALLMODSYMS_NAME_LEN];
};

static void show_origin(struct kunit *test);

static int init(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, sizeof(struct state), GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

struct good_name {
	const char *name;
	enum kallmodsyms_kind kind;
	size_t len;
	const char *symbol;
};

static const struct good_name good_names[] = {
	{ "s_next", KALLMODSYMS_BARE, 0, "s_next" },
	{ "foo.isra.0", KALLMODSYMS_BARE, 0, "foo.isra.0" },
	{ "ext4:init_once", KALLMODSYMS_IN_MODULE, 4, "init_once" },
	{ "vmlinux:s_next", KALLMODSYMS_IN_IMAGE, 7, "s_next" },
	{ "vmlinu:s_next", KALLMODSYMS_IN_MODULE, 6, "s_next" },
	{ "vmlinuxx:s_next", KALLMODSYMS_IN_MODULE, 8, "s_next" },
	{ "kallsyms.o:s_next", KALLMODSYMS_IN_OBJECT, 10, "s_next" },
	{ "kernel/kallsyms.o:s_next", KALLMODSYMS_IN_OBJECT, 17, "s_next" },
	{ "drivers/hid-a.o:x.b", KALLMODSYMS_IN_OBJECT, 15, "x.b" },
	{ "a/b:c", KALLMODSYMS_IN_MODULE, 3, "c" },
	{ "a.b:c", KALLMODSYMS_IN_MODULE, 3, "c" },
	{ ".o:c", KALLMODSYMS_IN_MODULE, 2, "c" },
	{ "a:foo.", KALLMODSYMS_IN_MODULE, 1, "foo." },
	{ "a:foo.*", KALLMODSYMS_IN_MODULE, 1, "foo.*" },
};

static void good_names_are_parsed(struct kunit *test)
{
	struct state *s = test->priv;
	const struct good_name *g;

	for (g = good_names; g < good_names + ARRAY_SIZE(good_names); g++) {
		KUNIT_EXPECT_EQ_MSG(test, 0,
				    kallmodsyms_parse_name(&s->parsed, g->name),
				    "%s", g->name);
		KUNIT_EXPECT_EQ_MSG(test, g->kind, s->parsed.kind, "%s",
				    g->name);
		KUNIT_EXPECT_EQ_MSG(test, g->len, s->parsed.len, "%s", g->name);
		KUNIT_EXPECT_PTR_EQ(test, g->name, s->parsed.qualifier);
		KUNIT_EXPECT_STREQ(test, g->symbol, s->parsed.symbol);
	}
}

static const char * const bad_names[] = {
	"", ":", "::", ":sym", "mod:", "a:b:c", "a::b", ":a:b", "a:b:",
	"a b:c", "a:b c", " a:b", "a:b ", "\ta:b", "a:b\n", "a\001:b",
	"a:\033[1mb", "a:b\177", "a:\377\376", "\303\251:b", "a:\303\251",
	"kernel/kallsyms.o:", "vmlinux:", "ext4\n", "a:.", ".",
};

/* Every entrance says the same. */
static void expect_refused(struct kunit *test, const char *name, int error)
{
	struct state *s = test->priv;
	unsigned long addr = 1;

	KUNIT_EXPECT_EQ(test, error, kallmodsyms_parse_name(&s->parsed, name));
	KUNIT_EXPECT_EQ(test, error, kallmodsyms_lookup(name, &addr));
	KUNIT_EXPECT_EQ(test, 1UL, addr);
	KUNIT_EXPECT_EQ(test, 0UL, kallmodsyms_lookup_core(name));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_may_be_loaded(name));
	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_candidates(s->list, sizeof(s->list),
							name, NULL));
	KUNIT_EXPECT_STREQ(test, "", s->list);
}

static void malformed_names_are_refused(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad_names); i++)
		expect_refused(test, bad_names[i], -EINVAL);
}

/* @before characters, a colon if @colon, @after characters */
static char *long_name(struct kunit *test, size_t before, bool colon,
		       size_t after)
{
	char *name = kunit_kzalloc(test, before + colon + after + 1,
				   GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, name);
	memset(name, 'a', before + colon + after);
	if (colon)
		name[before] = ':';
	return name;
}

static void long_names_are_refused(struct kunit *test)
{
	struct state *s = test->priv;

	expect_refused(test, long_name(test, 4096, false, 0), -ENAMETOOLONG);
	expect_refused(test, long_name(test, 4096, true, 1), -ENAMETOOLONG);
	expect_refused(test, long_name(test, 1, true, 4096), -ENAMETOOLONG);
	expect_refused(test, long_name(test, 1, true, KSYM_NAME_LEN),
		       -ENAMETOOLONG);
	expect_refused(test, long_name(test, KALLMODSYMS_NAME_LEN, true, 1),
		       -ENAMETOOLONG);
	KUNIT_EXPECT_EQ(test, 0,
			kallmodsyms_parse_name(&s->parsed,
					       long_name(test, 1, true,
							 KSYM_NAME_LEN - 1)));
}

static void expect_found(struct kunit *test, const char *name,
			 unsigned long want)
{
	unsigned long addr = 0;

	KUNIT_EXPECT_EQ_MSG(test, 0, kallmodsyms_lookup(name, &addr), "%s",
			    name);
	KUNIT_EXPECT_EQ_MSG(test, want, addr, "%s", name);
	KUNIT_EXPECT_EQ_MSG(test, want, kallmodsyms_lookup_core(name), "%s",
			    name);
	KUNIT_EXPECT_EQ_MSG(test, want, kallsyms_lookup_name(name), "%s", name);
	KUNIT_EXPECT_EQ_MSG(test, want, kallmodsyms_lookup_name(name), "%s",
			    name);
}

/* The symbol's address: bit 0 of a pointer selects Thumb or microMIPS. */
static unsigned long symbol_place(void *function)
{
	unsigned long bit = IS_ENABLED(CONFIG_THUMB2_KERNEL) ||
			    IS_ENABLED(CONFIG_CPU_MICROMIPS);

	return (unsigned long)function & ~bit;
}

static void objects_disambiguate_twins(struct kunit *test)
{
	unsigned long here = symbol_place(show_origin), there = 0;

	expect_found(test, HERE ":" TWIN, here);
	expect_found(test, "kallmodsyms_resolve_kunit.o:" TWIN, here);
	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_lookup(THERE ":" TWIN, &there));
	KUNIT_EXPECT_NE(test, here, there);
	expect_found(test, "kallmodsyms_kunit.o:" TWIN, there);
}

static void expect_error(struct kunit *test, const char *name, int error)
{
	unsigned long addr = 1;

	KUNIT_EXPECT_EQ_MSG(test, error, kallmodsyms_lookup(name, &addr), "%s",
			    name);
	KUNIT_EXPECT_EQ_MSG(test, 1UL, addr, "%s", name);
	KUNIT_EXPECT_EQ_MSG(test, 0UL, kallmodsyms_lookup_core(name), "%s",
			    name);
}

static void failures_have_distinct_errors(struct kunit *test)
{
	expect_error(test, "no_such_module:" TWIN, -ENOENT);
	expect_error(test, "kernel/no_such_object.o:" TWIN, -ENOENT);
	expect_error(test, "no_such_folder/kallmodsyms_kunit.o:" TWIN, -ENOENT);
	expect_error(test, "kernel/kallsyms.o:no_such_symbol", -ESRCH);
	expect_error(test, "kernel/kallsyms.o:" TWIN, -ESRCH);
	expect_error(test, "vmlinux:no_such_symbol", -ESRCH);
	expect_error(test, "no_such_symbol", -ESRCH);
	expect_error(test, TWIN, -EADDRNOTAVAIL);
	expect_error(test, "vmlinux:" TWIN, -EADDRNOTAVAIL);
}

/* A suffix is of whole components, and of the path only. */
static void parts_of_components_are_refused(struct kunit *test)
{
	expect_error(test, "_kunit.o:" TWIN, -ENOENT);
	expect_error(test, "ernel/kallmodsyms_kunit.o:" TWIN, -ENOENT);
	expect_error(test, "/" THERE ":" TWIN, -ENOENT);
	expect_error(test, "./" THERE ":" TWIN, -ENOENT);
	expect_error(test, "kallmodsyms_kunit:" TWIN, -ENOENT);
	expect_error(test, ".o:" TWIN, -ENOENT);
}

/* As if a compiler had made versions of functions, each one byte long. */
asm("	.pushsection .rodata, \"a\"\n"
	"kallmodsyms_v_one.isra.0.constprop.12: .byte 0\n"
	"kallmodsyms_v_one.part.0: .byte 0\n"
	"kallmodsyms_v_one_more.isra.0: .byte 0\n"
	"kallmodsyms_v_two.llvm.1: .byte 0\n"
	"kallmodsyms_v_two.llvm.2: .byte 0\n"
	"kallmodsyms_v_none: .byte 0\n"
	"kallmodsyms_v_odd.isra.: .byte 0\n"
	"kallmodsyms_v_odd.isra.0x: .byte 0\n"
	"kallmodsyms_v_odd.other.0: .byte 0\n"
	".popsection\n");

#define VERSION	"kallmodsyms_v_"
#define ONE	VERSION "one.isra.0.constprop.12"

static void versions_are_found_if_asked_for(struct kunit *test)
{
	unsigned long one = kallsyms_lookup_name(ONE);

	if (!IS_ENABLED(CONFIG_KALLSYMS_ALL))
		kunit_skip(test, "kallsyms has functions only");
	KUNIT_ASSERT_NE(test, 0UL, one);
	expect_error(test, VERSION "one", -ESRCH);
	KUNIT_EXPECT_EQ(test, 0UL, kallsyms_lookup_name(VERSION "one"));
	expect_found(test, VERSION "one.", one);
	expect_found(test, HERE ":" VERSION "one.", one);
	expect_found(test, "vmlinux:" VERSION "one.", one);
	expect_found(test, VERSION "none.", one + 5);

	expect_error(test, VERSION "two.", -EADDRNOTAVAIL);
	expect_found(test, HERE ":" VERSION "two.llvm.2", one + 4);
	expect_error(test, VERSION "odd.", -ESRCH);
	expect_error(test, VERSION "on.", -ESRCH);
	expect_error(test, THERE ":" VERSION "one.", -ESRCH);
	expect_error(test, "no_such_module:" VERSION "one.", -ENOENT);
	expect_error(test, VERSION "one..", -ESRCH);
	/* a glob of fprobe events and bpftrace, not a name */
	expect_error(test, HERE ":" VERSION "one.*", -ESRCH);
	KUNIT_EXPECT_FALSE(test, kallmodsyms_is_qualified(VERSION "one.*"));
}

static void versions_are_candidates(struct kunit *test)
{
	struct state *s = test->priv;
	size_t size = sizeof(s->list);

	if (!IS_ENABLED(CONFIG_KALLSYMS_ALL))
		kunit_skip(test, "kallsyms has functions only");
	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_candidates(s->list, size,
							VERSION "one", NULL));
	KUNIT_EXPECT_STREQ(test, HERE ":" ONE, s->list);
	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_candidates(s->list, size,
							VERSION "two.", NULL));
	KUNIT_EXPECT_STREQ(test, HERE ":" VERSION "two.llvm.1 "
			   HERE ":" VERSION "two.llvm.2", s->list);
	KUNIT_EXPECT_EQ(test, 0,
			kallmodsyms_candidates(s->list, size,
					       HERE ":" VERSION "two*", NULL));
	KUNIT_EXPECT_STREQ(test, HERE ":" VERSION "two.llvm.1 "
			   HERE ":" VERSION "two.llvm.2", s->list);
}

/* kbuild writes "-" and "," as "_" in the name of a module. */
static void modules_are_compared_as_kbuild_writes_them(struct kunit *test)
{
	char name[] = "a-b,c", glob[] = "a-[a-z,]-*";

	KUNIT_EXPECT_TRUE(test, kallmodsyms_names_module("a-b,c:x", "a_b_c"));
	KUNIT_EXPECT_TRUE(test, kallmodsyms_names_module("a_b:x", "a-b"));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_names_module("a-b:x", "a_b_c"));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_names_module("a_b", "a_b"));
	kallmodsyms_fold_module(name);
	KUNIT_EXPECT_STREQ(test, "a_b_c", name);
	kallmodsyms_fold_module(glob);
	KUNIT_EXPECT_STREQ(test, "a_[a-z,]_*", glob);
}

static void places_in_programs_are_no_names(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, kallmodsyms_is_object_name("a/b.o:c+4"));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_is_object_name("a/b.o:0x4"));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_is_object_name("/a/b.o:c"));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_is_object_name("./b.o:c"));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_is_object_name("/bin/a:main"));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_is_object_name("a/b.o"));
}

static void names_of_one_symbol_are_the_same(struct kunit *test)
{
	static const char shorter[] = "kallmodsyms_resolve_kunit.o:" TWIN;

	KUNIT_EXPECT_TRUE(test, kallmodsyms_is_same(HERE ":" TWIN, shorter));
	KUNIT_EXPECT_TRUE(test, kallmodsyms_is_same("vfs_read",
						    "vmlinux:vfs_read"));
	KUNIT_EXPECT_TRUE(test, kallmodsyms_is_same("no-module:f",
						    "no_module:f"));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_is_same(HERE ":" TWIN,
						     THERE ":" TWIN));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_is_same("no_module:f",
						     "no_module:g"));
}

static void expect_origin(struct kunit *test, unsigned long addr)
{
	struct kallmodsyms_origin *o = &((struct state *)test->priv)->origin;

	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_find_origin(o, addr));
	KUNIT_EXPECT_STREQ(test, HERE, o->object.path);
	KUNIT_EXPECT_STREQ(test, "", o->object.modules);
}

/* Its name is that of a case in kallmodsyms_kunit.c. */
static void show_origin(struct kunit *test)
{
	struct kallmodsyms_origin *o = &((struct state *)test->priv)->origin;
	unsigned long here = symbol_place(show_origin), flags;

	expect_origin(test, here);
	expect_origin(test, here + 1);
	local_irq_save(flags);
	kallmodsyms_find_origin(o, here);
	local_irq_restore(flags);
	expect_origin(test, here);

	KUNIT_EXPECT_EQ(test, -ENOENT, kallmodsyms_find_origin(o, 0));
	KUNIT_EXPECT_STREQ(test, "", o->object.path);
	KUNIT_EXPECT_EQ(test, -ENOENT, kallmodsyms_find_origin(o, ~0UL));
	KUNIT_EXPECT_STREQ(test, "", o->object.modules);
	expect_origin(test, here);
}

/* Nothing but the address selects a symbol that its object has twice. */
static bool object_has_twice(struct kunit *test, const char *symbol,
			     unsigned long addr)
{
	struct state *s = test->priv;
	const char *path = s->origin.object.path;

	kallmodsyms_find_origin(&s->origin, addr);
	snprintf(s->name, sizeof(s->name), "%s:%s", path, symbol);
	return !path[0] ||
	       kallmodsyms_lookup(s->name, &addr) == -EADDRNOTAVAIL;
}

static void expect_selected(struct kunit *test, const char *symbol,
			    unsigned long addr)
{
	char *name = kallmodsyms_name_of(symbol, addr);

	if (name)
		KUNIT_EXPECT_EQ_MSG(test, addr, kallsyms_lookup_name(name),
				    "%s", name);
	else if (kallsyms_lookup_name(symbol) != addr)
		KUNIT_EXPECT_TRUE_MSG(test,
				      object_has_twice(test, symbol, addr),
				      "%s at %lx", symbol, addr);
	kfree(name);
}

static void printed_names_select_the_same(struct kunit *test)
{
	struct state *s = test->priv;
	unsigned int i, sym;
	unsigned long addr;

	for (i = 0; i < kallsyms_num_syms; i += STRIDE) {
		sym = kallsyms_sym_of_name(i);
		addr = kallsyms_sym_address(sym);
		if (is_ksym_addr(addr) &&
		    !lookup_symbol_name(addr, s->symbol) &&
		    kallsyms_sym_at(addr) == sym)
			expect_selected(test, s->symbol, addr);
	}
}

static void built_in_modules_are_known(struct kunit *test)
{
	struct state *s = test->priv;
	unsigned int i, seen = 0;
	unsigned long addr;

	for (i = 0; i < kallsyms_num_syms; i += STRIDE) {
		addr = kallsyms_sym_address(i);
		kallmodsyms_find_origin(&s->origin, addr);
		if (!is_ksym_addr(addr) || !s->origin.object.modules[0])
			continue;
		strscpy(s->name, s->origin.object.modules, sizeof(s->name));
		s->name[strcspn(s->name, " ")] = '\0';
		KUNIT_EXPECT_TRUE_MSG(test, kallmodsyms_is_builtin(s->name),
				      "%s", s->name);
		if (++seen == 20)
			break;
	}
	KUNIT_EXPECT_FALSE(test, kallmodsyms_is_builtin("no_such_module"));
	KUNIT_EXPECT_FALSE(test, kallmodsyms_is_builtin(""));
	KUNIT_EXPECT_TRUE(test, kallmodsyms_is_builtin("vmlinux"));
	if (!seen)
		kunit_skip(test, "this kernel has no built-in module");
}

static void candidates_can_be_pasted(struct kunit *test)
{
	struct state *s = test->priv;
	char *list = s->list, *name;
	unsigned int names = 0;

	kallmodsyms_candidates(list, sizeof(s->list), "no_such_module:" TWIN,
			       NULL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(list, HERE ":" TWIN));
	KUNIT_EXPECT_NOT_NULL(test, strstr(list, THERE ":" TWIN));
	while ((name = strsep(&list, " "))) {
		names++;
		KUNIT_EXPECT_NE_MSG(test, 0UL, kallmodsyms_lookup_core(name),
				    "%s", name);
	}
	KUNIT_EXPECT_GE(test, names, 2U);
}

static bool is_here(unsigned long addr)
{
	return addr == symbol_place(show_origin);
}

static bool is_nowhere(unsigned long addr)
{
	return false;
}

static void candidates_are_ordered_and_filtered(struct kunit *test)
{
	struct state *s = test->priv;
	size_t size = sizeof(s->list);

	kallmodsyms_candidates(s->list, size,
			       "no/kallmodsyms_resolve_kunit.o:" TWIN, NULL);
	KUNIT_EXPECT_TRUE(test, strstarts(s->list, HERE ":" TWIN " "));
	kallmodsyms_candidates(s->list, size,
			       "no/kallmodsyms_kunit.o:" TWIN, NULL);
	KUNIT_EXPECT_TRUE(test, strstarts(s->list, THERE ":" TWIN " "));
	KUNIT_EXPECT_EQ(test, 0, kallmodsyms_candidates(s->list, size,
							"no.o:" TWIN, is_here));
	KUNIT_EXPECT_STREQ(test, HERE ":" TWIN, s->list);
	KUNIT_EXPECT_EQ(test, 0,
			kallmodsyms_candidates(s->list, size, "no.o:" TWIN,
					       is_nowhere));
	KUNIT_EXPECT_STREQ(test, "", s->list);
}

/* Whatever the size, names are whole and what follows stays. */
static void candidates_fit(struct kunit *test)
{
	struct state *s = test->priv;
	size_t size;
	char *name, *list;

	for (size = 1; size < 200; size++) {
		memset(s->list, '#', sizeof(s->list));
		kallmodsyms_candidates(s->list, size, TWIN, NULL);
		KUNIT_EXPECT_EQ(test, '#', s->list[size]);
		KUNIT_ASSERT_LT(test, strnlen(s->list, size), size);
		list = s->list;
		while (*s->list && (name = strsep(&list, " ")))
			KUNIT_EXPECT_NE_MSG(test, 0UL,
					    kallmodsyms_lookup_core(name),
					    "%s in %zu", name, size);
	}
}

/**
 * struct matches - what a pattern matches
 * @symbol: name of the symbols that are counted
 * @num: how many
 * @others: how many matches have another name
 * @addr: address of the last one
 */
struct matches {
	const char *symbol;
	unsigned int num;
	unsigned int others;
	unsigned long addr;
};

static int see_match(void *data, const struct kallmodsyms_match *match)
{
	struct matches *m = data;

	if (strcmp(match->symbol, m->symbol)) {
		m->others++;
		return 0;
	}
	m->num++;
	m->addr = match->addr;
	return 0;
}

static struct matches match_pattern(struct kunit *test, const char *pattern)
{
	struct matches m = { .symbol = TWIN };

	KUNIT_EXPECT_EQ_MSG(test, 0,
			    kallmodsyms_on_each_match(pattern, see_match, &m),
			    "%s", pattern);
	return m;
}

static void expect_here(struct kunit *test, const char *pattern)
{
	struct matches m = match_pattern(test, pattern);

	KUNIT_EXPECT_EQ_MSG(test, 1U, m.num, "%s", pattern);
	KUNIT_EXPECT_EQ_MSG(test, 0U, m.others, "%s", pattern);
	KUNIT_EXPECT_EQ_MSG(test, symbol_place(show_origin), m.addr, "%s",
			    pattern);
}

static void patterns_match_by_object(struct kunit *test)
{
	struct matches m;

	expect_here(test, HERE ":show_origi?");
	expect_here(test, "kallmodsyms_resolve_kunit.o:s*w_origin");
	expect_here(test, "kernel/*_resolve_kunit.o:" TWIN);
	expect_here(test, "*resolve_kuni[t].o:" TWIN);
	m = match_pattern(test, "kernel/kallmodsyms_*kunit.o:" TWIN);
	KUNIT_EXPECT_GE(test, m.num, 2U);
	KUNIT_EXPECT_EQ(test, 0U, m.others);
	m = match_pattern(test, HERE ":*");
	KUNIT_EXPECT_EQ(test, 1U, m.num);
	KUNIT_EXPECT_GT(test, m.others, 10U);
	m = match_pattern(test, "vmlinux:show_origi?");
	KUNIT_EXPECT_GE(test, m.num, 2U);
}

static void patterns_can_match_nothing(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 0U, match_pattern(test, "?.o:" TWIN).num);
	KUNIT_EXPECT_EQ(test, 0U, match_pattern(test, "kunit.o:*").num);
	KUNIT_EXPECT_EQ(test, 0U, match_pattern(test, "no_module:*").num);
	KUNIT_EXPECT_EQ(test, 0U, match_pattern(test, HERE ":x_*_").num);
	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_on_each_match("*:", see_match, NULL));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			kallmodsyms_on_each_match("*:*:*", see_match, NULL));
}

static void symbol_part_begins_after_qualifier(struct kunit *test)
{
	char object[] = "drivers/hid-a.o:x+4", bare[] = "x+4";

	KUNIT_EXPECT_STREQ(test, "x+4", kallmodsyms_symbol_part(object));
	KUNIT_EXPECT_STREQ(test, "x+4", kallmodsyms_symbol_part(bare));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(good_names_are_parsed),
	KUNIT_CASE(malformed_names_are_refused),
	KUNIT_CASE(long_names_are_refused),
	KUNIT_CASE(objects_disambiguate_twins),
	KUNIT_CASE(failures_have_distinct_errors),
	KUNIT_CASE(parts_of_components_are_refused),
	KUNIT_CASE(versions_are_found_if_asked_for),
	KUNIT_CASE(versions_are_candidates),
	KUNIT_CASE(modules_are_compared_as_kbuild_writes_them),
	KUNIT_CASE(places_in_programs_are_no_names),
	KUNIT_CASE(names_of_one_symbol_are_the_same),
	KUNIT_CASE(show_origin),
	KUNIT_CASE_SLOW(printed_names_select_the_same),
	KUNIT_CASE(built_in_modules_are_known),
	KUNIT_CASE(candidates_can_be_pasted),
	KUNIT_CASE(candidates_are_ordered_and_filtered),
	KUNIT_CASE(candidates_fit),
	KUNIT_CASE_SLOW(patterns_match_by_object),
	KUNIT_CASE_SLOW(patterns_can_match_nothing),
	KUNIT_CASE(symbol_part_begins_after_qualifier),
	{}
};

static struct kunit_suite suite = {
	.name = "kallmodsyms_resolve",
	.init = init,
	.test_cases = cases,
};

kunit_test_suite(suite);
