/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_PLACE_H
#define CHECKER_PLACE_H

#include "image.h"
#include "inputs.h"

bool is_movable(const struct object *object, const struct section *section);
bool place_contradicts(const struct object *object, const struct symbol *symbol,
		       const struct symbol *twin);
void place_symbol(struct image *image, uint32_t number);
void place_check(const struct image *image, const struct inputs *inputs);

#endif
