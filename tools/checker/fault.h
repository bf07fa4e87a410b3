/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_FAULT_H
#define CHECKER_FAULT_H

#include <stddef.h>
#include <stdint.h>

#include "die.h"

/**
 * enum fault - what can be wrong
 * @FAULT_OBJECT: a line names another object than the one that defines it
 * @FAULT_NO_OBJECT: a line names no object, but one defines it
 * @FAULT_ANY_OBJECT: a line names an object, but none defines it
 * @FAULT_MODULES: a line has not the modules of its object
 * @FAULT_SHOWN: an object that tells symbols apart is hidden, or another shown
 * @FAULT_LETTER: a line has not the letter of its symbol
 * @FAULT_MISSING: a symbol without a line
 * @FAULT_EXTRA: a line without a symbol
 * @FAULT_ORDER: a line with a lower address than the one before
 * @FAULT_COUNT: an object defines a name more or less often than lines say
 * @FAULT_UNEXPLAINED: nothing defines a symbol of vmlinux
 * @FAULT_LOST: a symbol of an object is not in vmlinux, and nothing tells why
 * @FAULT_PLACE: symbols of one section of an object are not in one place
 * @FAULT_BYTES: the object has other contents than vmlinux for the symbol
 * @FAULT_DWARF: the debug information names another source file
 * @FAULT_DEFINITION: the definition differs from the symbol in type or size
 * @FAULT_SYSTEM_MAP: System.map and the symbols of vmlinux differ
 * @FAULT_MODULE: a built-in module without an object
 * @FAULTS: number of kinds
 */
enum fault {
	FAULT_OBJECT,
	FAULT_NO_OBJECT,
	FAULT_ANY_OBJECT,
	FAULT_MODULES,
	FAULT_SHOWN,
	FAULT_LETTER,
	FAULT_MISSING,
	FAULT_EXTRA,
	FAULT_ORDER,
	FAULT_COUNT,
	FAULT_UNEXPLAINED,
	FAULT_LOST,
	FAULT_PLACE,
	FAULT_BYTES,
	FAULT_DWARF,
	FAULT_DEFINITION,
	FAULT_SYSTEM_MAP,
	FAULT_MODULE,
	FAULTS,
};

void fault(enum fault kind, const char *fmt, ...) __printf(2, 3);
size_t num_faults(void);
void print_faults(void);
void set_fault_limit(size_t limit);

#endif
