// SPDX-License-Identifier: GPL-2.0
/*
 * scripts/mksysmap, which is a list of sed commands of the form "/REGEX/d" for
 * lines of nm. They are taken from there, not known here, so that they are
 * those of this kernel. Nearly all are as simple as
 *
 *   / __kstrtab_/d      /_veneer$/d      / L0$/d      /\.long_branch\./d
 *
 * where the space is what nm writes before the name.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "file.h"
#include "filter.h"

/* The text that the regular expression stands for, or NULL if it is not one. */
static char *plain_text(const char *regex, size_t len)
{
	char *text = xzalloc(len + 1);
	size_t i, used = 0;

	for (i = 0; i < len; i++) {
		if (regex[i] == '\\' && i + 1 < len)
			i++;
		else if (strchr("[]*^$.", regex[i]))
			break;
		text[used++] = regex[i];
	}
	if (i == len)
		return text;
	free(text);
	return NULL;
}

static void add_rule(struct filter *filter, const char *path, char *regex)
{
	struct filter_rule *rule;
	size_t len = strlen(regex);
	bool to_end;

	GROW(filter->rules, filter->count);
	rule = &filter->rules[filter->count++];
	to_end = len > 1 && regex[len - 1] == '$' && regex[len - 2] != '\\';
	rule->from_start = *regex == ' ';
	rule->to_end = to_end;
	rule->text = plain_text(regex + rule->from_start,
				len - rule->from_start - to_end);
	if (!rule->text && regcomp(&rule->regex, regex, REG_NOSUB))
		die("%s: cannot compile /%s/", path, regex);
}

/**
 * filter_read - read scripts/mksysmap
 * @filter: filled in; all zero before
 * @path: its name
 */
void filter_read(struct filter *filter, const char *path)
{
	char *rest, *line, *end;
	struct file file;

	file_must_open(&file, path);
	rest = file.data;
	while ((line = next_line(&rest))) {
		if (*line == '#' || !*line)
			continue;
		end = strrchr(line, '/');
		if (*line != '/' || end == line || strcmp(end, "/d"))
			die("%s: not of the form /REGEX/d: %s", path, line);
		*end = 0;
		add_rule(filter, path, line + 1);
	}
	file_close(&file);
}

static bool fits_text(const struct filter_rule *rule, const char *name)
{
	size_t len = strlen(rule->text);

	if (rule->from_start && rule->to_end)
		return !strcmp(name, rule->text);
	if (rule->from_start)
		return !strncmp(name, rule->text, len);
	if (rule->to_end)
		return ends_with(name, rule->text);
	return strstr(name, rule->text);
}

static bool fits_regex(const struct filter_rule *rule, char letter,
		       const char *name)
{
	char line[1024];

	snprintf(line, sizeof(line), "0 %c %s", letter, name);
	return !regexec(&rule->regex, line, 0, NULL, 0);
}

/**
 * is_filtered - does mksysmap leave out a symbol?
 * @filter: its rules
 * @letter: what nm has for it; need be right only for letters that are filtered
 * @name: its name
 */
bool is_filtered(const struct filter *filter, char letter, const char *name)
{
	const struct filter_rule *rule = filter->rules;
	size_t i;

	for (i = 0; i < filter->count; i++, rule++)
		if (rule->text ? fits_text(rule, name) :
				 fits_regex(rule, letter, name))
			return true;
	return false;
}
