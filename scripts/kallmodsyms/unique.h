/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What it takes to disambiguate symbols of one name.
 */
#ifndef KALLMODSYMS_UNIQUE_H
#define KALLMODSYMS_UNIQUE_H

#include <stdio.h>

/**
 * struct uniqueness - counts for the summary
 * @names: names that several symbols have
 * @symbols: symbols that have them
 * @by_module: those of @symbols that name and modules identify
 * @by_object: those that name, modules and object identify
 * @not_unique: those whose object has the name at several addresses
 * @aliases: those at the address of another one of their object
 */
struct uniqueness {
	size_t names;
	size_t symbols;
	size_t by_module;
	size_t by_object;
	size_t not_unique;
	size_t aliases;
};

/**
 * unique_prove - make name, modules and object identify one address
 * @u: filled with what was found
 *
 * Marks the symbols whose object readers have to show. A warning names those
 * that an object has at several addresses.
 */
void unique_prove(struct uniqueness *u);

#endif /* KALLMODSYMS_UNIQUE_H */
