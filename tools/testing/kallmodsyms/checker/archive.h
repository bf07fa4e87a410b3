/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_ARCHIVE_H
#define CHECKER_ARCHIVE_H

#include <stddef.h>

/**
 * struct archive - a thin archive
 * @members: paths of its objects, from where the path of the archive starts
 * @count: their number
 */
struct archive {
	char **members;
	size_t count;
};

void archive_read(struct archive *archive, const char *dir, const char *path);

#endif
