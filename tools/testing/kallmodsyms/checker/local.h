/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_LOCAL_H
#define CHECKER_LOCAL_H

#include "global.h"
#include "image.h"
#include "inputs.h"

void locals_resolve(struct image *image, const struct inputs *inputs,
		    struct globals *globals, const struct script *script,
		    bool garbage);

#endif
