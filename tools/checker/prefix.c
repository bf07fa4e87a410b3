// SPDX-License-Identifier: GPL-2.0
/*
 * objtool makes a symbol __pfx_NAME for the padding before the function NAME:
 * in vmlinux.o, if vmlinux is linked from that, else in the objects themselves.
 */
#include <string.h>

#include "place.h"
#include "prefix.h"

/* The number of the symbol in the object, or 0 if objtool made it later. */
static uint32_t find_in_object(const struct object *object,
			       const struct symbol *twin)
{
	const struct symbol *symbol;
	uint32_t i;

	for (i = 1; i < object->num_symbols; i++) {
		symbol = &object->symbols[i];
		if (symbol->fate == FATE_OPEN &&
		    !strcmp(symbol->name, twin->name) &&
		    !place_contradicts(object, symbol, twin))
			return i;
	}
	return 0;
}

static void resolve_prefix(struct image *image, uint32_t number)
{
	const struct symbol *symbol = &image->elf.symbols[number];
	const struct truth *truth;
	uint32_t function;

	function = image_find(image, symbol->value + symbol->size,
			      symbol->name + strlen("__pfx_"));
	truth = &image->truths[function];
	if (!function || !truth->object)
		return;
	image_link(image, number, ORIGIN_PREFIX, truth->object,
		   find_in_object(truth->object, symbol));
}

/**
 * prefixes_resolve - find out where each __pfx_NAME comes from
 * @image: vmlinux, where all else is known
 */
void prefixes_resolve(struct image *image)
{
	uint32_t i;

	for (i = 1; i < image->elf.num_symbols; i++)
		if (is_prefix(image->elf.symbols[i].name) &&
		    image->truths[i].origin == ORIGIN_UNKNOWN)
			resolve_prefix(image, i);
}
