// SPDX-License-Identifier: GPL-2.0
/*
 * The string pool.
 */
#include <stdlib.h>
#include <string.h>

#include <hashtable.h>
#include <xalloc.h>

#include "intern.h"

struct interned {
	struct hlist_node node;
	size_t len;
	char s[];
};

static HASHTABLE_DEFINE(pool, 1 << 16);

/* FNV-1a, as hash_str() of <hash.h>, for a string that has no end mark */
static unsigned int hash_bytes(const char *s, size_t len)
{
	unsigned int hash = 2166136261U;

	while (len--)
		hash = (hash ^ (unsigned char)*s++) * 0x01000193;
	return hash;
}

const char *intern(const char *s, size_t len)
{
	unsigned int hash = hash_bytes(s, len);
	struct interned *entry;

	hash_for_each_possible(pool, entry, node, hash)
		if (entry->len == len && !memcmp(entry->s, s, len))
			return entry->s;

	entry = xmalloc(sizeof(*entry) + len + 1);
	entry->len = len;
	memcpy(entry->s, s, len);
	entry->s[len] = '\0';
	hash_add(pool, &entry->node, hash);
	return entry->s;
}

const char *intern_pair(const char *a, const char *b)
{
	size_t a_len = strlen(a), b_len = strlen(b);
	char *buf = xmalloc(a_len + b_len);
	const char *s;

	memcpy(buf, a, a_len);
	memcpy(buf + a_len, b, b_len);
	s = intern(buf, a_len + b_len);
	free(buf);
	return s;
}
