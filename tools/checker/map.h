/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_MAP_H
#define CHECKER_MAP_H

#include <stddef.h>
#include <stdint.h>

struct map_slot {
	const char *key;
	uint64_t hash;
	void *value;
};

/**
 * struct map - values that are found by a string
 * @slots: open addressing, linear probing; a slot without a key is free
 * @size: number of slots, a power of two, or 0
 * @count: number of keys, at most half of @size
 *
 * All zero is an empty map. Keys are not copied.
 */
struct map {
	struct map_slot *slots;
	size_t size;
	size_t count;
};

#define HASH_START	0xcbf29ce484222325ull

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t count);
uint64_t hash_string(uint64_t hash, const char *string);
void *map_get(const struct map *map, const char *key);
void **map_at(struct map *map, const char *key);

#endif
