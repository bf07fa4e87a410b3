// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: linker maps and their composition. An input is the map of a
 * link, and behind a line "----" that of the ld -r that made its vmlinux.o.
 */
#include <string.h>

#include "../../scripts/kallmodsyms/map.h"
#include "../../scripts/kallmodsyms/object.h"
#include "../../scripts/kallmodsyms/placement.h"
#include "fuzz.h"

#define BETWEEN		"\n----\n"

static int has_inner;

static void check_placements(void)
{
	struct object *object;
	const struct placement *p;

	for_each_object(object) {
		fuzz_read(object->path, strlen(object->path));
		for (p = object->placements; p; p = p->next) {
			if (p->object != object)
				__builtin_trap();
			placement_at(p->addr);
			placement_at(p->addr + p->size);
		}
	}
	placement_at(0);
	placement_at(~0ULL);
}

static void read_maps(void)
{
	struct map *map = map_read("map");

	map_dump(map, fuzz_null());
	if (has_inner)
		placements_nest("vmlinux.o", map_read("inner"), "");
	placements_compose(map);
	placements_dump(fuzz_null());
	check_placements();
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	const u8 *inner = memmem(data, size, BETWEEN, strlen(BETWEEN));
	const u8 *end = inner ? inner + 1 : data + size;

	fuzz_file("map", data, end - data);
	if (inner) {
		inner += strlen(BETWEEN);
		fuzz_file("inner", inner, data + size - inner);
	}
	has_inner = !!inner;
	fuzz_run(read_maps);
	return 0;
}
