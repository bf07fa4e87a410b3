// SPDX-License-Identifier: GPL-2.0
/*
 * Thin archives: "!<thin>\n", then headers of 60 bytes. Only the two tables that
 * the archiver itself makes have data behind the header.
 *
 *   /               0           0     0     0       8294      `    symbols
 *   //                                              25676     `    names
 *   /0              0           0     0     644     103240    `    a member
 *
 * The number behind the slash is where the member's name begins in the table of
 * names. It ends with "/\n" there and is relative to the archive's directory.
 */
#include <ar.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "archive.h"
#include "die.h"
#include "file.h"

#define THIN	"!<thin>\n"

static void add_member(struct archive *archive, const char *path,
		       const char *name, size_t offset)
{
	size_t dir_len = base_name(path) - path;
	const char *end = strstr(name, "/\n");

	if (!end)
		die("%s: a name without end", path);
	GROW(archive->members, archive->count);
	GROW(archive->offsets, archive->count);
	archive->offsets[archive->count] = offset;
	archive->members[archive->count++] =
		xprintf("%.*s%.*s", (int)dir_len, path, (int)(end - name), name);
}

static bool has_data(const struct ar_hdr *header)
{
	return !isdigit((unsigned char)header->ar_name[1]);
}

static bool is_name_table(const struct ar_hdr *header)
{
	return header->ar_name[1] == '/';
}

static void read_members(struct archive *archive, const char *path,
			 const struct file *file)
{
	const struct ar_hdr *header;
	const char *names = NULL;
	size_t pos = strlen(THIN), offset;

	while (pos + sizeof(*header) <= file->size) {
		header = (const void *)(file->data + pos);
		if (header->ar_name[0] != '/')
			die("%s: a member without a long name", path);
		pos += sizeof(*header);
		if (has_data(header)) {
			if (is_name_table(header))
				names = file->data + pos;
			pos += atol(header->ar_size);
			pos += pos & 1;
			continue;
		}
		offset = atol(header->ar_name + 1);
		if (!names || offset >= (size_t)(file->data + file->size - names))
			die("%s: a name behind the end", path);
		add_member(archive, path, names + offset,
			   pos - sizeof(*header));
	}
}

/**
 * archive_read - read which objects a thin archive has
 * @archive: filled in
 * @dir: where @path starts
 * @path: the archive
 */
void archive_read(struct archive *archive, const char *dir, const char *path)
{
	char *name = xprintf("%s/%s", dir, path);
	struct file file;

	memset(archive, 0, sizeof(*archive));
	archive->path = path;
	file_must_open(&file, name);
	if (strncmp(file.data, THIN, strlen(THIN)))
		die("%s: not a thin archive", name);
	read_members(archive, path, &file);
	file_close(&file);
}
