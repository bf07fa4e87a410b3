// SPDX-License-Identifier: GPL-2.0
#include <ctype.h>
#include <string.h>

#include "die.h"
#include "lexer.h"

/*
 * What words are made of: names, numbers, wildcards. Operators among them are
 * part of a word or words of their own, which does not matter, because nobody
 * looks at expressions.
 */
static bool is_word(char c)
{
	return isalnum((unsigned char)c) ||
	       (c && strchr("_.$/\\*?[]-+~!^@%&|<>", c));
}

static void add_token(struct tokens *tokens, const char *text, size_t len,
		      bool glued)
{
	struct token *token;

	GROW(tokens->list, tokens->count);
	token = &tokens->list[tokens->count++];
	token->text = xprintf("%.*s", (int)len, text);
	token->glued = glued;
}

static size_t token_length(const char *text)
{
	const char *end;
	size_t len = 0;

	if (*text == '"') {
		end = strchr(text + 1, '"');
		return end ? (size_t)(end - text) + 1 : strlen(text);
	}
	while (is_word(text[len]))
		len++;
	return len ? len : 1;
}

/**
 * tokens_read - take a linker script apart
 * @tokens: filled in
 * @text: the script, after the preprocessor, which has removed comments
 */
void tokens_read(struct tokens *tokens, const char *text)
{
	bool glued = false;
	size_t len;

	tokens->list = NULL;
	tokens->count = 0;
	while (*text) {
		if (isspace((unsigned char)*text)) {
			glued = false;
			text++;
			continue;
		}
		len = token_length(text);
		add_token(tokens, text, len, glued);
		glued = true;
		text += len;
	}
	GROW(tokens->list, tokens->count);
	tokens->list[tokens->count].text = "";
	tokens->list[tokens->count].glued = false;
}

bool token_is(const struct token *token, const char *text)
{
	return !strcmp(token->text, text);
}
