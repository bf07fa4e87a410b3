/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Functions in the text of a log.
 */
#ifndef SYMORIGIN_TRACE_H
#define SYMORIGIN_TRACE_H

#include "symorigin.h"

/**
 * struct function - "name+0x12/0x34", as %pS and %pB print it
 * @name: its name; @name_len bytes
 * @name_len: length of @name
 * @offset: the first number
 * @size: the second number
 * @begin: the text of it, from the name on
 * @words: what follows, "[module]" and "<object>", each after a blank
 * @end: the end of that
 * @object: the path in an "<object>" among the words, or NULL
 * @object_len: length of @object
 * @modules: number of "[module]" among the words
 * @unsure: a "? " comes before: it is from the stack, but may not have called
 */
struct function {
	const char *name;
	size_t name_len;
	uint64_t offset;
	uint64_t size;
	const char *begin;
	const char *words;
	const char *end;
	const char *object;
	size_t object_len;
	unsigned int modules;
	bool unsure;
};

/**
 * next_function - find a function in text
 * @p: where to begin
 * @end: where the text ends
 * @f: filled on success
 *
 * Return: whether there is one
 */
bool next_function(const char *p, const char *end, struct function *f);

/**
 * match_function - find the symbols that a function of a log can be
 * @kms: the kernel
 * @f: the function
 * @exact: its size has to be that of the symbol
 * @from: the position to begin at; 0, or one after the last match
 * @sym: filled
 *
 * Where the log has modules, the symbol has to be of them.
 *
 * Return: as kms_find()
 */
int match_function(const struct kms *kms, const struct function *f, bool exact,
		   uint32_t from, struct kms_symbol *sym);

/**
 * each_line - call a function for each line of some files
 * @o: with its log, the lines are those of the dump's own log
 * @num: number of files; 0 for standard input
 * @paths: their names
 * @fn: gets @data and a line with its end, if it has one
 * @data: for @fn
 *
 * Return: 0, or the exit status after an error
 */
int each_line(const struct options *o, int num, char **paths,
	      int (*fn)(void *data, const char *line, size_t len), void *data);

#endif /* SYMORIGIN_TRACE_H */
