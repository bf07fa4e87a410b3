/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_COMMAND_H
#define CHECKER_COMMAND_H

#include "map.h"
#include "object.h"
#include "tree.h"

/**
 * struct builtin - the modules that are built in
 * @objects: file of the module as in modules.builtin to the path of one of its
 *	objects, which is "" as long as none is known
 */
struct builtin {
	struct map objects;
};

void builtin_read(struct builtin *builtin, const struct tree *tree);
void builtin_check(const struct builtin *builtin);
void command_read(struct object *object, const struct tree *tree,
		  struct builtin *builtin);
char **linked_libraries(const struct tree *tree);

#endif
