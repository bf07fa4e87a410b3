/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Random symbols and objects, and the table that the encoder makes of them.
 */
#ifndef RANDOM_TABLE_H
#define RANDOM_TABLE_H

#include "../../kernel/kallmodsyms_decode.h"

/**
 * random_seed - begin a new sequence of random numbers
 * @seed: the same sequence for the same seed, on all machines
 */
void random_seed(u32 seed);

/**
 * random_below - the next random number
 * @n: what it is less than; not 0
 */
u32 random_below(u32 n);

/**
 * random_symbols - fill the lists of symbols and objects
 * @seed: which ones; each seed has a shape of its own
 *
 * What was in the lists before is freed.
 */
void random_symbols(u32 seed);

/**
 * random_table - encode what is in the lists of symbols and objects
 * @size: filled with the size of the table in bytes
 *
 * Return: the table as it would be in memory; to be freed.
 */
void *random_table(size_t *size);

#endif /* RANDOM_TABLE_H */
