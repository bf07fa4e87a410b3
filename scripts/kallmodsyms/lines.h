/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Text files, line by line.
 */
#ifndef KALLMODSYMS_LINES_H
#define KALLMODSYMS_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/**
 * struct lines - a text file that is being read
 * @path: its name
 * @remedy: what to do when it is corrupt, for messages
 * @text: the line that was read last, without its newline
 * @nr: its number, from 1
 * @in: the file
 * @size: room at @text
 */
struct lines {
	const char *path;
	const char *remedy;
	char *text;
	unsigned long nr;
	FILE *in;
	size_t size;
};

/**
 * lines_open - open a text file
 * @lines: filled
 * @path: the file
 * @remedy: what to do when it is missing or corrupt
 *
 * Exits with an error when the file cannot be read.
 */
void lines_open(struct lines *lines, const char *path, const char *remedy);

/**
 * lines_next - read the next line
 * @lines: the file
 *
 * Exits with an error when the line has no end or a zero byte: the file has
 * been cut off or corrupted.
 *
 * Return: false at the end of the file, which is closed then.
 */
bool lines_next(struct lines *lines);

/**
 * lines_rewind - begin again with the first line
 * @lines: the file, not yet at its end
 */
void lines_rewind(struct lines *lines);

/**
 * read_hex - read a number of hexadecimal digits
 * @text: where they begin
 * @value: the number
 *
 * strtoull() takes four times as long, and there are some hundred thousand.
 *
 * Return: what is after the digits, of which there are 16 at most; @text if
 * there are none.
 */
char *read_hex(const char *text, unsigned long long *value);

#endif /* KALLMODSYMS_LINES_H */
