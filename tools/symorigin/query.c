// SPDX-License-Identifier: GPL-2.0-only
/*
 * Symbols by position, address and name.
 */
#include <errno.h>
#include <fnmatch.h>
#include <inttypes.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "symorigin.h"

static void print_address(const struct kms *kms, uint64_t addr)
{
	printf("%0*" PRIx64, kms_bits(kms) / 4, addr);
}

/* As /proc/kallmodsyms, or with the object of every symbol. */
static void print_line(const struct kms *kms, const struct kms_symbol *sym,
		       int style)
{
	char origin[KMS_ORIGIN_LEN];

	print_address(kms, sym->addr);
	printf(" %c %s", sym->type, sym->name);
	if (kms_origin(sym, style, origin, sizeof(origin)))
		printf("\t%s", origin);
	putchar('\n');
}

/* Is one of the modules, which are separated by spaces, matched? */
static bool module_matches(const char *glob, const char *modules)
{
	char list[KMS_MODULES_LEN], *module, *rest = list;

	snprintf(list, sizeof(list), "%s", modules);
	while ((module = strsep(&rest, " ")))
		if (*module && !fnmatch(glob, module, 0))
			return true;
	return false;
}

static bool wanted(const struct options *o, const struct kms_symbol *sym)
{
	return (!o->name || !fnmatch(o->name, sym->name, 0)) &&
	       (!o->module || module_matches(o->module, sym->modules)) &&
	       (!o->object || !fnmatch(o->object, sym->object, 0));
}

static int corrupt(const struct kms_symbol *sym, int status)
{
	return fail("symbol %" PRIu32 ": %s", sym->index, kms_strerror(status));
}

int verb_list(const struct options *o, const struct kms *kms, int argc,
	      char **argv)
{
	int style = o->objects ? KMS_ORIGIN_FULL : KMS_ORIGIN_PROC, status;
	bool filter = o->name || o->module || o->object, found = false;
	struct kms_symbol sym = { 0 };

	if (argc)
		return fail("%s: one kernel only", argv[0]);
	for (uint32_t i = 0; i < kms_num_symbols(kms); i++) {
		status = kms_symbol(kms, i, &sym);
		if (status)
			return corrupt(&sym, status);
		if (filter && !wanted(o, &sym))
			continue;
		print_line(kms, &sym, style);
		found = true;
	}
	return !found;
}

static bool parse_address(const char *s, uint64_t *addr)
{
	char *end;

	errno = 0;
	*addr = strtoull(s, &end, 16);
	return !errno && end != s && !*end && *s != '-' && *s != '+';
}

static int print_location(const struct kms *kms, uint64_t addr)
{
	char origin[KMS_ORIGIN_LEN];
	struct kms_symbol sym = { 0 };
	int status = kms_lookup(kms, addr, &sym);

	print_address(kms, addr);
	if (status == KMS_NOT_FOUND) {
		puts(" is not in the kernel or a module");
		return 1;
	}
	if (status)
		return corrupt(&sym, status);
	kms_origin(&sym, KMS_ORIGIN_FULL, origin, sizeof(origin));
	printf(" %s+0x%" PRIx64 "/0x%" PRIx64 "%s%s%s\n", sym.name,
	       addr - sym.addr, sym.size, *origin ? "\t" : "", origin,
	       sym.flags & KMS_INIT ? " (freed after boot)" : "");
	return 0;
}

int verb_addr(const struct options *o, const struct kms *kms, int argc,
	      char **argv)
{
	int result = 0;

	(void)o;
	if (!argc)
		return fail("addr: an address is missing");
	for (int i = 0; i < argc; i++) {
		uint64_t addr;
		int status;

		if (!parse_address(argv[i], &addr))
			return fail("%s: no hexadecimal address", argv[i]);
		status = print_location(kms, addr);
		if (status > result)
			result = status;
	}
	return result;
}

/* Prints the symbols of a name; returns how many there are, or a status. */
static int print_name(const struct kms *kms, const char *name)
{
	struct kms_symbol sym = { 0 };
	uint32_t from = 0;
	int num = 0, status;

	while (!(status = kms_find(kms, name, from, &sym))) {
		print_line(kms, &sym, KMS_ORIGIN_FULL);
		from = sym.index + 1;
		num++;
	}
	return status == KMS_NOT_FOUND ? num : status;
}

int verb_name(const struct options *o, const struct kms *kms, int argc,
	      char **argv)
{
	int result = 0;

	if (!argc)
		return fail("name: a name is missing");
	for (int i = 0; i < argc; i++) {
		int num = print_name(kms, argv[i]);

		if (num < 0)
			return fail("%s: %s", argv[i], kms_strerror(num));
		if (num == 1 || (num && !o->one))
			continue;
		fail(num ? "%s: %d symbols; give module:name or path/object.o:name" :
		     "%s: no such symbol", argv[i], num);
		result = 1;
	}
	return result;
}
