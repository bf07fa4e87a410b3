/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_WITNESS_H
#define CHECKER_WITNESS_H

#include "dwarf.h"
#include "image.h"

/**
 * struct testimony - what more than one witness says; all not text and text
 * @place: other symbols of the same section of the object agree
 * @references: what refers to the section, in the same object, agrees
 * @contents: the object has the same bytes
 * @dwarf: the debug information has the same source file
 * @twins: symbols of objects whose name is not unique
 * @alone: of these, those that none of the above speaks about
 */
struct testimony {
	size_t place[2];
	size_t references[2];
	size_t contents[2];
	size_t dwarf[2];
	size_t twins[2];
	size_t alone[2];
};

void hear_witnesses(struct testimony *testimony, const struct image *image,
		    struct debug_info *debug);

#endif
