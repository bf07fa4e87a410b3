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

struct symbol *symbols;
size_t nr_symbols;

static HASHTABLE_DEFINE(by_name, 1 << 18);
static HASHTABLE_DEFINE(by_place, 1 << 18);

/* Of a name's hash and an address. */
static unsigned int hash_place(unsigned int hash, unsigned long long addr)
{
	return hash ^ hash_32((unsigned int)(addr ^ addr >> 18));
}

static void add_symbol(const struct symbol *symbol)
{
	symbols = xgrow(symbols, nr_symbols, sizeof(*symbols));
	symbols[nr_symbols++] = *symbol;
}

/* "ffffffff81000000 T _text" */
static void read_symbol(const struct lines *in)
{
	struct symbol symbol = { 0 };
	const char *line = in->text;
	char *p;

	p = read_hex(line, &symbol.addr);
	if (p == line || p[0] != ' ' || !isgraph((unsigned char)p[1]) ||
	    p[2] != ' ' || !p[3] || strchr(p + 3, ' '))
		die_at(in->path, in->nr, "\"%s\" is no \"address letter name\"; %s",
		       line, in->remedy);
	symbol.type = p[1];
	symbol.name = xstrdup(p + 3);
	symbol.hash = hash_str(symbol.name);
	add_symbol(&symbol);
}

void symbols_read(const char *path)
{
	struct lines in;

	lines_open(&in, path, "make the file with kallsyms --sorted-symbols");
	while (lines_next(&in))
		read_symbol(&in);

	/* hash_add() puts in front: the last first leaves table order */
	for (size_t i = nr_symbols; i--;) {
		struct symbol *s = &symbols[i];

		hash_add(by_name, &s->node, s->hash);
		hash_add(by_place, &s->place_node, hash_place(s->hash, s->addr));
	}
}

struct symbol *symbol_next_of_name(struct symbol *prev, const char *name,
				   unsigned int hash)
{
	struct hlist_node *node = prev ? prev->node.next :
				  hash_head(by_name, hash)->first;

	for (; node; node = node->next) {
		struct symbol *symbol = hlist_entry(node, struct symbol, node);

		if (symbol->hash == hash && !strcmp(symbol->name, name))
			return symbol;
	}
	return NULL;
}

struct symbol *symbol_next_at(struct symbol *prev, unsigned long long addr,
			      const char *name, unsigned int hash)
{
	struct hlist_node *node = prev ? prev->place_node.next :
		hash_head(by_place, hash_place(hash, addr))->first;

	for (; node; node = node->next) {
		struct symbol *symbol = hlist_entry(node, struct symbol,
						    place_node);

		if (symbol->addr == addr && symbol->hash == hash &&
		    !strcmp(symbol->name, name))
			return symbol;
	}
	return NULL;
}

void symbols_dump(FILE *out)
{
	static const char *const evidence[NR_EVIDENCE] = {
		[NOT_ATTRIBUTED] = "none",	[BY_DEFINITION] = "definition",
		[BY_CONTENTS] = "contents",	[BY_ADDRESS] = "address",
		[BY_SCRIPT] = "script",		[BY_LINK] = "link",
		[UNKNOWN] = "unknown",
	};

	for (size_t i = 0; i < nr_symbols; i++) {
		const struct symbol *s = &symbols[i];

		fprintf(out, "symbol %016llx %c %s %s %s%s%s%s\n", s->addr,
			s->type, s->name, s->object ? s->object->path : "-",
			evidence[s->evidence], s->shared ? " shared" : "",
			s->object && *s->object->modules ? " " : "",
			s->object ? s->object->modules : "");
	}
}
