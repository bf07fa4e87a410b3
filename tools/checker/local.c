// SPDX-License-Identifier: GPL-2.0
/*
 * Local symbols: vmlinux has sequences of them, and so have the objects. No
 * address is needed to tell which is which, but where several objects have the
 * same sequence: twins.
 */
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "die.h"
#include "fault.h"
#include "local.h"
#include "place.h"
#include "sequence.h"

/**
 * struct search - what is looked for where
 * @image: vmlinux
 * @ours: sequences of vmlinux
 * @theirs: sequences of the objects
 * @garbage: parts of a sequence may be missing in vmlinux
 */
struct search {
	struct image *image;
	struct sequences ours;
	struct sequences theirs;
	bool garbage;
};

static void link_symbol(struct search *search, const struct sequence *theirs,
			size_t pos, uint32_t number, enum origin origin)
{
	image_link(search->image, number, origin, theirs->object,
		   theirs->symbols[pos]);
	place_symbol(search->image, number);
}

static void link_sequence(struct search *search, struct sequence *theirs,
			  struct sequence *ours, size_t start,
			  enum origin origin)
{
	size_t i;

	theirs->taken = true;
	for (i = 0; i < theirs->count; i++)
		link_symbol(search, theirs, i, ours->symbols[start + i],
			    origin);
}

/* Do place and contents allow that this symbol is that? */
static bool is_possible_symbol(const struct sequence *ours, size_t pos,
			       const struct sequence *theirs, size_t their_pos)
{
	const struct symbol *symbol = sequence_at(theirs, their_pos);
	const struct symbol *twin = sequence_at(ours, pos);

	return !place_contradicts(theirs->object, symbol, twin) &&
	       bytes_compare(theirs->object, symbol, ours->object,
			     twin) != BYTES_DIFFER;
}

static bool is_possible(const struct sequence *ours,
			const struct sequence *theirs)
{
	size_t i;

	for (i = 0; i < ours->count; i++)
		if (!is_possible_symbol(ours, i, theirs, i))
			return false;
	return true;
}

/**
 * struct twins - sequences that are equal
 * @ours: those in vmlinux, in their order
 * @num_ours: their number
 * @theirs: those in objects, in link order
 * @num_theirs: their number
 */
struct twins {
	struct sequence **ours;
	size_t num_ours;
	struct sequence **theirs;
	size_t num_theirs;
};

/* The only one of theirs that ours can be, or NULL. */
static struct sequence *only_choice(const struct twins *twins,
				    const struct sequence *ours)
{
	struct sequence *found = NULL;
	size_t i;

	for (i = 0; i < twins->num_theirs; i++) {
		if (twins->theirs[i]->taken ||
		    !is_possible(ours, twins->theirs[i]))
			continue;
		if (found)
			return NULL;
		found = twins->theirs[i];
	}
	return found;
}

static struct sequence *first_choice(const struct twins *twins)
{
	size_t i;

	for (i = 0; i < twins->num_theirs; i++)
		if (!twins->theirs[i]->taken)
			return twins->theirs[i];
	return NULL;
}

static bool match_clear_ones(struct search *search, const struct twins *twins,
			     enum origin origin)
{
	struct sequence *theirs;
	bool any = false;
	size_t i;

	for (i = 0; i < twins->num_ours; i++) {
		if (twins->ours[i]->matched)
			continue;
		theirs = only_choice(twins, twins->ours[i]);
		if (!theirs)
			continue;
		link_sequence(search, theirs, twins->ours[i], 0, origin);
		twins->ours[i]->matched = true;
		any = true;
	}
	return any;
}

static void match_by_order(struct search *search, const struct twins *twins)
{
	struct sequence *theirs;
	size_t i;

	for (i = 0; i < twins->num_ours; i++) {
		if (twins->ours[i]->matched)
			continue;
		theirs = first_choice(twins);
		if (!theirs)
			return;
		link_sequence(search, theirs, twins->ours[i], 0,
			      ORIGIN_LOCAL_ORDER);
		twins->ours[i]->matched = true;
	}
}

static void match_twins(struct search *search, const struct twins *twins)
{
	if (twins->num_ours == 1 && twins->num_theirs == 1) {
		link_sequence(search, twins->theirs[0], twins->ours[0], 0,
			      ORIGIN_LOCAL);
		twins->ours[0]->matched = true;
		return;
	}
	while (match_clear_ones(search, twins, ORIGIN_LOCAL_TWIN))
		;
	match_by_order(search, twins);
}

/* By hash, then as they were. */
static int compare_hashes(const void *a, const void *b)
{
	const struct sequence *x = *(struct sequence * const *)a;
	const struct sequence *y = *(struct sequence * const *)b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Those that have symbols. */
static struct sequence **sort_sequences(const struct sequences *sequences,
					size_t *count)
{
	struct sequence **sorted = NULL;
	size_t i;

	*count = 0;
	for (i = 0; i < sequences->count; i++) {
		if (!sequences->list[i].count)
			continue;
		GROW(sorted, *count);
		sorted[(*count)++] = &sequences->list[i];
	}
	if (sorted)
		qsort(sorted, *count, sizeof(*sorted), compare_hashes);
	return sorted;
}

/* The number of sequences at the start of the list that are equal. */
static size_t run_length(struct sequence **list, size_t count)
{
	size_t i = 1;

	while (i < count && list[i]->hash == list[0]->hash) {
		if (!same_sequence(list[i], list[0]))
			die("two sequences of symbols have one hash");
		i++;
	}
	return i;
}

static void match_equal_ones(struct search *search)
{
	size_t num_ours, num_theirs, i = 0, j = 0;
	struct sequence **ours = sort_sequences(&search->ours, &num_ours);
	struct sequence **theirs = sort_sequences(&search->theirs, &num_theirs);
	struct twins twins;

	while (i < num_ours && j < num_theirs) {
		twins.ours = ours + i;
		twins.theirs = theirs + j;
		twins.num_ours = run_length(twins.ours, num_ours - i);
		twins.num_theirs = run_length(twins.theirs, num_theirs - j);
		if (ours[i]->hash == theirs[j]->hash)
			match_twins(search, &twins);
		if (ours[i]->hash <= theirs[j]->hash)
			i += twins.num_ours;
		if (twins.ours[0]->hash >= theirs[j]->hash)
			j += twins.num_theirs;
	}
	free(ours);
	free(theirs);
}

/* Can all of theirs be in ours, from a position on? */
static bool is_at(const struct sequence *theirs, const struct sequence *ours,
		  size_t pos)
{
	size_t i;

	if (theirs->count > ours->count - pos)
		return false;
	for (i = 0; i < theirs->count; i++)
		if (!same_symbol(theirs, i, ours, pos + i) ||
		    !is_possible_symbol(ours, pos + i, theirs, i))
			return false;
	return true;
}

/* What a sequence of vmlinux can begin with, or go on with. */
static bool may_follow(const struct sequence *theirs,
		       const struct sequence *ours, size_t pos)
{
	if (theirs->taken || !theirs->count)
		return false;
	if (!pos && ours->named && theirs->named)
		return !strcmp(ours->file, theirs->file);
	return !theirs->named;
}

/* The longest one of theirs at a position of ours. */
static struct sequence *find_part(struct search *search,
				  const struct sequence *ours, size_t pos)
{
	struct sequence *theirs = search->theirs.list, *best = NULL;
	struct sequence *end = theirs + search->theirs.count;

	for (; theirs < end; theirs++)
		if (may_follow(theirs, ours, pos) && is_at(theirs, ours, pos) &&
		    (!best || theirs->count > best->count))
			best = theirs;
	return best;
}

/* Where in theirs is each symbol of ours, if some of theirs are missing? */
static bool find_gaps(const struct sequence *ours,
		      const struct sequence *theirs, size_t *where)
{
	size_t i, j = 0;

	for (i = 0; i < ours->count; i++, j++) {
		while (j < theirs->count &&
		       !same_symbol(ours, i, theirs, j))
			j++;
		if (j == theirs->count)
			return false;
		if (!is_possible_symbol(ours, i, theirs, j))
			return false;
		where[i] = j;
	}
	return true;
}

/* Those that ours can be, if some of their symbols are missing in ours. */
static struct sequence *find_with_gaps(struct search *search,
				       const struct sequence *ours,
				       size_t *where, size_t *count)
{
	struct sequence *theirs = search->theirs.list, *first = NULL;
	struct sequence *end = theirs + search->theirs.count;

	*count = 0;
	for (; theirs < end; theirs++) {
		if (theirs->taken || !theirs->count ||
		    strcmp(theirs->file, ours->file) ||
		    !find_gaps(ours, theirs, where))
			continue;
		if (!first)
			first = theirs;
		++*count;
	}
	return first;
}

/* With --gc-sections, sections that nothing needs are not there. */
static bool match_with_gaps(struct search *search, struct sequence *ours)
{
	size_t *where = xzalloc(ours->count * sizeof(*where)), count, i;
	struct sequence *theirs = find_with_gaps(search, ours, where, &count);

	if (theirs) {
		find_gaps(ours, theirs, where);
		theirs->taken = true;
		for (i = 0; i < ours->count; i++)
			link_symbol(search, theirs, where[i], ours->symbols[i],
				    count > 1 ? ORIGIN_LOCAL_ORDER :
						ORIGIN_LOCAL);
	}
	free(where);
	return theirs;
}

/*
 * Other linkers do not tell where the symbols of an assembled object begin, so
 * that they go on with those of the object before. What cannot be found stays
 * unexplained.
 */
static void match_parts(struct search *search, struct sequence *ours)
{
	struct sequence *theirs;
	size_t pos = 0;

	while (pos < ours->count) {
		theirs = find_part(search, ours, pos);
		if (theirs) {
			link_sequence(search, theirs, ours, pos, ORIGIN_LOCAL);
			pos += theirs->count;
			continue;
		}
		if (!pos && search->garbage && match_with_gaps(search, ours))
			return;
		pos++;
	}
}

/**
 * locals_resolve - find out where each local symbol comes from
 * @image: vmlinux; where symbols that are not local come from is known
 * @inputs: all objects
 * @garbage: the linker drops sections that nothing needs
 */
void locals_resolve(struct image *image, const struct inputs *inputs,
		    bool garbage)
{
	struct search search = {
		.image = image,
		.garbage = garbage,
	};
	size_t i;

	sequences_read(&search.ours, &image->elf);
	for (i = 0; i < inputs->count; i++)
		sequences_read(&search.theirs, inputs->list[i]);
	match_equal_ones(&search);
	for (i = 0; i < search.ours.count; i++)
		if (search.ours.list[i].count && !search.ours.list[i].matched)
			match_parts(&search, &search.ours.list[i]);
}
