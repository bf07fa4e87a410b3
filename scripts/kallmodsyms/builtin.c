// SPDX-License-Identifier: GPL-2.0
/*
 * modules.builtin.objs:
 *
 *	drivers/hid/hid-uclogic.o: drivers/hid/hid-uclogic-core.o drivers/hid/hid-uclogic-params.o
 *
 * The module is called as the object before the colon, with "_" for "-" as in
 * /proc/modules: hid_uclogic.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <hash.h>
#include <hashtable.h>
#include <xalloc.h>

#include "builtin.h"
#include "error.h"
#include "intern.h"
#include "object.h"

/**
 * struct module - a module that a line was read for
 * @node: in the table of modules
 * @path: what stands before the colon, interned
 * @line: its line
 */
struct module {
	struct hlist_node node;
	const char *path;
	unsigned long line;
};

static HASHTABLE_DEFINE(modules, 1 << 10);

/* Where a message comes from, and the name of the module. */
struct line {
	const char *file;
	unsigned long nr;
	const char *module;
};

static void add_module(const struct line *line, const char *path)
{
	struct module *module;

	hash_for_each_possible(modules, module, node, hash_ptr(path))
		if (module->path == path)
			die_at(line->file, line->nr,
			       "module %s was on line %lu already; build vmlinux again to make the file anew",
			       path, module->line);
	module = xmalloc(sizeof(*module));
	module->path = path;
	module->line = line->nr;
	hash_add(modules, &module->node, hash_ptr(path));
}

/* "drivers/hid/hid-uclogic.o" is hid_uclogic */
static const char *module_name(const char *path, size_t len)
{
	char *name = xstrndup(path, len);
	char *base = strrchr(name, '/');
	const char *interned;

	base = base ? base + 1 : name;
	base[strlen(base) - 2] = '\0';
	for (char *p = base; *p; p++)
		if (*p == '-')
			*p = '_';
	interned = intern(base, strlen(base));
	free(name);
	return interned;
}

/*
 * @words with @word put in its place. An object is in one module, as a rule,
 * and in five at most in all of the kernel, so this need not be quick.
 */
static const char *insert_word(const char *words, const char *word)
{
	size_t len = strlen(word);
	const char *p = words, *result;
	char *buf;

	while (*p) {
		size_t n = strcspn(p, " ");
		int diff = strncmp(p, word, n > len ? n : len);

		if (n == len && !strncmp(p, word, n))
			return words;
		if (diff > 0)
			break;
		p += n + (p[n] == ' ');
	}
	buf = xmalloc(strlen(words) + len + 3);
	sprintf(buf, "%.*s%s%s%s%s", (int)(p - words), words,
		p > words && p[-1] != ' ' ? " " : "", word, *p ? " " : "", p);
	result = intern(buf, strlen(buf));
	free(buf);
	return result;
}

static void add_object(const struct line *line, const char *path, size_t len)
{
	struct object *object = object_find(path, len);

	if (!object)
		die_at(line->file, line->nr,
		       "the linker map has no object \"%.*s\": map and file are of different builds; build vmlinux again",
		       (int)len, path);
	object->modules = insert_word(object->modules, line->module);
}

static bool is_object_name(const char *name, size_t len)
{
	return len > 2 && name[len - 3] != '/' && !strncmp(name + len - 2, ".o", 2);
}

static void read_module(struct line *line, char *text)
{
	size_t len = strcspn(text, ":");
	char *p = text + len;

	if (*p != ':')
		die_at(line->file, line->nr,
		       "there is no colon behind the module's name; build vmlinux again to make the file anew");
	if (!is_object_name(text, len) || memchr(text, ' ', len))
		die_at(line->file, line->nr,
		       "\"%.*s\" is no module as in \"fs/ext4/ext4.o\"; build vmlinux again to make the file anew",
		       (int)len, text);
	add_module(line, intern(text, len));
	line->module = module_name(text, len);

	p += 1 + strspn(p + 1, " ");
	if (!*p)
		die_at(line->file, line->nr,
		       "module %.*s has no object; build vmlinux again to make the file anew",
		       (int)len, text);
	while (*p) {
		len = strcspn(p, " ");
		add_object(line, p, len);
		p += len + strspn(p + len, " ");
	}
}

void builtin_read(const char *path)
{
	struct line line = { .file = path };
	FILE *in = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	if (!in)
		die_at(path, 0, "cannot read the objects of built-in modules: %s",
		       strerror(errno));
	while (getline(&text, &size, in) >= 0) {
		line.nr++;
		text[strcspn(text, "\n")] = '\0';
		read_module(&line, text);
	}
	if (ferror(in))
		die_at(path, 0, "reading failed: %s", strerror(errno));
	free(text);
	fclose(in);
}

void builtin_dump(FILE *out)
{
	struct object *object;

	for_each_object(object)
		if (*object->modules)
			fprintf(out, "modules %s %s\n", object->path,
				object->modules);
}
