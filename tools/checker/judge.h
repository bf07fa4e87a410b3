/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_JUDGE_H
#define CHECKER_JUDGE_H

#include "image.h"
#include "lines.h"

#define MAX_EXAMPLES	5

/**
 * struct verdict - how much is right
 * @right: number of lines where all is right, not text and text
 * @repeated: number of symbols that share name, modules and object with one at
 *	another address
 * @examples: the first of these among the entries of vmlinux
 */
struct verdict {
	size_t right[2];
	size_t repeated[2];
	uint32_t examples[MAX_EXAMPLES];
};

const char *truth_object(const struct truth *truth);
const char *truth_modules(const struct truth *truth);
void find_ambiguous(struct image *image, struct verdict *verdict);
void judge(const struct image *image, struct lines *lines,
	   struct verdict *verdict);

#endif
