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

/**
 * struct text - the text as far as it is compressed
 * @codes: the codes
 * @len: how many
 * @count: how often each pair occurs
 * @ends: codes that end a string: a code that begins with one would reach
 *	across the end
 * @depth: how many pairs deep each code is
 */
struct text {
	unsigned char *codes;
	size_t len;
	unsigned int count[KALLMODSYMS_NUM_CODES][KALLMODSYMS_NUM_CODES];
	bool ends[KALLMODSYMS_NUM_CODES];
	unsigned char depth[KALLMODSYMS_NUM_CODES];
};

/* Number the characters that occur, and let these codes replace them. */
static void find_literals(struct pairs *pairs, struct text *text)
{
	unsigned char code_of[256] = { 0 };
	bool used[256] = { false };

	for (size_t i = 0; i < text->len; i++)
		used[text->codes[i]] = true;
	for (int c = 0; c < 256; c++) {
		if (!used[c])
			continue;
		code_of[c] = pairs->nr_literals;
		text->ends[pairs->nr_literals] = !c;
		pairs->literals[pairs->nr_literals++] = c;
	}
	for (size_t i = 0; i < text->len; i++)
		text->codes[i] = code_of[text->codes[i]];
}

static void count_pairs(struct text *text)
{
	for (size_t i = 1; i < text->len; i++)
		text->count[text->codes[i - 1]][text->codes[i]]++;
}

/* The most frequent pair, of equal ones the lowest, so that builds repeat. */
static bool best_pair(const struct text *text, unsigned int nr_codes,
		      unsigned char pair[2])
{
	/* a code costs two bytes and saves one each time it is used */
	unsigned int best = 2;

	for (unsigned int a = 0; a < nr_codes; a++) {
		if (text->ends[a])
			continue;
		for (unsigned int b = 0; b < nr_codes; b++) {
			if (text->count[a][b] <= best ||
			    text->depth[a] + 1 >= KALLMODSYMS_MAX_DEPTH ||
			    text->depth[b] + 1 >= KALLMODSYMS_MAX_DEPTH)
				continue;
			best = text->count[a][b];
			pair[0] = a;
			pair[1] = b;
		}
	}
	return best > 2;
}

/*
 * Put @code in the place of @pair. @starts tells where strings begin, which
 * is never inside a pair.
 */
static void replace(struct text *text, const unsigned char pair[2], unsigned char code,
		    size_t *starts, size_t nr)
{
	size_t in = 0, out = 0, string = 0;

	while (in < text->len) {
		while (string < nr && starts[string] == in)
			starts[string++] = out;
		if (in + 1 < text->len && text->codes[in] == pair[0] &&
		    text->codes[in + 1] == pair[1]) {
			text->codes[out++] = code;
			in += 2;
		} else {
			text->codes[out++] = text->codes[in++];
		}
	}
	text->len = out;
}

static void add_pair(struct pairs *pairs, struct text *text, unsigned int code,
		     const unsigned char pair[2])
{
	unsigned char da = text->depth[pair[0]], db = text->depth[pair[1]];

	memcpy(pairs->pairs[code - pairs->nr_literals], pair, 2);
	text->ends[code] = text->ends[pair[1]];
	text->depth[code] = 1 + (da > db ? da : db);
}

void pairs_compress(struct pairs *pairs, unsigned char *codes, size_t *len,
		    size_t *starts, size_t nr)
{
	static struct text text;
	unsigned char pair[2];

	memset(&text, 0, sizeof(text));
	memset(pairs, 0, sizeof(*pairs));
	text.codes = codes;
	text.len = *len;
	find_literals(pairs, &text);
	for (unsigned int code = pairs->nr_literals;
	     code < KALLMODSYMS_NUM_CODES; code++) {
		memset(text.count, 0, sizeof(text.count));
		count_pairs(&text);
		if (!best_pair(&text, code, pair))
			break;
		replace(&text, pair, code, starts, nr);
		add_pair(pairs, &text, code, pair);
	}
	*len = text.len;
}
