/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The runs of symbols from one object, and the symbols that share a name.
 */
#ifndef KALLMODSYMS_RUNS_H
#define KALLMODSYMS_RUNS_H

#include <stddef.h>

#include "bits.h"

/**
 * struct blocks - codes for all symbols, in blocks of a fixed number of them
 * @bits: the codes
 * @starts: for each block, its first bit in @bits
 * @nr: how many blocks
 */
struct blocks {
	struct bits bits;
	unsigned int *starts;
	size_t nr;
};

/**
 * runs_encode - encode which object each symbol comes from
 * @blocks: filled with the result, blocks of KALLMODSYMS_RUN_BLOCK symbols
 *
 * The objects have been numbered.
 */
void runs_encode(struct blocks *blocks);

/**
 * shared_encode - encode which symbols have to show their object
 * @blocks: filled with the result, blocks of KALLMODSYMS_SHARED_BLOCK symbols
 */
void shared_encode(struct blocks *blocks);

#endif /* KALLMODSYMS_RUNS_H */
