// SPDX-License-Identifier: GPL-2.0
/*
 * Reader for the maps of GNU ld (-Map).
 *
 * Everything before "Linker script and memory map" is of no use here: archive
 * members and why they were drawn in, discarded sections, memory regions.
 * After it, what a line is follows from its indentation:
 *
 *	.text           0xffffffff81000000   0xa00000 load address 0x...
 *		an output section: column 0; only the name where the section is
 *		empty or where the name is long, then with the numbers on the
 *		next line
 *	 .head.text     0xffffffff81000000      0x41e vmlinux.o
 *		an input section: one space
 *	 .init.text.long_name
 *	                0xffffffff82000000       0x30 vmlinux.a(init/main.o)
 *		the same where the name takes 15 columns or more
 *	                0xffffffff81000000                _text = .
 *	                0xffffffff81000000                PROVIDE (_end = .)
 *		an assignment in the linker script
 *	                0xffffffff81000000                startup_64
 *		a global symbol, no news: the objects' symbol tables have it
 *	 *fill*         0xffffffff81000420      0xbe0 cccccccc
 *	 *(.text .text.fixup)
 *	 FILL mask 0xcccccccc
 *		padding, and the patterns of the linker script
 *	                                 0x1a30 (size before relaxing)
 *		the size that an input section had before merging
 *
 * Objects are "init/main.o", "vmlinux.a(init/main.o)" for a member of an
 * archive, or "linker stubs" for code that ld adds itself.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include <array_size.h>

#include "error.h"
#include "intern.h"
#include "lines.h"
#include "map.h"

#define MAP_BEGINS	"Linker script and memory map"
#define MAP_ENDS	"OUTPUT("

/**
 * struct gnu_reader - where the reader is in a map
 * @map: filled with what was read
 * @in: the map's lines
 * @name: name of an input section whose numbers are on the next line, or NULL
 * @output: the numbers of an output section are on the next line
 * @ended: MAP_ENDS was seen
 */
struct gnu_reader {
	struct map *map;
	struct lines *in;
	const char *name;
	bool output;
	bool ended;
};

/* Bad input in the line that was read last. */
#define die_in_map(r, fmt, ...) \
	die_at((r)->in->path, (r)->in->nr, fmt "; %s", ##__VA_ARGS__, \
	       (r)->in->remedy)

static int gnu_recognise(const char *line)
{
	static const char *const first_lines[] = {
		"Archive member included", "As-needed library included",
		"Merging program properties", "Discarded input sections",
		"There are no discarded input sections",
		"Allocating common symbols",
		"Memory Configuration", MAP_BEGINS,
	};

	for (size_t i = 0; i < ARRAY_SIZE(first_lines); i++)
		if (!strncmp(line, first_lines[i], strlen(first_lines[i])))
			return 1;
	return 0;
}

static char *skip_spaces(char *p)
{
	return p + strspn(p, " ");
}

/* Reads "0x1f" at *@p and moves *@p past it and the spaces behind it. */
static bool parse_hex(char **p, unsigned long long *value)
{
	char *end;

	if (strncmp(*p, "0x", 2))
		return false;
	end = read_hex(*p + 2, value);
	if (end == *p + 2 || (*end && *end != ' '))
		return false;
	*p = skip_spaces(end);
	return true;
}

/* The part of an input section's line behind its name. */
static bool parse_section(struct gnu_reader *r, const char *name, char *p)
{
	struct map_section section = { .name = name, .line = r->in->nr };

	if (!parse_hex(&p, &section.addr) || !parse_hex(&p, &section.size))
		return false;
	if (!*p)
		die_in_map(r, "input section %s names no object", name);
	if (!r->map->nr_outputs)
		die_in_map(r, "input section %s is in no output section", name);
	if (strcmp(p, "linker stubs"))
		section.object = map_object(r->in, p);
	map_add_section(r->map, &section);
	return true;
}

/* " .text          0xffffffff81001000   0x727763 vmlinux.o" */
static void read_section(struct gnu_reader *r, char *p)
{
	size_t len = strcspn(p, " ");

	if (*p == '*' || memchr(p, '(', len) || !strncmp(p, "FILL mask ", 10))
		return;
	r->name = intern(p, len);
	p = skip_spaces(p + len);
	if (!*p)
		return;
	if (!parse_section(r, r->name, p))
		die_in_map(r, "cannot read the numbers of input section %s",
			   r->name);
	r->name = NULL;
}

static bool is_symbol_char(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '$';
}

/* "jiffies = jiffies_64" or "PROVIDE (_end = .)", at @addr */
static void read_assignment(struct gnu_reader *r, const char *p,
			    unsigned long long addr)
{
	static const char *const wrappers[] = {
		"PROVIDE (", "PROVIDE_HIDDEN (", "HIDDEN (",
	};
	size_t len = 0;

	for (size_t i = 0; i < ARRAY_SIZE(wrappers); i++)
		if (!strncmp(p, wrappers[i], strlen(wrappers[i]))) {
			p += strlen(wrappers[i]);
			break;
		}
	while (is_symbol_char(p[len]))
		len++;
	/* the location counter is assigned to as well: ". = ALIGN (0x10)" */
	if (!len || (len == 1 && *p == '.') || strncmp(p + len, " = ", 3))
		return;
	map_add_assignment(r->map, p, len, &addr);
}

/* The part of an output section's line behind its name. */
static void parse_output_size(struct gnu_reader *r, char *p)
{
	unsigned long long addr, size;

	if (parse_hex(&p, &addr) && parse_hex(&p, &size))
		map_set_output_size(r->map, size);
}

/*
 * An indented line that begins with a number: the rest of an input section or
 * of an output section with a long name, an assignment, or a symbol. ld puts
 * an address that an expression computed in brackets, "[0x0000000000000001]";
 * "[!provide]" says that nothing was defined.
 */
static void read_continuation(struct gnu_reader *r, char *p)
{
	const char *name = r->name;
	unsigned long long addr;

	if (r->output)
		parse_output_size(r, p);
	r->output = false;
	r->name = NULL;
	if (name && parse_section(r, name, p))
		return;
	if (*p == '[')
		p++;
	p[strcspn(p, "]")] = ' ';
	if (parse_hex(&p, &addr))
		read_assignment(r, p, addr);
}

static bool is_command(const char *p)
{
	return !strncmp(p, "LOAD ", 5) || !strncmp(p, "START GROUP", 11) ||
	       !strncmp(p, "END GROUP", 9);
}

/* ".text           0xffffffff81000000   0xa00000", "LOAD vmlinux.o" */
static void read_output(struct gnu_reader *r, char *p)
{
	size_t len = strcspn(p, " ");

	r->name = NULL;
	if (!strncmp(p, MAP_ENDS, strlen(MAP_ENDS))) {
		r->ended = true;
	} else if (!is_command(p)) {
		map_add_output(r->map, p, len);
		parse_output_size(r, skip_spaces(p + len));
		r->output = !p[len];
	}
}

static void read_line(struct gnu_reader *r, char *line)
{
	if (line[0] == '\0')
		return;
	if (line[0] != ' ')
		read_output(r, line);
	else if (line[1] != ' ')
		read_section(r, line + 1);
	else
		read_continuation(r, skip_spaces(line));
}

static void __noreturn die_truncated(struct gnu_reader *r, const char *before)
{
	die_in_map(r, "the map ends before \"%s\": it is truncated", before);
}

static void gnu_read(struct map *map, struct lines *in)
{
	struct gnu_reader r = { .map = map, .in = in };

	do {
		if (!lines_next(in))
			die_truncated(&r, MAP_BEGINS);
	} while (strncmp(in->text, MAP_BEGINS, strlen(MAP_BEGINS)));
	while (lines_next(in))
		read_line(&r, in->text);
	if (!r.ended)
		die_truncated(&r, MAP_ENDS);
}

const struct map_reader map_reader_gnu = {
	.linker = "GNU ld",
	.lists_merged = true,
	.recognise = gnu_recognise,
	.read = gnu_read,
};
