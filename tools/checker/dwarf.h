/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_DWARF_H
#define CHECKER_DWARF_H

#include "image.h"

struct debug_info;

struct debug_info *debug_info_open(const struct image *image);
const char *debug_info_missing(const struct debug_info *debug);
bool debug_info_agrees(const struct debug_info *debug,
		       const struct symbol *symbol, bool text,
		       const char *source, const char **other);

#endif
