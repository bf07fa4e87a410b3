/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The records of the objects: paths and modules.
 */
#ifndef KALLMODSYMS_RECORDS_H
#define KALLMODSYMS_RECORDS_H

#include <stddef.h>

#include "pairs.h"

/**
 * struct records - the records, encoded
 * @codes: byte codes
 * @size: how many
 * @pairs: what the codes stand for
 * @starts: for each block of objects, its first byte in @codes
 * @nr_blocks: how many blocks
 * @nr: how many objects
 */
struct records {
	unsigned char *codes;
	size_t size;
	struct pairs pairs;
	unsigned int *starts;
	size_t nr_blocks;
	size_t nr;
};

/**
 * records_encode - number the objects that have symbols and encode them
 * @records: filled with the result
 *
 * Exits with an error when a path or a list of modules is too long.
 */
void records_encode(struct records *records);

#endif /* KALLMODSYMS_RECORDS_H */
