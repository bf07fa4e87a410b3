// SPDX-License-Identifier: GPL-2.0
/*
 * points: the places in the kernel that KPROBE_POINT() names.
 *
 * Usage, in scripts/link-vmlinux.sh:
 *
 *	points --symbols=SORTED --vmlinux=.tmp_vmlinux1 > LIST
 *	points --symbols=SORTED LIST >> kallsyms.S
 *
 * KPROBE_POINT(found) is a label, __kprobe_point_found. The debug information of
 * a linked kernel has its addresses: one, or one for each copy of an inlined
 * function. The list has a line for each of them,
 *
 *	found do_sys_openat2 0 1f4 fd=%bx:s32 how=+8(%sp):x64 tmp=
 *
 * the function that it is in, how many symbols of that name are before it in
 * kallsyms, the offset, and the variables there. So it holds for the links that
 * follow, too, which move functions and do not change them. The table is made of
 * the list and of the symbols of each link: see kernel/kallmodsyms_points.h.
 */
#include <fcntl.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dwarf.h>
#include <elfutils/libdw.h>

#include <hash.h>
#include <xalloc.h>

#include "error.h"
#include "grow.h"
#include "lines.h"
#include "symbols.h"
#include "variables.h"
#include "vmlinux.h"

#include "../../kernel/kallmodsyms_points.h"

#define LABEL	"__kprobe_point_"

/**
 * struct label - a point in the debug information
 * @name: its name
 * @file: source file
 * @line: line in it
 * @has_addr: whether this copy of it is in the code
 * @addr: where
 * @variables: what variables_at() says of it
 */
struct label {
	const char *name;
	const char *file;
	int line;
	bool has_addr;
	unsigned long long addr;
	char *variables;
};

static struct label *labels;
static size_t nr_labels;

/**
 * struct place - a point, as the table has it
 * @name: its name
 * @sym: position of the symbol that it is in
 * @offset: from that symbol
 * @variables: "name=argument", each with a zero at its end
 * @len: length of @variables
 */
struct place {
	char *name;
	size_t sym;
	unsigned long long offset;
	char *variables;
	size_t len;
};

static struct place *places;
static size_t nr_places;

/*
 * Is the label in the code of the function? One that was after the last
 * instruction may be found at the start of the next function. Functions that
 * GNU ld has discarded are at 0.
 */
static bool is_inside(Dwarf_Die *function, Dwarf_Addr addr)
{
	return addr && function && dwarf_haspc(function, addr) > 0;
}

/* The label itself, where @die is a copy of it in an inlined function. */
static Dwarf_Die *declaration(Dwarf_Die *die, Dwarf_Die *mem)
{
	Dwarf_Attribute attr;

	if (!dwarf_attr(die, DW_AT_abstract_origin, &attr))
		return die;
	return dwarf_formref_die(&attr, mem) ?: die;
}

static void add_label(Dwarf_Die *die, Dwarf_Die *function,
		      const struct scope *scope)
{
	const char *name = dwarf_diename(die);
	struct label label = { 0 };
	Dwarf_Die mem, cu, *decl;
	Dwarf_Addr addr;

	if (!name || strncmp(name, LABEL, strlen(LABEL)))
		return;
	decl = declaration(die, &mem);
	label.name = name + strlen(LABEL);
	label.file = dwarf_decl_file(decl) ?:
		     dwarf_diename(dwarf_diecu(decl, &cu, NULL, NULL));
	dwarf_decl_line(decl, &label.line);
	label.has_addr = !dwarf_lowpc(die, &addr) && is_inside(function, addr);
	if (label.has_addr) {
		label.addr = vmlinux_addr(addr);
		label.variables = variables_at(scope, function, addr);
	}
	labels = xgrow(labels, nr_labels, sizeof(*labels));
	labels[nr_labels++] = label;
}

/* Only code has labels in it. The variables of a function are its own. */
static void walk(Dwarf_Die *parent, Dwarf_Die *function,
		 const struct scope *outer)
{
	const struct scope scope = { parent, outer };
	Dwarf_Die die;

	if (dwarf_child(parent, &die))
		return;
	do {
		switch (dwarf_tag(&die)) {
		case DW_TAG_label:
			add_label(&die, function, &scope);
			break;
		case DW_TAG_subprogram:
			walk(&die, &die, NULL);
			break;
		case DW_TAG_inlined_subroutine:
			walk(&die, function, NULL);
			break;
		case DW_TAG_lexical_block:
			walk(&die, function, &scope);
			break;
		}
	} while (!dwarf_siblingof(&die, &die));
}

static void read_labels(const char *path)
{
	const char *no_debug = "has no debug information: %s; set CONFIG_DEBUG_INFO";
	int fd = open(path, O_RDONLY);
	Dwarf *dwarf = dwarf_begin(fd, DWARF_C_READ);
	Dwarf_CU *cu = NULL;
	Dwarf_Die die;
	int ret;

	if (!dwarf)
		die_at(path, 0, no_debug, dwarf_errmsg(-1));
	while (!(ret = dwarf_get_units(dwarf, cu, &cu, NULL, NULL, &die, NULL)))
		walk(&die, NULL, NULL);
	if (ret < 0)
		die_at(path, 0, no_debug, dwarf_errmsg(-1));
	/* the labels keep its strings */
}

/* By point, those with an address first. */
static int compare_labels(const void *p, const void *q)
{
	const struct label *a = p, *b = q;
	int ret = strcmp(a->name, b->name) ?: strcmp(a->file, b->file) ?:
		  a->line - b->line ?: b->has_addr - a->has_addr;

	return ret ?: (a->addr > b->addr) - (a->addr < b->addr);
}

static bool is_same_point(const struct label *a, const struct label *b)
{
	return !strcmp(a->name, b->name) && !strcmp(a->file, b->file) &&
	       a->line == b->line;
}

/* The symbol that kallsyms_lookup() names: the first one of an address. */
static const struct symbol *symbol_at(unsigned long long addr)
{
	size_t low = 0, high = nr_symbols;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (symbols[mid].addr <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low)
		return NULL;
	while (--low && symbols[low - 1].addr == symbols[low].addr)
		;
	return &symbols[low];
}

/* How many symbols of its name are before it? */
static unsigned int nth_of_name(const struct symbol *symbol)
{
	const struct symbol *s = symbol_of_name(symbol->name, symbol->hash);
	unsigned int n = 0;

	for (; s != symbol; s = s->next_of_name)
		n++;
	return n;
}

static void print_label(const struct label *label)
{
	const struct symbol *s = symbol_at(label->addr);

	if (!s)
		die_at(label->file, label->line,
		       "the point \"%s\" is before the first symbol, at %llx",
		       label->name, label->addr);
	printf("%s %s %u %llx%s\n", label->name, s->name, nth_of_name(s),
	       label->addr - s->addr, label->variables);
}

static void print_list(void)
{
	qsort(labels, nr_labels, sizeof(*labels), compare_labels);
	for (size_t i = 0; i < nr_labels; i++) {
		const struct label *l = &labels[i];
		bool first = !i || !is_same_point(l, l - 1);

		if (l->has_addr && (first || l->addr != l[-1].addr))
			print_label(l);
		else if (first)
			warn_at(l->file, l->line,
				"the code at the probe point \"%s\" was dropped",
				l->name);
	}
}

static size_t find_symbol(const struct lines *in, const char *name,
			  unsigned long nth)
{
	const struct symbol *s = symbol_of_name(name, hash_str(name));

	while (s && nth--)
		s = s->next_of_name;
	if (!s)
		die_at(in->path, in->nr, "%s has no such symbol \"%s\"; %s",
		       symbols_path, name, in->remedy);
	return s - symbols;
}

/* The words that are left on the line */
static void read_variables(const struct lines *in, char **save,
			   struct place *place)
{
	FILE *out = open_memstream(&place->variables, &place->len);
	char *word;

	while ((word = strtok_r(NULL, " ", save))) {
		if (!strchr(word, '=') || strpbrk(word, "\"\\"))
			die_at(in->path, in->nr, "\"%s\" is no variable; %s",
			       word, in->remedy);
		fprintf(out, "%s%c", word, '\0');
	}
	fclose(out);
}

/* "found do_sys_openat2 0 1f4 fd=%bx:s32" */
static void read_place(const struct lines *in)
{
	char *words[4], *save, *end;
	struct place place;
	int i;

	for (i = 0; i < 4; i++)
		words[i] = strtok_r(i ? NULL : in->text, " ", &save);
	if (!words[3])
		die_at(in->path, in->nr, "is no \"point symbol n offset\"; %s",
		       in->remedy);
	place.name = xstrdup(words[0]);
	place.sym = find_symbol(in, words[1], strtoul(words[2], NULL, 10));
	end = read_hex(words[3], &place.offset);
	if (*end || place.offset != (u32)place.offset)
		die_at(in->path, in->nr, "\"%s\" is no offset; %s", words[3],
		       in->remedy);
	read_variables(in, &save, &place);
	places = xgrow(places, nr_places, sizeof(*places));
	places[nr_places++] = place;
}

static void read_places(const char *path)
{
	struct lines in;

	lines_open(&in, path, "build vmlinux again");
	while (lines_next(&in))
		read_place(&in);
}

static int compare_places(const void *p, const void *q)
{
	const struct place *a = p, *b = q;

	return (a->sym > b->sym) - (a->sym < b->sym) ?:
	       (a->offset > b->offset) - (a->offset < b->offset) ?:
	       strcmp(a->name, b->name);
}

/* "@", the name, a zero, the variables and an empty one */
static size_t names_size(const struct place *place)
{
	return strlen(place->name) + 2 + place->len + 1;
}

static void print_names(const struct place *place)
{
	const char *v = place->variables;

	printf("\t.asciz\t\"@%s\"", place->name);
	for (; v < place->variables + place->len; v += strlen(v) + 1)
		printf(", \"%s\"", v);
	printf(", \"\"\n");
}

static void print_table(void)
{
	size_t name = sizeof(struct kallmodsyms_points) +
		      nr_places * sizeof(struct kallmodsyms_point);
	size_t size = name;

	for (size_t i = 0; i < nr_places; i++)
		size += names_size(&places[i]);
	printf("\t.section .rodata, \"a\"\n"
	       "\t.globl kallmodsyms_points\n"
	       "\t.balign 4\n"
	       "kallmodsyms_points:\n"
	       "\t.long\t%u, %u, %zu, %zu\n",
	       KALLMODSYMS_POINTS_MAGIC, KALLMODSYMS_POINTS_VERSION, size,
	       nr_places);
	for (size_t i = 0; i < nr_places; i++) {
		const struct place *p = &places[i];

		printf("\t.long\t%zu, %llu, %zu\n", p->sym, p->offset, name);
		name += names_size(p);
	}
	for (size_t i = 0; i < nr_places; i++)
		print_names(&places[i]);
	/* link-vmlinux.sh links once more where an address here has changed */
	printf("\t.globl kallmodsyms_points_end\n"
	       "kallmodsyms_points_end:\n");
}

static void __noreturn usage(FILE *out, int status)
{
	fputs("Usage: points --symbols=FILE --vmlinux=FILE > LIST\n"
	      "       points --symbols=FILE LIST\n"
	      "\n"
	      "Lists the named probe points of a kernel, or writes the table of\n"
	      "CONFIG_KALLMODSYMS_POINTS as assembler source.\n"
	      "\n"
	      "  --symbols=FILE   symbols as kallsyms --sorted-symbols writes them\n"
	      "  --vmlinux=FILE   the kernel with these symbols, with debug information\n",
	      out);
	exit(status);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "symbols",	required_argument, NULL, 's' },
		{ "vmlinux",	required_argument, NULL, 'v' },
		{ "help",	no_argument,	   NULL, 'h' },
		{ },
	};
	const char *sorted = NULL, *vmlinux = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 's')
			sorted = optarg;
		else if (c == 'v')
			vmlinux = optarg;
		else
			usage(c == 'h' ? stdout : stderr, c != 'h');
	}
	if (!sorted || argc - optind != !vmlinux)
		usage(stderr, EXIT_FAILURE);

	if (vmlinux)
		vmlinux_open(vmlinux);
	symbols_read(sorted);
	if (vmlinux) {
		read_labels(vmlinux);
		print_list();
	} else {
		read_places(argv[optind]);
		qsort(places, nr_places, sizeof(*places), compare_places);
		print_table();
	}
	if (fflush(stdout) || ferror(stdout))
		die_at("standard output", 0, "writing failed");
	return EXIT_SUCCESS;
}
