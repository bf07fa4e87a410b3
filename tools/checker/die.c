// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"

/**
 * die - end the program because its input cannot be read
 * @fmt: which input, where in it, and what can be done about it
 *
 * What the checker finds wrong in a table is not a reason to die, but a fault:
 * see fault.h. The status tells them apart: 2 here, 1 there.
 */
void die(const char *fmt, ...)
{
	va_list args;

	fflush(stdout);
	fputs("kallmodsyms-check: error: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	exit(2);
}

static void *or_die(void *pointer)
{
	if (!pointer)
		die("out of memory");
	return pointer;
}

void *xzalloc(size_t size)
{
	return or_die(calloc(1, size ? size : 1));
}

void *xrealloc(void *old, size_t size)
{
	return or_die(realloc(old, size ? size : 1));
}

char *xstrdup(const char *string)
{
	return or_die(strdup(string));
}

/**
 * xprintf - format to a string of its own
 * @fmt: as for printf()
 */
char *xprintf(const char *fmt, ...)
{
	char *string;
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	string = xzalloc((size_t)len + 1);
	va_start(args, fmt);
	vsnprintf(string, (size_t)len + 1, fmt, args);
	va_end(args);
	return string;
}
