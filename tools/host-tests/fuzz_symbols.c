// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the sorted symbols, their proof and the table of them.
 */
#include <string.h>

#include "../../scripts/kallmodsyms/symbols.h"
#include "../../scripts/kallmodsyms/unique.h"
#include "fuzz.h"

/* The symbols of a name are found from its first one, in table order. */
static void check_name(const struct symbol *symbol)
{
	const struct symbol *first = symbol_of_name(symbol->name, symbol->hash);
	const struct symbol *there = symbol_next_at(NULL, symbol->addr,
						    symbol->name, symbol->hash);
	int found = 0;

	for (const struct symbol *s = first; s; s = s->next_of_name) {
		int is_first = s == first;

		if (strcmp(s->name, symbol->name) ||
		    symbol_is_first_of_name(s) != is_first ||
		    (s->next_of_name && s->next_of_name <= s))
			__builtin_trap();
		found |= s == symbol;
	}
	if (!found || !there || there > symbol)
		__builtin_trap();
}

static void read_symbols(void)
{
	struct uniqueness u;

	symbols_read("symbols");
	for (size_t i = 0; i < nr_symbols; i++)
		check_name(&symbols[i]);
	unique_prove(&u);
	symbols_dump(fuzz_null());
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	fuzz_file("symbols", data, size);
	fuzz_run(read_symbols);
	return 0;
}
