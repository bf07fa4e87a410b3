// SPDX-License-Identifier: GPL-2.0
/*
 * Both ways: each symbol of an object is in vmlinux, or there is a reason why
 * not; and each symbol of kallsyms comes from somewhere.
 */
#include <stdlib.h>

#include "account.h"
#include "die.h"
#include "fault.h"

/* For each symbol of vmlinux: does kallsyms have it? */
static bool *mark_entries(const struct image *image)
{
	bool *marks = xzalloc(image->elf.num_symbols * sizeof(*marks));
	size_t i;

	for (i = 0; i < image->num_entries; i++)
		marks[image->entries[i].symbol] = true;
	return marks;
}

/* Why has the linker dropped a symbol of this section, if it has? */
static enum fate garbage_fate(const struct section *section,
			      enum garbage garbage)
{
	if (!section)
		return FATE_OPEN;
	if (section->flags & SHF_MERGE)
		return garbage == GARBAGE_ENTRIES ? FATE_UNUSED : FATE_OPEN;
	return garbage && !section->placed ? FATE_GARBAGE : FATE_OPEN;
}

static void check_open(const struct object *object, struct symbol *symbol,
		       enum garbage garbage)
{
	const struct section *section = symbol_section(object, symbol);

	symbol->fate = garbage_fate(section, garbage);
	if (symbol->fate != FATE_OPEN)
		return;
	fault(FAULT_LOST, "%s: <%s> defines it in %s, but vmlinux does not have it",
	      symbol->name, object->path,
	      section ? section->name : "no section");
}

/* Return: the number of its symbols that kallsyms has. */
static size_t account_object(struct account *account, struct object *object,
			     const bool *marks, enum garbage garbage)
{
	size_t i, in_table = 0, defined = 0;
	struct section *section;
	struct symbol *symbol;
	bool text;

	for (i = 1; i < object->num_symbols; i++) {
		symbol = &object->symbols[i];
		if (symbol->fate == FATE_NOTHING)
			continue;
		if (symbol->fate == FATE_OPEN)
			check_open(object, symbol, garbage);
		section = symbol_section(object, symbol);
		text = section && section->flags & SHF_EXECINSTR;
		account->fates[symbol->fate][text]++;
		defined++;
		if (symbol->fate == FATE_LINKED && marks[symbol->twin]) {
			account->in_table[text]++;
			in_table++;
		}
	}
	account->empty += !defined;
	return in_table;
}

/**
 * account_inputs - look for symbols of objects that vmlinux does not have
 * @account: filled in; all zero before
 * @inputs: all objects
 * @image: vmlinux, about which all is known
 * @garbage: what the linker drops
 */
void account_inputs(struct account *account, const struct inputs *inputs,
		    const struct image *image, enum garbage garbage)
{
	bool *marks = mark_entries(image);
	size_t i;

	for (i = 0; i < inputs->count; i++) {
		if (inputs->list[i]->link_made)
			continue;
		account->objects++;
		if (!account_object(account, inputs->list[i], marks, garbage))
			account->silent++;
	}
	free(marks);
}

/**
 * account_image - look for symbols of vmlinux that come from nowhere
 * @image: vmlinux, about which all is known that can be known
 */
void account_image(const struct image *image)
{
	const struct symbol *symbol;
	const struct entry *entry;
	size_t i;

	for (i = 0; i < image->num_entries; i++) {
		entry = &image->entries[i];
		symbol = &image->elf.symbols[entry->symbol];
		if (image->truths[entry->symbol].origin == ORIGIN_UNKNOWN)
			fault(FAULT_UNEXPLAINED,
			      "%016llx %c %s: neither an object nor the linker script defines it",
			      (unsigned long long)symbol->value, entry->letter,
			      symbol->name);
	}
}
