/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a linker map says, whichever linker wrote it.
 */
#ifndef KALLMODSYMS_MAP_H
#define KALLMODSYMS_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct lines;
struct object;

/**
 * struct map_section - an input section and where the linker placed it
 * @addr: its address
 * @size: its size in bytes, before merging where the linker merges constants
 * @output: ordinal of the output section in struct map
 * @name: name of the input section, interned
 * @object: the object it came from, NULL for a section that the linker made
 * @line: its line in the map
 */
struct map_section {
	unsigned long long addr;
	unsigned long long size;
	unsigned int output;
	const char *name;
	struct object *object;
	unsigned long line;
};

/**
 * struct map_output - an output section
 * @name: its name, interned; a name can occur twice
 * @addr: its address, which a linker script can give it in ld -r, too
 * @size: its size in bytes, 0 if it is not in the map
 */
struct map_output {
	const char *name;
	unsigned long long addr;
	unsigned long long size;
};

/**
 * struct map - a linker map
 * @path: the file it was read from
 * @lists_merged: it has the input sections that the linker merged
 * @sections: the input sections, in the order of the map
 * @nr_sections: how many
 * @outputs: the output sections
 * @nr_outputs: how many
 * @assignments: the symbols that the linker script defines, interned
 * @nr_assignments: how many
 */
struct map {
	const char *path;
	bool lists_merged;
	struct map_section *sections;
	size_t nr_sections;
	struct map_output *outputs;
	size_t nr_outputs;
	const char **assignments;
	size_t nr_assignments;
};

/**
 * map_read - read a linker map
 * @path: the file
 *
 * Exits with an error when the file is no map of a linker that has a reader
 * here, when a line cannot be understood or when the end is missing.
 *
 * Return: the map; lives as long as the program.
 */
struct map *map_read(const char *path);

/**
 * map_dump - print what map_read() found, a line each
 * @map: the map
 * @out: where to
 */
void map_dump(const struct map *map, FILE *out);

/*
 * For the readers, one file per linker.
 */

/**
 * struct map_reader - reads one linker's maps
 * @linker: its name, for messages
 * @lists_merged: as in struct map
 * @recognise: does a map of this linker begin with this line?
 * @read: read all lines; calls the map_*() functions below
 */
struct map_reader {
	const char *linker;
	bool lists_merged;
	int (*recognise)(const char *line);
	void (*read)(struct map *map, struct lines *in);
};

extern const struct map_reader map_reader_gnu;
extern const struct map_reader map_reader_lld;

/* Open the next output section, called @name. */
void map_add_output(struct map *map, const char *name, size_t len);

/* Set address and size of the output section that is open. */
void map_set_output(struct map *map, unsigned long long addr,
		    unsigned long long size);

/* Add an input section to the output section that is open. */
void map_add_section(struct map *map, const struct map_section *section);

/* Add a symbol that the linker script defines. */
void map_add_assignment(struct map *map, const char *name, size_t len);

/* The object that the last line names: "init/main.o", or "lib/lib.a(string.o)"
 * for lib/string.o. Exits with an error when it is outside the build tree.
 */
struct object *map_object(const struct lines *in, const char *name);

#endif /* KALLMODSYMS_MAP_H */
