// SPDX-License-Identifier: GPL-2.0
/*
 * kallmodsyms-check --tree=DIR {--symbols=FILE | --iter=FILE | --proc=FILE}
 *	[--limit=N]
 *
 * Does each symbol of the kernel come from the object and the modules that the
 * table of kallmodsyms tells? Found out anew, from the object files and vmlinux,
 * without a linker map and without anything of the program that made the table.
 *
 * The status is 0 if all is right, 1 if not, and 2 if that cannot be told.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "fault.h"
#include "global.h"
#include "local.h"
#include "multiplicity.h"
#include "place.h"
#include "prefix.h"
#include "reference.h"
#include "report.h"

/**
 * struct options - the command line
 * @tree: the build tree
 * @lines: what to check
 * @source: whose lines these are
 */
struct options {
	char *tree;
	char *lines;
	enum source source;
};

static _Noreturn void usage(void)
{
	fputs("Usage: kallmodsyms-check --tree=DIR {--symbols=FILE | --iter=FILE | --proc=FILE}\n"
	      "                         [--limit=N]\n"
	      "\n"
	      "  --tree=DIR      a finished build tree, where vmlinux is\n"
	      "  --symbols=FILE  what kallmodsyms --dump=table says of it\n"
	      "  --iter=FILE     what iter_ksym --list says of it, in the running kernel\n"
	      "  --proc=FILE     what /proc/kallmodsyms says of it\n"
	      "  --limit=N       show N faults of each kind; 5 if not given\n",
	      stderr);
	exit(2);
}

static void set_lines(struct options *options, enum source source)
{
	options->lines = optarg;
	options->source = source;
}

static void read_options(struct options *options, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "tree", required_argument, NULL, 't' },
		{ "symbols", required_argument, NULL, 's' },
		{ "iter", required_argument, NULL, 'i' },
		{ "proc", required_argument, NULL, 'p' },
		{ "limit", required_argument, NULL, 'l' },
		{ 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		if (option == 't')
			options->tree = optarg;
		else if (option == 's')
			set_lines(options, SOURCE_TABLE);
		else if (option == 'i')
			set_lines(options, SOURCE_ITER);
		else if (option == 'p')
			set_lines(options, SOURCE_PROC);
		else if (option == 'l')
			set_fault_limit(strtoul(optarg, NULL, 0));
		else
			usage();
	}
	if (!options->tree || !options->lines || optind < argc)
		usage();
}

/* GNU ld drops sections, lld also what it has merged. */
static enum garbage find_garbage(const struct tree *tree)
{
	if (!tree_enabled(tree, "LD_DEAD_CODE_DATA_ELIMINATION"))
		return GARBAGE_NONE;
	return tree_enabled(tree, "LD_IS_LLD") ? GARBAGE_ENTRIES :
						 GARBAGE_SECTIONS;
}

/* From the objects to where each symbol of vmlinux comes from. */
static void find_truth(struct image *image, struct inputs *inputs,
		       const struct tree *tree, struct filter *filter)
{
	struct builtin builtin = { 0 };
	struct globals globals = { 0 };
	struct script script = { 0 };
	enum garbage garbage = find_garbage(tree);
	char *lds = tree_find(tree, "arch/*/kernel/vmlinux.lds");

	if (!lds)
		die("%s: no arch/*/kernel/vmlinux.lds", tree->dir);
	script_read(&script, lds);
	filter_read(filter, tree_source(tree, "scripts/mksysmap"));
	builtin_read(&builtin, tree);
	inputs_read(inputs, tree, &builtin, &script);
	image_read(image, tree, filter);
	inputs_foretell(inputs, &script, &image->elf);
	foretell_symbols(&image->elf, NULL);
	globals_read(&globals, inputs);
	globals_resolve(&globals, image, &script);
	references_locate(image, inputs);
	locals_resolve(image, inputs, garbage != GARBAGE_NONE);
	globals_reclaim(&globals, image);
	prefixes_resolve(image);
	references_check(image, inputs);
	place_check(image, inputs);
}

static void check_lines(struct report *report, const struct options *options,
			const struct tree *tree, const struct filter *filter)
{
	find_ambiguous(report->image, &report->verdict);
	lines_read(report->lines, options->lines, options->source,
		   report->image);
	judge(report->image, report->lines, &report->verdict);
	if (options->source == SOURCE_PROC)
		report->no_pairs = "/proc shows only objects that are needed";
	else if (!tree_enabled(tree, "KALLSYMS_ALL"))
		report->no_pairs = "kallsyms has only text";
	else
		report->pairs = check_multiplicity(report->inputs, filter,
						   report->lines);
}

static void check(const struct options *options)
{
	struct image image = { 0 };
	struct inputs inputs = { 0 };
	struct lines lines = { 0 };
	struct filter filter = { 0 };
	struct tree tree = { 0 };
	struct report report = {
		.image = &image,
		.inputs = &inputs,
		.lines = &lines,
	};
	struct debug_info *debug;

	tree_open(&tree, options->tree);
	find_truth(&image, &inputs, &tree, &filter);
	debug = debug_info_open(&image);
	report.no_debug = debug_info_missing(debug);
	hear_witnesses(&report.testimony, &image, debug);
	account_inputs(&report.account, &inputs, &image, find_garbage(&tree));
	account_image(&image);
	check_lines(&report, options, &tree, &filter);
	print_report(&report);
}

int main(int argc, char **argv)
{
	struct options options = { 0 };

	elf_version(EV_CURRENT);
	read_options(&options, argc, argv);
	check(&options);
	return num_faults() ? 1 : 0;
}
