/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What damage.c and damage_modules.c have in common: the kernel that is damaged,
 * random numbers, and a sum of what is known of its symbols.
 */
#ifndef DAMAGE_H
#define DAMAGE_H

#include <err.h>
#include <stdio.h>
#include <stdlib.h>

#include "../lib/kallmodsyms/kallmodsyms.h"

#define SUM_OF_NOTHING	14695981039346656037ULL

static unsigned char *bytes;
static size_t size;
static unsigned long long state;

static unsigned int below(unsigned int n)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (state >> 33) % n;
}

static void load(const char *path)
{
	FILE *in = fopen(path, "r");

	if (!in || fseek(in, 0, SEEK_END))
		err(2, "%s", path);
	size = ftell(in);
	rewind(in);
	bytes = malloc(size);
	if (!bytes || fread(bytes, 1, size, in) != size)
		err(2, "%s", path);
	fclose(in);
}

/* Adds all that is known of a symbol. */
static void add_symbol(unsigned long long *sum, const struct kms_symbol *sym)
{
	char origin[KMS_ORIGIN_LEN], line[2048];

	kms_origin(sym, KMS_ORIGIN_FULL, origin, sizeof(origin));
	snprintf(line, sizeof(line), "%llx %llx %c %s %s %x\n",
		 (unsigned long long)sym->addr, (unsigned long long)sym->size,
		 sym->type, sym->name, origin, sym->flags);
	for (const char *p = line; *p; p++)
		*sum = (*sum ^ (unsigned char)*p) * 1099511628211ULL;
}

#endif
