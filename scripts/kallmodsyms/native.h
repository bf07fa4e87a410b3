/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The object files that lld makes from bitcode.
 */
#ifndef KALLMODSYMS_NATIVE_H
#define KALLMODSYMS_NATIVE_H

#include <stdbool.h>

struct lines;
struct object;

/**
 * native_is - is this the name of an object that lld made from bitcode?
 * @name: as the map of lld spells it
 */
bool native_is(const char *name);

/**
 * native_object - the object whose bitcode lld has compiled
 * @in: the map, whose last line names it; for messages
 * @name: a name that native_is() knows; a file of this name has been kept
 *
 * Exits with an error when it was made from more than one object, or when the
 * archive in the name does not have this member.
 *
 * Return: the object at the path of the bitcode, to be read from file @name.
 */
struct object *native_object(const struct lines *in, const char *name);

#endif /* KALLMODSYMS_NATIVE_H */
