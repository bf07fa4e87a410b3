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

/**
 * struct linking - how an object was made of others
 * @linked: by ld -r, and not by objcopy
 * @prefix: what objcopy put before the names of its symbols, or NULL
 * @script: the linker script, or NULL
 * @parts: paths of these objects
 * @count: their number; 0 for what was compiled
 */
struct linking {
	bool linked;
	const char *prefix;
	const char *script;
	char **parts;
	size_t count;
};

void builtin_read(struct builtin *builtin, const struct tree *tree);
void builtin_check(const struct builtin *builtin);
void command_read(struct object *object, const struct tree *tree,
		  struct builtin *builtin);
void linking_read(struct linking *linking, const struct tree *tree,
		  const char *path);
char **linked_libraries(const struct tree *tree);

#endif
