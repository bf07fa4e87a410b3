/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_MULTIPLICITY_H
#define CHECKER_MULTIPLICITY_H

#include "filter.h"
#include "inputs.h"
#include "lines.h"

size_t check_multiplicity(const struct inputs *inputs,
			  const struct filter *filter,
			  const struct lines *lines);

#endif
