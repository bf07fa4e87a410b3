// SPDX-License-Identifier: GPL-2.0
/*
 * Reads and takes apart /proc/kallmodsyms and /proc/kallsyms. What is not
 * exactly as documented is refused, with a diagnostic line of TAP.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "symbols.h"

/**
 * read_fd - read to the end
 * @fd: where from
 * @text: the result, to be freed
 *
 * Return: 0 or -errno.
 */
int read_fd(int fd, struct text *text)
{
	size_t room = 1 << 20;
	ssize_t n;

	text->bytes = malloc(room);
	text->size = 0;
	while (text->bytes) {
		n = read(fd, text->bytes + text->size, room - text->size - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text->size += n;
		text->bytes[text->size] = '\0';
		if (!n)
			return 0;
		if (text->size + 1 == room)
			text->bytes = realloc(text->bytes, room *= 2);
	}
	return -ENOMEM;
}

/**
 * read_file - read all of a file
 * @path: its path
 * @text: the result, to be freed
 *
 * Return: 0 or -errno.
 */
int read_file(const char *path, struct text *text)
{
	int fd = open(path, O_RDONLY), ret;

	if (fd < 0)
		return -errno;
	ret = read_fd(fd, text);
	close(fd);
	return ret;
}

/**
 * lines_size - how many bytes are the first lines
 * @text: of this text
 * @nr: the number of lines
 */
size_t lines_size(const struct text *text, size_t nr)
{
	const char *p = text->bytes;

	while (nr--)
		p = strchr(p, '\n') + 1;
	return p - text->bytes;
}

/* Ends the field at *@p with a zero and returns it, or NULL for an empty one. */
static char *take_field(char **p, const char *ends)
{
	char *field = *p;
	size_t len = strcspn(field, ends);

	if (!len)
		return NULL;
	*p += len;
	if (**p)
		*(*p)++ = '\0';
	return field;
}

/* Lower case, and no zeros in front of what has no fixed width. */
static bool take_hex(char **p, size_t width, unsigned long long *value)
{
	char *field = take_field(p, " \t");
	size_t len;

	if (!field)
		return false;
	len = strspn(field, "0123456789abcdef");
	if (field[len] || (width && len != width) ||
	    (!width && field[0] == '0' && len > 1))
		return false;
	*value = strtoull(field, NULL, 16);
	return true;
}

static bool take_type(char **p, char *type)
{
	char *field = take_field(p, " \t");

	if (!field || strlen(field) != 1 ||
	    !(isalpha((unsigned char)*field) || *field == '?'))
		return false;
	*type = *field;
	return true;
}

/* The length of "[name]" at @p, or 0. */
static size_t module_len(const char *p)
{
	size_t len;

	if (*p != '[')
		return 0;
	len = 1 + strcspn(p + 1, "[]<> \t");
	return len > 1 && p[len] == ']' ? len + 1 : 0;
}

/* Is there "<path>" at @p and nothing else? The path is below some top. */
static bool is_object(const char *p)
{
	size_t len = strlen(p);

	return len > 2 && p[0] == '<' && p[len - 1] == '>' &&
	       strcspn(p + 1, "[]<> \t") == len - 2 && p[1] != '/' &&
	       p[len - 2] != '/' && !strstr(p, "//") && !strstr(p, "/./") &&
	       !strstr(p, "/../") && strncmp(p, "<./", 3) &&
	       strncmp(p, "<../", 4) && !strchr(p, '(');
}

/* Do the names of "[a]" and "[b]" rise? */
static bool in_order(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t len = (a_len < b_len ? a_len : b_len) - 1;
	int order = strncmp(a, b, len);

	return order < 0 || (!order && a_len < b_len);
}

/* "[a]", "[a] [b]", "<path>", "[a] [b] <path>": modules rise. */
static const char *parse_origin(struct symbol *s)
{
	const char *p = s->origin, *last = NULL;
	size_t last_len = 0, len;

	while ((len = module_len(p))) {
		if (last && !in_order(last, last_len, p, len))
			return "modules are not sorted";
		last = p;
		last_len = len;
		p += len;
		s->modules_len = p - s->origin;
		if (!*p)
			return NULL;
		if (*p++ != ' ')
			return "no blank after a module";
	}
	if (!is_object(p))
		return "neither a module nor an object after the name";
	s->object = p;
	return NULL;
}

static const char *parse_line(char *line, size_t width, bool sizes,
			      struct symbol *s)
{
	char *tab = strchr(line, '\t');

	*s = (struct symbol) { .origin = "", .object = "" };
	if (tab) {
		*tab = '\0';
		s->origin = tab + 1;
	}
	if (!take_hex(&line, width, &s->addr))
		return "no address";
	if (sizes && !take_hex(&line, 0, &s->size))
		return "no size";
	if (!take_type(&line, &s->type))
		return "no letter";
	s->name = take_field(&line, " ");
	if (!s->name || line != s->name + strlen(s->name))
		return "no name, or a blank after it";
	return tab ? parse_origin(s) : NULL;
}

static size_t count_lines(const struct text *text)
{
	const char *p = text->bytes;
	size_t nr = 0;

	while ((p = strchr(p, '\n'))) {
		nr++;
		p++;
	}
	return nr;
}

/* "addr letter name" or "addr size letter name"? */
static bool has_sizes(const char *line)
{
	size_t len = strcspn(line, "\t\n");
	int blanks = 0;

	while (len--)
		blanks += line[len] == ' ';
	return blanks == 3;
}

/**
 * parse_symbols - take lines apart
 * @text: what to parse; remains as it is
 * @symbols: the result, which stays until the program ends
 *
 * Return: 0 or -EINVAL.
 */
int parse_symbols(const struct text *text, struct symbols *symbols)
{
	size_t nr = count_lines(text), width = strcspn(text->bytes, " "), i;
	char *line = strdup(text->bytes), *end;
	const char *what = NULL;

	symbols->nr = nr;
	symbols->nr_core = nr;
	symbols->sizes = has_sizes(line);
	symbols->at = calloc(nr, sizeof(*symbols->at));
	for (i = 0; i < nr && !what; i++, line = end + 1) {
		end = strchr(line, '\n');
		*end = '\0';
		what = parse_line(line, width, symbols->sizes,
				  &symbols->at[i]);
		if (symbols->at[i].origin[0] && symbols->nr_core == nr)
			symbols->nr_core = i;
	}
	if (!what && *line)
		what = "no newline at the end";
	if (!what && (!nr || (width != 8 && width != 16)))
		what = "no symbols, or addresses of a strange width";
	if (!what)
		return 0;
	printf("# line %zu: %s\n", i, what);
	return -EINVAL;
}

/**
 * read_symbols - read a file and take its lines apart
 * @path: its path
 * @symbols: the result, which stays until the program ends
 *
 * Return: 0 or -errno.
 */
int read_symbols(const char *path, struct symbols *symbols)
{
	struct text text;
	int ret = read_file(path, &text);

	if (ret)
		return ret;
	ret = parse_symbols(&text, symbols);
	free(text.bytes);
	return ret;
}
