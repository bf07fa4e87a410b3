// SPDX-License-Identifier: GPL-2.0
/*
 * Objects by path.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hash.h>
#include <hashtable.h>
#include <xalloc.h>

#include "error.h"
#include "intern.h"
#include "lines.h"
#include "native.h"
#include "object.h"

struct list_head objects = LIST_HEAD_INIT(objects);

static HASHTABLE_DEFINE(objects_by_path, 1 << 14);

/* Take the last component of @out, which ends at @end, away again. */
static char *drop_component(char *out, char *end)
{
	while (end > out && end[-1] != '/')
		end--;
	return end > out ? end - 1 : end;
}

/*
 * Resolve "", "." and ".." in @path by its text alone; @out has room for
 * @len + 1 bytes. Returns the length, 0 when nothing is left or when ".."
 * leads out of the build tree. An absolute path stays as it is.
 */
static size_t normalise(char *out, const char *path, size_t len)
{
	const char *stop = path + len, *next;
	char *end = out;

	if (len && path[0] == '/') {
		memcpy(out, path, len);
		out[len] = '\0';
		return len;
	}
	for (; path < stop; path = next + 1) {
		size_t part;

		next = memchr(path, '/', stop - path) ?: stop;
		part = next - path;
		if (!part || (part == 1 && path[0] == '.'))
			continue;
		if (part == 2 && path[0] == '.' && path[1] == '.') {
			if (end == out)
				return 0;
			end = drop_component(out, end);
			continue;
		}
		if (end != out)
			*end++ = '/';
		memmove(end, path, part);
		end += part;
	}
	*end = '\0';
	return end - out;
}

/*
 * Objects that the link makes for itself have a leading dot in all kernels:
 * .vmlinux.export.o, .tmp_vmlinux1.kallsyms.o, .btf.vmlinux.bin.o. Their names
 * change from one link pass to the next and mean nothing to a reader. Likewise
 * modpost's ext4.mod.o and .module-common.o, which go into a module. Those
 * with an absolute path the link takes from the compiler or, for user mode
 * Linux, from the C library.
 */
static bool made_by_link(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *mod = strstr(path, ".mod.o");

	return path[0] == '/' || (slash ? slash[1] : path[0]) == '.' ||
	       (mod && !mod[strlen(".mod.o")]);
}

/* The lower bits of the addresses of strings are the same. */
static unsigned int hash_path(const char *path)
{
	return hash_ptr(path) >> 16;
}

static struct object *object_new(const char *path)
{
	struct object *obj = xcalloc(1, sizeof(*obj));

	obj->path = path;
	obj->file = path;
	obj->link_made = made_by_link(path);
	obj->prefix = "";
	obj->modules = "";
	obj->placements_tail = &obj->placements;
	hash_add(objects_by_path, &obj->node, hash_path(path));
	list_add_tail(&obj->order, &objects);
	return obj;
}

static struct object *lookup(const char *path)
{
	struct object *obj;

	hash_for_each_possible(objects_by_path, obj, node, hash_path(path))
		if (obj->path == path)
			return obj;
	return NULL;
}

/* The interned normal form of @path, or NULL when it has none. */
static const char *normal_path(const char *path, size_t len)
{
	char *buf = xmalloc(len + 1);
	size_t normal_len = normalise(buf, path, len);
	const char *normal = normal_len ? intern(buf, normal_len) : NULL;

	free(buf);
	return normal;
}

/* The top of the tree that a module is built in, with a slash, or "". */
static const char *top = "";

void objects_set_top(const char *dir)
{
	size_t len = strlen(dir);

	top = intern_pair(dir, len && dir[len - 1] != '/' ? "/" : "");
}

/* How much of a path leads to the top of the module's tree. */
static size_t top_len(const char *path, size_t len)
{
	size_t n = strlen(top);

	return len > n && !memcmp(path, top, n) ? n : 0;
}

struct object *object_find(const char *path, size_t len)
{
	size_t skip = top_len(path, len);
	const char *normal = normal_path(path + skip, len - skip);

	return normal ? lookup(normal) : NULL;
}

/*
 * Distributed ThinLTO compiles bitcode by commands of kbuild, so that the link
 * takes init/main.thinlto-native.o for init/main.o.
 */
static const char *without_native(const char *path)
{
	static const char native[] = ".thinlto-native.o";
	size_t len = strlen(path), tail = strlen(native);
	const char *plain;
	char *buf;

	if (len <= tail || strcmp(path + len - tail, native))
		return path;
	buf = xstrndup(path, len - tail + strlen(".o"));
	memcpy(buf + len - tail, ".o", sizeof(".o"));
	plain = intern(buf, strlen(buf));
	free(buf);
	return plain;
}

struct object *object_get(const char *path, size_t len)
{
	size_t skip = top_len(path, len);
	const char *normal = normal_path(path + skip, len - skip), *plain;
	struct object *obj;

	if (!normal)
		return NULL;
	plain = without_native(normal);
	obj = lookup(plain) ?: object_new(plain);
	if (plain != normal || skip)
		obj->file = skip ? intern(path, len) : normal;
	return obj;
}

struct object *object_get_member(const char *archive, size_t archive_len,
				 const char *member, size_t member_len)
{
	struct object *obj;
	char *path;

	while (archive_len && archive[archive_len - 1] != '/')
		archive_len--;
	path = xmalloc(archive_len + member_len + 1);
	memcpy(path, archive, archive_len);
	memcpy(path + archive_len, member, member_len);
	obj = object_get(path, archive_len + member_len);
	free(path);
	return obj;
}

void objects_read(const char *path)
{
	struct lines in;

	lines_open(&in, path, "build vmlinux again");
	while (lines_next(&in)) {
		struct object *obj = native_is(in.text) ?
			native_object(&in, in.text) :
			object_get(in.text, strlen(in.text));

		if (!obj || !*in.text)
			die_at(path, in.nr, "\"%s\" is no object of the build tree; %s",
			       in.text, in.remedy);
		obj->listed = true;
	}
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp((*(struct object *const *)a)->path,
		      (*(struct object *const *)b)->path);
}

void objects_sort(void)
{
	struct object **others, *obj;
	size_t nr = 0;

	for_each_object(obj)
		nr += !obj->listed;
	others = xcalloc(nr + 1, sizeof(*others));
	nr = 0;
	for_each_object(obj)
		if (!obj->listed)
			others[nr++] = obj;
	qsort(others, nr, sizeof(*others), compare_paths);
	for (size_t i = 0; i < nr; i++)
		list_move_tail(&others[i]->order, &objects);
	free(others);
}
