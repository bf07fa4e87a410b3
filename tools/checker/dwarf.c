// SPDX-License-Identifier: GPL-2.0
/*
 * The debug information knows for each source file which addresses its code
 * has, and at which addresses its variables are.
 */
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "dwarf.h"
#include "file.h"

/**
 * struct piece - something that comes from a source file
 * @first: its first address
 * @end: behind its last address; of a variable: the same as @first
 * @name: of a variable
 * @source: the source file
 */
struct piece {
	uint64_t first;
	uint64_t end;
	const char *name;
	const char *source;
};

struct pieces {
	struct piece *list;
	size_t count;
};

/**
 * struct debug_info - where everything comes from
 * @code: sorted by address
 * @variables: sorted by address
 */
struct debug_info {
	struct pieces code;
	struct pieces variables;
};

static void add_piece(struct pieces *pieces, uint64_t first, uint64_t end,
		      const char *name, const char *source)
{
	struct piece *piece;

	GROW(pieces->list, pieces->count);
	piece = &pieces->list[pieces->count++];
	piece->first = first;
	piece->end = end;
	piece->name = name;
	piece->source = source;
}

static void add_code(struct debug_info *debug, Dwarf_Die *unit,
		     const char *source)
{
	Dwarf_Addr base, first, end;
	ptrdiff_t next = 0;

	while ((next = dwarf_ranges(unit, next, &base, &first, &end)) > 0)
		add_piece(&debug->code, first, end, NULL, source);
}

/* Only those with a fixed address. */
static void add_variable(struct debug_info *debug, Dwarf_Die *die,
			 const char *source)
{
	Dwarf_Attribute location;
	Dwarf_Op *ops;
	size_t count;

	if (!dwarf_attr(die, DW_AT_location, &location) ||
	    dwarf_whatform(&location) == DW_FORM_sec_offset ||
	    dwarf_whatform(&location) == DW_FORM_loclistx ||
	    dwarf_getlocation(&location, &ops, &count))
		return;
	if (count == 1 && ops[0].atom == DW_OP_addr)
		add_piece(&debug->variables, ops[0].number, ops[0].number,
			  dwarf_diename(die), source);
}

/* Variables, also those within functions. */
static void add_variables(struct debug_info *debug, Dwarf_Die *parent,
			  const char *source)
{
	Dwarf_Die die;

	if (dwarf_child(parent, &die))
		return;
	do {
		switch (dwarf_tag(&die)) {
		case DW_TAG_variable:
			add_variable(debug, &die, source);
			break;
		case DW_TAG_subprogram:
		case DW_TAG_lexical_block:
		case DW_TAG_namespace:
			add_variables(debug, &die, source);
			break;
		}
	} while (!dwarf_siblingof(&die, &die));
}

static int compare_pieces(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	if (x->first == y->first)
		return 0;
	return x->first < y->first ? -1 : 1;
}

static void sort_pieces(struct pieces *pieces)
{
	if (pieces->count)
		qsort(pieces->list, pieces->count, sizeof(*pieces->list),
		      compare_pieces);
}

/*
 * The source file, or NULL. The assembler takes the file that the first
 * instruction is from, which may be included in what was assembled.
 */
static const char *unit_source(Dwarf_Die *unit)
{
	const char *source = dwarf_diename(unit);

	return source && !ends_with(source, ".h") ? source : NULL;
}

/**
 * debug_info_open - read the debug information
 * @image: vmlinux
 *
 * Return: what debug_info_missing() tells whether there was any.
 */
struct debug_info *debug_info_open(const struct image *image)
{
	struct debug_info *debug = xzalloc(sizeof(*debug));
	Dwarf *dwarf = dwarf_begin_elf(image->elf.elf, DWARF_C_READ, NULL);
	Dwarf_CU *unit = NULL;
	const char *source;
	Dwarf_Die die;

	while (dwarf && !dwarf_get_units(dwarf, unit, &unit, NULL, NULL, &die,
					 NULL)) {
		source = unit_source(&die);
		if (!source)
			continue;
		add_code(debug, &die, source);
		add_variables(debug, &die, source);
	}
	sort_pieces(&debug->code);
	sort_pieces(&debug->variables);
	return debug;
}

/**
 * debug_info_missing - why is there no debug information?
 * @debug: the debug information
 *
 * Return: NULL if there is.
 */
const char *debug_info_missing(const struct debug_info *debug)
{
	return debug->code.count ? NULL : "no debug information in vmlinux";
}

/* The first piece that begins at the address or behind it. */
static size_t find_piece(const struct pieces *pieces, uint64_t address)
{
	size_t low = 0, high = pieces->count, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (pieces->list[middle].first < address)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * One of the two can be relative: to the source tree, because the compiler was
 * told to make it so, or to the build tree, for sources that were made there.
 */
static bool same_source(const char *a, const char *b)
{
	size_t a_len, b_len;

	while (!strncmp(a, "./", 2))
		a += 2;
	while (!strncmp(b, "./", 2))
		b += 2;
	a_len = strlen(a);
	b_len = strlen(b);
	if (a_len < b_len)
		return same_source(b, a);
	a += a_len - b_len;
	return !strcmp(a, b) && (a_len == b_len || a[-1] == '/');
}

static bool code_agrees(const struct debug_info *debug,
			const struct symbol *symbol, const char *source,
			const char **other)
{
	size_t i = find_piece(&debug->code, symbol->value + 1);
	const struct piece *piece;

	if (!i)
		return false;
	piece = &debug->code.list[i - 1];
	if (symbol->value >= piece->end)
		return false;
	*other = piece->source;
	return same_source(piece->source, source);
}

/* In the symbol, the name of a variable of a function has a number: name.12 */
static bool same_name(const struct piece *piece, const struct symbol *symbol)
{
	size_t len = piece->name ? strlen(piece->name) : 0;

	return len && !strncmp(piece->name, symbol->name, len) &&
	       (!symbol->name[len] || symbol->name[len] == '.');
}

static bool variable_agrees(const struct debug_info *debug,
			    const struct symbol *symbol, const char *source,
			    const char **other)
{
	size_t i = find_piece(&debug->variables, symbol->value);
	const struct piece *piece;

	for (; i < debug->variables.count; i++) {
		piece = &debug->variables.list[i];
		if (piece->first != symbol->value)
			return false;
		if (!same_name(piece, symbol))
			continue;
		if (same_source(piece->source, source))
			return true;
		*other = piece->source;
	}
	return false;
}

/**
 * debug_info_agrees - does a symbol come from a source file?
 * @debug: the debug information
 * @symbol: of vmlinux
 * @text: it is code
 * @source: the source file
 * @other: set to the name of another source file, if that is where it is from
 *
 * Return: false also if the debug information says nothing about it.
 */
bool debug_info_agrees(const struct debug_info *debug,
		       const struct symbol *symbol, bool text,
		       const char *source, const char **other)
{
	if (text)
		return code_agrees(debug, symbol, source, other);
	return variable_agrees(debug, symbol, source, other);
}
