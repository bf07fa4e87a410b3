// SPDX-License-Identifier: GPL-2.0
/*
 * The lines against the truth.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "fault.h"
#include "judge.h"

/**
 * truth_object - which object must a line name?
 * @truth: about the symbol
 *
 * Return: its path; NULL for what the link made.
 */
const char *truth_object(const struct truth *truth)
{
	if (!truth->object || truth->object->link_made)
		return NULL;
	return truth->object->path;
}

const char *truth_modules(const struct truth *truth)
{
	return truth->object ? truth->object->modules : "";
}

static const struct truth *entry_truth(const struct image *image,
				       const struct entry *entry)
{
	return &image->truths[entry->symbol];
}

static const struct symbol *entry_symbol(const struct image *image,
					 const struct entry *entry)
{
	return &image->elf.symbols[entry->symbol];
}

/**
 * struct key - what a reader can tell of some symbols
 * @count: how many
 * @addresses: how many, of those that have been looked at
 * @last: the last of these
 */
struct key {
	size_t count;
	size_t addresses;
	uint64_t last;
};

static struct key *find_key(const struct image *image, struct map *keys,
			    const struct entry *entry, bool with_object)
{
	const struct truth *truth = entry_truth(image, entry);
	const char *object = with_object ? truth_object(truth) : NULL;
	void **value = map_at(keys, xprintf("%s\t%s\t%s",
					    entry_symbol(image, entry)->name,
					    truth_modules(truth),
					    object ? object : ""));

	if (!*value)
		*value = xzalloc(sizeof(struct key));
	return *value;
}

/* For each entry its key. */
static struct key **find_keys(const struct image *image, bool with_object)
{
	struct key **keys = xzalloc(image->num_entries * sizeof(*keys));
	struct map map = { 0 };
	size_t i;

	for (i = 0; i < image->num_entries; i++) {
		keys[i] = find_key(image, &map, &image->entries[i],
				   with_object);
		keys[i]->count++;
	}
	return keys;
}

/* Count the addresses of each key; entries come in the order of addresses. */
static void count_addresses(const struct image *image, struct key **keys)
{
	uint64_t address;
	size_t i;

	for (i = 0; i < image->num_entries; i++) {
		address = entry_symbol(image, &image->entries[i])->value;
		if (!keys[i]->addresses || keys[i]->last != address)
			keys[i]->addresses++;
		keys[i]->last = address;
	}
}

static void add_repeated(struct verdict *verdict, const struct image *image,
			 const struct entry *entry)
{
	size_t count = verdict->repeated[0] + verdict->repeated[1];

	if (count < MAX_EXAMPLES)
		verdict->examples[count] = entry - image->entries;
	verdict->repeated[is_text(image, entry->symbol)]++;
}

/**
 * find_ambiguous - find the symbols that only their object identifies
 * @image: vmlinux; the entries are marked
 * @verdict: symbols that even their object does not identify are counted here
 */
void find_ambiguous(struct image *image, struct verdict *verdict)
{
	struct key **ambiguous = find_keys(image, false);
	struct key **same = find_keys(image, true);
	struct entry *entry = image->entries;
	size_t i;

	count_addresses(image, same);
	for (i = 0; i < image->num_entries; i++, entry++) {
		entry->ambiguous = ambiguous[i]->count > 1;
		if (same[i]->addresses > 1)
			add_repeated(verdict, image, entry);
	}
	free(ambiguous);
	free(same);
}

/* How to call a line in a message. The next call changes the text. */
static const char *head(const struct line *line)
{
	static char text[1024];

	snprintf(text, sizeof(text), "%016llx %c %s",
		 (unsigned long long)line->address, line->letter, line->name);
	return text;
}

/* Nothing defines it: say what does. */
static const char *no_object(const struct truth *truth)
{
	if (truth->object)
		return truth->object->path;
	switch (truth->origin) {
	case ORIGIN_SCRIPT:
		return "the linker script";
	case ORIGIN_LINKER:
		return "the linker";
	default:
		return "nothing that is known";
	}
}

static bool judge_object(const struct truth *truth, const struct line *line)
{
	const char *want = truth_object(truth);

	if (!line->object && !want)
		return true;
	if (!line->object)
		fault(FAULT_NO_OBJECT, "%s: no object, but <%s> defines it",
		      head(line), want);
	else if (!want)
		fault(FAULT_ANY_OBJECT, "%s: <%s>, but %s defines it",
		      head(line), line->object, no_object(truth));
	else if (strcmp(line->object, want))
		fault(FAULT_OBJECT, "%s: <%s>, but <%s> defines it",
		      head(line), line->object, want);
	else
		return true;
	return false;
}

static bool judge_shown(const struct truth *truth, const struct entry *entry,
			const struct line *line)
{
	bool want = entry->ambiguous && truth_object(truth);

	if (line->shown == want)
		return true;
	fault(FAULT_SHOWN, "%s: object is %s, but %s",
	      head(line), line->shown ? "shown" : "hidden",
	      want ? "another symbol has name and modules" :
		     "nothing else has name and modules");
	return false;
}

static bool judge_modules(const struct truth *truth, const struct line *line)
{
	const char *want = truth_modules(truth);

	if (!strcmp(line->modules, want))
		return true;
	fault(FAULT_MODULES, "%s: modules [%s], but [%s] of <%s>",
	      head(line), line->modules, want,
	      truth->object ? truth->object->path : "");
	return false;
}

static bool judge_letter(const struct entry *entry, const struct line *line)
{
	if (line->letter == entry->letter)
		return true;
	fault(FAULT_LETTER, "%s: but it is %c", head(line),
	      entry->letter);
	return false;
}

/**
 * struct court - what is judged together
 * @image: vmlinux
 * @proc: only objects that are needed are there
 * @verdict: what has been found
 */
struct court {
	const struct image *image;
	bool proc;
	struct verdict *verdict;
};

static void judge_line(struct court *court, const struct entry *entry,
		       struct line *line)
{
	const struct truth *truth = entry_truth(court->image, entry);
	bool right;

	line->judged = true;
	right = judge_shown(truth, entry, line);
	if (!court->proc || (line->object && right))
		right &= judge_object(truth, line);
	right &= judge_modules(truth, line);
	right &= judge_letter(entry, line);
	if (right && truth->origin != ORIGIN_UNKNOWN)
		court->verdict->right[is_text(court->image, entry->symbol)]++;
}

static bool same_object(const struct truth *truth, const struct line *line)
{
	const char *want = truth_object(truth);

	if (!want || !line->object)
		return !want && !line->object;
	return !strcmp(want, line->object);
}

/*
 * Some symbols can have one name and one address. Then it does not matter which
 * of the lines comes first, so each symbol looks for its line.
 */
static void judge_group(struct court *court, const struct entry *entries,
			size_t num_entries, struct line *lines)
{
	bool *judged = xzalloc(num_entries * sizeof(*judged));
	size_t i, j;

	for (i = 0; i < num_entries; i++)
		for (j = 0; j < num_entries && !judged[i]; j++)
			if (!lines[j].judged &&
			    same_object(entry_truth(court->image, &entries[i]),
					&lines[j])) {
				judge_line(court, &entries[i], &lines[j]);
				judged[i] = true;
			}
	for (i = 0, j = 0; i < num_entries; i++) {
		if (judged[i])
			continue;
		while (lines[j].judged)
			j++;
		judge_line(court, &entries[i], &lines[j]);
	}
	free(judged);
}

static int compare_to_line(const struct image *image, const struct entry *entry,
			   const struct line *line)
{
	const struct symbol *symbol = entry_symbol(image, entry);

	if (symbol->value != line->address)
		return symbol->value < line->address ? -1 : 1;
	return strcmp(symbol->name, line->name);
}

/* How many entries and lines, the same number of both, are one group? */
static size_t group_size(const struct image *image, size_t i,
			 const struct lines *lines, size_t j)
{
	size_t size = 1;

	while (i + size < image->num_entries && j + size < lines->count &&
	       !compare_to_line(image, &image->entries[i + size],
				&lines->list[j]) &&
	       !compare_to_line(image, &image->entries[i],
				&lines->list[j + size]))
		size++;
	return size;
}

static void report_missing(const struct image *image, const struct entry *entry)
{
	const struct symbol *symbol = entry_symbol(image, entry);

	fault(FAULT_MISSING, "%016llx %c %s: no line for it",
	      (unsigned long long)symbol->value, entry->letter, symbol->name);
}

/**
 * judge - compare the lines to the truth
 * @image: vmlinux, about which all is known
 * @lines: what is said about it
 * @verdict: how much of it is right is counted here
 */
void judge(const struct image *image, struct lines *lines,
	   struct verdict *verdict)
{
	struct court court = {
		.image = image,
		.proc = lines->source == SOURCE_PROC,
		.verdict = verdict,
	};
	size_t i = 0, j = 0, size;
	int order;

	while (i < image->num_entries || j < lines->count) {
		order = i == image->num_entries ? 1 : j == lines->count ? -1 :
			compare_to_line(image, &image->entries[i],
					&lines->list[j]);
		size = 1;
		if (order < 0) {
			report_missing(image, &image->entries[i]);
		} else if (order > 0) {
			fault(FAULT_EXTRA, "%s: not in vmlinux",
			      head(&lines->list[j]));
		} else {
			size = group_size(image, i, lines, j);
			judge_group(&court, &image->entries[i], size,
				    &lines->list[j]);
		}
		i += order <= 0 ? size : 0;
		j += order >= 0 ? size : 0;
	}
}
