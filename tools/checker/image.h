/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_IMAGE_H
#define CHECKER_IMAGE_H

#include "filter.h"
#include "object.h"
#include "tree.h"

/**
 * enum origin - how it is known where a symbol of vmlinux comes from
 * @ORIGIN_UNKNOWN: it is not
 * @ORIGIN_LOCAL: its place among the local symbols of a source file
 * @ORIGIN_LOCAL_TWIN: as before, but several objects have such symbols; place
 *	or contents tell them apart
 * @ORIGIN_LOCAL_ORDER: as before, but only the order of linking tells
 * @ORIGIN_STRONG: the only definition that is not weak
 * @ORIGIN_WEAK: the only definition, which is weak
 * @ORIGIN_WEAK_FIRST: the first of several, all of which are weak
 * @ORIGIN_COMMON: common, and the linker made room for it
 * @ORIGIN_PREFIX: objtool made it for the function that follows
 * @ORIGIN_SCRIPT: the linker script gives it a value
 * @ORIGIN_LINKER: the linker made it, for the start or end of a section or for
 *	its own tables
 * @ORIGINS: number of kinds
 */
enum origin {
	ORIGIN_UNKNOWN,
	ORIGIN_LOCAL,
	ORIGIN_LOCAL_TWIN,
	ORIGIN_LOCAL_ORDER,
	ORIGIN_STRONG,
	ORIGIN_WEAK,
	ORIGIN_WEAK_FIRST,
	ORIGIN_COMMON,
	ORIGIN_PREFIX,
	ORIGIN_SCRIPT,
	ORIGIN_LINKER,
	ORIGINS
};

/**
 * struct truth - where a symbol of vmlinux comes from
 * @origin: how that is known
 * @object: the object that defines it, or NULL
 * @symbol: number of the symbol in the object; 0 if the object has none (prefix)
 */
struct truth {
	enum origin origin;
	struct object *object;
	uint32_t symbol;
};

/**
 * struct entry - a symbol that kallsyms has
 * @symbol: its number in vmlinux
 * @letter: its letter
 * @ambiguous: another one has its name and modules
 */
struct entry {
	uint32_t symbol;
	char letter;
	bool ambiguous;
};

/**
 * struct image - vmlinux
 * @elf: the file
 * @truths: for each of its symbols
 * @entries: the symbols of kallsyms, sorted by address, then by name
 * @num_entries: their number
 * @num_filtered: of the definitions, the number of those mksysmap leaves out,
 *	not text and text
 * @num_skipped: likewise for those that kallsyms leaves out
 */
struct image {
	struct object elf;
	struct truth *truths;
	struct entry *entries;
	size_t num_entries;
	size_t num_filtered[2];
	size_t num_skipped[2];
};

void image_read(struct image *image, const struct tree *tree,
		const struct filter *filter);
uint32_t image_find(const struct image *image, uint64_t address,
		    const char *name);
bool is_text(const struct image *image, uint32_t symbol);
void image_link(struct image *image, uint32_t symbol, enum origin origin,
		struct object *object, uint32_t object_symbol);

#endif
