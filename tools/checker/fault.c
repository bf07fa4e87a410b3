// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>
#include <stdio.h>

#include "fault.h"

static const char * const labels[FAULTS] = {
	[FAULT_OBJECT]		= "wrong object",
	[FAULT_NO_OBJECT]	= "object missing",
	[FAULT_ANY_OBJECT]	= "object where there is none",
	[FAULT_MODULES]		= "wrong modules",
	[FAULT_SHOWN]		= "object shown or hidden wrongly",
	[FAULT_LETTER]		= "wrong letter",
	[FAULT_MISSING]		= "line missing",
	[FAULT_EXTRA]		= "line too many",
	[FAULT_ORDER]		= "lines not sorted",
	[FAULT_COUNT]		= "wrong number of lines",
	[FAULT_UNEXPLAINED]	= "unexplained symbol",
	[FAULT_LOST]		= "lost symbol",
	[FAULT_PLACE]		= "places contradict",
	[FAULT_BYTES]		= "contents contradict",
	[FAULT_DWARF]		= "debug information contradicts",
	[FAULT_DEFINITION]	= "definition contradicts",
	[FAULT_SYSTEM_MAP]	= "System.map contradicts",
	[FAULT_MODULE]		= "module without object",
};

static struct {
	size_t count;
	char **first;
} faults[FAULTS];

static size_t fault_limit = 5;

/**
 * set_fault_limit - how many faults of each kind to print
 * @limit: the number
 */
void set_fault_limit(size_t limit)
{
	fault_limit = limit;
}

/**
 * fault - something is wrong
 * @kind: what kind of thing
 * @fmt: where, and what exactly
 */
void fault(enum fault kind, const char *fmt, ...)
{
	char **first;
	va_list args;
	char text[2048];

	if (faults[kind].count++ >= fault_limit)
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (!faults[kind].first)
		faults[kind].first = xzalloc(fault_limit * sizeof(*first));
	first = faults[kind].first;
	first[faults[kind].count - 1] = xstrdup(text);
}

/**
 * num_faults - how many things are wrong
 */
size_t num_faults(void)
{
	size_t i, count = 0;

	for (i = 0; i < FAULTS; i++)
		count += faults[i].count;
	return count;
}

/**
 * print_faults - print the first faults of each kind
 */
void print_faults(void)
{
	size_t i, j;

	for (i = 0; i < FAULTS; i++) {
		if (!faults[i].count)
			continue;
		printf("\nFAULT %s: %zu\n", labels[i], faults[i].count);
		for (j = 0; j < faults[i].count && j < fault_limit; j++)
			printf("  %s\n", faults[i].first[j]);
	}
}
