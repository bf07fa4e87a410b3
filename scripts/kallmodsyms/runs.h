/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The runs of symbols from one object.
 */
#ifndef KALLMODSYMS_RUNS_H
#define KALLMODSYMS_RUNS_H

struct blocks;

/**
 * runs_encode - encode the object of each symbol, and whether it is ambiguous
 * @runs: filled with the result, blocks of KALLMODSYMS_RUN_BLOCK symbols
 *
 * The objects have been numbered.
 */
void runs_encode(struct blocks *runs);

#endif /* KALLMODSYMS_RUNS_H */
