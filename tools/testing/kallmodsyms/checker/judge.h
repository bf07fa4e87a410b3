/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_JUDGE_H
#define CHECKER_JUDGE_H

#include "image.h"
#include "lines.h"

/**
 * struct verdict - how much is right
 * @right: number of lines where all is right, not text and text
 * @not_unique: number of symbols that share name, modules and object with
 *	another one
 */
struct verdict {
	size_t right[2];
	size_t not_unique[2];
};

const char *truth_object(const struct truth *truth);
const char *truth_modules(const struct truth *truth);
void find_shared(struct image *image, struct verdict *verdict);
void judge(const struct image *image, struct lines *lines,
	   struct verdict *verdict);

#endif
