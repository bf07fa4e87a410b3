// SPDX-License-Identifier: GPL-2.0
/*
 * Bit strings.
 */
#include "bits.h"
#include "error.h"
#include "grow.h"

#include "../../kernel/kallmodsyms_decode.h"

static void add_bit(struct bits *bits, unsigned int bit)
{
	size_t byte = bits->nr / 8;

	if (bits->nr % 8 == 0) {
		bits->bytes = xgrow(bits->bytes, byte, 1);
		bits->bytes[byte] = 0;
	}
	bits->bytes[byte] |= bit << (7 - bits->nr % 8);
	bits->nr++;
}

void bits_add(struct bits *bits, unsigned int value, unsigned int n)
{
	while (n--)
		add_bit(bits, value >> n & 1);
}

void bits_add_code(struct bits *bits, unsigned int value, unsigned int k)
{
	unsigned int len = 0;

	if (value >= (2U << KALLMODSYMS_CODE_MAX) - (1U << k))
		die_at("table", 0,
		       "%u is too large a number for the format; extend it in kernel/kallmodsyms_decode.h",
		       value);
	value += 1U << k;
	while (value >> len)
		len++;
	bits_add(bits, 0, len - 1 - k);
	bits_add(bits, value, len);
}
