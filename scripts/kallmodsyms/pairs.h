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

/**
 * pairs_compress - replace what is frequent in a text by codes
 * @pairs: filled with the codes
 * @text: the text, strings that end with a zero byte each; replaced in place
 * @len: its length, replaced by the length in codes
 * @starts: where each string begins, moved along with it
 * @nr: how many strings
 *
 * No code reaches across the end of a string.
 */
void pairs_compress(struct pairs *pairs, unsigned char *text, size_t *len,
		    size_t *starts, size_t nr);

#endif /* KALLMODSYMS_PAIRS_H */
