// SPDX-License-Identifier: GPL-2.0
/*
 * The symbols of /proc/kallsyms.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <hash.h>
#include <hashtable.h>
#include <xalloc.h>

#include "error.h"
#include "grow.h"
#include "lines.h"
#include "object.h"
#include "symbols.h"
#include "vmlinux.h"

struct symbol *symbols;
size_t nr_symbols;
const char *symbols_path;

/* The first symbol of each name. */
static HASHTABLE_DEFINE(by_name, 1 << 17);

void symbols_add(const struct symbol *symbol)
{
	symbols = xgrow(symbols, nr_symbols, sizeof(*symbols));
	symbols[nr_symbols++] = *symbol;
}

/*
 * "ffffffff81000000 T _text"; there is no name where GNU ld adds a stub to
 * Thumb-2 code, for an erratum of the Cortex-A8.
 */
static void read_symbol(const struct lines *in)
{
	struct symbol symbol = { 0 };
	const char *line = in->text;
	char *p;

	p = read_hex(line, &symbol.addr);
	if (p == line || p[0] != ' ' || !isgraph((unsigned char)p[1]) ||
	    p[2] != ' ' || strchr(p + 3, ' '))
		die_at(in->path, in->nr, "\"%s\" is no \"address letter name\"; %s",
		       line, in->remedy);
	symbol.addr = vmlinux_addr(symbol.addr);
	if (nr_symbols && symbol.addr < symbols[nr_symbols - 1].addr)
		die_at(in->path, in->nr,
		       "the address is below that of the line before; %s",
		       in->remedy);
	symbol.type = p[1];
	symbol.name = xstrdup(p + 3);
	symbol.hash = hash_str(symbol.name);
	symbols_add(&symbol);
}

struct symbol *symbol_of_name(const char *name, unsigned int hash)
{
	struct symbol *symbol;

	hash_for_each_possible(by_name, symbol, node, hash)
		if (symbol->hash == hash && !strcmp(symbol->name, name))
			return symbol;
	return NULL;
}

bool symbol_is_first_of_name(const struct symbol *symbol)
{
	return !hlist_unhashed(&symbol->node);
}

/* Make @symbol the first of its name. */
static void put_in_front(struct symbol *symbol)
{
	symbol->next_of_name = symbol_of_name(symbol->name, symbol->hash);
	if (symbol->next_of_name)
		hash_del(&symbol->next_of_name->node);
	hash_add(by_name, &symbol->node, symbol->hash);
}

static void index_names(void)
{
	for (size_t i = nr_symbols; i--;)
		put_in_front(&symbols[i]);
}

void symbols_read(const char *path)
{
	struct lines in;

	symbols_path = path;
	lines_open(&in, path, "make the file with kallsyms --sorted-symbols");
	while (lines_next(&in))
		read_symbol(&in);
	index_names();
}

static int compare_positions(const void *a, const void *b)
{
	const struct symbol *sa = a, *sb = b;

	return (sa->position > sb->position) - (sa->position < sb->position);
}

static int compare_addresses(const void *a, const void *b)
{
	const struct symbol *sa = a, *sb = b;

	return (sa->addr > sb->addr) - (sa->addr < sb->addr) ?:
	       compare_positions(a, b);
}

void symbols_sort(void)
{
	if (nr_symbols)
		qsort(symbols, nr_symbols, sizeof(*symbols), compare_addresses);
	index_names();
}

void symbols_restore(void)
{
	if (vmlinux_is_relocatable() && nr_symbols)
		qsort(symbols, nr_symbols, sizeof(*symbols), compare_positions);
}

/* The first symbol at @addr or above, or what is after the last. */
static struct symbol *first_at(unsigned long long addr)
{
	size_t low = 0, high = nr_symbols;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (symbols[mid].addr < addr)
			low = mid + 1;
		else
			high = mid;
	}
	return symbols + low;
}

struct symbol *symbol_next_at(struct symbol *prev, unsigned long long addr,
			      const char *name, unsigned int hash)
{
	struct symbol *s = prev ? prev + 1 : first_at(addr);

	for (; s < symbols + nr_symbols && s->addr == addr; s++)
		if (s->hash == hash && !strcmp(s->name, name))
			return s;
	return NULL;
}

void symbols_dump(FILE *out)
{
	static const char *const evidence[NR_EVIDENCE] = {
		[NOT_ATTRIBUTED] = "none",	[BY_DEFINITION] = "definition",
		[BY_CONTENTS] = "contents",	[BY_PREFIX] = "prefix",
		[BY_LINK] = "link",		[UNKNOWN] = "unknown",
	};

	for (size_t i = 0; i < nr_symbols; i++) {
		const struct symbol *s = &symbols[i];

		fprintf(out, "symbol %016llx %c %s %s %s%s%s%s\n", s->addr,
			s->type, s->name, s->object ? s->object->path : "-",
			evidence[s->evidence], s->ambiguous ? " ambiguous" : "",
			s->object && *s->object->modules ? " " : "",
			s->object ? s->object->modules : "");
	}
}
