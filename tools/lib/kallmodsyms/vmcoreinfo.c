// SPDX-License-Identifier: GPL-2.0-only
/*
 * VMCOREINFO: lines of text that the kernel writes for readers of its dumps.
 */
#include <string.h>

#include "internal.h"

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

static uint64_t parse(const char *p, const char *end, u32 base)
{
	bool minus = p < end && *p == '-';
	uint64_t value = 0;

	if (minus)
		p++;
	if (end - p > 2 && p[0] == '0' && p[1] == 'x')
		p += 2, base = 16;
	for (; p < end && digit(*p) >= 0 && digit(*p) < (int)base; p++)
		value = value * base + digit(*p);
	return minus ? -value : value;
}

/**
 * vmcoreinfo_number - find a number
 * @text: the note
 * @len: its length
 * @key: what the line begins with, "=" included
 * @base: 10, or 16; after "0x", it is 16
 * @value: filled on success
 *
 * Return: whether there is such a line, and all of it
 */
bool vmcoreinfo_number(const char *text, size_t len, const char *key,
		       u32 base, uint64_t *value)
{
	const char *p = text, *end = text + len, *line_end;
	size_t n = strlen(key);

	for (; p < end; p = line_end + 1) {
		line_end = memchr(p, '\n', end - p);
		if (!line_end)
			break;
		if ((size_t)(line_end - p) > n && !memcmp(p, key, n)) {
			*value = parse(p + n, line_end, base);
			return true;
		}
	}
	return false;
}

int kms_open_vmcoreinfo(struct kms **kms, kms_read_fn read, void *priv,
			const char *text, size_t len)
{
	struct memory mem = { .read = read, .priv = priv };
	uint64_t table;
	int status;

	*kms = NULL;
	if (!vmcoreinfo_number(text, len, VMCOREINFO_TABLE, 16, &table))
		return KMS_NO_TABLE;
	status = kms_open(kms, read, priv, table, table);
	if (status)
		return status;
	mem.swap = (*kms)->swap;
	return modules_read(kms, &mem, text, len);
}
