/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_FILE_H
#define CHECKER_FILE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct file - the bytes of a file
 * @path: its name, for messages
 * @data: NULL if there is no such file; writable, but the file stays as it is
 * @size: number of bytes; another one, which is zero, follows
 */
struct file {
	const char *path;
	char *data;
	size_t size;
};

bool file_open(struct file *file, const char *path);
void file_must_open(struct file *file, const char *path);
void file_close(struct file *file);
char *next_line(char **rest);
const char *base_name(const char *path);
bool ends_with(const char *string, const char *end);

#endif
