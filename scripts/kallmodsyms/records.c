// SPDX-License-Identifier: GPL-2.0
/*
 * Records: each object by its difference from the one before.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <xalloc.h>

#include "error.h"
#include "object.h"
#include "records.h"

#include "../../kernel/kallmodsyms_decode.h"

static size_t number_objects(void)
{
	struct object *object;
	size_t nr = 0;

	for_each_object(object)
		if (object->in_table)
			object->number = nr++;
	return nr;
}

/* A record is at most as long as what it tells, and four bytes. */
static size_t max_size(void)
{
	struct object *object;
	size_t size = 1;

	for_each_object(object)
		size += strlen(object->path) + strlen(object->modules) + 4;
	return size;
}

static void check_lengths(const struct object *object)
{
	if (strlen(object->path) >= KALLMODSYMS_PATH_LEN - 1)
		die_at(object->path, 0,
		       "the path has more than %d characters; raise KALLMODSYMS_PATH_LEN in kernel/kallmodsyms_decode.h",
		       KALLMODSYMS_PATH_LEN - 2);
	if (strlen(object->modules) >= KALLMODSYMS_MODULES_LEN)
		die_at(object->path, 0,
		       "the names of its modules have more than %d characters; raise KALLMODSYMS_MODULES_LEN in kernel/kallmodsyms_decode.h",
		       KALLMODSYMS_MODULES_LEN - 1);
	for (const char *p = object->path; *p; p++)
		if ((unsigned char)*p < ' ')
			die_at(object->path, 0,
			       "the path has a control character; rename the object");
}

static unsigned int count_folders(const char *path)
{
	unsigned int nr = 0;

	for (; *path; path++)
		nr += *path == '/';
	return nr;
}

/* How many leading folders two paths share, and their length in @len. */
static unsigned int shared_folders(const char *a, const char *b, size_t *len)
{
	unsigned int nr = 0;

	*len = 0;
	for (size_t i = 0; a[i] && a[i] == b[i]; i++) {
		if (a[i] != '/')
			continue;
		*len = i + 1;
		if (++nr == KALLMODSYMS_KEEP_MAX)
			break;
	}
	return nr;
}

static bool ends_in_o(const char *path)
{
	size_t len = strlen(path);

	return len > 2 && !strcmp(path + len - 2, ".o") && path[len - 3] != '/';
}

static unsigned char *add_path(unsigned char *p, const char *path,
			       const char *before)
{
	size_t skip, len = strlen(path);
	unsigned int keep = shared_folders(path, before, &skip);

	if (keep != count_folders(before))
		*p++ = KALLMODSYMS_KEEP + keep;
	if (ends_in_o(path))
		len -= 2;
	memcpy(p, path + skip, len - skip);
	p += len - skip;
	if (!ends_in_o(path))
		*p++ = '/';
	return p;
}

/* Is the object in one module only, and the module called as the object? */
static bool is_own_module(const struct object *object)
{
	const char *name = strrchr(object->path, '/');
	const char *module = object->modules;

	for (name = name ? name + 1 : object->path; *name && *name != '.'; name++)
		if (*module++ != (*name == '-' ? '_' : *name))
			return false;
	return !*module && !strcmp(name, ".o");
}

static unsigned char *add_modules(unsigned char *p, const struct object *object)
{
	size_t len = strlen(object->modules);

	*p++ = KALLMODSYMS_MODULES;
	if (is_own_module(object)) {
		*p++ = '=';
		return p;
	}
	memcpy(p, object->modules, len);
	return p + len;
}

static unsigned char *add_record(unsigned char *p, const struct object *object,
				 const struct object *before)
{
	p = add_path(p, object->path, before ? before->path : "");
	if (strcmp(object->modules, before ? before->modules : ""))
		p = add_modules(p, object);
	*p++ = '\0';
	return p;
}

void records_encode(struct records *records)
{
	struct object *object, *before = NULL;
	unsigned char *p;

	records->nr = number_objects();
	records->starts = xcalloc(records->nr + 1, sizeof(*records->starts));
	records->codes = xcalloc(max_size(), 1);
	p = records->codes;
	for_each_object(object) {
		if (!object->in_table)
			continue;
		check_lengths(object);
		if (object->number % KALLMODSYMS_RECORD_BLOCK == 0)
			before = NULL;
		records->starts[object->number] = p - records->codes;
		p = add_record(p, object, before);
		before = object;
	}
	records->size = p - records->codes;
	pairs_compress(&records->pairs, records->codes, &records->size,
		       records->starts, records->nr);
}
