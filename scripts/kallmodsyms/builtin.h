/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which built-in modules each object is part of.
 */
#ifndef KALLMODSYMS_BUILTIN_H
#define KALLMODSYMS_BUILTIN_H

#include <stdio.h>

/* A character of an object's name, as kbuild has it in the module's name. */
static inline char module_char(char c)
{
	return c == '-' || c == ',' ? '_' : c;
}

/**
 * builtin_read - read modules.builtin.objs
 * @path: the file, see scripts/builtin_objs.c for its format
 *
 * Sets the modules of each object. Exits with an error when a line cannot be
 * read, when a module comes twice or when it names an object that is not of the
 * link: the file is of another build then.
 */
void builtin_read(const char *path);

/**
 * builtin_dump - print each object that is part of a module, and the modules
 * @out: where to
 */
void builtin_dump(FILE *out);

#endif /* KALLMODSYMS_BUILTIN_H */
