/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_BYTES_H
#define CHECKER_BYTES_H

#include "object.h"

/**
 * enum bytes - does a symbol have the same contents in two files?
 * @BYTES_NONE: it has no contents that could be compared
 * @BYTES_AGREE: all that relocations do not change is the same
 * @BYTES_DIFFER: it is not
 */
enum bytes {
	BYTES_NONE,
	BYTES_AGREE,
	BYTES_DIFFER,
};

enum bytes bytes_compare(struct object *object, const struct symbol *symbol,
			 const struct object *image,
			 const struct symbol *twin);
bool is_patched_jump(struct object *object, const struct section *section,
		     uint64_t offset);

#endif
