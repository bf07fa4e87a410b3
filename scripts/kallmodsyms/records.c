// SPDX-License-Identifier: GPL-2.0
/*
 * Records: each object by its difference from the one before it, as
 * kernel/kallmodsyms_decode.h describes them.
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

/**
 * struct text - what the records add to each other, one string for each
 * @codes: the strings, as characters and then as byte codes
 * @kept: how many characters of the path before each record keeps
 * @nr: how many records
 */
struct text {
	struct codes codes;
	unsigned char *kept;
	size_t nr;
};

static void check_object(const struct object *object)
{
	size_t len = strlen(object->path);

	if (len < 2 || strcmp(object->path + len - 2, ".o"))
		die_at(object->path, 0,
		       "the path does not end in \".o\"; rename the object");
	if (len >= KALLMODSYMS_PATH_LEN)
		die_at(object->path, 0,
		       "the path has more than %d characters; raise KALLMODSYMS_PATH_LEN in kernel/kallmodsyms_decode.h",
		       KALLMODSYMS_PATH_LEN - 1);
	if (strlen(object->modules) >= KALLMODSYMS_MODULES_LEN)
		die_at(object->path, 0,
		       "the names of its modules have more than %d characters; raise KALLMODSYMS_MODULES_LEN in kernel/kallmodsyms_decode.h",
		       KALLMODSYMS_MODULES_LEN - 1);
	for (const char *p = object->path; *p; p++)
		if ((unsigned char)*p < ' ')
			die_at(object->path, 0,
			       "the path has a control character; rename the object");
}

static void add_code(struct codes *codes, unsigned int code)
{
	codes->codes = xgrow(codes->codes, codes->nr, sizeof(*codes->codes));
	codes->codes[codes->nr++] = code;
}

static void add_string(struct codes *codes, const char *s, size_t len)
{
	while (len--)
		add_code(codes, (unsigned char)*s++);
}

static size_t common_len(const char *a, const char *b)
{
	size_t len = 0;

	while (a[len] && a[len] == b[len])
		len++;
	return len;
}

/* What @object has that @before, the record before in its block, has not. */
static void add_record(struct text *text, const struct object *object,
		       const struct object *before)
{
	size_t len = strlen(object->path) - strlen(".o"), kept = 0;

	if (before)
		kept = common_len(object->path, before->path);
	/* both are without ".o" when the decoder compares them */
	if (before && kept > strlen(before->path) - strlen(".o"))
		kept = strlen(before->path) - strlen(".o");
	if (kept > len)
		kept = len;
	text->kept = xgrow(text->kept, text->nr, 1);
	text->kept[text->nr++] = kept;
	add_string(&text->codes, object->path + kept, len - kept);
	if (strcmp(object->modules, before ? before->modules : "")) {
		add_code(&text->codes, KALLMODSYMS_MODULES);
		add_string(&text->codes, object->modules,
			   strlen(object->modules));
	}
	add_code(&text->codes, KALLMODSYMS_END);
	add_code(&text->codes, PAIRS_END);
}

/* Numbers the objects that have symbols; their records as text. */
static void write_text(struct text *text)
{
	struct object *object, *before = NULL;

	for_each_object(object) {
		if (!object->in_table)
			continue;
		check_object(object);
		object->number = text->nr;
		if (object->number % KALLMODSYMS_RECORD_BLOCK == 0)
			before = NULL;
		add_record(text, object, before);
		before = object;
	}
}

void records_encode(struct records *records)
{
	struct text text = { 0 };
	size_t code = 0;

	*records = (struct records) { 0 };
	write_text(&text);
	pairs_compress(&records->pairs, &text.codes);
	records->nr = text.nr;
	for (size_t i = 0; i < text.nr; i++) {
		if (i % KALLMODSYMS_RECORD_BLOCK == 0)
			blocks_start(&records->blocks);
		blocks_add(&records->blocks, text.kept[i]);
		for (; text.codes.codes[code] != PAIRS_END; code++)
			blocks_add(&records->blocks, text.codes.codes[code]);
		code++;
	}
	free(text.codes.codes);
	free(text.kept);
}
