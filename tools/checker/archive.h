/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_ARCHIVE_H
#define CHECKER_ARCHIVE_H

#include <stddef.h>

/**
 * struct archive - a thin archive
 * @path: its path
 * @members: paths of its objects, from where the path of the archive starts
 * @offsets: where in the archive the header of each is
 * @count: their number
 */
struct archive {
	const char *path;
	char **members;
	size_t *offsets;
	size_t count;
};

void archive_read(struct archive *archive, const char *dir, const char *path);

#endif
