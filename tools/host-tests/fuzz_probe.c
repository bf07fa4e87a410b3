// SPDX-License-Identifier: GPL-2.0-only
/*
 * Can this compiler make a fuzz target?
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	(void)data;
	(void)size;
	return 0;
}
