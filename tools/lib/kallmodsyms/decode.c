// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's decoder.
 */
#include "../../../kernel/kallmodsyms_decode.c"
