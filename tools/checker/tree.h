/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_TREE_H
#define CHECKER_TREE_H

#include <stdbool.h>

#include "map.h"

/**
 * struct tree - the build tree
 * @dir: its top
 * @config: the options of .config that are set, without CONFIG_
 */
struct tree {
	const char *dir;
	struct map config;
};

void tree_open(struct tree *tree, const char *dir);
bool tree_enabled(const struct tree *tree, const char *option);
char *tree_path(const struct tree *tree, const char *path);
char *tree_source(const struct tree *tree, const char *path);
char *tree_find(const struct tree *tree, const char *pattern);
bool links_vmlinux_o(const struct tree *tree);

#endif
