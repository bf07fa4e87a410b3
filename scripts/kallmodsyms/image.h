/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The table in a finished kernel.
 */
#ifndef KALLMODSYMS_IMAGE_H
#define KALLMODSYMS_IMAGE_H

#include <stdio.h>

/**
 * image_dump - print what the table in a kernel says of each symbol
 * @path: vmlinux, of any class and byte order
 * @out: where to
 *
 * Each symbol has a line: its position in kallsyms or, with symbols_read()
 * before, its address, letter and name; then, if it has an object, a tab, its
 * modules and, in angle brackets, the object; and " ambiguous" if readers have to
 * show the object, which they know only together with the name.
 *
 * Exits with an error when there is no table or when it is damaged.
 */
void image_dump(const char *path, FILE *out);

#endif /* KALLMODSYMS_IMAGE_H */
