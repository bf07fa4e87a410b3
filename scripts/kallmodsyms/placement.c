// SPDX-License-Identifier: GPL-2.0
/*
 * Composition of nested maps.
 *
 * The kernel is linked in stages. With IBT or LTO the last link takes one
 * vmlinux.o, so its map says only
 *
 *	.text   0xffffffff81001000  0x727763  vmlinux.o
 *
 * and the map of the ld -r that made vmlinux.o has the objects, with addresses
 * in the output section, which is the section of vmlinux.o above:
 *
 *	.text   0x0000000000000000  0x727763
 *	 .text  0x0000000000000030    0x1a34  init/main.o
 *
 * The placement of an object's section is the sum of the two. An output section
 * of ld -r begins at 0, unless a linker script aligns it (arm64's hyp.lds).
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <list.h>
#include <xalloc.h>

#include "error.h"
#include "intern.h"
#include "map.h"
#include "names.h"
#include "object.h"
#include "placement.h"
#include "vmlinux.h"

/**
 * struct nested - an object that was linked from others
 * @node: in the list of them
 * @object: the object
 * @map: the map of its link
 * @prefix: of the names of its symbols
 * @first: for each output section of @map, its first input section; one more
 *	element ends the last
 * @outputs: the output sections of @map; those that have been placed are taken
 */
struct nested {
	struct list_head node;
	struct object *object;
	struct map *map;
	const char *prefix;
	size_t *first;
	struct names outputs;
};

static LIST_HEAD(nested_objects);

static struct placement *placements;
static size_t nr_placements;
static bool lists_merged;

/* those that cover bytes, by address, for placement_at() */
static const struct placement **by_addr;
static size_t nr_by_addr;

static struct nested *find_nested(const struct object *obj)
{
	struct nested *nested;

	list_for_each_entry(nested, &nested_objects, node)
		if (nested->object == obj)
			return nested;
	return NULL;
}

/* The input sections of an output section are consecutive in a map. */
static size_t *index_outputs(const struct map *map)
{
	size_t *first = xcalloc(map->nr_outputs + 1, sizeof(*first));

	for (size_t i = 0; i < map->nr_sections; i++)
		first[map->sections[i].output + 1] = i + 1;
	for (size_t i = 1; i <= map->nr_outputs; i++)
		if (first[i] < first[i - 1])
			first[i] = first[i - 1];
	return first;
}

void placements_nest(const char *object, struct map *map, const char *prefix)
{
	struct nested *nested = xcalloc(1, sizeof(*nested));

	nested->object = object_find(object, strlen(object));
	if (!nested->object)
		die_at(map->path, 0,
		       "no other map names the object \"%s\" that this map is said to be of; give the maps of one build, the outer first",
		       object);
	if (find_nested(nested->object))
		die_at(map->path, 0, "this is the second map for \"%s\"; give one",
		       object);
	nested->map = map;
	nested->prefix = prefix;
	nested->first = index_outputs(map);
	for (size_t i = 0; i < map->nr_outputs; i++)
		names_add(&nested->outputs, map->outputs[i].name);
	names_sort(&nested->outputs);
	list_add_tail(&nested->node, &nested_objects);
}

static size_t count_sections(const struct map *map)
{
	struct nested *nested;
	size_t nr = map->nr_sections;

	list_for_each_entry(nested, &nested_objects, node)
		nr += nested->map->nr_sections;
	return nr;
}

/* The first output section of name and size that has not been placed yet. */
static struct named *find_output(const struct nested *nested, const char *name,
				 unsigned long long size)
{
	struct named *output = NULL;

	while ((output = names_next(&nested->outputs, output, name)))
		if (nested->map->outputs[output->index].size == size)
			return output;
	return NULL;
}

/*
 * Sections of one name can occur twice, and the outer link may have dropped
 * one of them, so the size decides first. It changes when the outer link
 * merges constants; then the order does.
 */
static const struct named *take_output(struct nested *nested,
				       const struct map_section *section)
{
	struct named *output = find_output(nested, section->name, section->size);

	if (!output)
		output = names_next(&nested->outputs, NULL, section->name);
	if (output)
		output->taken = true;
	return output;
}

static void add_placement(const struct map_section *section,
			  unsigned long long base, bool dropped,
			  const char *prefix)
{
	struct placement *p = &placements[nr_placements++];

	*p = (struct placement) {
		.addr = base + section->addr,
		.size = section->size,
		.section = section->name,
		.object = section->object,
		.dropped = dropped,
	};
	p->object->prefix = prefix;
	*p->object->placements_tail = p;
	p->object->placements_tail = &p->next;
}

/*
 * Place @section, @base bytes above where its map puts it. A section of a
 * nested object that its map lacks was added after that link, as objtool adds
 * .orc_unwind: no object owns it.
 */
static void place(const struct map_section *section, unsigned long long base,
		  bool dropped, const char *prefix)
{
	const struct named *output;
	struct nested *nested;

	if (!section->object)
		return;
	nested = find_nested(section->object);
	if (!nested) {
		add_placement(section, base, dropped, prefix);
		return;
	}
	output = take_output(nested, section);
	if (!output)
		return;
	for (size_t i = nested->first[output->index];
	     i < nested->first[output->index + 1]; i++)
		place(&nested->map->sections[i],
		      base + section->addr -
		      nested->map->outputs[output->index].addr, dropped, nested->prefix);
}

static int compare_addr(const void *a, const void *b)
{
	const struct placement *pa = *(const struct placement **)a;
	const struct placement *pb = *(const struct placement **)b;

	if (pa->addr != pb->addr)
		return pa->addr < pb->addr ? -1 : 1;
	/* keep the order of the map */
	return pa < pb ? -1 : pa > pb;
}

/* Empty sections cover nothing, and debug sections are at 0 as percpu is. */
static void sort_by_addr(void)
{
	by_addr = xcalloc(nr_placements + 1, sizeof(*by_addr));
	for (size_t i = 0; i < nr_placements; i++)
		if (placements[i].size &&
		    strncmp(placements[i].section, ".debug", 6) &&
		    strcmp(placements[i].section, ".comment"))
			by_addr[nr_by_addr++] = &placements[i];
	qsort(by_addr, nr_by_addr, sizeof(*by_addr), compare_addr);
}

/* The map shows output sections that are empty, there or not. */
static bool is_dropped(const struct map *map, const struct map_section *section)
{
	const struct map_output *output = &map->outputs[section->output];

	return !output->size && vmlinux_is_open() &&
	       !vmlinux_has_section(output->name);
}

void placements_compose(const struct map *map)
{
	lists_merged = map->lists_merged;
	placements = xcalloc(count_sections(map) + 1, sizeof(*placements));
	for (size_t i = 0; i < map->nr_sections; i++)
		place(&map->sections[i], 0, is_dropped(map, &map->sections[i]),
		      "");
	sort_by_addr();
	objects_sort();
}

void placements_walk_scripts(const struct map *map,
			     void (*fn)(const char *name))
{
	struct nested *nested;

	for (size_t i = 0; i < map->nr_assignments; i++)
		fn(map->assignments[i]);
	list_for_each_entry(nested, &nested_objects, node)
		for (size_t i = 0; i < nested->map->nr_assignments; i++)
			fn(intern_pair(nested->prefix,
				       nested->map->assignments[i]));
}

bool placements_list_merged(void)
{
	return lists_merged;
}

const struct placement *placement_at(unsigned long long addr)
{
	size_t low = 0, high = nr_by_addr;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (by_addr[mid]->addr <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low || addr - by_addr[low - 1]->addr >= by_addr[low - 1]->size)
		return NULL;
	return by_addr[low - 1];
}

void placements_dump(FILE *out)
{
	for (size_t i = 0; i < nr_by_addr; i++)
		fprintf(out, "placement %016llx %#llx %s %s\n",
			by_addr[i]->addr, by_addr[i]->size,
			by_addr[i]->section, by_addr[i]->object->path);
}
