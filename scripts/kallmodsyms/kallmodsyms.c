// SPDX-License-Identifier: GPL-2.0
/*
 * kallmodsyms: which object, and which built-in modules, each symbol of the
 * kernel comes from.
 *
 * Usage, in scripts/link-vmlinux.sh:
 *
 *	kallmodsyms --symbols=SORTED --map=vmlinux.map \
 *		--nested-map=vmlinux.o=vmlinux.o.map --objects=LIST \
 *		--vmlinux=vmlinux --modules=modules.builtin.objs >> kallsyms.S
 *
 * and in scripts/Makefile.modfinal, for a loadable module:
 *
 *	kallmodsyms --module=ext4.ko --map=ext4.ko.map --objects=ext4.mod \
 *		--nested-map=ext4.o=ext4.o.map > ext4.s
 *
 * Data flows one way, a file for each stage:
 *
 *	map.c, map_gnu.c,
 *	map_lld.c, native.c	the linker's maps
 *	vmlinux.c		what is in the kernel that the link made
 *	module.c		or in the module, and which symbols it has
 *	placement.c		where each object's sections lie
 *	objsyms.c		which symbols each object defines
 *	attribute.c		which object each symbol of kallsyms comes from
 *	builtin.c		which modules each object is part of
 *	unique.c		whether name, modules and object are unique
 *	runs.c, records.c	the parts of the table, encoded
 *	table.c			the table, as assembler source
 *
 * and back: image.c reads the table out of a kernel.
 */
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <array_size.h>
#include <xalloc.h>

#include "attribute.h"
#include "builtin.h"
#include "error.h"
#include "image.h"
#include "map.h"
#include "module.h"
#include "object.h"
#include "placement.h"
#include "symbols.h"
#include "table.h"
#include "unique.h"
#include "vmlinux.h"

#define MAX_NESTED	64

/**
 * struct options - the command line
 * @symbols: file of the sorted symbols
 * @map: file of the map
 * @nested: "OBJECT=FILE[=PREFIX]" for each object that was linked from others
 * @nr_nested: how many
 * @objects: list of the objects in the link
 * @vmlinux: the kernel that the link made
 * @modules: modules.builtin.objs
 * @module: the module that the link made, instead of a kernel
 * @kept: which of its symbols the kernel keeps
 * @dump: print this stage instead of the table
 * @verbose: print a summary
 */
struct options {
	const char *symbols;
	const char *map;
	const char *nested[MAX_NESTED];
	size_t nr_nested;
	const char *objects;
	const char *vmlinux;
	const char *modules;
	const char *module;
	struct module_options kept;
	const char *dump;
	bool verbose;
};

static void __noreturn usage(FILE *out, int status)
{
	fputs("Usage: kallmodsyms [--verbose] [--dump=STAGE] --symbols=FILE [--map=FILE\n"
	      "                   [--nested-map=OBJECT=FILE[=PREFIX]]...\n"
	      "                   [--objects=FILE] [--vmlinux=FILE] [--modules=FILE]]\n"
	      "       kallmodsyms [--verbose] [--dump=STAGE] --module=FILE --map=FILE\n"
	      "                   [--nested-map=OBJECT=FILE] [--objects=FILE] [--top=DIR]\n"
	      "                   [--all-symbols] [--no-unload]\n"
	      "       kallmodsyms --dump=table [--symbols=FILE] VMLINUX\n"
	      "       kallmodsyms --dump=table [--all-symbols] [--no-unload] --module=FILE\n"
	      "\n"
	      "Writes the table of CONFIG_KALLMODSYMS as assembler source.\n"
	      "\n"
	      "  --symbols=FILE            symbols as kallsyms --sorted-symbols writes them\n"
	      "  --map=FILE                map of the link that made these symbols\n"
	      "  --nested-map=OBJECT=FILE[=PREFIX]\n"
	      "                            map of the ld -r that made an input of the link, and\n"
	      "                            what the names of its symbols have had put before\n"
	      "  --objects=FILE            the objects in the link, as ar t lists them\n"
	      "  --vmlinux=FILE            what the link made, for its merged constants\n"
	      "  --modules=FILE            modules.builtin.objs\n"
	      "  --module=FILE             what the link made, if that is a module\n"
	      "  --top=DIR                 the top of the module's own tree\n"
	      "  --all-symbols             CONFIG_KALLSYMS_ALL is on\n"
	      "  --no-unload               CONFIG_MODULE_UNLOAD is off\n"
	      "  --verbose                 print a summary to standard error\n"
	      "  --dump=STAGE              print a stage instead: map, placements, modules,\n"
	      "                            symbols, or the table in a finished VMLINUX\n",
	      out);
	exit(status);
}

static void parse_options(struct options *o, int argc, char **argv)
{
	enum {
		SYMBOLS = 1, MAP, NESTED, OBJECTS, VMLINUX, MODULES, MODULE,
		TOP, ALL, NO_UNLOAD, DUMP, VERBOSE, HELP
	};
	static const struct option long_options[] = {
		{ "symbols",	required_argument, NULL, SYMBOLS },
		{ "map",	required_argument, NULL, MAP },
		{ "nested-map",	required_argument, NULL, NESTED },
		{ "objects",	required_argument, NULL, OBJECTS },
		{ "vmlinux",	required_argument, NULL, VMLINUX },
		{ "modules",	required_argument, NULL, MODULES },
		{ "module",	required_argument, NULL, MODULE },
		{ "top",	required_argument, NULL, TOP },
		{ "all-symbols", no_argument,	   NULL, ALL },
		{ "no-unload",	no_argument,	   NULL, NO_UNLOAD },
		{ "dump",	required_argument, NULL, DUMP },
		{ "verbose",	no_argument,	   NULL, VERBOSE },
		{ "help",	no_argument,	   NULL, HELP },
		{ },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		if (c == SYMBOLS)
			o->symbols = optarg;
		else if (c == MAP)
			o->map = optarg;
		else if (c == NESTED && o->nr_nested < MAX_NESTED)
			o->nested[o->nr_nested++] = optarg;
		else if (c == OBJECTS)
			o->objects = optarg;
		else if (c == VMLINUX)
			o->vmlinux = optarg;
		else if (c == MODULES)
			o->modules = optarg;
		else if (c == MODULE)
			o->module = optarg;
		else if (c == TOP)
			objects_set_top(optarg);
		else if (c == ALL)
			o->kept.all = true;
		else if (c == NO_UNLOAD)
			o->kept.no_unload = true;
		else if (c == DUMP)
			o->dump = optarg;
		else if (c == VERBOSE)
			o->verbose = true;
		else
			usage(c == HELP ? stdout : stderr, c != HELP);
	}
}

/* "vmlinux.o=vmlinux.o.map", "kvm_nvhe.o=kvm_nvhe.o.map=__kvm_nvhe_" */
static void read_nested(const char *option)
{
	char *object = xstrdup(option);
	char *file = strchr(object, '='), *prefix;

	if (!file)
		die_at("--nested-map", 0, "\"%s\" is no OBJECT=FILE", option);
	*file++ = '\0';
	prefix = strchr(file, '=');
	if (prefix)
		*prefix++ = '\0';
	/* the map and the prefix keep their strings */
	placements_nest(object, map_read(file), prefix ?: "");
}

static bool dumped(const struct options *o, const char *stage)
{
	return o->dump && !strcmp(o->dump, stage);
}

static bool is_stage(const char *name)
{
	static const char *const stages[] = {
		"map", "placements", "modules", "symbols", "table",
	};

	for (size_t i = 0; i < ARRAY_SIZE(stages); i++)
		if (!strcmp(name, stages[i]))
			return true;
	return false;
}

/* Everything up to the proof; returns whether a stage was dumped instead. */
static bool run_stages(const struct options *o, struct uniqueness *u)
{
	struct map *map;

	if (o->objects)
		objects_read(o->objects);
	map = map_read(o->map);
	if (dumped(o, "map")) {
		map_dump(map, stdout);
		return true;
	}
	if (o->module)
		module_place(map);
	for (size_t i = 0; i < o->nr_nested; i++)
		read_nested(o->nested[i]);
	placements_compose(map);
	if (dumped(o, "placements")) {
		placements_dump(stdout);
		return true;
	}
	if (o->modules)
		builtin_read(o->modules);
	if (dumped(o, "modules")) {
		builtin_dump(stdout);
		return true;
	}
	attribute(map);
	unique_prove(u);
	if (dumped(o, "symbols"))
		symbols_dump(stdout);
	return dumped(o, "symbols");
}

static void print_summary(const struct uniqueness *u, const struct table *table)
{
	fprintf(stderr,
		"kallmodsyms: %zu symbols; %zu of them share %zu names: modules identify %zu, objects %zu, %zu are not unique, and %zu are aliases; %zu bytes\n",
		nr_symbols, u->symbols, u->names, u->by_module, u->by_object,
		u->not_unique, u->aliases, 4 * table->nr_words + table->nr_bytes);
}

static void read_inputs(const struct options *o)
{
	/* all addresses are in its width */
	if (o->vmlinux)
		vmlinux_open(o->vmlinux);
	if (o->symbols)
		symbols_read(o->symbols);
	if (!o->module)
		return;
	if (o->vmlinux || o->symbols || o->modules)
		usage(stderr, EXIT_FAILURE);
	vmlinux_open_module(o->module);
	module_read(o->module, &o->kept);
}

static int finish(void)
{
	if (fflush(stdout) || ferror(stdout))
		die_at("standard output", 0, "writing failed");
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct options o = { 0 };
	struct uniqueness u = { 0 };
	struct table table;

	parse_options(&o, argc, argv);
	if (o.dump && !is_stage(o.dump))
		usage(stderr, EXIT_FAILURE);
	read_inputs(&o);
	if (dumped(&o, "table") && (argc - optind == 1 || o.module)) {
		symbols_restore();
		image_dump(o.module ?: argv[optind], stdout);
		return finish();
	}
	if (argc != optind)
		usage(stderr, EXIT_FAILURE);

	/* the first pass of the link has no symbols yet, and no map */
	if (o.map && run_stages(&o, &u))
		return finish();
	if (o.dump || (!o.symbols && !o.module) || (!o.map && nr_symbols))
		usage(stderr, EXIT_FAILURE);
	symbols_restore();
	table_encode(&table);
	table_write_asm(&table, stdout);
	if (o.verbose)
		print_summary(&u, &table);
	return finish();
}
