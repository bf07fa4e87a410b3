/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_RELOCATION_H
#define CHECKER_RELOCATION_H

#include "object.h"

/**
 * struct relocation - a place in an object that the linker fills in
 * @section: where it is
 * @offset: where in the section
 * @symbol: what is put there
 * @addend: and what is added to it
 * @size: number of bytes; 0 if that is not known
 * @relative: counted from the place itself
 * @sign: extended by its sign, if shorter than an address
 */
struct relocation {
	struct section *section;
	uint64_t offset;
	struct symbol *symbol;
	int64_t addend;
	unsigned int size;
	bool relative;
	bool sign;
};

/**
 * relocation_fn - what to do with a relocation
 * @object: the object
 * @relocation: in the object
 * @data: as given to each_relocation()
 */
typedef void relocation_fn(struct object *object,
			   const struct relocation *relocation, void *data);

bool knows_relocations(const struct object *object);
void each_relocation(struct object *object, relocation_fn *fn, void *data);

#endif
