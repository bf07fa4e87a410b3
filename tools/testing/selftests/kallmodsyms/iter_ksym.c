// SPDX-License-Identifier: GPL-2.0
/*
 * Compares what a BPF program on iter/ksym knows of each symbol with the lines
 * of /proc/kallmodsyms.
 *
 * usage: iter_ksym [--list=FILE] PROGRAM.bpf.o
 *
 * With --list, it also writes a line for each symbol of the kernel image, with
 * its object and modules even where /proc/kallmodsyms does not show them, as
 * scripts/kallmodsyms/kallmodsyms --dump=table does for a vmlinux:
 *
 *	address letter name[<TAB>[modules ]<object>][ ambiguous]
 */
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "symbols.h"
#include "../kselftest.h"

#define BTF	"/sys/kernel/btf/vmlinux"

/* The fields of a line of iter_ksym.bpf.c. */
enum field { ADDR, TYPE, NAME, MODULE, AMBIGUOUS, MODULES, PATH, NUM_FIELDS };

/* Cuts a line into its fields and moves on to the next line. */
static bool take_line(char **p, char **fields)
{
	char *end = strchr(*p, '\n');
	int i;

	if (!end)
		return false;
	*end = '\0';
	for (i = 0; i < NUM_FIELDS; i++)
		fields[i] = strsep(p, "|");
	*p = end + 1;
	return fields[NUM_FIELDS - 1] && fields[TYPE][0];
}

/* "a b" is "[a] [b]"; there is room in @to. Returns its end. */
static char *put_modules(char *to, const char *modules)
{
	const char *start = to;
	size_t len;

	while (*modules) {
		len = strcspn(modules, " ");
		to += sprintf(to, "%s[%.*s]", to > start ? " " : "", (int)len,
			      modules);
		modules += len + (modules[len] == ' ');
	}
	return to;
}

static bool same_origin(const struct symbol *s, char **fields)
{
	char origin[1024], *end;

	/* "bpf" and the like are no modules */
	if (fields[MODULE][0] && !fields[MODULES][0]) {
		sprintf(origin, "[%s]", fields[MODULE]);
		return !strcmp(origin, s->origin) && !fields[PATH][0] &&
		       fields[AMBIGUOUS][0] == '0';
	}
	if (fields[MODULE][0] && strcmp(fields[MODULE], fields[MODULES]))
		return false;
	origin[0] = '\0';
	end = put_modules(origin, fields[MODULES]);
	if (fields[AMBIGUOUS][0] == '1')
		sprintf(end, "%s<%s>", end > origin ? " " : "", fields[PATH]);
	return !strcmp(origin, s->origin);
}

static bool same_line(const struct symbol *s, char **fields)
{
	return strtoull(fields[ADDR], NULL, 16) == s->addr &&
	       fields[TYPE][0] == s->type && !strcmp(fields[NAME], s->name) &&
	       same_origin(s, fields);
}

static void print_difference(size_t i, const struct symbol *s, char **fields)
{
	ksft_print_msg("line %zu: %llx %c %s %s\n", i + 1, s->addr, s->type,
		       s->name, s->origin);
	ksft_print_msg("but %s %s %s [%s] %s [%s] <%s>\n", fields[ADDR],
		       fields[TYPE], fields[NAME], fields[MODULE],
		       fields[AMBIGUOUS], fields[MODULES], fields[PATH]);
}

/* A line of the list; symbols of modules and the like are not in it. */
static void list_symbol(FILE *list, char **fields)
{
	if (!list || fields[MODULE][0])
		return;
	fprintf(list, "%016llx %c %s", strtoull(fields[ADDR], NULL, 16),
		fields[TYPE][0], fields[NAME]);
	if (fields[PATH][0])
		fprintf(list, "\t%s%s<%s>", fields[MODULES],
			fields[MODULES][0] ? " " : "", fields[PATH]);
	fprintf(list, "%s\n", fields[AMBIGUOUS][0] == '1' ? " ambiguous" : "");
}

/* Returns how many symbols have an object, or -1. */
static long compare(char *lines, const struct symbols *symbols, FILE *list)
{
	const struct symbol *s = NULL;
	char *fields[NUM_FIELDS];
	long with_object = 0;
	size_t i;

	for (i = 0; i < symbols->nr; i++) {
		s = &symbols->at[i];
		if (!take_line(&lines, fields)) {
			ksft_print_msg("nothing for line %zu\n", i + 1);
			return -1;
		}
		if (!same_line(s, fields)) {
			print_difference(i, s, fields);
			return -1;
		}
		with_object += fields[PATH][0] != '\0';
		list_symbol(list, fields);
	}
	/* a program runs once more at the end, on what the iterator still has */
	if (take_line(&lines, fields) && (*lines ||
					  strcmp(fields[NAME], s->name))) {
		ksft_print_msg("more symbols: %s\n", fields[NAME]);
		return -1;
	}
	return with_object;
}

static int read_iter(const struct bpf_program *program, struct text *text)
{
	struct bpf_link *link = bpf_program__attach_iter(program, NULL);
	int fd, ret;

	if (!link)
		return -errno;
	fd = bpf_iter_create(bpf_link__fd(link));
	if (fd < 0)
		return -errno;
	ret = read_fd(fd, text);
	close(fd);
	return ret;
}

static struct bpf_program *load_program(const char *path)
{
	struct bpf_object *object = bpf_object__open_file(path, NULL);

	if (!object || bpf_object__load(object))
		return NULL;
	return bpf_object__next_program(object, NULL);
}

static void require_all(void)
{
	if (access(KALLMODSYMS, F_OK))
		ksft_exit_skip("no " KALLMODSYMS ": CONFIG_KALLMODSYMS is off\n");
	if (access(BTF, F_OK))
		ksft_exit_skip("no " BTF ": CONFIG_DEBUG_INFO_BTF is off\n");
	if (geteuid())
		ksft_exit_skip("not root\n");
}

/* What the program says against what the file says. */
static void look(const struct bpf_program *program, FILE *list)
{
	struct symbols symbols;
	struct text lines;
	long with_object;
	int ret;

	/* a program is a symbol, too, from when it is loaded */
	ret = read_iter(program, &lines) ?: read_symbols(KALLMODSYMS, &symbols);
	if (ret)
		ksft_exit_fail_msg("cannot read: %s\n", strerror(-ret));
	with_object = compare(lines.bytes, &symbols, list);
	ksft_test_result(with_object >= 0, "same lines as " KALLMODSYMS "\n");
	ksft_print_msg("%zu symbols, %ld with object\n", symbols.nr,
		       with_object);
	ksft_test_result(with_object > (long)symbols.nr / 2,
			 "objects of most symbols\n");
}

static void write_list(const struct bpf_program *program, const char *path)
{
	FILE *list = fopen(path, "w");

	if (!list)
		ksft_exit_fail_msg("cannot write %s\n", path);
	look(program, list);
	if (fclose(list))
		ksft_exit_fail_msg("cannot write %s\n", path);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "list", required_argument, NULL, 'l' },
		{ }
	};
	struct bpf_program *program;
	const char *list = NULL;
	int option;

	ksft_print_header();
	while ((option = getopt_long(argc, argv, "", options, NULL)) == 'l')
		list = optarg;
	if (option != -1 || optind + 1 != argc)
		ksft_exit_fail_msg("usage: iter_ksym [--list=FILE] PROGRAM.bpf.o\n");
	require_all();

	ksft_set_plan(3);
	program = load_program(argv[optind]);
	ksft_test_result(program, "program loads\n");
	if (!program)
		ksft_exit_fail();
	if (list)
		write_list(program, list);
	else
		look(program, NULL);
	ksft_finished();
}
