// SPDX-License-Identifier: GPL-2.0-only
/*
 * Symbols by name, and how an origin is written.
 */
#include <stdio.h>
#include <string.h>

#include "internal.h"

static char module_char(char c)
{
	return c == '-' || c == ',' ? '_' : c;
}

/* Kbuild makes the same of '-', ',' and '_' in the name of a module. */
static bool same_module(const char *a, const char *b, size_t len)
{
	while (len && module_char(*a) == module_char(*b))
		a++, b++, len--;
	return !len;
}

static bool in_module(const char *modules, const char *name, size_t len)
{
	while (*modules) {
		size_t n = strcspn(modules, " ");

		if (n == len && same_module(modules, name, len))
			return true;
		modules += n + (modules[n] == ' ');
	}
	return false;
}

/* Is @suffix the path, or its last components? */
static bool is_object(const char *path, const char *suffix, size_t len)
{
	size_t n = strlen(path);

	return n >= len && !memcmp(path + n - len, suffix, len) &&
	       (n == len || path[n - len - 1] == '/');
}

static bool qualifies(const struct kms_symbol *sym, const char *q, size_t len)
{
	if (!len)
		return true;
	if (len == 7 && !memcmp(q, "vmlinux", len))
		return !(sym->flags & KMS_LOADED);
	if (memchr(q, '/', len) || memchr(q, '.', len))
		return is_object(sym->object, q, len);
	return in_module(sym->modules, q, len);
}

int kms_find(const struct kms *kms, const char *name, uint32_t from,
	     struct kms_symbol *sym)
{
	const char *colon = strrchr(name, ':');
	const char *symbol = colon ? colon + 1 : name;
	size_t qualifier = colon ? colon - name : 0;
	u32 i = kms_hash(symbol, strlen(symbol)) & kms->hash_mask;
	char buf[KMS_NAME_LEN];
	int status;

	if (!*symbol || colon == name || strlen(symbol) >= KMS_NAME_LEN)
		return KMS_INVALID;
	for (i = kms->first[i]; i; i = kms->next[i - 1]) {
		if (i - 1 < from)
			continue;
		if (strcmp(kms_name(kms, i - 1, buf), symbol))
			continue;
		status = kms_symbol(kms, i - 1, sym);
		if (status || qualifies(sym, name, qualifier))
			return status;
	}
	return KMS_NOT_FOUND;
}

/* Text that is cut short where there is no room. */
struct text {
	char *buf;
	size_t len;
	size_t size;
};

static void add(struct text *t, const char *s, size_t len)
{
	while (len-- && t->len + 1 < t->size)
		t->buf[t->len++] = *s++;
}

static void add_word(struct text *t, const char *brackets, const char *s,
		     size_t len)
{
	if (t->len)
		add(t, " ", 1);
	add(t, brackets, 1);
	add(t, s, len);
	add(t, brackets + 1, 1);
}

size_t kms_origin(const struct kms_symbol *sym, int style, char *buf,
		  size_t len)
{
	struct text t = { .buf = buf, .size = len };
	const char *p = sym->modules;

	if (!len)
		return 0;
	while (*p) {
		size_t n = strcspn(p, " ");

		add_word(&t, "[]", p, n);
		p += n + (p[n] == ' ');
	}
	if (*sym->object &&
	    (style == KMS_ORIGIN_FULL || sym->flags & KMS_AMBIGUOUS))
		add_word(&t, "<>", sym->object, strlen(sym->object));
	buf[t.len] = '\0';
	return t.len;
}
