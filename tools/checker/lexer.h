/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_LEXER_H
#define CHECKER_LEXER_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct token - a word or a sign of a linker script
 * @text: the word, or the sign as a string of one character
 * @glued: nothing, not even a space, was between it and the token before
 */
struct token {
	const char *text;
	bool glued;
};

/**
 * struct tokens - a linker script taken apart
 * @list: what it is made of; the last one has an empty text
 * @count: number of them, without the last one
 */
struct tokens {
	struct token *list;
	size_t count;
};

void tokens_read(struct tokens *tokens, const char *text);
bool token_is(const struct token *token, const char *text);

#endif
