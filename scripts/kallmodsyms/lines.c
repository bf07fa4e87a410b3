// SPDX-License-Identifier: GPL-2.0
/*
 * Reading of text files.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "lines.h"

void lines_open(struct lines *lines, const char *path, const char *remedy)
{
	*lines = (struct lines) { .path = path, .remedy = remedy };
	lines->in = fopen(path, "r");
	if (!lines->in)
		die_at(path, 0, "cannot be read: %s; %s", strerror(errno),
		       remedy);
	/* maps are read to the end, and have megabytes */
	setvbuf(lines->in, NULL, _IOFBF, 1 << 16);
}

bool lines_next(struct lines *lines)
{
	ssize_t len = getline(&lines->text, &lines->size, lines->in);

	if (len < 0) {
		if (ferror(lines->in))
			die_at(lines->path, lines->nr, "reading failed: %s",
			       strerror(errno));
		fclose(lines->in);
		free(lines->text);
		return false;
	}
	lines->nr++;
	if (lines->text[len - 1] != '\n')
		die_at(lines->path, lines->nr, "the last line is cut off; %s",
		       lines->remedy);
	lines->text[len - 1] = '\0';
	if (strlen(lines->text) != (size_t)len - 1)
		die_at(lines->path, lines->nr,
		       "there is a zero byte in the line; %s", lines->remedy);
	return true;
}

void lines_rewind(struct lines *lines)
{
	rewind(lines->in);
	lines->nr = 0;
}

/* The value of a hexadecimal digit, or 16 for another character. */
static unsigned int digit(unsigned char c)
{
	unsigned int d = c - '0';

	if (d < 10)
		return d;
	d = (c | 0x20) - 'a';
	return d < 6 ? 10 + d : 16;
}

char *read_hex(const char *text, unsigned long long *value)
{
	const char *p = text;
	unsigned int d;

	*value = 0;
	for (; p < text + 16 && (d = digit(*p)) < 16; p++)
		*value = *value << 4 | d;
	return (char *)p;
}
