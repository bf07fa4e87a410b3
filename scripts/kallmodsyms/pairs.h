/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Byte pair compression of the records.
 */
#ifndef KALLMODSYMS_PAIRS_H
#define KALLMODSYMS_PAIRS_H

#include <stddef.h>

/**
 * struct pairs - the characters of the byte codes of records
 * @nr_literals: how many codes are of one character each, from 0 on
 * @nr_pairs: how many codes are pairs, after those
 * @literals: those characters, ascending
 * @pairs: what they are: two codes less than themselves
 */
struct pairs {
	unsigned int nr_literals;
	unsigned int nr_pairs;
	unsigned char literals[256];
	unsigned char pairs[256][2];
};

/* In the place of a code, the end of a string. */
#define PAIRS_END	0x100

/**
 * struct codes - a text
 * @codes: its characters, or the byte codes that encode them
 * @nr: how many
 */
struct codes {
	unsigned short *codes;
	size_t nr;
};

/**
 * pairs_compress - replace what is frequent in a text by codes
 * @pairs: filled with the codes
 * @text: the characters of strings that end with PAIRS_END each; replaced in
 *	place
 *
 * No code reaches across the end of a string.
 */
void pairs_compress(struct pairs *pairs, struct codes *text);

#endif /* KALLMODSYMS_PAIRS_H */
