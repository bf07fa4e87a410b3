/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the fuzz targets have in common.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdio.h>

#include "../../kernel/kallmodsyms_decode.h"

/**
 * fuzz_file - give the tool a file
 * @path: the name under which it will open it
 * @data: what is in it; stays the caller's
 * @size: how many bytes
 */
void fuzz_file(const char *path, const void *data, size_t size);

/**
 * fuzz_run - run a part of the tool on the files that it was given
 * @part: the part; where it dies of bad input it does not return to its end
 *
 * Afterwards there are no files and the tool is as it was at the start.
 */
void fuzz_run(void (*part)(void));

/**
 * fuzz_read - read memory that the tool says may be read
 * @p: the memory
 * @size: how many bytes
 */
static inline void fuzz_read(const void *p, size_t size)
{
	const u8 *bytes = p;
	u8 sum = 0;

	while (size--)
		sum += *bytes++;
	/* whoever throws the sum away throws the reading away */
	__asm__ volatile("" : : "r" (sum));
}

/* Where dumps go. */
FILE *fuzz_null(void);

/* What a target supplies: the tool on one input. */
int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

#endif /* FUZZ_H */
