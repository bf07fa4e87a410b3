/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_GLOBAL_H
#define CHECKER_GLOBAL_H

#include "image.h"
#include "inputs.h"
#include "script.h"

/**
 * struct definer - an object that defines a name for others
 * @object: the object
 * @symbol: number of the symbol in it
 * @next: the next one in link order
 */
struct definer {
	struct object *object;
	uint32_t symbol;
	struct definer *next;
};

/**
 * struct globals - who defines which name
 * @definers: name to the first struct definer
 */
struct globals {
	struct map definers;
};

void globals_read(struct globals *globals, const struct inputs *inputs);
void globals_resolve(struct globals *globals, struct image *image,
		     const struct script *script);
void globals_reclaim(struct globals *globals, struct image *image);

#endif
