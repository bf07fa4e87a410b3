/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The symbols of /proc/kallsyms, in its order, or those of a module.
 */
#ifndef KALLMODSYMS_SYMBOLS_H
#define KALLMODSYMS_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <list.h>

struct object;

/**
 * enum evidence - what a symbol's attribution rests on
 * @NOT_ATTRIBUTED: nothing yet
 * @BY_DEFINITION: the object defines the name, and the map puts that
 *	definition at the symbol's address
 * @BY_CONTENTS: the object defines the name, at an address that is not in
 *	the map, because the linker merged the section; either no other object
 *	defines it, or the contents at the symbol are those of this object
 * @BY_PREFIX: objtool has added __pfx_NAME for NAME of the object
 * @BY_LINK: no object defines it, but the linker, its script, or a file made by
 *	the link: it is given no object
 * @UNKNOWN: local symbols of merged constants that are alike, some of which the
 *	link has dropped: it is given no object
 */
enum evidence {
	NOT_ATTRIBUTED,
	BY_DEFINITION,
	BY_CONTENTS,
	BY_PREFIX,
	BY_LINK,
	UNKNOWN,
	NR_EVIDENCE,
};

/**
 * struct symbol - a symbol of the kernel or of a module
 * @addr: its address
 * @position: of a symbol of a module: its number in the table
 * @type: its letter in /proc/kallsyms
 * @name: its name
 * @hash: of @name
 * @evidence: what @object rests on
 * @ambiguous: another symbol has its name and its modules: readers show the object
 * @object: the object that defines it, or NULL
 * @next_of_name: the next symbol of that name, in table order, or NULL
 * @node: in the table of symbols by name, if this is the first of its name
 */
struct symbol {
	unsigned long long addr;
	unsigned int position;
	char type;
	const char *name;
	unsigned int hash;
	enum evidence evidence;
	bool ambiguous;
	struct object *object;
	struct symbol *next_of_name;
	struct hlist_node node;
};

extern struct symbol *symbols;
extern size_t nr_symbols;

/* The file they were read from. The line of a symbol is its index + 1. */
extern const char *symbols_path;

/**
 * symbols_read - read the symbols that go into the kallsyms tables
 * @path: file with a line "address letter name" per symbol, in table order,
 *	which is that of the addresses, as scripts/kallsyms --sorted-symbols
 *	writes it
 *
 * Exits with an error when a line cannot be read or is not in order.
 */
void symbols_read(const char *path);

/**
 * symbols_add - add a symbol of a module
 * @symbol: the symbol
 */
void symbols_add(const struct symbol *symbol);

/**
 * symbols_sort - sort added symbols by address, and make them found by name
 */
void symbols_sort(void);

/**
 * symbols_restore - sort them by their position in the table again
 *
 * They are not found by name any more.
 */
void symbols_restore(void);

/**
 * symbol_of_name - the first symbol of a name, in table order
 * @name: the name
 * @hash: hash_str() of it
 *
 * Return: that symbol, whose @next_of_name leads to the others, or NULL.
 */
struct symbol *symbol_of_name(const char *name, unsigned int hash);

/**
 * symbol_is_first_of_name - is it the first symbol of its name?
 * @symbol: a symbol
 *
 * Return: whether symbol_of_name() returns it.
 */
bool symbol_is_first_of_name(const struct symbol *symbol);

/**
 * symbol_next_at - the symbols of one name at one address, in table order
 * @prev: the one before, or NULL for the first
 * @addr: the address
 * @name: the name
 * @hash: hash_str() of it
 *
 * Return: the next symbol of that name there, or NULL.
 */
struct symbol *symbol_next_at(struct symbol *prev, unsigned long long addr,
			      const char *name, unsigned int hash);

/**
 * symbols_dump - print each symbol with its object, modules and evidence
 * @out: where to
 */
void symbols_dump(FILE *out);

#endif /* KALLMODSYMS_SYMBOLS_H */
