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

/* For each entry: how many have the same name, modules, and maybe object? */
static size_t **count_keys(const struct image *image, struct map *keys,
			   bool with_object)
{
	size_t **counts = xzalloc(image->num_entries * sizeof(*counts)), i;
	const struct truth *truth;
	const char *name, *object;
	void **value;

	for (i = 0; i < image->num_entries; i++) {
		truth = entry_truth(image, &image->entries[i]);
		name = entry_symbol(image, &image->entries[i])->name;
		object = with_object ? truth_object(truth) : NULL;
		value = map_at(keys, xprintf("%s\t%s\t%s", name,
					     truth_modules(truth),
					     object ? object : ""));
		if (!*value)
			*value = xzalloc(sizeof(**counts));
		counts[i] = *value;
		++*counts[i];
	}
	return counts;
}

static void add_not_unique(struct verdict *verdict, const struct image *image,
			   uint32_t symbol)
{
	size_t count = verdict->not_unique[0] + verdict->not_unique[1];

	if (count < MAX_EXAMPLES)
		verdict->examples[count] = symbol;
	verdict->not_unique[is_text(image, symbol)]++;
}

/**
 * find_shared - find the symbols that need their object to tell them apart
 * @image: vmlinux; what the entries share is filled in
 * @verdict: what is not unique even with the object is counted here
 */
void find_shared(struct image *image, struct verdict *verdict)
{
	struct map keys = { 0 }, full_keys = { 0 };
	size_t **shared = count_keys(image, &keys, false);
	size_t **same = count_keys(image, &full_keys, true);
	struct entry *entry = image->entries;
	size_t i;

	for (i = 0; i < image->num_entries; i++, entry++) {
		entry->shared = *shared[i] > 1;
		if (*same[i] > 1)
			add_not_unique(verdict, image, entry->symbol);
	}
	free(shared);
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
	case ORIGIN_BOUNDARY:
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
	bool want = entry->shared && truth_object(truth);

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
		.proc = lines->proc,
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
