// SPDX-License-Identifier: GPL-2.0
/*
 * Linker maps: the record that all readers fill, and the choice of the reader.
 */
#include <string.h>

#include <array_size.h>
#include <xalloc.h>

#include "error.h"
#include "grow.h"
#include "intern.h"
#include "lines.h"
#include "map.h"
#include "native.h"
#include "object.h"
#include "vmlinux.h"

static const struct map_reader *const readers[] = {
	&map_reader_gnu,
	&map_reader_lld,
};

void map_add_output(struct map *map, const char *name, size_t len)
{
	map->outputs = xgrow(map->outputs, map->nr_outputs,
			     sizeof(*map->outputs));
	map->outputs[map->nr_outputs++] = (struct map_output) {
		.name = intern(name, len),
	};
}

void map_set_output(struct map *map, unsigned long long addr,
		    unsigned long long size)
{
	struct map_output *output = &map->outputs[map->nr_outputs - 1];

	output->addr = vmlinux_addr(addr);
	output->size = size;
}

void map_add_section(struct map *map, const struct map_section *section)
{
	map->sections = xgrow(map->sections, map->nr_sections,
			      sizeof(*map->sections));
	map->sections[map->nr_sections] = *section;
	map->sections[map->nr_sections].addr = vmlinux_addr(section->addr);
	map->sections[map->nr_sections++].output = map->nr_outputs - 1;
}

void map_add_assignment(struct map *map, const char *name, size_t len)
{
	map->assignments = xgrow(map->assignments, map->nr_assignments,
				 sizeof(*map->assignments));
	map->assignments[map->nr_assignments++] = intern(name, len);
}

struct object *map_object(const struct lines *in, const char *name)
{
	size_t len = strlen(name);
	const char *paren = memchr(name, '(', len);
	struct object *obj;

	if (strchr(name, ' ') && !native_is(name))
		die_at(in->path, in->nr,
		       "the object's path \"%s\" has a space in it; build in a folder without",
		       name);
	if (native_is(name))
		obj = native_object(in, name);
	else if (paren && name[len - 1] == ')')
		obj = object_get_member(name, paren - name, paren + 1,
					name + len - 1 - (paren + 1));
	else
		obj = object_get(name, len);
	if (!obj)
		die_at(in->path, in->nr,
		       "the object \"%s\" is outside the build tree; link objects of the tree only",
		       name);
	return obj;
}

static const struct map_reader *reader_for(const char *line)
{
	for (size_t i = 0; i < ARRAY_SIZE(readers); i++)
		if (readers[i]->recognise(line))
			return readers[i];
	return NULL;
}

/* The reader that knows the first line which is not empty. */
static const struct map_reader *choose_reader(struct lines *in)
{
	const struct map_reader *reader;

	do {
		if (!lines_next(in))
			die_at(in->path, 0, "the map is empty; %s", in->remedy);
	} while (!in->text[strspn(in->text, " \r")]);
	reader = reader_for(in->text);
	if (!reader)
		die_at(in->path, in->nr,
		       "this is no map of a known linker (%s, %s); build vmlinux with one of these",
		       readers[0]->linker, readers[1]->linker);
	lines_rewind(in);
	return reader;
}

struct map *map_read(const char *path)
{
	struct map *map = xcalloc(1, sizeof(*map));
	const struct map_reader *reader;
	struct lines in;

	map->path = path;
	lines_open(&in, path, "remove vmlinux.o and build vmlinux again");
	reader = choose_reader(&in);
	map->lists_merged = reader->lists_merged;
	reader->read(map, &in);
	return map;
}

void map_dump(const struct map *map, FILE *out)
{
	for (size_t i = 0; i < map->nr_sections; i++) {
		const struct map_section *s = &map->sections[i];

		fprintf(out, "section %016llx %#llx %s %s %s\n", s->addr,
			s->size, map->outputs[s->output].name, s->name,
			s->object ? s->object->path : "-");
	}
	for (size_t i = 0; i < map->nr_assignments; i++)
		fprintf(out, "assignment %s\n", map->assignments[i]);
}
