/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Variables at a place in the code, as fetch arguments of a kprobe event.
 */
#ifndef KALLMODSYMS_VARIABLES_H
#define KALLMODSYMS_VARIABLES_H

#include <elfutils/libdw.h>

/**
 * struct scope - a block of a function
 * @die: the block, or the function
 * @outer: the block around it, NULL for the function
 */
struct scope {
	Dwarf_Die *die;
	const struct scope *outer;
};

/**
 * variables_at - how to read the variables at a place
 * @scope: the innermost block around it
 * @function: the function of the code, which may have inlined that block
 * @addr: the place
 *
 * Return: " name=argument" for each variable, see kernel/kallmodsyms_points.h;
 * "" for machines other than x86_64. The caller owns it.
 */
char *variables_at(const struct scope *scope, Dwarf_Die *function,
		   Dwarf_Addr addr);

#endif /* KALLMODSYMS_VARIABLES_H */
