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
 *	                [!provide]                        PROVIDE (_end = .)
 *		one that defines nothing
 *	                0xffffffff81000000                startup_64
 *		a global symbol: the objects' symbol tables have it, too
 *	                0xffffffff81000010        0x4 LONG 0x0
 *		bytes of the linker script
 *	 *fill*         0xffffffff81000420      0xbe0 cccccccc
 *	 *(.text .text.fixup)
 *	 FILL mask 0xcccccccc
 *		padding, and the patterns of the linker script
 *	                                 0x1a30 (size before relaxing)
 *		the size that an input section had before merging
 *	LOAD vmlinux.a
 *	Address of section .text set to 0x100000
 *		inputs and options
 *
 * Any other line is an error, so that no input section is skipped.
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

static void __noreturn die_unknown(struct gnu_reader *r)
{
	die_in_map(r, "no line of a map of GNU ld is like this");
}

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

/* Does @p begin with one of @nr @words? Returns what follows it, or NULL. */
static char *after_word(char *p, const char *const *words, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (!strncmp(p, words[i], strlen(words[i])))
			return p + strlen(words[i]);
	return NULL;
}

static char *skip_spaces(char *p)
{
	return p + strspn(p, " ");
}

/* Reads "0x1f" at *@p and moves *@p past it and the spaces after it. */
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

/* The part of an input section's line after its name. */
static void parse_section(struct gnu_reader *r, const char *name, char *p)
{
	struct map_section section = { .name = name, .line = r->in->nr };

	if (!parse_hex(&p, &section.addr) || !parse_hex(&p, &section.size))
		die_in_map(r, "cannot read the numbers of input section %s",
			   name);
	if (!*p)
		die_in_map(r, "input section %s names no object", name);
	if (!r->map->nr_outputs)
		die_in_map(r, "input section %s is in no output section", name);
	if (strcmp(p, "linker stubs"))
		section.object = map_object(r->in, p);
	map_add_section(r->map, &section);
}

/* "*(.text .text.fixup)", "*fill*" and so on */
static bool is_pattern(char *p, size_t len)
{
	static const char *const words[] = {
		"FILL mask 0x", "*fill* ", "CREATE_OBJECT_SYMBOLS",
		"CONSTRUCTORS",
	};

	return memchr(p, '(', len) || after_word(p, words, ARRAY_SIZE(words));
}

/* " .text          0xffffffff81001000   0x727763 vmlinux.o" */
static void read_section(struct gnu_reader *r, char *p)
{
	size_t len = strcspn(p, " ");
	const char *name;

	if (is_pattern(p, len))
		return;
	name = intern(p, len);
	p = skip_spaces(p + len);
	if (*p)
		parse_section(r, name, p);
	else
		r->name = name;
}

static bool is_symbol_char(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '$';
}

/* "jiffies = jiffies_64", "PROVIDE (_end = .)", or an expression */
static void read_assignment(struct gnu_reader *r, char *p)
{
	static const char *const wrappers[] = {
		"PROVIDE (", "PROVIDE_HIDDEN (", "HIDDEN (",
	};
	size_t len = 0;

	p = after_word(p, wrappers, ARRAY_SIZE(wrappers)) ?: p;
	while (is_symbol_char(p[len]))
		len++;
	/* the location counter is assigned to as well: ". = ALIGN (0x10)" */
	if (len && !(len == 1 && *p == '.') && !strncmp(p + len, " = ", 3))
		map_add_assignment(r->map, p, len);
}

/* The part of an output section's line after its name. */
static bool parse_output_size(struct gnu_reader *r, char *p)
{
	static const char *const load_address[] = { "load address " };
	unsigned long long addr, size, lma;
	char *rest;

	if (!parse_hex(&p, &addr) || !parse_hex(&p, &size))
		return false;
	rest = after_word(p, load_address, 1);
	if (rest ? !parse_hex(&rest, &lma) || *rest : *p)
		return false;
	map_set_output(r->map, addr, size);
	return true;
}

/*
 * What ld prints in place of a value where it assigned none. A value that it
 * only computed is in brackets: "[0x0000000000000001]".
 */
static bool read_valueless(char *p)
{
	static const char *const words[] = {
		"[!provide] ", "[unresolved] ", "*undef* ",
	};

	return after_word(p, words, ARRAY_SIZE(words));
}

/* "LONG 0x0", behind the number of bytes */
static bool is_data(char *p)
{
	static const char *const types[] = {
		"BYTE ", "SHORT ", "LONG ", "QUAD ", "SQUAD ",
	};

	return after_word(p, types, ARRAY_SIZE(types));
}

/* An assignment, a symbol, or bytes: of these only bytes have two numbers. */
static void read_value(struct gnu_reader *r, char *p)
{
	unsigned long long value, size;

	if (read_valueless(p))
		return;
	if (*p == '[') {
		p++;
		p[strcspn(p, "]")] = ' ';
	}
	if (!parse_hex(&p, &value))
		die_unknown(r);
	if (!strcmp(p, "(size before relaxing)"))
		return;
	if (!*p || (parse_hex(&p, &size) && !is_data(p)))
		die_unknown(r);
	read_assignment(r, p);
}

/*
 * A line that is indented further: the rest of that of an input section or of
 * an output section with a long name, or what read_value() knows.
 */
static void read_continuation(struct gnu_reader *r, char *p)
{
	const char *name = r->name;
	bool output = r->output;

	r->name = NULL;
	r->output = false;
	if (name)
		parse_section(r, name, p);
	else if (!output || !parse_output_size(r, p))
		read_value(r, p);
}

/* ".text           0xffffffff81000000   0xa00000", "LOAD vmlinux.o" */
static void read_output(struct gnu_reader *r, char *p)
{
	static const char *const commands[] = {
		"LOAD ", "START GROUP", "END GROUP", "Address of section ",
	};
	size_t len = strcspn(p, " ");

	if (!strncmp(p, MAP_ENDS, strlen(MAP_ENDS))) {
		r->ended = true;
	} else if (!after_word(p, commands, ARRAY_SIZE(commands))) {
		map_add_output(r->map, p, len);
		r->output = !p[len];
		if (p[len] && !parse_output_size(r, skip_spaces(p + len)))
			die_unknown(r);
	}
}

static void read_line(struct gnu_reader *r, char *line)
{
	bool further = line[0] == ' ' && line[1] == ' ';

	if (r->name && !further)
		die_in_map(r, "the numbers of input section %s are missing",
			   r->name);
	if (further) {
		read_continuation(r, skip_spaces(line));
		return;
	}
	r->output = false;
	if (line[0] == ' ')
		read_section(r, line + 1);
	else if (line[0])
		read_output(r, line);
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
	if (!r.ended || r.name)
		die_truncated(&r, MAP_ENDS);
}

const struct map_reader map_reader_gnu = {
	.linker = "GNU ld",
	.lists_merged = true,
	.recognise = gnu_recognise,
	.read = gnu_read,
};
