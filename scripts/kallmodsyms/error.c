// SPDX-License-Identifier: GPL-2.0
/*
 * One-line messages about input.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "error.h"

static void __printf(4, 0)
message(const char *kind, const char *file, unsigned long line,
	const char *fmt, va_list ap)
{
	fprintf(stderr, "kallmodsyms: %s", file);
	if (line)
		fprintf(stderr, ":%lu", line);
	fprintf(stderr, ": %s", kind);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void die_at(const char *file, unsigned long line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message("", file, line, fmt, ap);
	va_end(ap);
	exit(EXIT_FAILURE);
}

void warn_at(const char *file, unsigned long line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message("warning: ", file, line, fmt, ap);
	va_end(ap);
}
