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
 * @starts: for each record, its first byte in @codes
 * @nr: how many records
 */
struct records {
	unsigned char *codes;
	size_t size;
	struct pairs pairs;
	size_t *starts;
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
