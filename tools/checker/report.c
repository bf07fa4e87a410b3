// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <string.h>

#include "fault.h"
#include "report.h"

static const char * const origin_labels[ORIGINS] = {
	[ORIGIN_LOCAL]		= "local: order of symbols",
	[ORIGIN_LOCAL_TWIN]	= "local: order, then place or contents",
	[ORIGIN_LOCAL_ORDER]	= "local: order of symbols and objects only",
	[ORIGIN_STRONG]		= "global: one definition",
	[ORIGIN_WEAK]		= "weak: one definition",
	[ORIGIN_WEAK_FIRST]	= "weak: first definition",
	[ORIGIN_COMMON]		= "common",
	[ORIGIN_PREFIX]		= "prefix of a function, from objtool",
	[ORIGIN_SCRIPT]		= "no object: linker script",
	[ORIGIN_LINKER]	= "no object: made by the linker",
	[ORIGIN_UNKNOWN]	= "unexplained",
};

static const char * const fate_labels[FATES] = {
	[FATE_OPEN]		= "lost",
	[FATE_DISCARDED]	= "section discarded by linker script",
	[FATE_EMPTY]		= "section empty, dropped",
	[FATE_UNLOADED]		= "section not loaded",
	[FATE_TEMPORARY]	= "label of the assembler",
	[FATE_OVERRIDDEN]	= "weak, overridden",
	[FATE_SCRIPT]		= "linker script gives another value",
	[FATE_GARBAGE]		= "section dropped as unused",
	[FATE_UNUSED]		= "merged entry dropped as unused",
};

static void print_head(const char *head)
{
	printf("%-46s %8s %8s\n", head, "text", "data");
}

/* @counts: not text and text */
static void print_row(unsigned int indent, const char *label,
		      const size_t counts[2])
{
	printf("%*s%-*s %8zu %8zu\n", indent, "", (int)(46 - indent), label,
	       counts[1], counts[0]);
}

static void print_number(const char *label, size_t number)
{
	printf("  %-44s %17zu\n", label, number);
}

/* Only if there are any. */
static void print_any(unsigned int indent, const char *label,
		      const size_t counts[2])
{
	if (counts[0] || counts[1])
		print_row(indent, label, counts);
}

static void print_link_made(const struct image *image,
			    const struct object *object)
{
	const struct entry *entry = image->entries;
	size_t i, counts[2] = { 0 };
	char label[64];

	for (i = 0; i < image->num_entries; i++, entry++)
		if (image->truths[entry->symbol].object == object)
			counts[is_text(image, entry->symbol)]++;
	snprintf(label, sizeof(label), "no object: %s", object->path);
	print_any(2, label, counts);
}

/* Symbols of objects that the link made have a row for each of these. */
static void print_origins(const struct report *report)
{
	const struct image *image = report->image;
	const struct entry *entry = image->entries;
	size_t i, total[2] = { 0 }, counts[ORIGINS][2] = { 0 };
	const struct truth *truth;

	for (i = 0; i < image->num_entries; i++, entry++) {
		truth = &image->truths[entry->symbol];
		total[is_text(image, entry->symbol)]++;
		if (!truth->object || !truth->object->link_made)
			counts[truth->origin][is_text(image, entry->symbol)]++;
	}
	print_head("symbols of vmlinux");
	print_any(2, "left out by mksysmap", image->num_filtered);
	print_any(2, "left out by kallsyms", image->num_skipped);
	print_row(2, "in kallsyms", total);
	print_head("where they come from");
	for (i = 1; i < ORIGINS; i++)
		print_any(2, origin_labels[i], counts[i]);
	for (i = 0; i < report->inputs->count; i++)
		if (report->inputs->list[i]->link_made)
			print_link_made(image, report->inputs->list[i]);
	print_any(2, origin_labels[ORIGIN_UNKNOWN], counts[ORIGIN_UNKNOWN]);
}

static void print_skip(const char *label, const char *reason)
{
	printf("  %-44s SKIP %s\n", label, reason);
}

static void print_witnesses(const struct report *report)
{
	const struct testimony *testimony = &report->testimony;

	print_head("other witnesses that agree");
	print_row(2, "place of other symbols of the section",
		  testimony->place);
	print_row(2, "references from the same object",
		  testimony->references);
	print_row(2, "contents", testimony->contents);
	if (report->no_debug)
		print_skip("debug information", report->no_debug);
	else
		print_row(2, "debug information", testimony->dwarf);
	print_row(2, "of symbols whose name is not unique",
		  testimony->twins);
	print_row(4, "no other witness", testimony->alone);
	if (report->no_pairs)
		print_skip("objects x names: as often", report->no_pairs);
	else
		print_number("objects x names: as often", report->pairs);
}

static void print_account(const struct report *report)
{
	const struct account *account = &report->account;
	size_t left_out[2], i;

	for (i = 0; i < 2; i++)
		left_out[i] = account->fates[FATE_LINKED][i] -
			      account->in_table[i];
	print_head("symbols of objects");
	print_row(2, "in kallsyms", account->in_table);
	print_any(2, "in vmlinux, left out of kallsyms", left_out);
	for (i = 0; i < FATES; i++)
		if (fate_labels[i])
			print_any(2, fate_labels[i], account->fates[i]);
	print_number("objects", account->objects);
	print_number("without a symbol in kallsyms", account->silent);
	print_number("without any symbol", account->empty);
	print_number("of libraries, not linked", report->inputs->not_linked);
}

static void print_examples(const struct report *report)
{
	const struct image *image = report->image;
	const struct verdict *verdict = &report->verdict;
	size_t i, count = verdict->repeated[0] + verdict->repeated[1];
	const struct entry *entry;
	const char *object;

	for (i = 0; i < MAX_EXAMPLES && i < count; i++) {
		entry = &image->entries[verdict->examples[i]];
		object = truth_object(&image->truths[entry->symbol]);
		printf("    %016llx %s <%s>\n", (unsigned long long)
		       image->elf.symbols[entry->symbol].value,
		       image->elf.symbols[entry->symbol].name,
		       object ? object : "");
	}
}

static void print_verdict(const struct report *report)
{
	const struct verdict *verdict = &report->verdict;
	size_t right = verdict->right[0] + verdict->right[1];

	print_head("verdict");
	print_row(2, "right: object, modules, letter, display",
		  verdict->right);
	print_any(2, "not unique: their object has the name repeatedly",
		  verdict->repeated);
	print_examples(report);
	if (report->lines->num_others)
		print_number("not of vmlinux, not checked",
			     report->lines->num_others);
	print_faults();
	printf("\nattributed right: %zu of %zu\n", right,
	       report->image->num_entries);
}

/**
 * print_report - print the table, and what is wrong
 * @report: all that has been found
 */
void print_report(const struct report *report)
{
	print_origins(report);
	print_witnesses(report);
	print_account(report);
	print_verdict(report);
}
