// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's decoder, for image.c.
 */
#include "../../kernel/kallmodsyms_decode.c"
