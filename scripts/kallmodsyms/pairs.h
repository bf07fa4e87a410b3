/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Byte pair compression of the records.
 */
#ifndef KALLMODSYMS_PAIRS_H
#define KALLMODSYMS_PAIRS_H

#include <stddef.h>

/**
 * struct pairs - what the byte codes of the records stand for
 * @nr_literals: the first codes stand for one character each
 * @literals: those characters, ascending
 * @pairs: the others stand for two codes less than themselves
 */
struct pairs {
	unsigned int nr_literals;
	unsigned char literals[256];
	unsigned char pairs[256][2];
};

/* In the place of a code, the end of a string. */
#define PAIRS_END	0x100

/**
 * struct codes - a text
 * @codes: its characters, or the byte codes that stand for them
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
