// SPDX-License-Identifier: GPL-2.0-only
/*
 * symorigin: which module and which object file each symbol of a kernel comes
 * from, of a file or of the kernel that runs.
 */
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "symorigin.h"

#define KCORE	"/proc/kcore"

static const char help[] =
"Usage: symorigin list [--objects] [--name=GLOB] [--module=GLOB]\n"
"                      [--object=GLOB] [KERNEL]\n"
"       symorigin addr -k KERNEL ADDRESS...\n"
"       symorigin name [--one] -k KERNEL NAME...\n"
"       symorigin annotate [-k KERNEL] [--log | LOG...]\n"
"       symorigin who [-k KERNEL] [--maintainers=FILE] [--top=N]\n"
"                     [--log | LOG...]\n"
"\n"
"Says which modules and which object file symbols of a kernel with\n"
"CONFIG_KALLMODSYMS=y come from.\n"
"\n"
"KERNEL is a vmlinux, stripped or not, a bzImage or another compressed image,\n"
"or a dump of a kernel's memory, which has loaded modules, too. Without it, it\n"
"is the running kernel, by /proc/kcore, for root.\n"
"\n"
"  list                 print the lines of /proc/kallmodsyms\n"
"    -o, --objects      show the object of every symbol\n"
"    --name=GLOB        only symbols of such names\n"
"    --module=GLOB      only symbols of such modules\n"
"    --object=GLOB      only symbols of such objects; * also matches /\n"
"  addr ADDRESS...      print symbol, offset, size, modules and object\n"
"  name NAME...         print all symbols of a name, module:name or\n"
"                       path/object.o:name\n"
"    -1, --one          it is an error if there are several\n"
"  annotate [LOG...]    copy a log or standard input, with modules and object\n"
"                       after every function\n"
"    -l, --log          take the log in the dump that KERNEL is\n"
"  who [LOG...]         print subsystems and maintainers to report a trace to\n"
"    -l, --log          take the log in the dump that KERNEL is\n"
"    --maintainers=FILE the MAINTAINERS file of a kernel tree\n"
"    --top=N            print so many subsystems, 3 unless given\n"
"  -k, --kernel=KERNEL  the kernel\n"
"  -h, --help           print this\n"
"\n"
"The exit status is 1 if something was not found, and 2 after an error.\n";

int fail(const char *format, ...)
{
	va_list args;

	fputs("symorigin: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return 2;
}

struct verb {
	const char *name;
	int (*run)(const struct options *o, const struct kms *kms, int argc,
		   char **argv);
	bool takes_kernel;	/* as its only argument */
};

static const struct verb verbs[] = {
	{ "list", verb_list, true },
	{ "addr", verb_addr, false },
	{ "name", verb_name, false },
	{ "annotate", verb_annotate, false },
	{ "who", verb_who, false },
};

static const struct verb *find_verb(const char *name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (!strcmp(verbs[i].name, name))
			return &verbs[i];
	return NULL;
}

enum { NAME = 256, MODULE, OBJECT, MAINTAINERS, TOP };

static const struct option long_options[] = {
	{ "kernel",	 required_argument, NULL, 'k' },
	{ "objects",	 no_argument,	    NULL, 'o' },
	{ "one",	 no_argument,	    NULL, '1' },
	{ "log",	 no_argument,	    NULL, 'l' },
	{ "help",	 no_argument,	    NULL, 'h' },
	{ "name",	 required_argument, NULL, NAME },
	{ "module",	 required_argument, NULL, MODULE },
	{ "object",	 required_argument, NULL, OBJECT },
	{ "maintainers", required_argument, NULL, MAINTAINERS },
	{ "top",	 required_argument, NULL, TOP },
	{ }
};

static bool take_option(struct options *o, int c)
{
	if (c == 'k')
		o->input = optarg;
	else if (c == 'o')
		o->objects = true;
	else if (c == '1')
		o->one = true;
	else if (c == 'l')
		o->log = true;
	else if (c == NAME)
		o->name = optarg;
	else if (c == MODULE)
		o->module = optarg;
	else if (c == OBJECT)
		o->object = optarg;
	else if (c == MAINTAINERS)
		o->maintainers = optarg;
	else if (c == TOP)
		o->top = strtoul(optarg, NULL, 10);
	else
		return false;
	return true;
}

static int try_help(void)
{
	fputs("Try 'symorigin --help'.\n", stderr);
	return 2;
}

static int print_help(void)
{
	fputs(help, stdout);
	return 0;
}

/* They do not affect the rest. */
static void print_problems(const struct options *o, const struct kms *kms)
{
	const char *problem;

	for (uint32_t i = 0; (problem = kms_problem(kms, i)); i++)
		fail("%s: %s", o->input, problem);
}

static int run(const struct verb *verb, const struct options *o, int argc,
	       char **argv)
{
	char why[KMS_WHY_LEN];
	struct kms *kms;
	int status;

	if (kms_open_file(&kms, o->input, why, sizeof(why)))
		return fail("%s: %s", o->input, why);
	print_problems(o, kms);
	status = verb->run(o, kms, argc, argv);
	kms_close(kms);
	if (fflush(stdout) || ferror(stdout))
		return fail("standard output: writing failed");
	return status;
}

int main(int argc, char **argv)
{
	struct options o = { .top = 3 };
	const struct verb *verb;
	int c;

	while ((c = getopt_long(argc, argv, "k:o1lh", long_options, NULL)) != -1) {
		if (c == 'h')
			return print_help();
		if (!take_option(&o, c))
			return try_help();
	}
	argv += optind;
	argc -= optind;
	verb = argc ? find_verb(argv[0]) : NULL;
	if (!verb) {
		fail(argc ? "%s: no such verb" : "a verb is missing", argv[0]);
		return try_help();
	}
	argv++;
	argc--;
	if (verb->takes_kernel && argc && !o.input) {
		o.input = *argv++;
		argc--;
	}
	if (!o.input)
		o.input = KCORE;
	return run(verb, &o, argc, argv);
}
