/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Bytes in blocks: a part of the table that has markers.
 */
#ifndef KALLMODSYMS_BLOCKS_H
#define KALLMODSYMS_BLOCKS_H

#include <stddef.h>

#include "grow.h"

/**
 * struct blocks - encoded items, in blocks of a fixed number of them
 * @bytes: the bytes
 * @size: how many
 * @starts: for each block, its first byte in @bytes
 * @nr: how many blocks
 */
struct blocks {
	unsigned char *bytes;
	size_t size;
	unsigned int *starts;
	size_t nr;
};

/**
 * blocks_start - begin the next block
 * @blocks: all zero at first
 */
static inline void blocks_start(struct blocks *blocks)
{
	blocks->starts = xgrow(blocks->starts, blocks->nr,
			       sizeof(*blocks->starts));
	blocks->starts[blocks->nr++] = blocks->size;
}

/**
 * blocks_add - append a byte
 * @blocks: a block has been started
 * @byte: the byte
 */
static inline void blocks_add(struct blocks *blocks, unsigned char byte)
{
	blocks->bytes = xgrow(blocks->bytes, blocks->size, 1);
	blocks->bytes[blocks->size++] = byte;
}

#endif /* KALLMODSYMS_BLOCKS_H */
