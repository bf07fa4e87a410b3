// SPDX-License-Identifier: GPL-2.0-only
/*
 * The symbols of loaded modules by position, address and name.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define MAX_SIZE	0x40000000u	/* of a symbol */

static int compare(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int by_name(const void *left, const void *right)
{
	const struct modsym *a = *(struct modsym * const *)left;
	const struct modsym *b = *(struct modsym * const *)right;
	int order = compare(a->module, b->module);

	if (!order)
		order = strcmp(a->name, b->name);
	return order ? order : compare(a->global, b->global);
}

static int by_address(const void *left, const void *right)
{
	const struct modsym *a = *(struct modsym * const *)left;
	const struct modsym *b = *(struct modsym * const *)right;
	int order = compare(a->addr, b->addr);

	/* all are in one array */
	return order ? order : compare((uintptr_t)a, (uintptr_t)b);
}

static int by_module(const void *left, const void *right)
{
	const struct modsym *a = *(struct modsym * const *)left;
	const struct modsym *b = *(struct modsym * const *)right;
	int order = compare(a->module, b->module);

	return order ? order : by_address(left, right);
}

static void sort(struct modules *ms, int (*order)(const void *, const void *))
{
	qsort(ms->sorted, ms->num_sorted, sizeof(*ms->sorted), order);
}

/* An exported symbol has an upper-case letter, and __ksymtab_NAME beside it. */
static void find_exported(struct modules *ms)
{
	static const char prefix[] = "__ksymtab_";
	size_t len = sizeof(prefix) - 1;

	sort(ms, by_name);
	for (u32 i = 0; i < ms->num_symbols; i++) {
		struct modsym *s = &ms->symbols[i], wanted = *s, **found;

		if (strncmp(s->name, prefix, len))
			continue;
		wanted.name += len;
		wanted.global = true;
		s = &wanted;
		found = bsearch(&s, ms->sorted, ms->num_sorted,
				sizeof(*ms->sorted), by_name);
		if (found && (*found)->type >= 'a' && (*found)->type <= 'z')
			(*found)->type += 'A' - 'a';
	}
}

/* Compilers and assemblers add labels that kallsyms ignores. */
static bool is_label(const char *name)
{
	return *name == '$' || !strncmp(name, ".L", 2) ||
	       !strncmp(name, "L0", 2);
}

/* Which symbols can have an address: not labels, and not percpu ones. */
static void sort_places(struct modules *ms)
{
	ms->num_sorted = 0;
	for (u32 i = 0; i < ms->num_symbols; i++)
		if (ms->symbols[i].type != 'a' &&
		    !is_label(ms->symbols[i].name))
			ms->sorted[ms->num_sorted++] = &ms->symbols[i];
	sort(ms, by_module);
}

/*
 * A module is in several parts of memory, of whole pages each and with a page
 * between two of them. The last symbol of a part extends to its end.
 */
static uint64_t end_of(const struct modsym *s, const struct modsym *next,
		       uint64_t page)
{
	uint64_t size = s->size && s->size < MAX_SIZE ? s->size : 1;
	uint64_t end = (s->addr + size + page - 1) & -page;

	if (next && (next->section == s->section || next->addr < end ||
		     next->addr - end < page))
		return next->addr;
	return end;
}

static void find_sizes(struct modules *ms, uint64_t page)
{
	struct modsym *above = NULL, *next = NULL;

	for (u32 i = ms->num_sorted; i--; above = ms->sorted[i]) {
		struct modsym *s = ms->sorted[i];

		if (!above || above->module != s->module)
			next = NULL;
		else if (above->addr != s->addr)
			next = above;
		s->size = end_of(s, next, page) - s->addr;
	}
}

/**
 * modules_arrange - prepare look-ups, when all modules have been read
 * @kms: the kernel
 * @page: size of a page
 *
 * Return: KMS_OK or KMS_NO_MEMORY
 */
int modules_arrange(struct kms *kms, uint64_t page)
{
	struct modules *ms = &kms->modules;

	if (!ms->num_symbols)
		return KMS_OK;
	ms->sorted = calloc(ms->num_symbols, sizeof(*ms->sorted));
	if (!ms->sorted)
		return KMS_NO_MEMORY;
	for (u32 i = 0; i < ms->num_symbols; i++)
		ms->sorted[i] = &ms->symbols[i];
	ms->num_sorted = ms->num_symbols;
	find_exported(ms);
	sort_places(ms);
	find_sizes(ms, page);
	sort(ms, by_address);
	return index_names(kms);
}

/**
 * modules_symbol - read a symbol of a module
 * @kms: the kernel
 * @index: its position among the symbols of modules
 * @sym: filled, but for its position in the kernel
 *
 * Return: KMS_OK or KMS_DAMAGED
 */
int modules_symbol(const struct kms *kms, u32 index, struct kms_symbol *sym)
{
	const struct modsym *s = &kms->modules.symbols[index];
	const struct loaded *m = &kms->modules.module[s->module];
	int status;

	sym->addr = s->addr;
	sym->size = s->size;
	sym->flags = KMS_LOADED | (s->type == 'a' ? KMS_PERCPU : 0);
	sym->type = s->type;
	snprintf(sym->name, sizeof(sym->name), "%s", s->name);
	status = symbol_origin(m->header ? &m->table : NULL, s->module + 1,
			       s->number, sym);
	snprintf(sym->modules, sizeof(sym->modules), "%s", m->name);
	return status;
}

/**
 * modules_lookup - find the symbol that an address is in
 * @kms: the kernel
 * @addr: the address
 * @index: set to its position among the symbols of modules
 *
 * Return: whether there is one
 */
bool modules_lookup(const struct kms *kms, uint64_t addr, u32 *index)
{
	const struct modules *ms = &kms->modules;
	u32 low = 0, high = ms->num_sorted;

	while (low < high) {
		u32 mid = low + (high - low) / 2;

		if (ms->sorted[mid]->addr <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low)
		return false;
	low--;
	while (low && ms->sorted[low - 1]->addr == ms->sorted[low]->addr)
		low--;
	*index = ms->sorted[low] - ms->symbols;
	return addr - ms->sorted[low]->addr < ms->sorted[low]->size;
}
