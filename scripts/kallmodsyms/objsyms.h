/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The symbols that an object file defines.
 */
#ifndef KALLMODSYMS_OBJSYMS_H
#define KALLMODSYMS_OBJSYMS_H

#include <stdbool.h>
#include <stddef.h>

struct object;

/**
 * enum objsym_bind - who else may define a name
 * @LOCAL: any object
 * @STRONG: no object but this, other than weakly
 * @WEAK: any object, and then this definition may be dropped
 */
enum objsym_bind {
	LOCAL,
	STRONG,
	WEAK,
};

/**
 * enum objsym_place - what the map says of a definition
 * @PLACED: it is at objsym.addr
 * @MERGED: it is somewhere in merged constants, or it is a common symbol
 * @DISCARDED: its section is not in the kernel
 */
enum objsym_place {
	PLACED,
	MERGED,
	DISCARDED,
};

/**
 * struct objsym - a symbol that an object defines
 * @object: the object
 * @name: its name; valid during the call only
 * @addr: where it is in the kernel; valid when it is PLACED
 * @slack: it may be as many bytes before @addr, since the linker has made code
 *	before it shorter
 * @place: what the map says of it
 * @contents: of the merged entry that the symbol is in, from the symbol on; NULL
 *	for another symbol
 * @contents_len: how many bytes
 * @bind: who else may define the name
 */
struct objsym {
	const struct object *object;
	const char *name;
	unsigned long long addr;
	unsigned long long slack;
	enum objsym_place place;
	const void *contents;
	size_t contents_len;
	enum objsym_bind bind;
};

/**
 * objsyms_walk - call a function for each symbol that an object defines
 * @object: the object; its placements are known
 * @fn: the function
 *
 * Exits with an error when the file cannot be read or is no ELF object.
 */
void objsyms_walk(struct object *object, void (*fn)(const struct objsym *));

#endif /* KALLMODSYMS_OBJSYMS_H */
