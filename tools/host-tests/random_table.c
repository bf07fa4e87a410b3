// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random symbols and objects.
 *
 * They are put into the lists from which the encoder takes them, without the
 * stages that find them out. They are not probable but nasty: as long as they
 * may be, at the borders of blocks, of folders that are deeper than the format
 * can keep, with modules called nearly as the object.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <array_size.h>
#include <xalloc.h>

#include "../../scripts/kallmodsyms/object.h"
#include "../../scripts/kallmodsyms/symbols.h"
#include "../../scripts/kallmodsyms/table.h"
#include "random_table.h"

#define MAX_SYMBOLS	5000
#define MAX_OBJECTS	300
#define MAX_PATH	(KALLMODSYMS_PATH_LEN - 2)
#define MAX_MODULES	(KALLMODSYMS_MODULES_LEN - 1)

static u64 state;

/* the objects, in the order of their list */
static struct object *all;

/* their names are beginnings of one text */
static bool ladder;

void random_seed(u32 seed)
{
	state = seed;
}

/* Knuth's constants of MMIX; the upper bits are the better ones */
u32 random_below(u32 n)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (state >> 33) % n;
}

static void set_string(char *to, const char *from)
{
	memcpy(to, from, strlen(from) + 1);
}

static bool one_in(u32 n)
{
	return !random_below(n);
}

/* Any character that a path may have; now and then not an ASCII one. */
static char random_char(void)
{
	static const char usual[] = "abcdefghijklmnopqrstuvwxyz0123456789_-.";

	if (one_in(40))
		return 0x80 + random_below(0x80);
	if (one_in(40))
		return '!' + random_below('/' - '!');
	return usual[random_below(sizeof(usual) - 1)];
}

/*
 * Beginnings of one text: these make pairs of pairs of pairs, as deep as the
 * text is long.
 */
static char *rung(char *p)
{
	static const char text[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	size_t len = 1 + random_below(sizeof(text) - 1);

	memcpy(p, text, len);
	return p + len;
}

/* A name of @len characters; folders of one letter are likely to be ambiguous. */
static char *random_name(char *p, size_t len)
{
	if (len == 1) {
		*p++ = 'a' + random_below(3);
		return p;
	}
	while (len--)
		*p++ = random_char();
	return p;
}

/* How many characters of the path before a new one shares: whole folders. */
static size_t shared_prefix(const char *before)
{
	size_t len = 0;

	for (size_t i = 0; before[i] && !one_in(12); i++)
		if (before[i] == '/')
			len = i + 1;
	return len;
}

static const char *random_suffix(void)
{
	static const char *const suffixes[] = {
		"..o", ".o.o", ".O.o", ".nvhe.o",
	};

	return one_in(8) ? suffixes[random_below(ARRAY_SIZE(suffixes))] : ".o";
}

/*
 * A path, @max long at most. It shares folders with the path @before unless
 * that leaves no room for a name.
 */
static void random_path(char *path, const char *before, size_t max)
{
	const char *suffix = random_suffix();
	size_t keep = shared_prefix(before);
	char *p = path, *end = path + max - strlen(suffix);

	if (path + keep + 20 < end) {
		memcpy(path, before, keep);
		p += keep;
	}
	for (int folders = random_below(one_in(8) ? 40 : 4);
	     folders && p + 10 < end; folders--) {
		p = random_name(p, 1 + random_below(one_in(3) ? 8 : 1));
		*p++ = '/';
	}
	if (ladder && end - p > 64)
		p = rung(p);
	else
		p = random_name(p, max == MAX_PATH ? end - p :
						     1 + random_below(8));
	set_string(p, suffix);
	/* nothing but a suffix */
	if (one_in(30))
		set_string(strrchr(path, '/') ? strrchr(path, '/') + 1 : path, ".o");
}

/* Is it the path of one of the first objects? */
static bool path_is_taken(const char *path, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(all[i].path, path))
			return true;
	return false;
}

/* The module called as the object, or nearly so. */
static void own_module(char *modules, const char *path)
{
	const char *name = strrchr(path, '/');
	char dash = one_in(8) ? '-' : '_';
	char *p = modules;

	for (name = name ? name + 1 : path; *name && *name != '.'; name++)
		*p++ = *name == '-' || *name == ',' ? dash : *name;
	*p = '\0';
	if (one_in(4))
		strcat(modules, one_in(2) ? "x" : " y");
	if (!*modules || *modules == ' ' || strlen(modules) > MAX_MODULES)
		set_string(modules, "m");
}

static void several_modules(char *modules)
{
	size_t max = one_in(10) ? MAX_MODULES : 1 + random_below(40);
	size_t len = 0;

	while (len < max) {
		bool between = len && len + 1 < max &&
			       modules[len - 1] != ' ' && one_in(8);

		modules[len++] = between ? ' ' : 'a' + random_below(26);
	}
	modules[len] = '\0';
}

static void random_modules(char *modules, const char *path, const char *before)
{
	modules[0] = '\0';
	if (one_in(2))
		set_string(modules, before);
	else if (one_in(2))
		own_module(modules, path);
	else if (one_in(2))
		several_modules(modules);
}

static void make_objects(size_t nr)
{
	char path[KALLMODSYMS_PATH_LEN + 64] = "";
	char modules[KALLMODSYMS_MODULES_LEN + 64] = "";
	char before[sizeof(path)];

	all = xcalloc(nr + 1, sizeof(*all));
	for (size_t i = 0; i < nr; i++) {
		do {
			set_string(before, i ? all[i - 1].path : "");
			random_path(path, before, one_in(8) ? MAX_PATH :
						  30 + random_below(60));
		} while (path_is_taken(path, i));
		set_string(before, i ? all[i - 1].modules : "");
		random_modules(modules, path, before);
		all[i].path = xstrdup(path);
		all[i].modules = xstrdup(modules);
		list_add_tail(&all[i].order, &objects);
	}
}

static struct symbol make_symbol(size_t i)
{
	static const char letters[] = "tTdDbBrRwWvVA";
	struct symbol symbol = {
		.addr = 0xffffffff81000000 + i,
		.type = letters[random_below(sizeof(letters) - 1)],
	};
	char name[32];

	snprintf(name, sizeof(name), "name.%u", random_below(1000));
	symbol.name = xstrdup(name);
	return symbol;
}

/* Which object's run is next: mostly the next one's. */
static size_t next_object(size_t last, size_t nr)
{
	if (one_in(4))
		return random_below(nr);
	if (one_in(8))
		return last;
	return (last + 1) % nr;
}

/* Symbols per run: @typical or about as many; long ones cross blocks. */
static size_t run_length(size_t typical)
{
	if (one_in(50))
		return KALLMODSYMS_RUN_BLOCK - 1 + random_below(3);
	return 1 + random_below(2 * typical);
}

static void assign_objects(size_t nr, size_t typical)
{
	size_t object = nr ? nr - 1 : 0;

	for (size_t i = 0; nr && i < nr_symbols; ) {
		bool none = one_in(6);

		if (!none)
			object = next_object(object, nr);
		for (size_t n = run_length(typical); n && i < nr_symbols; n--)
			symbols[i++].object = none ? NULL : &all[object];
	}
}

/* Groups of about @group symbols, a few or many between two of them. */
static void share_names(size_t group, size_t between)
{
	bool ambiguous = one_in(2);

	for (size_t i = 0; i < nr_symbols; ambiguous = !ambiguous) {
		size_t typical = ambiguous ? group : between;

		for (size_t n = run_length(typical); n && i < nr_symbols; n--)
			symbols[i++].ambiguous = ambiguous;
	}
}

/* Around the borders of blocks, or any number. */
static size_t symbol_count(void)
{
	static const unsigned short borders[] = {
		0, 1, 2, 255, 256, 257, 1023, 1024, 1025, 4095, 4096, 4097,
	};

	if (one_in(2))
		return borders[random_below(ARRAY_SIZE(borders))];
	return random_below(MAX_SYMBOLS + 1);
}

/* Few as a rule: compressing the paths of many takes most of the time. */
static size_t object_count(void)
{
	if (one_in(25))
		return 1 + random_below(MAX_OBJECTS);
	return random_below(20);
}

static void free_lists(void)
{
	struct object *object;

	for (size_t i = 0; i < nr_symbols; i++)
		free((void *)symbols[i].name);
	free(symbols);
	for_each_object(object) {
		free((void *)object->path);
		free((void *)object->modules);
	}
	free(all);
	INIT_LIST_HEAD(&objects);
}

void random_symbols(u32 seed)
{
	static const unsigned short typical[] = { 1, 2, 8, 100, MAX_SYMBOLS };
	size_t nr;

	free_lists();
	random_seed(seed);
	nr = object_count();
	ladder = one_in(4);
	make_objects(nr);
	nr_symbols = symbol_count();
	symbols = xcalloc(nr_symbols + 1, sizeof(*symbols));
	for (size_t i = 0; i < nr_symbols; i++)
		symbols[i] = make_symbol(i);
	assign_objects(nr, typical[random_below(ARRAY_SIZE(typical))]);
	share_names(typical[random_below(ARRAY_SIZE(typical))],
		    typical[random_below(ARRAY_SIZE(typical))]);
}

void *random_table(size_t *size)
{
	struct table table;
	size_t words;
	char *bytes;

	table_encode(&table);
	words = table.nr_words * sizeof(*table.words);
	*size = words + table.nr_bytes;
	bytes = xmalloc(*size);
	memcpy(bytes, table.words, words);
	memcpy(bytes + words, table.bytes, table.nr_bytes);
	free(table.words);
	free(table.bytes);
	return bytes;
}
