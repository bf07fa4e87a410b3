// SPDX-License-Identifier: GPL-2.0
/* The same functions in a patch that can replace the first one. */
#include "test_klp_qualified.c"
