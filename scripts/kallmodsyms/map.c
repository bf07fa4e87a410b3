// SPDX-License-Identifier: GPL-2.0
/*
 * Linker maps: the record that all readers fill, and the choice of the reader.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <array_size.h>
#include <xalloc.h>

#include "error.h"
#include "grow.h"
#include "intern.h"
#include "map.h"
#include "object.h"

static const struct map_reader *const readers[] = {
	&map_reader_gnu,
};

void map_add_output(struct map *map, const char *name, size_t len)
{
	map->outputs = xgrow(map->outputs, map->nr_outputs,
			     sizeof(*map->outputs));
	map->outputs[map->nr_outputs++] = intern(name, len);
}

void map_add_section(struct map *map, const struct map_section *section)
{
	map->sections = xgrow(map->sections, map->nr_sections,
			      sizeof(*map->sections));
	map->sections[map->nr_sections] = *section;
	map->sections[map->nr_sections++].output = map->nr_outputs - 1;
}

void map_add_assignment(struct map *map, const char *name, size_t len,
			unsigned long long addr)
{
	map->assignments = xgrow(map->assignments, map->nr_assignments,
				 sizeof(*map->assignments));
	map->assignments[map->nr_assignments++] = (struct map_assignment) {
		.name = intern(name, len),
		.addr = addr,
	};
}

/* The reader that knows the first line which is not empty. */
static const struct map_reader *choose_reader(const char *path, FILE *in)
{
	const struct map_reader *reader = NULL;
	unsigned long nr = 0;
	char *line = NULL;
	size_t size = 0;

	while (!reader && getline(&line, &size, in) >= 0) {
		nr++;
		if (line[strspn(line, " \r\n")] == '\0')
			continue;
		for (size_t i = 0; i < ARRAY_SIZE(readers); i++)
			if (readers[i]->recognise(line))
				reader = readers[i];
		if (!reader)
			die_at(path, nr,
			       "this is no linker map of a known format (%s); build vmlinux again with that linker",
			       readers[0]->linker);
	}
	free(line);
	if (!reader)
		die_at(path, 0, "the linker map is empty; remove it and build vmlinux again");
	rewind(in);
	return reader;
}

struct map *map_read(const char *path)
{
	struct map *map = xcalloc(1, sizeof(*map));
	FILE *in = fopen(path, "r");

	if (!in)
		die_at(path, 0, "cannot read the linker map: %s; remove vmlinux and build again",
		       strerror(errno));
	map->path = path;
	choose_reader(path, in)->read(map, in);
	if (ferror(in))
		die_at(path, 0, "reading failed: %s", strerror(errno));
	fclose(in);
	return map;
}

void map_dump(const struct map *map, FILE *out)
{
	for (size_t i = 0; i < map->nr_sections; i++) {
		const struct map_section *s = &map->sections[i];

		fprintf(out, "section %016llx %#llx %s %s %s\n", s->addr,
			s->size, map->outputs[s->output], s->name,
			s->object ? s->object->path : "-");
	}
	for (size_t i = 0; i < map->nr_assignments; i++)
		fprintf(out, "assignment %016llx %s\n",
			map->assignments[i].addr, map->assignments[i].name);
}
