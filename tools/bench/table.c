// SPDX-License-Identifier: GPL-2.0-only
/*
 * table VMLINUX
 *
 * Prints the sizes of the parts of a kernel's table, in bytes, and how many
 * bytes its runs would take if each of them had a code as short as its
 * frequency allows: the entropy of the pairs of length and step. No marker
 * divides these runs.
 *
 * table --paths VMLINUX
 *
 * Prints the paths of all objects, and the modules where they change.
 */
#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xalloc.h>

#include "../../scripts/kallmodsyms/vmlinux.h"
#include "../../kernel/kallmodsyms_decode.h"

/**
 * struct run - a run as it is coded
 * @count: number of symbols
 * @step: from the last object, 0 for no object
 */
struct run {
	long count;
	long step;
};

static struct run *runs;
static size_t nr_runs;
static size_t nr_parts;		/* that markers divide them into */

static int compare_runs(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct run));
}

/*
 * The runs as they would be if no marker divided them: where one begins is no
 * news.
 */
static void find_runs(const struct kallmodsyms_table *t)
{
	struct kallmodsyms_run run = { 0 };
	long last = -1, before = -2;

	runs = xcalloc(t->num_syms + 1, sizeof(*runs));
	for (u32 sym = 0; sym < t->num_syms; sym = run.end) {
		if (kallmodsyms_seek_run(t, &run, sym))
			errx(1, "the table is damaged at symbol %u", sym);
		nr_parts++;
		if (run.object == before) {
			runs[nr_runs - 1].count += run.end - run.first;
			continue;
		}
		runs[nr_runs].count = run.end - run.first;
		/* the same object again is no step, but not the step of none */
		runs[nr_runs++].step = run.object < 0 ? 0 :
				       run.object - last ?: -1000000;
		before = run.object;
		if (run.object >= 0)
			last = run.object;
	}
}

static double entropy(void)
{
	double bits = 0;
	size_t equal;

	qsort(runs, nr_runs, sizeof(*runs), compare_runs);
	for (size_t i = 0; i < nr_runs; i += equal) {
		for (equal = 1; i + equal < nr_runs &&
		     !compare_runs(&runs[i], &runs[i + equal]); equal++)
			;
		bits -= equal * log2((double)equal / nr_runs);
	}
	return bits / 8;
}

static void print_sizes(const struct kallmodsyms_table *t)
{
	const u8 *start = (const u8 *)t->run_markers;

	find_runs(t);
	printf("symbols %u\n", t->num_syms);
	printf("objects %u\n", t->num_objects);
	printf("runs %zu\n", nr_runs);
	printf("parts %zu\n", nr_parts);
	printf("size %zu\n", sizeof(struct kallmodsyms_header) +
	       (size_t)(t->records + t->records_size - start));
	printf("header_bytes %zu\n", sizeof(struct kallmodsyms_header));
	printf("markers_bytes %zu\n", (size_t)(t->literals - start));
	printf("pairs_bytes %zu\n", (size_t)(t->runs - t->literals));
	printf("runs_bytes %u\n", t->runs_size);
	printf("records_bytes %u\n", t->records_size);
	printf("entropy %.0f\n", entropy());
}

static void print_paths(const struct kallmodsyms_table *t)
{
	struct kallmodsyms_object object = { 0 };
	char modules[KALLMODSYMS_MODULES_LEN] = "";

	for (u32 i = 0; i < t->num_objects; i++) {
		if (kallmodsyms_seek_object(t, &object, i))
			errx(1, "the table is damaged at object %u", i);
		puts(object.path);
		if (strcmp(modules, object.modules))
			printf("%s\n", object.modules);
		strcpy(modules, object.modules);
	}
}

int main(int argc, char **argv)
{
	int paths = argc == 3 && !strcmp(argv[1], "--paths");
	struct kallmodsyms_table table;
	const void *p;
	size_t size;

	if (argc != 2 + paths)
		errx(2, "usage: table [--paths] VMLINUX");
	vmlinux_open(argv[argc - 1]);
	p = vmlinux_symbol("kallmodsyms_table", &size);
	if (!p || vmlinux_swapped() || kallmodsyms_open_table(&table, p, size))
		errx(1, "%s has no table for this machine; build with CONFIG_KALLMODSYMS=y",
		     argv[argc - 1]);
	if (paths)
		print_paths(&table);
	else
		print_sizes(&table);
	return 0;
}
