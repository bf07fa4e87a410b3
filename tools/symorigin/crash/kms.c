// SPDX-License-Identifier: GPL-2.0-only
/*
 * An extension of crash: the object files and built-in modules of kernel
 * symbols, from the tables in the dump.
 *
 *	crash> extend kms.so
 *	crash> kms m_start
 *	crash> kms -b
 */
#include "defs.h"	/* of crash */

#include <inttypes.h>

#include "kallmodsyms.h"

static struct kms *kms;

static int read_dump(void *priv, uint64_t addr, void *buf, size_t len)
{
	(void)priv;
	return !readmem(addr, KVADDR, buf, len, "kallmodsyms",
			RETURN_ON_ERROR | QUIET);
}

/* The tables do not change, and are read once. */
static void open_tables(void)
{
	struct syment *sym;
	int status;

	if (kms)
		return;
	sym = symbol_search("kallmodsyms_table");
	if (!sym)
		error(FATAL, "no kallmodsyms table: needs CONFIG_KALLMODSYMS\n");
	status = kms_open(&kms, read_dump, NULL, sym->value, sym->value);
	if (status)
		error(FATAL, "%s\n", kms_strerror(status));
}

static void print_symbol(const struct kms_symbol *sym, uint64_t addr)
{
	char origin[KMS_ORIGIN_LEN];

	kms_origin(sym, KMS_ORIGIN_FULL, origin, sizeof(origin));
	fprintf(fp, "%016" PRIx64 " %c %s", addr, sym->type, sym->name);
	if (addr != sym->addr)
		fprintf(fp, "+0x%" PRIx64, addr - sym->addr);
	fprintf(fp, "%s%s\n", *origin ? "\t" : "", origin);
}

/* What crash itself knows of symbols outside of the kernel image. */
static bool print_module_symbol(const struct syment *sym, ulong addr)
{
	struct load_module *module;

	if (!sym || !module_symbol(sym->value, NULL, &module, NULL, 0))
		return false;
	fprintf(fp, "%016lx %c %s", addr, sym->type, sym->name);
	if (addr != sym->value)
		fprintf(fp, "+0x%lx", addr - sym->value);
	fprintf(fp, "\t[%s] (loadable module)\n", module->mod_name);
	return true;
}

static bool show_address(ulong addr)
{
	struct kms_symbol sym = { 0 };

	if (kms_lookup(kms, addr, &sym))
		return print_module_symbol(value_search(addr, NULL), addr);
	print_symbol(&sym, addr);
	return true;
}

static bool show_name(const char *name)
{
	struct kms_symbol sym = { 0 };
	bool found = false;
	uint32_t from = 0;
	struct syment *sp;

	for (; !kms_find(kms, name, from, &sym); from = sym.index + 1) {
		print_symbol(&sym, sym.addr);
		found = true;
	}
	sp = symbol_search((char *)name);
	return print_module_symbol(sp, sp ? sp->value : 0) || found;
}

static void show(char *arg)
{
	bool found;

	if (hexadecimal(arg, 0) && !symbol_exists(arg))
		found = show_address(htol(arg, FAULT_ON_ERROR, NULL));
	else
		found = show_name(arg);
	if (!found)
		error(FATAL, "%s: no such symbol or address\n", arg);
}

/*
 * The modules and the object of the function in a line of bt:
 *
 *	 #4 [ffffc90000137d20] m_start at ffffffff812d3f45
 *
 * A return address after a call that does not return can be the address of the
 * next function.
 */
static void origin_of_line(const char *line, char *origin)
{
	struct kms_symbol sym = { 0 };
	unsigned long long addr;
	char name[KMS_NAME_LEN];

	*origin = '\0';
	if (sscanf(line, " #%*d [%*[0-9a-f]] %511s at %llx", name, &addr) != 2)
		return;
	if (kms_lookup(kms, addr, &sym))
		return;
	if (strcmp(sym.name, name) && kms_lookup(kms, addr - 1, &sym))
		return;
	if (!strcmp(sym.name, name))
		kms_origin(&sym, KMS_ORIGIN_FULL, origin, KMS_ORIGIN_LEN);
}

static void annotate(FILE *trace)
{
	char line[BUFSIZE], origin[KMS_ORIGIN_LEN];

	rewind(trace);
	while (fgets(line, sizeof(line), trace)) {
		size_t len = strcspn(line, "\n");

		origin_of_line(line, origin);
		fprintf(fp, "%.*s%s%s\n", (int)len, line, *origin ? " " : "",
			origin);
	}
}

/*
 * bt itself writes to the temporary file that crash has. It is left open where
 * bt fails, which does not return here.
 */
static void show_backtrace(void)
{
	static FILE *trace;
	FILE *out = fp;

	if (trace)
		fclose(trace);
	trace = tmpfile();
	if (!trace)
		error(FATAL, "cannot make a temporary file\n");
	fp = trace;
	optind = 0;
	cmd_bt();
	fp = out;
	annotate(trace);
	fclose(trace);
	trace = NULL;
}

static void cmd_kms(void)
{
	open_tables();
	if (argcnt > 1 && STREQ(args[1], "-b")) {
		for (int i = 1; i < argcnt; i++)
			args[i] = args[i + 1];
		argcnt--;
		show_backtrace();
		return;
	}
	if (argcnt < 2 || args[1][0] == '-')
		cmd_usage(pc->curcmd, SYNOPSIS);
	for (int i = 1; i < argcnt; i++)
		show(args[i]);
}

static char *help_kms[] = {
	"kms",
	"object files and built-in modules of kernel symbols",
	"address|name ... | -b [arguments of bt]",
	"  This command shows the built-in modules and the object file of the",
	"  symbol at a hexadecimal address, or of all symbols of a name. A name",
	"  may be qualified: module:name, path/object.o:name, where leading",
	"  directories may be omitted, or vmlinux:name.",
	"",
	"    -b  show a backtrace as bt does, with modules and object files.",
	"\nEXAMPLE",
	"  Which of the functions called m_start is that?\n",
	"    crash> kms ffffffff812d3f45",
	"    ffffffff812d3f45 t m_start+0x5\t<fs/namespace.o>",
	NULL
};

static struct command_table_entry commands[] = {
	{ "kms", cmd_kms, help_kms, 0 },
	{ NULL },
};

static void __attribute__((constructor)) kms_init(void)
{
	register_extension(commands);
}

static void __attribute__((destructor)) kms_fini(void)
{
	kms_close(kms);
}
