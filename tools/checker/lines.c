// SPDX-License-Identifier: GPL-2.0
/*
 * What is to be checked, either from the table in vmlinux, or in the same form
 * from a BPF iterator:
 *
 *   ffffffff81000000 T _stext
 *   ffffffff8236d370 b __key.0	<kernel/cpu.o> ambiguous
 *   ffffffff81606f80 t test_msr	rapl <arch/x86/events/rapl.o>
 *
 * or from /proc/kallmodsyms, with or without sizes:
 *
 *   ffffffff8236d370 b __key.0	<kernel/cpu.o>
 *   ffffffff81606f80 1c t test_msr	[rapl]
 *
 * "<lib/two.o#1>" is the first address where this object has the name.
 */
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "fault.h"
#include "lines.h"

static void bad_line(const struct lines *lines, const char *text)
{
	die("%s:%zu: cannot read \"%s\"", lines->file.path, lines->count,
	    text);
}

/* [ext4] or ext4 */
static void add_module(struct line *line, char *word)
{
	size_t len = strlen(word);

	if (*word == '[' && word[len - 1] == ']') {
		word[len - 1] = 0;
		word++;
	}
	line->modules = *line->modules ?
			xprintf("%s %s", line->modules, word) : word;
}

/* <kernel/cpu.o> */
static void set_object(struct line *line, char *word)
{
	word[strlen(word) - 1] = 0;
	line->object = word + 1;
}

/* What follows the name: modules, object, "ambiguous". */
static void parse_rest(struct lines *lines, struct line *line, char *rest)
{
	char *word;

	while ((word = strsep(&rest, " \t"))) {
		if (!strcmp(word, "ambiguous") && lines->source != SOURCE_PROC && !rest) {
			line->shown = true;
		} else if (*word == '<' && ends_with(word, ">")) {
			set_object(line, word);
			line->shown |= lines->source == SOURCE_PROC;
		} else if (*word && !line->object) {
			add_module(line, word);
		} else {
			bad_line(lines, word);
		}
	}
}

/* Over the size in " 1c t test_msr", with kernel.kallmodsyms_sizes=1. */
static char *skip_size(char *text)
{
	size_t len = strspn(text + 1, "0123456789abcdef");
	char *end = text + 1 + len;

	return len && end[0] == ' ' && end[1] && end[2] == ' ' ? end : text;
}

static void parse_line(struct lines *lines, char *text,
		       const struct object *elf)
{
	struct line *line;
	char *end, *rest;

	GROW(lines->list, lines->count);
	line = &lines->list[lines->count++];
	memset(line, 0, sizeof(*line));
	line->modules = "";
	line->address = object_address(elf, strtoull(text, &end, 16));
	if (*end == ' ' && lines->source == SOURCE_PROC)
		end = skip_size(end);
	if (end == text || end[0] != ' ' || !end[1] || end[2] != ' ')
		bad_line(lines, text);
	line->letter = end[1];
	line->name = end + 3;
	rest = end + 3 + strcspn(end + 3, " \t");
	if (!*rest)
		return;
	*rest = 0;
	parse_rest(lines, line, rest + 1);
}

/* Where the kernel is, less where it was linked to be (KASLR). */
static uint64_t find_offset(const struct lines *lines,
			    const struct image *image, uint64_t *start)
{
	const struct symbol *symbol = NULL;
	size_t i, j;

	for (i = 0; i < lines->count; i++)
		if (!strcmp(lines->list[i].name, "_text"))
			break;
	for (j = 0; j < image->num_entries; j++) {
		symbol = &image->elf.symbols[image->entries[j].symbol];
		if (!strcmp(symbol->name, "_text"))
			break;
	}
	if (i == lines->count || j == image->num_entries)
		die("%s: no symbol _text", lines->file.path);
	if (!lines->list[i].address)
		die("%s: addresses are hidden; read it as root with kptr_restrict=0",
		    lines->file.path);
	*start = lines->list[i].address;
	return *start - symbol->value;
}

static void move_back(struct lines *lines, const struct image *image)
{
	uint64_t start, offset = find_offset(lines, image, &start);
	size_t i;

	for (i = 0; i < lines->count; i++)
		if (lines->list[i].address >= start)
			lines->list[i].address -= offset;
}

static void check_order(const struct lines *lines)
{
	size_t i;

	for (i = 1; i < lines->count; i++)
		if (lines->list[i].address < lines->list[i - 1].address)
			fault(FAULT_ORDER, "%016llx %s: after %016llx %s",
			      (unsigned long long)lines->list[i].address,
			      lines->list[i].name,
			      (unsigned long long)lines->list[i - 1].address,
			      lines->list[i - 1].name);
}

static int compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return strcmp(x->name, y->name);
}

/**
 * lines_read - read what is to be checked
 * @lines: filled in; all zero before
 * @path: the file
 * @source: who says it
 * @image: vmlinux
 */
void lines_read(struct lines *lines, char *path, enum source source,
		const struct image *image)
{
	char *rest, *text;

	if (!file_open(&lines->file, path) || !lines->file.size)
		die("%s: no such file, or empty", path);
	lines->source = source;
	rest = lines->file.data;
	while ((text = next_line(&rest)))
		parse_line(lines, text, &image->elf);
	/* In a running kernel, the symbols of vmlinux come first. */
	if (source != SOURCE_TABLE && lines->count > image->num_entries) {
		lines->num_others = lines->count - image->num_entries;
		lines->count = image->num_entries;
	}
	if (source != SOURCE_TABLE)
		move_back(lines, image);
	check_order(lines);
	qsort(lines->list, lines->count, sizeof(*lines->list), compare_lines);
}
