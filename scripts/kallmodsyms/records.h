/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The records of the objects: paths and modules.
 */
#ifndef KALLMODSYMS_RECORDS_H
#define KALLMODSYMS_RECORDS_H

#include <stddef.h>

#include "blocks.h"
#include "pairs.h"

/**
 * struct records - the records, encoded
 * @blocks: the records, in blocks of KALLMODSYMS_RECORD_BLOCK objects
 * @pairs: the characters of each byte code
 * @nr: how many objects
 */
struct records {
	struct blocks blocks;
	struct pairs pairs;
	size_t nr;
};

/**
 * records_encode - number the objects that have symbols and encode them
 * @records: filled with the result
 *
 * Exits with an error when a path or a list of modules has no encoding.
 */
void records_encode(struct records *records);

#endif /* KALLMODSYMS_RECORDS_H */
