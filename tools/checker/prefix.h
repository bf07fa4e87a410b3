/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_PREFIX_H
#define CHECKER_PREFIX_H

#include "image.h"

void prefixes_resolve(struct image *image);

#endif
