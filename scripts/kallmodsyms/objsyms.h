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
 * struct objsym - a symbol that an object defines
 * @object: the object
 * @name: its name; valid during the call only
 * @addr: where it is in the kernel; valid with @placed
 * @placed: the map tells where it is; not so for a symbol in a section that
 *	the linker merges, and for a common symbol
 * @contents: of the merged entry that the symbol is in, from the symbol on; NULL
 *	for another symbol
 * @contents_len: how many bytes
 * @strong: global and not weak: no other object defines this name
 */
struct objsym {
	const struct object *object;
	const char *name;
	unsigned long long addr;
	bool placed;
	const void *contents;
	size_t contents_len;
	bool strong;
};

/**
 * objsyms_walk - call a function for each symbol that an object defines
 * @object: the object; its placements are known
 * @fn: the function; not called for symbols in sections that were discarded
 *
 * Exits with an error when the file cannot be read or is no ELF object.
 */
void objsyms_walk(struct object *object, void (*fn)(const struct objsym *));

#endif /* KALLMODSYMS_OBJSYMS_H */
