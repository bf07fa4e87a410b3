// SPDX-License-Identifier: GPL-2.0
/*
 * The linker writes the local symbols of an object one after the other, in the
 * order in which the object has them, behind the symbol with the name of their
 * source file. Where an object has no such symbol, because it was assembled,
 * GNU ld makes one with the name of the object.
 *
 * Left out of the sequences, in objects as well as in vmlinux, is what the
 * linker may drop or objtool may add. What is local only in vmlinux, because it
 * was hidden, is known by that.
 */
#include <string.h>

#include "die.h"
#include "map.h"
#include "sequence.h"

static struct sequence *start_sequence(struct sequences *sequences,
				       struct object *object, const char *file,
				       bool named)
{
	struct sequence *sequence;

	GROW(sequences->list, sequences->count);
	sequence = &sequences->list[sequences->count++];
	memset(sequence, 0, sizeof(*sequence));
	sequence->object = object;
	sequence->file = file;
	sequence->named = named;
	sequence->hash = hash_string(HASH_START, file);
	return sequence;
}

static bool is_wanted(const struct symbol *symbol)
{
	return symbol->bind == STB_LOCAL && symbol->fate == FATE_OPEN &&
	       symbol->visibility == STV_DEFAULT && !is_prefix(symbol->name);
}

static void add_symbol(struct sequence *sequence, uint32_t number)
{
	const struct symbol *symbol = &sequence->object->symbols[number];
	uint64_t size = known_size(sequence->object, symbol);
	uint64_t hash = sequence->hash;

	GROW(sequence->symbols, sequence->count);
	sequence->symbols[sequence->count++] = number;
	hash = hash_string(hash, symbol->name);
	hash = hash_bytes(hash, &size, sizeof(size));
	hash = hash_bytes(hash, &symbol->type, sizeof(symbol->type));
	sequence->hash = hash;
}

/**
 * sequences_read - take apart the local symbols of a file
 * @sequences: what is found is added here
 * @object: an object, or vmlinux; the fate of its symbols has been foretold
 */
void sequences_read(struct sequences *sequences, struct object *object)
{
	const struct symbol *symbol;
	struct sequence *now;
	uint32_t i;

	now = start_sequence(sequences, object,
			     xprintf("%s%s", object->prefix,
				     base_name(object->path)), false);
	for (i = 1; i < object->num_symbols; i++) {
		symbol = &object->symbols[i];
		if (symbol->type == STT_FILE)
			now = start_sequence(sequences, object, symbol->name,
					     true);
		else if (is_wanted(symbol))
			add_symbol(now, i);
	}
}

const struct symbol *sequence_at(const struct sequence *sequence, size_t pos)
{
	return &sequence->object->symbols[sequence->symbols[pos]];
}

/**
 * same_symbol - can the two be one symbol?
 * @a: a sequence
 * @i: position in it
 * @b: another sequence
 * @j: position in it
 */
bool same_symbol(const struct sequence *a, size_t i, const struct sequence *b,
		 size_t j)
{
	const struct symbol *x = sequence_at(a, i), *y = sequence_at(b, j);

	return known_size(a->object, x) == known_size(b->object, y) &&
	       x->type == y->type && !strcmp(x->name, y->name);
}

bool same_sequence(const struct sequence *a, const struct sequence *b)
{
	size_t i;

	if (a->count != b->count || a->hash != b->hash ||
	    strcmp(a->file, b->file))
		return false;
	for (i = 0; i < a->count; i++)
		if (!same_symbol(a, i, b, i))
			return false;
	return true;
}
