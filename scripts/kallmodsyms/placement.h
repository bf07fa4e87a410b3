/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where each object's sections are in the kernel.
 */
#ifndef KALLMODSYMS_PLACEMENT_H
#define KALLMODSYMS_PLACEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct map;
struct object;

/**
 * struct placement - a section of an object in the kernel's address space
 * @addr: its address
 * @size: its size in bytes
 * @section: its name in the object, interned
 * @object: the object; never one that was itself linked from others
 * @dropped: it is empty, and the linker has dropped the output section that it
 *	would be in; global symbols have stayed, local ones have not
 * @next: the object's next section, in the order of the map
 */
struct placement {
	unsigned long long addr;
	unsigned long long size;
	const char *section;
	struct object *object;
	bool dropped;
	struct placement *next;
};

/**
 * placements_nest - say that an object was linked from others
 * @object: its path, as the outer map spells it: "vmlinux.o"
 * @map: the map of the relocatable link (ld -r) that made it
 * @prefix: what objcopy has put before the names of its symbols since, or ""
 *
 * Maps nest to any depth: the map of each link names the objects that were
 * its inputs, and each of those can have a map of its own.
 */
void placements_nest(const char *object, struct map *map, const char *prefix);

/**
 * placements_compose - place the sections of all objects
 * @map: the map of the link whose addresses count
 *
 * Sections of an object that placements_nest() knows are replaced by those of
 * the objects it was linked from. Afterwards each object has its placements.
 * What the linker has dropped is known only if vmlinux_open() has opened the
 * kernel that the map is of.
 */
void placements_compose(const struct map *map);

/**
 * placements_list_merged - do merged sections have placements?
 *
 * Return: false where the map does not list them, so that they look like
 * discarded ones.
 */
bool placements_list_merged(void);

/**
 * placements_walk_scripts - call a function for each symbol of a linker script
 * @map: the map that was composed; those nested in it are gone over, too
 * @fn: the function; it is given the name that the symbol has in the kernel
 */
void placements_walk_scripts(const struct map *map,
			     void (*fn)(const char *name));

/**
 * placement_at - the section that covers an address
 * @addr: the address
 *
 * Return: the placement, or NULL where there is padding, nothing, or a section
 * that the linker made. Where merged sections overlap, the last that begins
 * at or before @addr.
 */
const struct placement *placement_at(unsigned long long addr);

/**
 * placements_dump - print the placements by address, a line each
 * @out: where to
 */
void placements_dump(FILE *out);

#endif /* KALLMODSYMS_PLACEMENT_H */
