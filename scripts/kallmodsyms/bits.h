/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Bit strings of Exp-Golomb codes, as kernel/kallmodsyms_decode.c reads them.
 */
#ifndef KALLMODSYMS_BITS_H
#define KALLMODSYMS_BITS_H

#include <stddef.h>

/**
 * struct bits - a string of bits, the most significant of a byte first
 * @bytes: the string; what is left of the last byte is zero
 * @nr: how many bits
 */
struct bits {
	unsigned char *bytes;
	size_t nr;
};

/**
 * bits_add - append the low bits of a value
 * @bits: the string
 * @value: the value
 * @n: how many of its bits, 0 to 32
 */
void bits_add(struct bits *bits, unsigned int value, unsigned int n);

/**
 * bits_add_code - append the Exp-Golomb code of a value
 * @bits: the string
 * @value: the value, less than 2^25 - 2^@k
 * @k: parameter of the code: values below 2^@k take 1 + @k bits
 */
void bits_add_code(struct bits *bits, unsigned int value, unsigned int k);

/* Size in bytes. */
static inline size_t bits_size(const struct bits *bits)
{
	return (bits->nr + 7) / 8;
}

#endif /* KALLMODSYMS_BITS_H */
