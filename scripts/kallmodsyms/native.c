// SPDX-License-Identifier: GPL-2.0
/*
 * Objects that lld makes from bitcode.
 *
 * With ThinLTO, objects are bitcode. The link makes an object file of each, and
 * the map names it by what is linked and by the object without ".o":
 *
 *	init/.tmp_vmlinux1.lto.version-timestamp.o
 *
 * or, if it is in an archive, by the archive, the last component of the member's
 * name, and where the member is in the archive:
 *
 *	vmlinux.o.lto.vmlinux.a(core.o at 593240).o
 *	lib/vmlinux.o.lto.lib.a(string.o at 1234).o
 *
 * The header there has the whole name. Names of 16 characters and more, and
 * all names of a thin archive, are in a table, the member "//":
 *
 *	/274            0           0     0     644     103240    `
 *
 * LTO of all bitcode at once makes "vmlinux.o.lto.o" and "vmlinux.o.lto.1.o",
 * and the objects that their symbols come from are not known.
 */
#include <ar.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xalloc.h>

#include "error.h"
#include "grow.h"
#include "intern.h"
#include "lines.h"
#include "native.h"
#include "object.h"

#define LTO	".lto."
#define AT	" at "
#define TAIL	".o"

/**
 * struct native_name - the parts of the name of an archive's member
 * @archive: path of the archive, interned
 * @member: last component of the member's name
 * @member_len: its length
 * @offset: of the member's header in the archive
 */
struct native_name {
	const char *archive;
	const char *member;
	size_t member_len;
	size_t offset;
};

/**
 * struct archive - an archive, in memory
 * @path: its path, interned
 * @data: its bytes, and a zero byte
 * @size: how many
 * @names: the table of names, or NULL
 */
struct archive {
	const char *path;
	char *data;
	size_t size;
	const char *names;
};

static struct archive *archives;
static size_t nr_archives;

/* The last occurrence of @what in @text. */
static const char *find_last(const char *text, const char *what)
{
	const char *found = NULL;

	while ((text = strstr(text, what)))
		found = text++;
	return found;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* What is linked has ".lto." after its name; then the object begins. */
static const char *after_lto(const char *name)
{
	const char *lto = strstr(base_name(name), LTO);

	return lto ? lto + strlen(LTO) : NULL;
}

bool native_is(const char *name)
{
	size_t len = strlen(name);

	return after_lto(name) && !strcmp(name + len - strlen(TAIL), TAIL);
}

/* In the directory of "lib/vmlinux.o.lto.lib.a", "lib.a" is "lib/lib.a". */
static const char *sibling_path(const char *name, const char *file, size_t len)
{
	size_t dir_len = base_name(name) - name;
	char *buf = xmalloc(dir_len + len);
	const char *path;

	memcpy(buf, name, dir_len);
	memcpy(buf + dir_len, file, len);
	path = intern(buf, dir_len + len);
	free(buf);
	return path;
}

/* "vmlinux.o.lto.vmlinux.a(core.o at 593240).o" */
static bool parse_member(const char *name, struct native_name *parts)
{
	const char *archive = after_lto(name);
	const char *paren = strchr(archive, '(');
	const char *at = paren ? find_last(paren, AT) : NULL;
	char *end;

	if (!at)
		return false;
	parts->offset = strtoull(at + strlen(AT), &end, 10);
	if (end == at + strlen(AT) || strcmp(end, ")" TAIL))
		return false;
	parts->archive = sibling_path(name, archive, paren - archive);
	parts->member = paren + 1;
	parts->member_len = at - parts->member;
	return true;
}

static const struct ar_hdr *header_at(const struct archive *archive,
				      size_t offset)
{
	const struct ar_hdr *hdr = (const void *)(archive->data + offset);

	if (offset > archive->size || archive->size - offset < sizeof(*hdr))
		return NULL;
	return memcmp(hdr->ar_fmag, ARFMAG, sizeof(hdr->ar_fmag)) ? NULL : hdr;
}

/* After the tables of symbols, "/" and "/SYM64/", if there are any. */
static const char *find_names(const struct archive *archive)
{
	const struct ar_hdr *hdr;
	size_t pos = SARMAG;

	while ((hdr = header_at(archive, pos)) && hdr->ar_name[0] == '/') {
		if (hdr->ar_name[1] == '/')
			return archive->data + pos + sizeof(*hdr);
		if (hdr->ar_name[1] != ' ' && hdr->ar_name[1] != 'S')
			return NULL;
		pos += sizeof(*hdr) + strtoull(hdr->ar_size, NULL, 10);
		pos += pos & 1;
	}
	return NULL;
}

static void load(struct archive *archive)
{
	FILE *in = fopen(archive->path, "r");
	size_t got;

	if (!in)
		die_at(archive->path, 0,
		       "the map names this archive but it cannot be read: %s; build vmlinux again",
		       strerror(errno));
	do {
		archive->data = xrealloc(archive->data,
					 archive->size + BUFSIZ + 1);
		got = fread(archive->data + archive->size, 1, BUFSIZ, in);
		archive->size += got;
	} while (got);
	archive->data[archive->size] = '\0';
	fclose(in);
	archive->names = find_names(archive);
}

static const struct archive *get_archive(const char *path)
{
	struct archive *archive;

	for (size_t i = 0; i < nr_archives; i++)
		if (archives[i].path == path)
			return &archives[i];
	archives = xgrow(archives, nr_archives, sizeof(*archives));
	archive = &archives[nr_archives++];
	*archive = (struct archive) { .path = path };
	load(archive);
	return archive;
}

/* The name in a header, "main.o/" or "/274", up to the slash at its end. */
static const char *member_name(const struct archive *archive,
			       const struct ar_hdr *hdr, size_t *len)
{
	const char *name = hdr->ar_name, *end;
	size_t room = sizeof(hdr->ar_name);

	if (*name == '/') {
		size_t offset = strtoull(name + 1, NULL, 10);

		if (!archive->names ||
		    offset >= archive->size - (archive->names - archive->data))
			return NULL;
		name = archive->names + offset;
		end = strstr(name, "/\n");
	} else {
		end = memchr(name, '/', room);
	}
	*len = end ? end - name : 0;
	return end ? name : NULL;
}

/* Is the last component of the path @name what the map says? */
static bool is_member(const struct native_name *parts, const char *name,
		      size_t len)
{
	const char *base = name + len - parts->member_len;

	return len >= parts->member_len &&
	       !memcmp(base, parts->member, parts->member_len) &&
	       (base == name || base[-1] == '/');
}

static struct object *get_member(const struct lines *in,
				 const struct native_name *parts)
{
	const struct archive *archive = get_archive(parts->archive);
	const struct ar_hdr *hdr = header_at(archive, parts->offset);
	const char *member = NULL;
	size_t len = 0;

	if (hdr)
		member = member_name(archive, hdr, &len);
	if (!member || !is_member(parts, member, len))
		die_at(in->path, in->nr,
		       "%s has no member \"%.*s\" at %zu: it is of another link than the map; %s",
		       parts->archive, (int)parts->member_len, parts->member,
		       parts->offset, in->remedy);
	return object_get_member(parts->archive, strlen(parts->archive),
				 member, len);
}

/* "init/.tmp_vmlinux1.lto.version-timestamp.o" */
static struct object *get_single(const struct lines *in, const char *name)
{
	const char *base = after_lto(name);
	const char *path = sibling_path(name, base, strlen(base));

	if (access(path, F_OK))
		die_at(in->path, in->nr,
		       "\"%s\" is not made from one object, so the origin of its symbols is not known; build without LTO, or with ThinLTO",
		       name);
	return object_get(path, strlen(path));
}

struct object *native_object(const struct lines *in, const char *name)
{
	struct native_name parts;
	struct object *object;

	if (parse_member(name, &parts))
		object = get_member(in, &parts);
	else
		object = get_single(in, name);
	if (object)
		object->file = intern(name, strlen(name));
	return object;
}
