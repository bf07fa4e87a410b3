// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "file.h"

/*
 * An anonymous mapping one byte larger, with the file put over it: what follows
 * the last byte of the file is zero even where the file fills its last page.
 */
static char *map_file(int fd, size_t size)
{
	char *data = mmap(NULL, size + 1, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (data == MAP_FAILED || !size)
		return data;
	return mmap(data, size, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_FIXED, fd, 0);
}

/**
 * file_open - get at the bytes of a file
 * @file: filled in
 * @path: the file's name, kept
 *
 * Return: whether there is such a file.
 */
bool file_open(struct file *file, const char *path)
{
	struct stat stat;
	int fd = open(path, O_RDONLY);

	file->path = path;
	file->data = NULL;
	file->size = 0;
	if (fd < 0 && errno == ENOENT)
		return false;
	if (fd < 0 || fstat(fd, &stat))
		die("%s: %s", path, strerror(errno));
	file->size = stat.st_size;
	file->data = map_file(fd, file->size);
	if (file->data == MAP_FAILED)
		die("%s: %s", path, strerror(errno));
	close(fd);
	return true;
}

/**
 * file_must_open - get at the bytes of a file, or die
 * @file: filled in
 * @path: the file's name, kept
 */
void file_must_open(struct file *file, const char *path)
{
	if (!file_open(file, path))
		die("%s: no such file; --tree needs a finished build", path);
}

/**
 * file_close - forget the bytes of a file
 * @file: one that has been opened; nothing may point into it any more
 */
void file_close(struct file *file)
{
	if (file->data)
		munmap(file->data, file->size + 1);
	file->data = NULL;
}

/**
 * next_line - take a line off a text
 * @rest: the text; afterwards what follows the line
 *
 * Return: the line, its newline replaced by a zero byte, or NULL at the end.
 */
char *next_line(char **rest)
{
	char *line = *rest, *end;

	if (!*line)
		return NULL;
	end = strchrnul(line, '\n');
	*rest = end + (*end != 0);
	*end = 0;
	return line;
}

const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool ends_with(const char *string, const char *end)
{
	size_t len = strlen(string), end_len = strlen(end);

	return len >= end_len && !strcmp(string + len - end_len, end);
}
