// SPDX-License-Identifier: GPL-2.0
/*
 * Records: each object by its difference from what its block has in common.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <xalloc.h>

#include "builtin.h"
#include "error.h"
#include "grow.h"
#include "object.h"
#include "records.h"

#include "../../kernel/kallmodsyms_decode.h"

#define BLOCK	KALLMODSYMS_RECORD_BLOCK

/**
 * struct common - what the objects of a block have in common
 * @folders: the beginning of a path
 * @len: its length, with a slash at its end
 * @modules: modules as records tell them
 */
struct common {
	const char *folders;
	size_t len;
	const char *modules;
};

/* The objects that the table has. */
static struct object **in_table;
static size_t nr_in_table;

static void number_objects(void)
{
	struct object *object;
	size_t nr = 0;

	for_each_object(object)
		nr += object->in_table;
	in_table = xcalloc(nr + 1, sizeof(*in_table));
	nr_in_table = 0;
	for_each_object(object) {
		if (!object->in_table)
			continue;
		object->number = nr_in_table;
		in_table[nr_in_table++] = object;
	}
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

static bool ends_in_o(const char *path)
{
	size_t len = strlen(path);

	return len > 2 && !strcmp(path + len - 2, ".o") && path[len - 3] != '/';
}

/* Is the object in one module only, which has the object's name? */
static bool is_own_module(const struct object *object)
{
	const char *name = strrchr(object->path, '/');
	const char *module = object->modules;

	for (name = name ? name + 1 : object->path; *name && *name != '.'; name++)
		if (*module++ != module_char(*name))
			return false;
	return !*module && !strcmp(name, ".o");
}

/* How many of the first @len characters of @common are folders of @path. */
static size_t kept_folders(const char *path, const char *common, size_t len,
			   unsigned int *nr)
{
	size_t kept = 0;

	*nr = 0;
	for (size_t i = 0; i < len && path[i] == common[i]; i++) {
		if (path[i] != '/')
			continue;
		kept = i + 1;
		if (++*nr == KALLMODSYMS_KEEP_MAX)
			break;
	}
	return kept;
}

/* Modules as a record tells them. */
static const char *told_modules(const struct object *object)
{
	return is_own_module(object) ? "=" : object->modules;
}

/*
 * What a choice costs, about, in halves of a byte: a character takes half a
 * byte when it has been compressed.
 */
static size_t cost_of_folders(struct object **block, size_t nr,
			      const char *folders, size_t len)
{
	size_t cost = len;
	unsigned int keep;

	for (size_t i = 0; i < nr; i++) {
		size_t kept = kept_folders(block[i]->path, folders, len, &keep);

		cost += strlen(block[i]->path) - kept + 2 * (kept != len);
	}
	return cost;
}

static size_t cost_of_modules(struct object **block, size_t nr,
			      const char *modules)
{
	size_t cost = *modules ? 2 + strlen(modules) : 0;

	for (size_t i = 0; i < nr; i++) {
		const char *told = told_modules(block[i]);

		cost += strcmp(told, modules) ? 2 + strlen(told) : 0;
	}
	return cost;
}

static void choose_folders(struct common *common, struct object **block,
			   size_t nr)
{
	size_t best = cost_of_folders(block, nr, "", 0);

	common->folders = "";
	common->len = 0;
	for (size_t i = 0; i < nr; i++) {
		const char *path = block[i]->path;

		for (size_t len = 1; path[len - 1]; len++) {
			size_t cost;

			if (path[len - 1] != '/')
				continue;
			cost = cost_of_folders(block, nr, path, len);
			if (cost >= best)
				continue;
			best = cost;
			common->folders = path;
			common->len = len;
		}
	}
}

static void choose_modules(struct common *common, struct object **block,
			   size_t nr)
{
	size_t cost, best = cost_of_modules(block, nr, "");

	common->modules = "";
	for (size_t i = 0; i < nr; i++) {
		cost = cost_of_modules(block, nr, told_modules(block[i]));
		if (cost < best) {
			best = cost;
			common->modules = told_modules(block[i]);
		}
	}
}

/* ---- text ---------------------------------------------------------------- */

/* The records as characters, then as codes. */
static struct codes text;

static void add_code(unsigned int code)
{
	text.codes = xgrow(text.codes, text.nr, sizeof(*text.codes));
	text.codes[text.nr++] = code;
}

static void add_string(const char *s, size_t len)
{
	while (len--)
		add_code((unsigned char)*s++);
}

static void add_modules(const char *modules)
{
	add_code(KALLMODSYMS_MODULES);
	add_string(modules, strlen(modules));
}

static void add_common(const struct common *common)
{
	add_string(common->folders, common->len);
	if (*common->modules)
		add_modules(common->modules);
	add_code(PAIRS_END);
}

static void add_path(const char *path, const struct common *common)
{
	size_t len = strlen(path) - (ends_in_o(path) ? 2 : 0);
	unsigned int keep;
	size_t kept = kept_folders(path, common->folders, common->len, &keep);

	if (kept != common->len)
		add_code(KALLMODSYMS_KEEP + keep);
	add_string(path + kept, len - kept);
	if (!ends_in_o(path))
		add_code('/');
}

static void add_record(const struct object *object, const struct common *common)
{
	const char *modules = told_modules(object);

	add_path(object->path, common);
	if (strcmp(modules, common->modules))
		add_modules(modules);
	add_code(PAIRS_END);
}

static void write_block(struct object **block, size_t nr)
{
	struct common common;

	choose_folders(&common, block, nr);
	choose_modules(&common, block, nr);
	add_common(&common);
	for (size_t i = 0; i < nr; i++)
		add_record(block[i], &common);
}

static void write_text(void)
{
	text = (struct codes) { 0 };
	for (size_t i = 0; i < nr_in_table; i++)
		check_lengths(in_table[i]);
	for (size_t i = 0; i < nr_in_table; i += BLOCK)
		write_block(in_table + i, nr_in_table - i < BLOCK ?
					  nr_in_table - i : BLOCK);
}

/* ---- bytes --------------------------------------------------------------- */

static unsigned char *add_len(unsigned char *p, size_t len)
{
	if (len < KALLMODSYMS_BIG) {
		*p++ = len;
		return p;
	}
	*p++ = len % KALLMODSYMS_BIG | KALLMODSYMS_BIG;
	*p++ = len / KALLMODSYMS_BIG;
	return p;
}

/* The strings with their lengths. Each block has one string more. */
static void write_bytes(struct records *records)
{
	unsigned char *p;
	size_t string = 0;

	records->nr = nr_in_table;
	records->nr_blocks = (nr_in_table + BLOCK - 1) / BLOCK;
	records->starts = xcalloc(records->nr_blocks + 1,
				  sizeof(*records->starts));
	/* a length of two bytes is that of many */
	records->codes = xmalloc(2 * text.nr + 1);
	p = records->codes;
	for (size_t i = 0, len; i < text.nr; i += len + 1, string++) {
		if (string % (BLOCK + 1) == 0)
			records->starts[string / (BLOCK + 1)] =
				p - records->codes;
		for (len = 0; text.codes[i + len] != PAIRS_END; len++)
			;
		p = add_len(p, len);
		for (size_t j = 0; j < len; j++)
			*p++ = text.codes[i + j];
	}
	records->size = p - records->codes;
}

void records_encode(struct records *records)
{
	number_objects();
	write_text();
	pairs_compress(&records->pairs, &text);
	write_bytes(records);
	free(text.codes);
	free(in_table);
}
