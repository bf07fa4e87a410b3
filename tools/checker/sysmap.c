// SPDX-License-Identifier: GPL-2.0
/*
 * System.map has the symbols that scripts/kallsyms gets to see. Which of them
 * it takes is told here once more.
 */
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "file.h"
#include "sysmap.h"

#define KSYM_NAME_LEN	512

static int compare_lines(const void *a, const void *b)
{
	const struct sysmap_line *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* ffffffff81000000 T _text */
static void parse_line(struct sysmap_line *line, char *text, const char *path,
		       const struct object *elf)
{
	char *end;

	line->address = object_address(elf, strtoull(text, &end, 16));
	if (end == text || end[0] != ' ' || !end[1] || end[2] != ' ')
		die("%s: cannot read \"%s\"", path, text);
	line->letter = end[1];
	line->name = end + 3;
}

/* The address of a symbol, or @otherwise. */
static uint64_t address_of(const struct sysmap *sysmap, const char *name,
			   uint64_t otherwise)
{
	size_t i;

	for (i = 0; i < sysmap->count; i++)
		if (!strcmp(sysmap->lines[i].name, name))
			return sysmap->lines[i].address;
	return otherwise;
}

static void set_range(const struct sysmap *sysmap, struct range *range,
		      const char *first, const char *last)
{
	range->first = address_of(sysmap, first, UINT64_MAX);
	range->last = address_of(sysmap, last, 0);
}

/**
 * sysmap_read - read System.map
 * @sysmap: filled in; all zero before
 * @tree: the build tree
 * @elf: vmlinux
 */
void sysmap_read(struct sysmap *sysmap, const struct tree *tree,
		 const struct object *elf)
{
	struct file file;
	char *rest, *line;

	file_must_open(&file, tree_path(tree, "System.map"));
	rest = file.data;
	while ((line = next_line(&rest))) {
		GROW(sysmap->lines, sysmap->count);
		parse_line(&sysmap->lines[sysmap->count++], line, file.path,
			   elf);
	}
	sysmap->all = tree_enabled(tree, "KALLSYMS_ALL");
	set_range(sysmap, &sysmap->text[0], "_stext", "_etext");
	set_range(sysmap, &sysmap->text[1], "_sinittext", "_einittext");
	if (tree_enabled(tree, "KALLSYMS_ABSOLUTE_PERCPU"))
		set_range(sysmap, &sysmap->percpu, "__per_cpu_start",
			  "__per_cpu_end");
	else
		sysmap->percpu.first = UINT64_MAX;
	qsort(sysmap->lines, sysmap->count, sizeof(*sysmap->lines),
	      compare_lines);
}

static bool is_in(const struct range *range, uint64_t address)
{
	return address >= range->first && address <= range->last;
}

/*
 * Without KALLSYMS_ALL. What has the address of _etext may be data that follows
 * it, so of these only _etext itself counts. Likewise for _einittext.
 */
static bool is_kallsyms_text(const struct sysmap *sysmap,
			     const struct sysmap_line *line)
{
	uint64_t address = line->address;

	if (!strncmp(line->name, "__start_", 8) ||
	    !strncmp(line->name, "__stop_", 7))
		return true;
	if (address == sysmap->text[0].last && strcmp(line->name, "_etext"))
		return false;
	if (address == sysmap->text[1].last && strcmp(line->name, "_einittext"))
		return false;
	return is_in(&sysmap->text[0], address) ||
	       is_in(&sysmap->text[1], address);
}

/**
 * kallsyms_letter - the letter that kallsyms has for a symbol
 * @sysmap: where the symbol is
 * @line: the symbol
 *
 * Return: 0 if kallsyms leaves it out.
 */
char kallsyms_letter(const struct sysmap *sysmap,
		     const struct sysmap_line *line)
{
	if (strchr("Aanu", line->letter) || strlen(line->name) >= KSYM_NAME_LEN)
		return 0;
	if (!sysmap->all && !is_kallsyms_text(sysmap, line))
		return 0;
	return is_in(&sysmap->percpu, line->address) ? 'A' : line->letter;
}
