// SPDX-License-Identifier: GPL-2.0-only
/*
 * The MAINTAINERS file of a kernel tree:
 *
 *	EXT4 FILE SYSTEM
 *	M:	"Theodore Ts'o" <tytso@mit.edu>
 *	L:	linux-ext4@vger.kernel.org
 *	F:	fs/ext4/
 *
 * An entry begins with its name, after an empty line.
 */
#include <errno.h>
#include <fnmatch.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "maintainers.h"

#define MAX_REASONS	8

/**
 * struct entry - an entry
 * @name: its first line
 * @lines: its other lines; @num of them
 * @num: how many
 * @votes: the weight of its votes
 * @reasons: why; the first @num_reasons of them
 * @num_reasons: how many
 * @pattern: the pattern that the first reason rests on
 */
struct entry {
	char *name;
	char **lines;
	unsigned int num;
	double votes;
	const char *reasons[MAX_REASONS];
	unsigned int num_reasons;
	const char *pattern;
};

struct maintainers {
	struct entry *entries;
	unsigned int num;
};

static bool is_field(const char *line)
{
	return line[0] >= 'A' && line[0] <= 'Z' && line[1] == ':' &&
	       (line[2] == '\t' || line[2] == ' ');
}

/* The value of "F:<tab>value". */
static const char *value_of(const char *line)
{
	return line + 2 + strspn(line + 2, " \t");
}

/* Makes room for one more, in steps of powers of two. */
static void *grow(void *array, unsigned int num, size_t size)
{
	if (num & (num - 1))
		return array;
	return realloc(array, (num ? 2 * num : 1) * size);
}

static bool add_entry(struct maintainers *m, const char *name)
{
	struct entry *e = grow(m->entries, m->num, sizeof(*e));

	if (!e)
		return false;
	m->entries = e;
	memset(&e[m->num], 0, sizeof(*e));
	e[m->num].name = strdup(name);
	return e[m->num++].name;
}

static bool add_line(struct maintainers *m, const char *line)
{
	struct entry *e = &m->entries[m->num - 1];
	char **lines = grow(e->lines, e->num, sizeof(*lines));

	if (!lines)
		return false;
	e->lines = lines;
	e->lines[e->num] = strdup(line);
	return e->lines[e->num++];
}

static bool read_lines(struct maintainers *m, FILE *in)
{
	bool blank = true, ok = true;
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while (ok && (len = getline(&line, &size, in)) > 0) {
		if (line[len - 1] == '\n')
			line[--len] = '\0';
		if (len && is_field(line))
			ok = !m->num || add_line(m, line);
		else if (len && blank && *line != ' ' && *line != '\t')
			ok = add_entry(m, line);
		blank = !len || (blank && !is_field(line));
	}
	free(line);
	return ok && !ferror(in);
}

struct maintainers *maintainers_read(const char *path)
{
	struct maintainers *m = calloc(1, sizeof(*m));
	FILE *in = fopen(path, "r");

	if (m && in && read_lines(m, in)) {
		fclose(in);
		return m;
	}
	if (in)
		fclose(in);
	maintainers_free(m);
	return NULL;
}

/*
 * A pattern with a slash at its end has all below that directory, and one with
 * a star there only the files in it. A directory may lack its slash.
 */
static bool pattern_matches(const char *pattern, const char *path)
{
	const char *last = strrchr(pattern, '/');
	char glob[512];

	if (!fnmatch(pattern, path, FNM_PATHNAME))
		return true;
	if (strpbrk(last ? last : pattern, "*?[") ||
	    snprintf(glob, sizeof(glob), "%s%s*", pattern,
		     last && !last[1] ? "" : "/") >= (int)sizeof(glob))
		return false;
	return !fnmatch(glob, path, FNM_PATHNAME | FNM_LEADING_DIR);
}

static bool regex_matches(const char *pattern, const char *path)
{
	bool matches;
	regex_t re;

	if (regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB))
		return false;
	matches = !regexec(&re, path, 0, NULL, 0);
	regfree(&re);
	return matches;
}

/* How specific a pattern is: its depth, and whether it names the file. */
static int depth_of(const char *pattern)
{
	int depth = 1;

	for (const char *p = pattern; *p; p++)
		if (*p == '/' && p[1])
			depth += 2;
	return depth + (*pattern && pattern[strlen(pattern) - 1] != '/');
}

/* The depth of the pattern by which an entry has a path, or 0. */
static int entry_matches(const struct entry *e, const char *path,
			 const char **pattern)
{
	int best = 0;

	for (unsigned int i = 0; i < e->num; i++) {
		const char *value = value_of(e->lines[i]);
		int depth = 0;

		switch (e->lines[i][0]) {
		case 'F':
			if (pattern_matches(value, path))
				depth = depth_of(value);
			break;
		case 'X':
			if (pattern_matches(value, path))
				return 0;
			break;
		case 'N':
			/* as deep as a directory */
			if (regex_matches(value, path))
				depth = 4;
			break;
		}
		if (depth > best) {
			best = depth;
			*pattern = e->lines[i];
		}
	}
	return best;
}

static bool is_the_rest(const struct entry *e)
{
	return !strcmp(e->name, "THE REST");
}

/* The deepest pattern of all entries that has a path, as a depth. */
static int best_depth(const struct maintainers *m, const char *path)
{
	const char *pattern;
	int best = 0;

	for (unsigned int i = 0; i < m->num; i++) {
		int depth = is_the_rest(&m->entries[i]) ? 0 :
			    entry_matches(&m->entries[i], path, &pattern);

		if (depth > best)
			best = depth;
	}
	return best;
}

static void vote(struct entry *e, const char *pattern, const char *reason,
		 double weight)
{
	if (!e->num_reasons)
		e->pattern = pattern;
	if (e->num_reasons < MAX_REASONS)
		e->reasons[e->num_reasons++] = reason;
	e->votes += weight;
}

static void vote_for_path(struct maintainers *m, const char *path, int best,
			  const char *reason, double weight)
{
	for (unsigned int i = 0; i < m->num; i++) {
		struct entry *e = &m->entries[i];
		const char *pattern;
		int depth = is_the_rest(e) ? 0 :
			    entry_matches(e, path, &pattern);

		/* an entry for all of a subsystem counts less than one in it */
		if (depth)
			vote(e, pattern, reason,
			     weight * (depth == best ? 1 : 0.25));
	}
}

void maintainers_vote(struct maintainers *m, const char *object,
		      const char *reason, double weight)
{
	static const char * const suffixes[] = { ".c", ".S", ".rs" };
	int len = strcspn(object, "#");
	char path[512];

	if (len > 2 && !strncmp(object + len - 2, ".o", 2))
		len -= 2;
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		int best;

		snprintf(path, sizeof(path), "%.*s%s", len, object,
			 suffixes[i]);
		best = best_depth(m, path);
		if (!best)
			continue;
		vote_for_path(m, path, best, reason, weight);
		return;
	}
}

static void print_fields(const struct entry *e, const char *fields)
{
	for (unsigned int i = 0; i < e->num; i++)
		if (strchr(fields, e->lines[i][0]))
			printf("   %s\n", e->lines[i]);
}

static void print_entry(const struct entry *e, unsigned int number, double all)
{
	printf("%u. %s (%.0f %%)\n", number, e->name, 100 * e->votes / all);
	print_fields(e, "MRL");
	printf("   because of");
	for (unsigned int i = 0; i < e->num_reasons; i++)
		printf("%s %s", i ? "," : "", e->reasons[i]);
	printf("\n   by %s\n", e->pattern);
}

/* The entry with the most votes, which lie below @limit or come later. */
static struct entry *next_best(struct maintainers *m, const struct entry *last)
{
	struct entry *best = NULL;

	for (unsigned int i = 0; i < m->num; i++) {
		struct entry *e = &m->entries[i];

		if (e->votes <= 0 ||
		    (last && (e->votes > last->votes ||
			      (e->votes == last->votes && e <= last))))
			continue;
		if (!best || e->votes > best->votes)
			best = e;
	}
	return best;
}

bool maintainers_print(struct maintainers *m, unsigned int top)
{
	struct entry *e = NULL;
	double all = 0;

	for (unsigned int i = 0; i < m->num; i++)
		all += m->entries[i].votes;
	for (unsigned int i = 1; i <= top; i++) {
		e = next_best(m, e);
		if (!e)
			break;
		print_entry(e, i, all);
	}
	return all > 0;
}

void maintainers_free(struct maintainers *m)
{
	if (!m)
		return;
	for (unsigned int i = 0; i < m->num; i++) {
		struct entry *e = &m->entries[i];

		for (unsigned int j = 0; j < e->num; j++)
			free(e->lines[j]);
		free(e->lines);
		free(e->name);
	}
	free(m->entries);
	free(m);
}
