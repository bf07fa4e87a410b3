// SPDX-License-Identifier: GPL-2.0
/*
 * Byte pair compression.
 *
 * Again and again, the most frequent pair of neighbours gets a code of its
 * own, until the codes that one byte holds are used up.
 */
#include <stdbool.h>
#include <string.h>

#include "error.h"
#include "pairs.h"

#include "../../kernel/kallmodsyms_decode.h"

/* How often each pair occurs, and how many pairs deep each code is. */
static unsigned int count[KALLMODSYMS_NUM_CODES][KALLMODSYMS_NUM_CODES];
static unsigned char depth[KALLMODSYMS_NUM_CODES];

/* Number the characters that occur, and let these codes replace them. */
static void find_literals(struct pairs *pairs, struct codes *text)
{
	unsigned char code_of[256] = { 0 };
	bool used[256] = { false };

	for (size_t i = 0; i < text->nr; i++)
		if (text->codes[i] != PAIRS_END)
			used[text->codes[i]] = true;
	for (int c = 0; c < 256; c++) {
		if (!used[c])
			continue;
		code_of[c] = pairs->nr_literals;
		pairs->literals[pairs->nr_literals++] = c;
	}
	for (size_t i = 0; i < text->nr; i++)
		if (text->codes[i] != PAIRS_END)
			text->codes[i] = code_of[text->codes[i]];
}

static void count_pair(unsigned int a, unsigned int b, int by)
{
	if (a != PAIRS_END && b != PAIRS_END)
		count[a][b] += by;
}

static void count_pairs(const struct codes *text)
{
	memset(count, 0, sizeof(count));
	for (size_t i = 1; i < text->nr; i++)
		count_pair(text->codes[i - 1], text->codes[i], 1);
}

/* The most frequent pair, of equal ones the lowest, so that builds repeat. */
static bool best_pair(unsigned int nr_codes, unsigned char pair[2])
{
	/* a code costs two bytes and saves one each time it is used */
	unsigned int best = 2;

	for (unsigned int a = 0; a < nr_codes; a++) {
		for (unsigned int b = 0; b < nr_codes; b++) {
			if (count[a][b] <= best ||
			    depth[a] + 1 >= KALLMODSYMS_MAX_DEPTH ||
			    depth[b] + 1 >= KALLMODSYMS_MAX_DEPTH)
				continue;
			best = count[a][b];
			pair[0] = a;
			pair[1] = b;
		}
	}
	return best > 2;
}

/* @pair becomes @code, so it and both its neighbours make other pairs. */
static void count_replaced(const unsigned char pair[2], unsigned int code,
			   unsigned int before, unsigned int after)
{
	count_pair(before, pair[0], -1);
	count_pair(before, code, 1);
	count_pair(pair[0], pair[1], -1);
	count_pair(pair[1], after, -1);
	count_pair(code, after, 1);
}

/* The text ends with PAIRS_END, so that a code has another one after it. */
static void replace(struct codes *text, const unsigned char pair[2],
		    unsigned int code)
{
	unsigned short *codes = text->codes;
	size_t in = 0, out = 0;

	while (in < text->nr) {
		if (codes[in] != pair[0] || codes[in + 1] != pair[1]) {
			codes[out++] = codes[in++];
			continue;
		}
		count_replaced(pair, code, out ? codes[out - 1] : PAIRS_END,
			       codes[in + 2]);
		codes[out++] = code;
		in += 2;
	}
	text->nr = out;
}

static void add_pair(struct pairs *pairs, unsigned int code,
		     const unsigned char pair[2])
{
	unsigned char da = depth[pair[0]], db = depth[pair[1]];

	memcpy(pairs->pairs[pairs->nr_pairs++], pair, 2);
	depth[code] = 1 + (da > db ? da : db);
}

void pairs_compress(struct pairs *pairs, struct codes *text)
{
	unsigned char pair[2];

	memset(pairs, 0, sizeof(*pairs));
	memset(depth, 0, sizeof(depth));
	find_literals(pairs, text);
	count_pairs(text);
	for (unsigned int code = pairs->nr_literals;
	     code < KALLMODSYMS_NUM_CODES; code++) {
		if (!best_pair(code, pair))
			break;
		replace(text, pair, code);
		add_pair(pairs, code, pair);
	}
}
