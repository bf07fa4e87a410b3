// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the library that reads a kernel's tables. The first byte tells
 * whether the rest is an ELF file or memory with a table somewhere.
 *
 * Checksums are not looked at in a fuzzer: nothing else would be.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/kallmodsyms/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool is)
{
	if (!is)
		abort();
}

/* What is said of a symbol has to be text, and found again. */
static void read_symbol(const struct kms *kms, uint32_t index,
			struct kms_symbol *sym)
{
	struct kms_symbol other = { 0 };
	char origin[KMS_ORIGIN_LEN];

	if (kms_symbol(kms, index, sym))
		return;
	expect(strlen(sym->name) < KMS_NAME_LEN);
	expect(strlen(sym->object) < KMS_PATH_LEN);
	expect(strlen(sym->modules) < KMS_MODULES_LEN);
	expect(kms_origin(sym, KMS_ORIGIN_FULL, origin, sizeof(origin)) <
	       sizeof(origin));
	if (!kms_lookup(kms, sym->addr + 1, &other))
		expect(other.addr <= sym->addr + 1);
	if (*sym->name && !strchr(sym->name, ':') &&
	    strlen(sym->name) < KMS_NAME_LEN - 1) {
		int status = kms_find(kms, sym->name, index, &other);

		expect(status == KMS_DAMAGED || other.index == index);
	}
}

static void read_all(struct kms *kms)
{
	struct kms_symbol sym = { 0 };

	for (uint32_t i = 0; i < kms_num_symbols(kms); i++)
		read_symbol(kms, i, &sym);
	for (uint32_t i = kms_num_symbols(kms); i; i -= i < 7 ? i : 7)
		read_symbol(kms, i - 1, &sym);
	expect(kms_symbol(kms, kms_num_symbols(kms), &sym) == KMS_NOT_FOUND);
	kms_close(kms);
}

static int take_line(void *priv, const char *line, size_t len)
{
	size_t *lines = priv;

	expect(len > 15 && *line == '[' && line[len - 1] == '\n');
	return ++*lines > 100;
}

static void read_dump(const struct file *f)
{
	size_t lines = 0;
	struct log_reader reader = { .fn = take_line, .priv = &lines };

	elf_with_dump(f, log_read, &reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char why[KMS_WHY_LEN];
	struct file f = {
		.fd = -1, .why = why, .why_len = sizeof(why),
	};
	struct kms *kms = NULL;
	int status = KMS_INVALID;

	if (!size)
		return 0;
	f.mem = data + 1;
	f.size = size - 1;
	if (*data & 1)
		status = file_scan(&kms, &f, 0, f.size, *data & 2 ? ~4095ULL : 0);
	else if (elf_is(&f))
		status = elf_open(&kms, &f);
	expect(!status == !!kms);
	if (kms)
		read_all(kms);
	if (!(*data & 1) && elf_is(&f))
		read_dump(&f);
	return 0;
}
