/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What it takes to tell symbols of one name apart.
 */
#ifndef KALLMODSYMS_UNIQUE_H
#define KALLMODSYMS_UNIQUE_H

#include <stdio.h>

/**
 * struct uniqueness - counts for the summary
 * @names: names that several symbols have
 * @symbols: symbols that have them
 * @by_module: those of @symbols that name and modules tell apart
 * @by_object: those that name, modules and object tell apart
 * @same: those that nothing tells apart from another one: their object has
 *	the name more than once
 */
struct uniqueness {
	size_t names;
	size_t symbols;
	size_t by_module;
	size_t by_object;
	size_t same;
};

/**
 * unique_prove - mark the symbols whose object readers have to show
 * @u: filled with what was found
 *
 * Warns of symbols that share name, modules and object.
 */
void unique_prove(struct uniqueness *u);

#endif /* KALLMODSYMS_UNIQUE_H */
