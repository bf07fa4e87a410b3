// SPDX-License-Identifier: GPL-2.0
#include <glob.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "file.h"
#include "tree.h"

static void read_config(struct tree *tree)
{
	struct file file;
	char *rest, *line, *equals;

	file_must_open(&file, tree_path(tree, ".config"));
	rest = file.data;
	while ((line = next_line(&rest))) {
		equals = strchr(line, '=');
		if (strncmp(line, "CONFIG_", 7) || !equals)
			continue;
		*equals = 0;
		*map_at(&tree->config, line + 7) = equals + 1;
	}
}

/**
 * tree_open - get to know a build tree
 * @tree: filled in; all zero before
 * @dir: its top
 */
void tree_open(struct tree *tree, const char *dir)
{
	tree->dir = dir;
	read_config(tree);
}

/**
 * tree_enabled - is an option "y"?
 * @tree: the tree
 * @option: without CONFIG_
 */
bool tree_enabled(const struct tree *tree, const char *option)
{
	const char *value = map_get(&tree->config, option);

	return value && !strcmp(value, "y");
}

/**
 * tree_path - a file of the build tree
 * @tree: the tree
 * @path: from its top
 */
char *tree_path(const struct tree *tree, const char *path)
{
	return xprintf("%s/%s", tree->dir, path);
}

/**
 * tree_source - a file of the source tree
 * @tree: the build tree, from where kbuild links to the source tree as "source"
 *	if they are not the same
 * @path: from its top
 */
char *tree_source(const struct tree *tree, const char *path)
{
	char *name = xprintf("%s/source/%s", tree->dir, path);

	return access(name, F_OK) ? tree_path(tree, path) : name;
}

/**
 * tree_find - the last file of the build tree with such a name
 * @tree: the tree
 * @pattern: a wildcard, from the top
 *
 * Return: its name, or NULL.
 */
char *tree_find(const struct tree *tree, const char *pattern)
{
	char *name = NULL;
	glob_t found;

	if (!glob(tree_path(tree, pattern), 0, NULL, &found))
		name = xstrdup(found.gl_pathv[found.gl_pathc - 1]);
	globfree(&found);
	return name;
}

/**
 * links_vmlinux_o - is vmlinux linked from vmlinux.o?
 * @tree: the tree
 *
 * Otherwise it is linked from the objects themselves.
 */
bool links_vmlinux_o(const struct tree *tree)
{
	return tree_enabled(tree, "X86_KERNEL_IBT") ||
	       tree_enabled(tree, "LTO_CLANG") ||
	       tree_enabled(tree, "KLP_BUILD");
}
