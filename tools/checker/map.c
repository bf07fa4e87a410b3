// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "map.h"

/**
 * hash_bytes - go on with a hash (FNV-1a)
 * @hash: HASH_START, or the hash of what goes before
 * @bytes: what to add
 * @count: how much
 */
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t count)
{
	const unsigned char *byte = bytes;

	while (count--)
		hash = (hash ^ *byte++) * 0x100000001b3ull;
	return hash;
}

/**
 * hash_string - go on with a hash by a string and the zero byte at its end
 * @hash: HASH_START, or the hash of what goes before
 * @string: what to add
 */
uint64_t hash_string(uint64_t hash, const char *string)
{
	return hash_bytes(hash, string, strlen(string) + 1);
}

/* The slot with the key, or the free one where it belongs. */
static struct map_slot *find_slot(const struct map *map, const char *key,
				  uint64_t hash)
{
	struct map_slot *slot;
	size_t i;

	for (i = hash;; i++) {
		slot = &map->slots[i & (map->size - 1)];
		if (!slot->key ||
		    (slot->hash == hash && !strcmp(slot->key, key)))
			return slot;
	}
}

static void double_size(struct map *map)
{
	struct map_slot *old = map->slots, *slot;
	size_t i, old_size = map->size;

	map->size = old_size ? 2 * old_size : 64;
	map->slots = xzalloc(map->size * sizeof(*map->slots));
	for (i = 0; i < old_size; i++) {
		slot = &old[i];
		if (slot->key)
			*find_slot(map, slot->key, slot->hash) = *slot;
	}
	free(old);
}

/**
 * map_get - look up
 * @map: where
 * @key: what
 *
 * Return: the value, or NULL if the key is not there.
 */
void *map_get(const struct map *map, const char *key)
{
	if (!map->size)
		return NULL;
	return find_slot(map, key, hash_string(HASH_START, key))->value;
}

/**
 * map_at - look up, and make it where it is not there
 * @map: where
 * @key: what; it must stay where it is as long as the map is in use
 *
 * Return: where the value is, which is NULL at first. Another call of this
 * function can move it.
 */
void **map_at(struct map *map, const char *key)
{
	uint64_t hash = hash_string(HASH_START, key);
	struct map_slot *slot;

	if (2 * map->count >= map->size)
		double_size(map);
	slot = find_slot(map, key, hash);
	if (!slot->key) {
		slot->key = key;
		slot->hash = hash;
		map->count++;
	}
	return &slot->value;
}
