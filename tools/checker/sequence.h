/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_SEQUENCE_H
#define CHECKER_SEQUENCE_H

#include "object.h"

/**
 * struct sequence - the local symbols of one source file
 * @object: where they are: an object, or vmlinux
 * @file: name of the source file, or of the object if it has no such name
 * @named: the name is there as a symbol (STT_FILE)
 * @taken: of an object: it has been found in vmlinux
 * @matched: of vmlinux: it has been found in an object
 * @symbols: their numbers, in their order
 * @count: how many
 * @hash: of all that must be equal
 */
struct sequence {
	struct object *object;
	const char *file;
	bool named;
	bool taken;
	bool matched;
	uint32_t *symbols;
	size_t count;
	uint64_t hash;
};

struct sequences {
	struct sequence *list;
	size_t count;
};

void sequences_read(struct sequences *sequences, struct object *object);
const struct symbol *sequence_at(const struct sequence *sequence, size_t pos);
bool same_symbol(const struct sequence *a, size_t i, const struct sequence *b,
		 size_t j);
bool same_sequence(const struct sequence *a, const struct sequence *b);

#endif
