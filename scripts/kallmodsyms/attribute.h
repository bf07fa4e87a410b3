/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which object each symbol comes from.
 */
#ifndef KALLMODSYMS_ATTRIBUTE_H
#define KALLMODSYMS_ATTRIBUTE_H

struct map;

/**
 * attribute - give each symbol its object
 * @map: the map of the link that the symbols are of; its placements have been
 *	composed
 *
 * Symbols in merged sections are identified by their contents, if
 * vmlinux_open() has opened the kernel that the symbols are of.
 *
 * Afterwards each symbol has evidence for its object or for having none.
 * Exits with an error when a symbol matches no definition of its name though
 * there is one left: map, objects and symbols are not of the same link.
 */
void attribute(const struct map *map);

#endif /* KALLMODSYMS_ATTRIBUTE_H */
