/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_FILTER_H
#define CHECKER_FILTER_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * struct filter_rule - a line of scripts/mksysmap
 * @text: what to look for, if it is that simple, or NULL
 * @from_start: only at the start of a name
 * @to_end: only at the end of a name
 * @regex: what to look for in a line of nm, if @text is NULL
 */
struct filter_rule {
	char *text;
	bool from_start;
	bool to_end;
	regex_t regex;
};

/**
 * struct filter - which symbols System.map and kallsyms leave out
 * @rules: any of them is enough
 * @count: number of rules
 */
struct filter {
	struct filter_rule *rules;
	size_t count;
};

void filter_read(struct filter *filter, const char *path);
bool is_filtered(const struct filter *filter, char letter, const char *name);

#endif
