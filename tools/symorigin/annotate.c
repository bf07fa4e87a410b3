// SPDX-License-Identifier: GPL-2.0-only
/*
 * Modules and objects into the text of a log.
 */
#include <stdlib.h>
#include <string.h>

#include "trace.h"

#define NUM_CACHED	65536u
#define MAX_ADDED	2048

/**
 * struct cached - what is added to a function
 * @name: its name and, after a zero byte, the words after it
 * @name_len: length of the name
 * @words_len: length of the words
 * @size: its size
 * @added: the text
 * @added_len: length of @added
 */
struct cached {
	char *name;
	size_t name_len;
	size_t words_len;
	uint64_t size;
	char *added;
	size_t added_len;
};

struct annotator {
	const struct kms *kms;
	struct cached cache[NUM_CACHED];
	unsigned long other;	/* functions of another size */
};

/* Appends "|" and an origin, unless it is there already. */
static void add_origin(char *added, const char *origin)
{
	size_t len = strlen(added);

	if (len + strlen(origin) + 2 > MAX_ADDED || strstr(added, origin))
		return;
	added[len] = len ? '|' : ' ';
	memcpy(added + len + 1, origin, strlen(origin) + 1);
}

/* What is to be said of a symbol that is not in the log. */
static void origin_of(const struct function *f, const struct kms_symbol *sym,
		      char *origin)
{
	*origin = '\0';
	if (!f->modules)
		kms_origin(sym, KMS_ORIGIN_FULL, origin, KMS_ORIGIN_LEN);
	else if (*sym->object)
		sprintf(origin, "<%s>", sym->object);
}

/*
 * Several symbols can have a name and a size. What they do not agree in is
 * listed: the log has no address to choose by.
 */
static int find_added(struct annotator *a, const struct function *f,
		      char *added)
{
	char origin[KMS_ORIGIN_LEN];
	struct kms_symbol sym = { 0 };
	uint32_t from = 0;
	int status;

	*added = '\0';
	while (!(status = match_function(a->kms, f, true, from, &sym))) {
		from = sym.index + 1;
		origin_of(f, &sym, origin);
		if (*origin)
			add_origin(added, origin);
	}
	if (!from && !match_function(a->kms, f, false, 0, &sym))
		a->other++;
	return status == KMS_DAMAGED ? status : 0;
}

static struct cached *slot(struct annotator *a, const struct function *f)
{
	unsigned int h = f->size;

	for (size_t i = 0; i < f->name_len; i++)
		h = 33 * h + (unsigned char)f->name[i];
	return &a->cache[(h ^ h >> 16) % NUM_CACHED];
}

static bool is_cached(const struct cached *c, const struct function *f)
{
	size_t words_len = f->end - f->words;

	return c->name && c->name_len == f->name_len && c->size == f->size &&
	       c->words_len == words_len &&
	       !memcmp(c->name, f->name, f->name_len) &&
	       !memcmp(c->name + f->name_len + 1, f->words, words_len);
}

static int fill(struct annotator *a, struct cached *c, const struct function *f)
{
	char added[MAX_ADDED];
	int status = find_added(a, f, added);

	if (status)
		return fail("%.*s: %s", (int)f->name_len, f->name,
			    kms_strerror(status));
	free(c->name);
	free(c->added);
	c->name_len = f->name_len;
	c->words_len = f->end - f->words;
	c->size = f->size;
	c->name = calloc(1, c->name_len + 1 + c->words_len);
	c->added = strdup(added);
	if (!c->name || !c->added)
		return fail("out of memory");
	memcpy(c->name, f->name, c->name_len);
	memcpy(c->name + c->name_len + 1, f->words, c->words_len);
	c->added_len = strlen(added);
	return 0;
}

/* Writes the line up to the end of a function, and what is added. */
static int write_function(struct annotator *a, const char *from,
			  const struct function *f)
{
	struct cached *c = slot(a, f);
	int status = is_cached(c, f) ? 0 : fill(a, c, f);

	if (status)
		return status;
	fwrite_unlocked(from, 1, f->end - from, stdout);
	/* past its end, it is another function's */
	if (f->offset <= f->size)
		fwrite_unlocked(c->added, 1, c->added_len, stdout);
	return 0;
}

static int annotate_line(void *data, const char *line, size_t len)
{
	const char *p = line, *end = line + len;
	struct annotator *a = data;
	struct function f;

	while (next_function(p, end, &f)) {
		int status = f.object ? 0 : write_function(a, p, &f);

		if (status)
			return status;
		if (f.object)
			fwrite_unlocked(p, 1, f.end - p, stdout);
		p = f.end;
	}
	fwrite_unlocked(p, 1, end - p, stdout);
	return 0;
}

int verb_annotate(const struct options *o, const struct kms *kms, int argc,
		  char **argv)
{
	struct annotator *a = calloc(1, sizeof(*a));
	int status;

	if (!a)
		return fail("out of memory");
	a->kms = kms;
	status = each_line(o, argc, argv, annotate_line, a);
	if (!status && a->other)
		fail("%lu functions have other sizes in this kernel; is the log of another one?",
		     a->other);
	for (size_t i = 0; i < NUM_CACHED; i++) {
		free(a->cache[i].name);
		free(a->cache[i].added);
	}
	free(a);
	return status;
}
