/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_SCRIPT_H
#define CHECKER_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "map.h"

/**
 * struct rule - the linker script sends sections somewhere
 * @file: wildcard for the path of the object
 * @section: wildcard for the name of the section
 * @output: where they go: a section of vmlinux, or "/DISCARD/"
 */
struct rule {
	const char *file;
	const char *section;
	const char *output;
};

enum assignment {
	ASSIGNED_NOT,
	ASSIGNED,
	PROVIDED,
};

/**
 * struct script - what the linker script says
 * @rules: in their order; the first one that fits counts
 * @num_rules: number of rules
 * @assigned: name to enum assignment
 * @outputs: name of a section to the first rule for all files that fits,
 *	filled in as names are asked for
 */
struct script {
	struct rule *rules;
	size_t num_rules;
	struct map assigned;
	struct map outputs;
};

void script_read(struct script *script, const char *path);
enum assignment script_assigns(const struct script *script, const char *name);
const char *script_output(struct script *script, const char *path,
			  const char *section);
bool is_discarded(const char *output);

#endif
