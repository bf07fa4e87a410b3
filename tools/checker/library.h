/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_LIBRARY_H
#define CHECKER_LIBRARY_H

#include <stddef.h>

#include "object.h"

void pick_needed(struct object **linked, size_t num_linked,
		 struct object **library, size_t num_library);

#endif
