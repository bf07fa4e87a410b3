/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_INPUTS_H
#define CHECKER_INPUTS_H

#include "command.h"
#include "object.h"
#include "script.h"
#include "tree.h"

/**
 * struct inputs - what vmlinux was linked from
 * @list: the objects, about in link order
 * @count: their number
 * @not_linked: number of objects in libraries that nothing needs
 */
struct inputs {
	struct object **list;
	size_t count;
	size_t not_linked;
};

void inputs_read(struct inputs *inputs, const struct tree *tree,
		 struct builtin *builtin, struct script *script);
void foretell_symbols(struct object *object, const struct map *outputs);
void inputs_foretell(struct inputs *inputs, struct script *script,
		     const struct object *image);

#endif
