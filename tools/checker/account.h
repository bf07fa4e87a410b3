/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_ACCOUNT_H
#define CHECKER_ACCOUNT_H

#include "image.h"
#include "inputs.h"

/**
 * enum garbage - what the linker drops where nothing needs it
 * @GARBAGE_NONE: nothing
 * @GARBAGE_SECTIONS: whole sections
 * @GARBAGE_ENTRIES: and entries of sections that are merged
 */
enum garbage {
	GARBAGE_NONE,
	GARBAGE_SECTIONS,
	GARBAGE_ENTRIES,
};

/**
 * struct account - what has become of the symbols of all objects
 * @fates: number of definitions for each enum fate, not text and text
 * @in_table: of those that are linked, the number of those kallsyms has
 * @objects: number of objects, without those that the link made
 * @silent: number of objects without a symbol in kallsyms
 * @empty: of these, the number of those that define nothing
 */
struct account {
	size_t fates[FATES][2];
	size_t in_table[2];
	size_t objects;
	size_t silent;
	size_t empty;
};

void account_inputs(struct account *account, const struct inputs *inputs,
		    const struct image *image, enum garbage garbage);
void account_image(const struct image *image);

#endif
