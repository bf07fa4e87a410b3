// SPDX-License-Identifier: GPL-2.0
/*
 * In place of dwarf.c, where there is no libdw.
 */
#include <stddef.h>

#include "dwarf.h"

struct debug_info *debug_info_open(const struct image *image)
{
	(void)image;
	return NULL;
}

const char *debug_info_missing(const struct debug_info *debug)
{
	(void)debug;
	return "built without libdw";
}

bool debug_info_agrees(const struct debug_info *debug,
		       const struct symbol *symbol, bool text,
		       const char *source, const char **other)
{
	(void)debug;
	(void)symbol;
	(void)text;
	(void)source;
	(void)other;
	return false;
}
