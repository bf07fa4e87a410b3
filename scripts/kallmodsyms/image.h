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
 * @out: where to: a line "position object modules", "-" for no object and
 *	"shown" behind the modules where readers show the object if the name
 *	is no guess of kallmodsyms_name_is_shared()
 *
 * With symbols_read() before, the lines are those of /proc/kallmodsyms with
 * the object of every symbol.
 *
 * Exits with an error when there is no table or when it is damaged.
 */
void image_dump(const char *path, FILE *out);

#endif /* KALLMODSYMS_IMAGE_H */
