/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_LOCAL_H
#define CHECKER_LOCAL_H

#include "image.h"
#include "inputs.h"

void locals_resolve(struct image *image, const struct inputs *inputs,
		    bool garbage);

#endif
