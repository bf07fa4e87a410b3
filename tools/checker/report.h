/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_REPORT_H
#define CHECKER_REPORT_H

#include "account.h"
#include "judge.h"
#include "witness.h"

/**
 * struct report - all that has been found
 * @image: vmlinux
 * @inputs: all objects
 * @lines: what was to be checked
 * @account: what has become of the symbols of the objects
 * @testimony: what other witnesses say
 * @verdict: how much is right
 * @pairs: number of objects and names that occur equally often
 * @no_pairs: why they were not counted, or NULL
 * @no_debug: why there is no debug information, or NULL
 */
struct report {
	struct image *image;
	struct inputs *inputs;
	struct lines *lines;
	struct account account;
	struct testimony testimony;
	struct verdict verdict;
	size_t pairs;
	const char *no_pairs;
	const char *no_debug;
};

void print_report(const struct report *report);

#endif
