// SPDX-License-Identifier: GPL-2.0
/*
 * modules.builtin.objs:
 *
 *	drivers/hid/hid-uclogic.o: drivers/hid/hid-uclogic-core.o drivers/hid/hid-uclogic-params.o
 *
 * The module has the name of the object before the colon, with "_" for "-" and
 * "," as in /proc/modules: hid_uclogic.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <hash.h>
#include <hashtable.h>
#include <xalloc.h>

#include "builtin.h"
#include "error.h"
#include "intern.h"
#include "lines.h"
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

/* Bad input in the line that was read last. */
#define die_in_line(in, fmt, ...) \
	die_at((in)->path, (in)->nr, fmt "; %s", ##__VA_ARGS__, (in)->remedy)

static void add_module(const struct lines *in, const char *path)
{
	struct module *module;

	hash_for_each_possible(modules, module, node, hash_ptr(path))
		if (module->path == path)
			die_in_line(in, "module %s was on line %lu already",
				    path, module->line);
	module = xmalloc(sizeof(*module));
	module->path = path;
	module->line = in->nr;
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
		*p = module_char(*p);
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

static void add_object(const struct lines *in, const char *path, size_t len,
		       const char *module)
{
	struct object *object = object_find(path, len);

	if (!object)
		die_in_line(in, "neither a map nor the list of objects has \"%.*s\": this is of another build",
			    (int)len, path);
	object->modules = insert_word(object->modules, module);
}

/* The table has a meaning of its own for control characters and for "=". */
static bool is_module_path(const char *path, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)path[i] <= ' ' || path[i] == '=')
			return false;
	return len > 2 && path[len - 3] != '/' &&
	       !strncmp(path + len - 2, ".o", 2);
}

static void read_module(const struct lines *in)
{
	size_t len = strcspn(in->text, ":");
	const char *p = in->text + len, *module;

	if (*p != ':')
		die_in_line(in, "there is no colon behind the module's name");
	if (!is_module_path(in->text, len))
		die_in_line(in, "\"%.*s\" is no module as in \"fs/ext4/ext4.o\"",
			    (int)len, in->text);
	add_module(in, intern(in->text, len));
	module = module_name(in->text, len);

	p += 1 + strspn(p + 1, " ");
	if (!*p)
		die_in_line(in, "module %.*s has no object", (int)len, in->text);
	while (*p) {
		len = strcspn(p, " ");
		add_object(in, p, len, module);
		p += len + strspn(p + len, " ");
	}
}

void builtin_read(const char *path)
{
	struct lines in;

	lines_open(&in, path, "remove vmlinux.o and build vmlinux again");
	while (lines_next(&in))
		read_module(&in);
}

void builtin_dump(FILE *out)
{
	struct object *object;

	for_each_object(object)
		if (*object->modules)
			fprintf(out, "modules %s %s\n", object->path,
				object->modules);
}
