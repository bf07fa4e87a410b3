// SPDX-License-Identifier: GPL-2.0
/*
 * What we believe of a symbol comes from one witness, the symbol tables. Others
 * are heard here: the place, references, the contents, the debug information.
 */
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "die.h"
#include "fault.h"
#include "place.h"
#include "witness.h"

/* Is the symbol in the section that the linker script sends its section to? */
static void check_output(const struct image *image, const struct truth *truth,
			 const struct section *section,
			 const struct symbol *twin)
{
	const struct section *is = symbol_section(&image->elf, twin);
	const char *want;

	if (!section || !is)
		return;
	want = section->output ? section->output : section->name;
	if (strcmp(is->name, want))
		fault(FAULT_PLACE, "%016llx %s: in %s, but %s of <%s> goes to %s",
		      (unsigned long long)twin->value, twin->name, is->name,
		      section->name, truth->object->path, want);
}

static bool hear_place(const struct image *image, const struct truth *truth,
		       const struct symbol *symbol, const struct symbol *twin)
{
	const struct section *section = symbol_section(truth->object, symbol);

	check_output(image, truth, section, twin);
	return !is_movable(truth->object, section) && section->placed > 1;
}

static bool hear_references(const struct truth *truth,
			    const struct symbol *symbol)
{
	const struct section *section = symbol_section(truth->object, symbol);

	return section && section->referred;
}

static bool hear_contents(const struct image *image, const struct truth *truth,
			  const struct symbol *symbol,
			  const struct symbol *twin)
{
	enum bytes bytes = bytes_compare(truth->object, symbol, &image->elf,
					 twin);

	if (bytes == BYTES_DIFFER)
		fault(FAULT_BYTES, "%016llx %s: not the contents that it has in <%s>",
		      (unsigned long long)twin->value, twin->name,
		      truth->object->path);
	return bytes == BYTES_AGREE;
}

static bool hear_debug_info(struct debug_info *debug, const struct truth *truth,
			    const struct symbol *twin, bool text)
{
	const char *source = truth->object->source, *other = NULL;

	if (!source || debug_info_agrees(debug, twin, text, source, &other))
		return source;
	if (other)
		fault(FAULT_DWARF, "%016llx %s: from %s, but <%s> is made from %s",
		      (unsigned long long)twin->value, twin->name, other,
		      truth->object->path, source);
	return false;
}

static size_t *count_name(struct map *names, const char *name)
{
	void **value = map_at(names, name);

	if (!*value)
		*value = xzalloc(sizeof(size_t));
	++*(size_t *)*value;
	return *value;
}

static void hear_about(struct testimony *testimony, const struct image *image,
		       struct debug_info *debug, uint32_t number, bool twins)
{
	const struct truth *truth = &image->truths[number];
	const struct symbol *twin = &image->elf.symbols[number], *symbol;
	bool text = is_text(image, number), place, references;
	bool contents, dwarf;

	if (!truth->symbol || truth->object->link_made)
		return;
	symbol = &truth->object->symbols[truth->symbol];
	place = hear_place(image, truth, symbol, twin);
	references = hear_references(truth, symbol);
	contents = hear_contents(image, truth, symbol, twin);
	dwarf = hear_debug_info(debug, truth, twin, text);
	testimony->place[text] += place;
	testimony->references[text] += references;
	testimony->contents[text] += contents;
	testimony->dwarf[text] += dwarf;
	testimony->twins[text] += twins;
	testimony->alone[text] += twins && !place && !references &&
				  !contents && !dwarf;
}

/**
 * hear_witnesses - look for what contradicts the symbol tables
 * @testimony: filled in; all zero before
 * @image: vmlinux, about which all is known
 * @debug: the debug information
 */
void hear_witnesses(struct testimony *testimony, const struct image *image,
		    struct debug_info *debug)
{
	size_t **counts = xzalloc(image->num_entries * sizeof(*counts)), i;
	struct map names = { 0 };
	uint32_t number;

	for (i = 0; i < image->num_entries; i++) {
		number = image->entries[i].symbol;
		counts[i] = count_name(&names, image->elf.symbols[number].name);
	}
	for (i = 0; i < image->num_entries; i++)
		hear_about(testimony, image, debug, image->entries[i].symbol,
			   *counts[i] > 1);
	free(counts);
}
