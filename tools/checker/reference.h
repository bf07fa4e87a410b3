/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_REFERENCE_H
#define CHECKER_REFERENCE_H

#include "image.h"
#include "inputs.h"

void references_locate(const struct image *image, const struct inputs *inputs);
void references_check(const struct image *image, const struct inputs *inputs);

#endif
