// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions in the text of a log.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "trace.h"

/* Names of C, and what compilers, Rust and linkers add. */
static bool is_name_char(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '$';
}

/* Reads "0x12" at *@p. */
static bool take_number(const char **p, const char *end, uint64_t *value)
{
	const char *s = *p;

	if (end - s < 3 || s[0] != '0' || s[1] != 'x')
		return false;
	*value = 0;
	for (s += 2; s < end; s++) {
		int digit = *s >= '0' && *s <= '9' ? *s - '0' :
			    *s >= 'a' && *s <= 'f' ? *s - 'a' + 10 : -1;

		if (digit < 0)
			break;
		*value = *value << 4 | digit;
	}
	if (s == *p + 2)
		return false;
	*p = s;
	return true;
}

/* The end of " [word]" or " <word>" at @p, or NULL. */
static const char *end_of_word(const char *p, const char *end)
{
	char close;

	if (end - p < 4 || *p++ != ' ' || (*p != '[' && *p != '<'))
		return NULL;
	close = *p++ == '[' ? ']' : '>';
	for (const char *s = p; s < end && *s != ' ' && *s != '\n'; s++)
		if (*s == close)
			return s > p ? s + 1 : NULL;
	return NULL;
}

static void take_words(struct function *f, const char *end)
{
	const char *next;

	f->words = f->end;
	f->object = NULL;
	f->modules = 0;
	while (!f->object && (next = end_of_word(f->end, end))) {
		if (f->end[1] == '<') {
			f->object = f->end + 2;
			f->object_len = next - 1 - f->object;
		} else {
			f->modules++;
		}
		f->end = next;
	}
}

/* Is there a function around the plus sign? */
static bool take_function(const char *begin, const char *plus, const char *end,
			  struct function *f)
{
	const char *p = plus + 1;

	f->name = plus;
	while (f->name > begin && is_name_char(f->name[-1]))
		f->name--;
	f->name_len = plus - f->name;
	if (!f->name_len || f->name_len >= KMS_NAME_LEN ||
	    !take_number(&p, end, &f->offset) || p == end || *p++ != '/' ||
	    !take_number(&p, end, &f->size))
		return false;
	f->begin = f->name;
	f->unsure = f->name - begin >= 2 && !memcmp(f->name - 2, "? ", 2);
	f->end = p;
	take_words(f, end);
	return true;
}

bool next_function(const char *p, const char *end, struct function *f)
{
	const char *plus = p;

	while ((plus = memchr(plus, '+', end - plus))) {
		if (take_function(p, plus, end, f))
			return true;
		plus++;
	}
	return false;
}

/* Are the modules in the log those of the symbol? */
static bool same_modules(const struct function *f, const struct kms_symbol *sym)
{
	const char *words = f->words, *p = sym->modules;

	for (unsigned int i = 0; i < f->modules; i++) {
		size_t len = strcspn(p, " ");

		words += 2;
		if (!len || strncmp(words, p, len) || words[len] != ']')
			return false;
		words += len + 1;
		p += len + (p[len] == ' ');
	}
	return !f->modules || !*p;
}

int match_function(const struct kms *kms, const struct function *f, bool exact,
		   uint32_t from, struct kms_symbol *sym)
{
	char name[KMS_NAME_LEN];
	int status;

	memcpy(name, f->name, f->name_len);
	name[f->name_len] = '\0';
	while (!(status = kms_find(kms, name, from, sym))) {
		from = sym->index + 1;
		if (same_modules(f, sym) && (!exact || sym->size == f->size))
			break;
	}
	return status;
}

static int lines_of(FILE *in, const char *path,
		    int (*fn)(void *data, const char *line, size_t len),
		    void *data)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	int status = 0;

	while (!status && (len = getline(&line, &size, in)) > 0)
		status = fn(data, line, len);
	free(line);
	if (!status && ferror(in))
		status = fail("%s: %s", path, strerror(errno));
	return status;
}

static int lines_of_dump(const struct options *o, int num, char **paths,
			 kms_line_fn fn, void *data)
{
	char why[KMS_WHY_LEN];
	int status;

	if (num)
		return fail("%s: no file is read with --log", paths[0]);
	status = kms_read_log(o->input, fn, data, why, sizeof(why));
	return status < 0 ? fail("%s: %s", o->input, why) : status;
}

int each_line(const struct options *o, int num, char **paths,
	      int (*fn)(void *data, const char *line, size_t len), void *data)
{
	int status = 0;

	if (o->log)
		return lines_of_dump(o, num, paths, fn, data);
	if (!num)
		return lines_of(stdin, "standard input", fn, data);
	for (int i = 0; !status && i < num; i++) {
		FILE *in = fopen(paths[i], "r");

		if (!in)
			return fail("%s: %s", paths[i], strerror(errno));
		status = lines_of(in, paths[i], fn, data);
		fclose(in);
	}
	return status;
}
