// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "fault.h"
#include "image.h"
#include "sysmap.h"

bool is_text(const struct image *image, uint32_t symbol)
{
	struct section *section = symbol_section(&image->elf,
						 &image->elf.symbols[symbol]);

	return section && section->flags & SHF_EXECINSTR;
}

/* What BFD takes for debug information. */
static bool is_debug(const struct section *section)
{
	return !(section->flags & SHF_ALLOC) &&
	       (!strncmp(section->name, ".debug", 6) ||
		!strncmp(section->name, ".stab", 5) ||
		!strncmp(section->name, ".line", 5));
}

/* Which of the letters of nm that mksysmap filters would it be? */
static char filtered_letter(const struct object *elf,
			    const struct symbol *symbol)
{
	const struct section *section = symbol_section(elf, symbol);

	if (symbol->section == SHN_UNDEF)
		return symbol->bind == STB_WEAK ? 'w' : 'U';
	if (is_number(symbol))
		return 'a';
	if (section && is_debug(section))
		return 'N';
	return '?';
}

static const struct object *sorted_elf;

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	const struct symbol *symbols = sorted_elf->symbols;

	if (symbols[x->symbol].value != symbols[y->symbol].value)
		return symbols[x->symbol].value < symbols[y->symbol].value ?
		       -1 : 1;
	return strcmp(symbols[x->symbol].name, symbols[y->symbol].name);
}

static void add_entries(struct image *image, const struct filter *filter)
{
	struct symbol *symbol = image->elf.symbols + 1;
	uint32_t i;

	for (i = 1; i < image->elf.num_symbols; i++, symbol++) {
		if (!is_definition(symbol))
			continue;
		if (is_filtered(filter, filtered_letter(&image->elf, symbol),
				symbol->name)) {
			image->num_filtered[is_text(image, i)]++;
			continue;
		}
		GROW(image->entries, image->num_entries);
		image->entries[image->num_entries++].symbol = i;
	}
	sorted_elf = &image->elf;
	qsort(image->entries, image->num_entries, sizeof(*image->entries),
	      compare_entries);
}

/* Negative if the entry comes before the line, zero if they are the same. */
static int compare_to_line(const struct image *image, const struct entry *entry,
			   const struct sysmap_line *line)
{
	const struct symbol *symbol = &image->elf.symbols[entry->symbol];

	if (symbol->value != line->address)
		return symbol->value < line->address ? -1 : 1;
	return strcmp(symbol->name, line->name);
}

/* What comes first of the entry and the line has no partner. */
static void report_single(const struct image *image, const struct entry *entry,
			  const struct sysmap_line *line)
{
	const struct symbol *symbol;

	if (entry) {
		symbol = &image->elf.symbols[entry->symbol];
		fault(FAULT_SYSTEM_MAP, "%016llx %s: not in System.map",
		      (unsigned long long)symbol->value, symbol->name);
	} else {
		fault(FAULT_SYSTEM_MAP, "%016llx %s: in System.map only",
		      (unsigned long long)line->address, line->name);
	}
}

/* Take the letters from System.map, and only what is there. */
static void merge_sysmap(struct image *image, const struct sysmap *sysmap)
{
	struct entry *entry = image->entries, *kept = entry;
	struct entry *end = entry + image->num_entries;
	const struct sysmap_line *line = sysmap->lines;
	const struct sysmap_line *last = line + sysmap->count;
	int order;

	while (entry < end || line < last) {
		order = entry == end ? 1 : line == last ? -1 :
			compare_to_line(image, entry, line);
		if (order) {
			report_single(image, order < 0 ? entry : NULL, line);
		} else {
			entry->letter = kallsyms_letter(sysmap, line);
			if (entry->letter)
				*kept++ = *entry;
			else
				image->num_skipped[is_text(image,
							   entry->symbol)]++;
		}
		entry += order <= 0;
		line += order >= 0;
	}
	image->num_entries = kept - image->entries;
}

/**
 * image_read - read vmlinux and System.map
 * @image: filled in but for the truth; all zero before
 * @tree: the build tree
 * @filter: what is not in System.map
 */
void image_read(struct image *image, const struct tree *tree,
		const struct filter *filter)
{
	struct sysmap sysmap = { 0 };
	char *unstripped = tree_find(tree, "vmlinux.unstripped");

	/* newer kernels take some symbols out of vmlinux at last */
	object_read(&image->elf, "vmlinux",
		    unstripped ?: tree_path(tree, "vmlinux"));
	if (!image->elf.num_symbols)
		die("%s: no symbols", image->elf.file.path);
	image->truths = xzalloc(image->elf.num_symbols *
				sizeof(*image->truths));
	sysmap_read(&sysmap, tree, &image->elf);
	add_entries(image, filter);
	merge_sysmap(image, &sysmap);
	free(sysmap.lines);
}

/**
 * image_find - find a symbol of kallsyms
 * @image: vmlinux
 * @address: of the symbol
 * @name: of the symbol
 *
 * Return: the number of the symbol in vmlinux, or 0.
 */
uint32_t image_find(const struct image *image, uint64_t address,
		    const char *name)
{
	struct sysmap_line key = { .address = address, .name = name };
	size_t low = 0, high = image->num_entries, middle;
	int order;

	while (low < high) {
		middle = (low + high) / 2;
		order = compare_to_line(image, &image->entries[middle], &key);
		if (!order)
			return image->entries[middle].symbol;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

/**
 * image_link - say where a symbol comes from
 * @image: vmlinux
 * @symbol: number of the symbol
 * @origin: how it is known
 * @object: the object that defines it, or NULL
 * @object_symbol: number of the symbol in the object, or 0
 */
void image_link(struct image *image, uint32_t symbol, enum origin origin,
		struct object *object, uint32_t object_symbol)
{
	struct truth *truth = &image->truths[symbol];

	truth->origin = origin;
	truth->object = object;
	truth->symbol = object_symbol;
	if (!object_symbol)
		return;
	object->symbols[object_symbol].fate = FATE_LINKED;
	object->symbols[object_symbol].twin = symbol;
}
