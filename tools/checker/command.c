// SPDX-License-Identifier: GPL-2.0
/*
 * The commands that made the objects, which kbuild keeps in .NAME.o.cmd:
 *
 *   savedcmd_fs/ext4/super.o := gcc ... -DKBUILD_MODFILE='"fs/ext4/ext4"' ...
 *
 *   source_fs/ext4/super.o := /src/linux/fs/ext4/super.c
 *
 * An object of several modules has them all: '"drivers/a/one drivers/a/two"'.
 * Any object has a KBUILD_MODFILE, as if it were a module. It is one only if
 * modules.builtin has its file: kernel/fs/ext4/ext4.ko
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "die.h"
#include "fault.h"
#include "file.h"

/**
 * builtin_read - read modules.builtin
 * @builtin: filled in; all zero before
 * @tree: the build tree
 */
void builtin_read(struct builtin *builtin, const struct tree *tree)
{
	struct file file;
	char *rest, *line;

	/* Without CONFIG_MODULES there are none. */
	if (!file_open(&file, tree_path(tree, "modules.builtin")))
		return;
	rest = file.data;
	while ((line = next_line(&rest)))
		*map_at(&builtin->objects, line) = "";
}

/**
 * builtin_check - has each built-in module got objects?
 * @builtin: the modules, after all objects are read
 */
void builtin_check(const struct builtin *builtin)
{
	const struct map_slot *slot = builtin->objects.slots;
	size_t i;

	for (i = 0; i < builtin->objects.size; i++, slot++)
		if (slot->key && !*(const char *)slot->value)
			fault(FAULT_MODULE, "%s: no object's command names it",
			      slot->key);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char * const *)a, *(char * const *)b);
}

/* fs/ext4/ext4-test -> ext4_test */
static char *module_name(const char *module_file)
{
	char *name = xstrdup(base_name(module_file)), *dash;

	while ((dash = strchr(name, '-')))
		*dash = '_';
	return name;
}

static bool is_builtin(struct builtin *builtin, const char *module_file,
		       const struct object *object)
{
	char *ko = xprintf("kernel/%s.ko", module_file);
	bool found = map_get(&builtin->objects, ko);

	if (found)
		*map_at(&builtin->objects, ko) = (void *)object->path;
	free(ko);
	return found;
}

static char *join_sorted(char **names, size_t count)
{
	char *joined = xstrdup("");
	size_t i;

	if (count)
		qsort(names, count, sizeof(*names), compare_names);
	for (i = 0; i < count; i++)
		joined = xprintf("%s%s%s", joined, i ? " " : "", names[i]);
	return joined;
}

/* "fs/ext4/ext4", or several, which are taken apart in place. */
static void set_modules(struct object *object, char *module_files,
			struct builtin *builtin)
{
	char *rest = module_files, *module_file, **names = NULL;
	size_t count = 0;

	while ((module_file = strsep(&rest, " "))) {
		if (!is_builtin(builtin, module_file, object))
			continue;
		GROW(names, count);
		names[count++] = module_name(module_file);
	}
	object->modules = join_sorted(names, count);
	free(names);
}

/* What is between @before and @after in the text, or NULL. */
static char *between(const char *text, const char *before, const char *after)
{
	const char *start = strstr(text, before), *end;

	if (!start)
		return NULL;
	start += strlen(before);
	end = start + strcspn(start, after);
	return xprintf("%.*s", (int)(end - start), start);
}

/* fs/ext4/super.o -> fs/ext4/.super.o.cmd */
static char *command_path(const struct tree *tree, const char *path)
{
	const char *base = base_name(path);

	return xprintf("%s/%.*s.%s.cmd", tree->dir, (int)(base - path), path,
		       base);
}

/**
 * command_read - get the modules and the source file of an object
 * @object: its path is known; modules and source are filled in
 * @tree: the build tree
 * @builtin: the modules that are built in
 */
void command_read(struct object *object, const struct tree *tree,
		  struct builtin *builtin)
{
	char *modules, *source;
	struct file file;

	if (!file_open(&file, command_path(tree, object->path)))
		return;
	modules = between(file.data, "-DKBUILD_MODFILE='\"", "\"");
	if (!modules)
		modules = between(file.data, "RUST_MODFILE=", " ");
	if (modules)
		set_modules(object, modules, builtin);
	source = between(file.data, "\nsource_", "\n");
	if (source && strstr(source, " := "))
		object->source = strstr(source, " := ") + 4;
	file_close(&file);
}

/* arch/arm64/kvm/hyp/nvhe/../entry.nvhe.o -> arch/arm64/kvm/hyp/entry.nvhe.o */
static char *collapse(const char *path)
{
	char *copy = xstrdup(path), *up, *slash;

	while ((up = strstr(copy, "/../"))) {
		*up = 0;
		slash = strrchr(copy, '/');
		slash = slash ? slash + 1 : copy;
		memmove(slash, up + 4, strlen(up + 4) + 1);
	}
	return copy;
}

/* @word: of the command; @rest: those after it */
static void read_word(struct linking *linking, char *word, char **rest,
		      const char *path)
{
	static const char prefix[] = "--prefix-symbols=";

	if (!strcmp(word, "-r")) {
		linking->linked = true;
	} else if (!strcmp(word, "-T")) {
		linking->script = strsep(rest, " ");
	} else if (!strncmp(word, prefix, strlen(prefix))) {
		linking->prefix = word + strlen(prefix);
	} else if (*word != '-' && ends_with(word, ".o") && strcmp(word, path)) {
		GROW(linking->parts, linking->count);
		linking->parts[linking->count++] = collapse(word);
	}
}

/**
 * linking_read - find out whether an object was made of others
 * @linking: filled in
 * @tree: the build tree
 * @path: of the object
 *
 * The commands that it knows:
 *
 *   objcopy --prefix-symbols=__kvm_nvhe_ FROM.o TO.o
 *   ld -r -T hyp.lds ONE.o TWO.o -o TO.o
 */
void linking_read(struct linking *linking, const struct tree *tree,
		  const char *path)
{
	struct file file;
	char *rest, *word;

	memset(linking, 0, sizeof(*linking));
	if (!file_open(&file, command_path(tree, path)))
		return;
	rest = between(file.data, " := ", "\n");
	file_close(&file);
	while ((word = strsep(&rest, " ")))
		read_word(linking, word, &rest, path);
	if (!linking->linked && !linking->prefix)
		linking->count = 0;
}

/**
 * linked_libraries - the archives that are linked only as far as needed
 * @tree: the build tree
 *
 * They are KBUILD_VMLINUX_LIBS, which the command of vmlinux.o has between
 * --start-group and --end-group.
 *
 * Return: their paths, then NULL.
 */
char **linked_libraries(const struct tree *tree)
{
	char **list = NULL, *rest, *word;
	struct file file;
	size_t count = 0;
	char *end;

	file_must_open(&file, tree_path(tree, ".vmlinux.o.cmd"));
	rest = strstr(file.data, "--start-group");
	end = rest ? strstr(rest, "--end-group") : NULL;
	if (!end)
		die("%s: no --start-group and --end-group", file.path);
	*end = 0;
	rest = xstrdup(rest + strlen("--start-group"));
	file_close(&file);
	while ((word = strsep(&rest, " "))) {
		if (!*word)
			continue;
		GROW(list, count);
		list[count++] = word;
	}
	GROW(list, count);
	list[count] = NULL;
	return list;
}
