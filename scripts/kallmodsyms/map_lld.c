// SPDX-License-Identifier: GPL-2.0
/*
 * Reader for the maps of lld (-Map).
 *
 * A heading, then four numbers in each line: address, load address and size in
 * hexadecimal, alignment in decimal. What the line is follows from how far the
 * text behind them is indented (the load address is left out here):
 *
 *	             VMA     Size Align Out     In      Symbol
 *	ffffffff81000000   a00000  4096 .text
 *		an output section
 *	ffffffff81000000      41e    16         vmlinux.o:(.head.text)
 *	ffffffff81001000     1a34    16         vmlinux.a(init/main.o):(.text)
 *		an input section: eight spaces
 *	ffffffff82000000      6e1     1         <internal>:(.rodata.str1.1)
 *		one that the linker made, here by merging the sections of all
 *		objects, which are not listed then
 *	ffffffff81000000        0     1         _text = .
 *	ffffffff82a00000        0     1 jiffies = jiffies_64
 *		an assignment in the linker script, inside and outside of an
 *		output section; the number is where the location counter stands
 *	ffffffff82a00000      600     1 . = ALIGN ( 4096 )
 *	ffffffff82a00000        4     1         LONG ( 0x0 )
 *	ffffffff82a00000        0     1
 *		the location counter, bytes of the linker script, and ASSERT
 *	ffffffff81000000      1a5     1                 startup_64
 *		a symbol: 16 spaces; the objects' symbol tables have it, too
 *
 * Any other line is an error, so that no input section is skipped. Nothing says
 * where the map ends. The section with the names of the symbols is among the
 * last, and no kernel goes without it.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "intern.h"
#include "lines.h"
#include "map.h"

#define MAP_ENDS	".strtab"

/**
 * struct lld_line - a line of the map
 * @addr: the first number
 * @size: the third
 * @indent: how many spaces there are before @text: 0, 8 or 16
 * @text: what follows the numbers
 */
struct lld_line {
	unsigned long long addr;
	unsigned long long size;
	size_t indent;
	char *text;
};

/**
 * struct lld_reader - where the reader is in a map
 * @map: filled with what was read
 * @in: the map's lines
 * @ended: MAP_ENDS was seen
 */
struct lld_reader {
	struct map *map;
	struct lines *in;
	bool ended;
};

/* Bad input in the line that was read last. */
#define die_in_map(r, fmt, ...) \
	die_at((r)->in->path, (r)->in->nr, fmt "; %s", ##__VA_ARGS__, \
	       (r)->in->remedy)

/* Moves past @word and the spaces before it; is it there? */
static bool skip_word(const char **line, const char *word)
{
	const char *p = *line + strspn(*line, " ");

	if (strncmp(p, word, strlen(word)))
		return false;
	*line = p + strlen(word);
	return true;
}

static int lld_recognise(const char *line)
{
	return skip_word(&line, "VMA ") && skip_word(&line, "LMA ") &&
	       skip_word(&line, "Size Align Out     In      Symbol") && !*line;
}

/* Reads the number at *@p and moves *@p to the space behind it. */
static bool parse_number(char **p, int base, unsigned long long *value)
{
	char *start = *p + strspn(*p, " ");

	if (!strchr("0123456789abcdef", *start) || !*start)
		return false;
	*value = strtoull(start, p, base);
	return **p == ' ';
}

static void parse_line(struct lld_reader *r, struct lld_line *line)
{
	unsigned long long lma, align;
	char *p = r->in->text;

	if (!parse_number(&p, 16, &line->addr) || !parse_number(&p, 16, &lma) ||
	    !parse_number(&p, 16, &line->size) || !parse_number(&p, 10, &align))
		die_in_map(r, "the line does not begin with four numbers");
	line->text = p + 1;
	line->indent = strspn(line->text, " ");
	line->text += line->indent;
}

static bool is_symbol_char(char c)
{
	return c && c != ' ' && c != '=' && c != '(';
}

/* Bytes of the linker script, or ASSERT, of which lld prints nothing. */
static bool is_data(const struct lld_line *line)
{
	const char *p = line->text;

	if (!*p || !strcmp(p, "ASSERT"))
		return !line->size;
	return skip_word(&p, "BYTE (") || skip_word(&p, "SHORT (") ||
	       skip_word(&p, "LONG (") || skip_word(&p, "QUAD (");
}

/* " = ", " += " and the like */
static bool is_operator(const char *p)
{
	size_t len = *p == ' ' ? strcspn(p + 1, " ") : 0;

	return len && len <= 3 && p[len] == '=' && p[len + 1];
}

/* "jiffies = jiffies_64", "PROVIDE ( _end = . )" */
static void read_assignment(struct lld_reader *r, const struct lld_line *line)
{
	const char *p = line->text;
	size_t len = 0;

	if (is_data(line))
		return;
	if (skip_word(&p, "PROVIDE_HIDDEN (") || skip_word(&p, "PROVIDE (") ||
	    skip_word(&p, "HIDDEN ("))
		p += strspn(p, " ");
	while (is_symbol_char(p[len]))
		len++;
	if (!len || !is_operator(p + len))
		die_in_map(r, "no line of a map of lld is like this");
	/* the location counter is assigned to as well */
	if (len > 1 || *p != '.')
		map_add_assignment(r->map, p, len);
}

/* "vmlinux.a(init/main.o):(.text)" */
static void read_section(struct lld_reader *r, const struct lld_line *line,
			 char *colon)
{
	struct map_section section = {
		.addr = line->addr,
		.size = line->size,
		.line = r->in->nr,
	};
	size_t len = strlen(colon + 2);

	if (!r->map->nr_outputs)
		die_in_map(r, "input section %s is in no output section",
			   line->text);
	section.name = intern(colon + 2, len - 1);
	*colon = '\0';
	if (strcmp(line->text, "<internal>"))
		section.object = map_object(r->in, line->text);
	map_add_section(r->map, &section);
}

static void read_output(struct lld_reader *r, const struct lld_line *line)
{
	map_add_output(r->map, line->text, strlen(line->text));
	map_set_output(r->map, line->addr, line->size);
	r->ended |= !strcmp(line->text, MAP_ENDS);
}

static void read_line(struct lld_reader *r)
{
	struct lld_line line;
	char *colon;

	parse_line(r, &line);
	colon = strstr(line.text, ":(");
	if (line.indent == 0 && *line.text && !colon &&
	    !strchr(line.text, ' '))
		read_output(r, &line);
	else if (line.indent == 8 && colon &&
		 line.text[strlen(line.text) - 1] == ')')
		read_section(r, &line, colon);
	else if (line.indent == 0 || line.indent == 8)
		read_assignment(r, &line);
	else if (line.indent != 16 || !*line.text)
		die_in_map(r, "no line of a map of lld is like this");
}

static void lld_read(struct map *map, struct lines *in)
{
	struct lld_reader r = { .map = map, .in = in };

	while (lines_next(in) && !lld_recognise(in->text))
		;
	while (lines_next(in))
		read_line(&r);
	if (!r.ended)
		die_in_map(&r, "the map ends before \"%s\": it is truncated",
			   MAP_ENDS);
}

const struct map_reader map_reader_lld = {
	.linker = "lld",
	.recognise = lld_recognise,
	.read = lld_read,
};
