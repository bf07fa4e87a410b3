// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: builtin_objs - list the object files of each built-in module
 *
 * usage: builtin_objs MODULES_BUILTIN < OBJECT_LIST > MODULES_BUILTIN_OBJS
 *
 * Run it at the top of the build tree. It reads
 *
 * - OBJECT_LIST, the output of '$(AR) t vmlinux.a': the objects of vmlinux in
 *   link order, one per line, relative to the build tree::
 *
 *	drivers/hid/hid-uclogic-core.o
 *
 * - MODULES_BUILTIN, kbuild's modules.builtin: the modules in vmlinux, one per
 *   line, as the .ko files they would have been::
 *
 *	kernel/drivers/hid/hid-uclogic.ko
 *
 * - for each object, the command that made it. kbuild saves the command of
 *   dir/name.o in the first line of dir/.name.o.cmd and gives it the modules
 *   that the object belongs to, built in or not::
 *
 *	savedcmd_drivers/hid/hid-uclogic-core.o := gcc -Wp,-MMD,[...]
 *	  -DKBUILD_MODFILE='"drivers/hid/hid-uclogic"' [...]
 *
 * and writes one line per built-in module, modules in the order of
 * modules.builtin, objects in link order::
 *
 *	drivers/hid/hid-uclogic.o: drivers/hid/hid-uclogic-core.o [...]
 *
 * kbuild names a module in KBUILD_MODFILE even for an object that can be in no
 * module (kernel/fork.o says "kernel/fork"). Only modules.builtin has real
 * modules: it is made from the .modinfo of vmlinux.
 */

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hash.h>
#include <hashtable.h>
#include <xalloc.h>

/* An open text file. @text is its line number @line, without the newline. */
struct input {
	const char *name;
	unsigned int line;
	FILE *file;
	char *text;
	size_t size;
};

/* A built-in module. @path has neither "kernel/" nor ".ko": "fs/ext4/ext4" */
struct module {
	struct list_head list;
	struct hlist_node hash;
	struct list_head members;
	unsigned int line;
	char *path;
};

/* One object of one module; an object in two modules has two of these. */
struct member {
	struct list_head list;
	char *path;
};

/* The modules in the order of modules.builtin, and by path. */
static LIST_HEAD(modules);

/* How many objects have a module that is not known, if any. */
static unsigned int nr_unknown;

static HASHTABLE_DEFINE(modules_by_path, 1U << 10);

/* --- messages and lines ------------------------------------------------- */

static void print_place(const char *file, unsigned int line)
{
	fprintf(stderr, "builtin_objs: %s:", file);
	if (line)
		fprintf(stderr, "%u:", line);
}

/* @line is 0 where the message is about @file as a whole. */
#define die(file, line, fmt, ...) do {					\
	print_place(file, line);					\
	fprintf(stderr, " " fmt "\n", ##__VA_ARGS__);			\
	exit(1);							\
} while (0)

/* False if there is no such file. */
static bool input_open(struct input *in, const char *name)
{
	*in = (struct input){ .name = name, .file = fopen(name, "r") };
	if (!in->file && errno != ENOENT)
		die(name, 0, "cannot open: %s", strerror(errno));
	return in->file;
}

static bool input_next(struct input *in)
{
	ssize_t len = getline(&in->text, &in->size, in->file);

	if (len < 0) {
		if (!feof(in->file))
			die(in->name, in->line, "cannot read: %s",
			    strerror(errno));
		return false;
	}
	if (len && in->text[len - 1] == '\n')
		in->text[len - 1] = '\0';
	in->line++;
	return true;
}

static void input_close(struct input *in)
{
	fclose(in->file);
	free(in->text);
}

/*
 * The output separates with colons and blanks, and so does make, which cannot
 * build such a name in the first place.
 */
static bool printable_path(const char *path)
{
	return *path && !strpbrk(path, " \t:");
}

/* --- modules.builtin ---------------------------------------------------- */

static struct module *find_module(const char *path)
{
	struct module *mod;

	hash_for_each_possible(modules_by_path, mod, hash, hash_str(path))
		if (!strcmp(mod->path, path))
			return mod;
	return NULL;
}

static void add_module(const char *path, unsigned int line)
{
	struct module *mod = xmalloc(sizeof(*mod));

	mod->path = xstrdup(path);
	mod->line = line;
	INIT_LIST_HEAD(&mod->members);
	list_add_tail(&mod->list, &modules);
	hash_add(modules_by_path, &mod->hash, hash_str(path));
}

/* "kernel/fs/ext4/ext4.ko" -> "fs/ext4/ext4" */
static const char *module_path(struct input *in)
{
	const size_t head = strlen("kernel/"), tail = strlen(".ko");
	size_t len = strlen(in->text);

	if (len <= head + tail || strncmp(in->text, "kernel/", head) ||
	    strcmp(in->text + len - tail, ".ko") || !printable_path(in->text))
		die(in->name, in->line,
		    "'%s' is no 'kernel/<module>.ko'; remove %s and run make",
		    in->text, in->name);
	in->text[len - tail] = '\0';
	return in->text + head;
}

/*
 * kbuild drops a repeated line only directly after the first. Modules that
 * share an object can be listed twice: a, a b, b c gives a b c, but a b, c, b
 * gives a b c b.
 */
static void read_modules(const char *name)
{
	struct input in;

	if (!input_open(&in, name))
		die(name, 0, "no such file; run 'make vmlinux'");
	while (input_next(&in)) {
		const char *path = module_path(&in);

		if (!find_module(path))
			add_module(path, in.line);
	}
	input_close(&in);
}

/* --- the command that made an object ------------------------------------ */

/* "fs/ext4/super.o" -> "fs/ext4/.super.o.cmd" */
static char *cmd_file_name(const char *object)
{
	const char *slash = strrchr(object, '/');
	int dir = slash ? slash + 1 - object : 0;
	char *name = xmalloc(strlen(object) + sizeof("..cmd"));

	sprintf(name, "%.*s.%s.cmd", dir, object, object + dir);
	return name;
}

/*
 * The object's name that follows savedcmd_ may differ from that in the archive,
 * where ar takes ".." out of virt/kvm/kvm_main.o:
 *
 *   savedcmd_arch/x86/kvm/../../../virt/kvm/kvm_main.o := gcc [...]
 *
 * Older kernels have cmd_ in place of savedcmd_.
 */
static void find_command(struct input *cmd)
{
	while (input_next(cmd)) {
		if (!strncmp(cmd->text, "savedcmd_", strlen("savedcmd_")) ||
		    !strncmp(cmd->text, "cmd_", strlen("cmd_")))
			return;
	}
	die(cmd->name, cmd->line,
	    "no savedcmd_ line; remove this file and run make");
}

/*
 * The value of the option that starts with @option, NULL if there is none:
 *
 *   -DKBUILD_MODFILE='"net/a net/b"'	-> net/a net/b
 *
 * Kbuild.include's stringify writes these quotes whatever the value is.
 */
static char *quoted_value(struct input *cmd, const char *option)
{
	char *value = strstr(cmd->text, option), *end;

	if (!value)
		return NULL;
	value += strlen(option);
	end = strncmp(value, "'\"", 2) ? NULL : strchr(value + 2, '"');
	if (!end || end[1] != '\'')
		die(cmd->name, cmd->line,
		    "%s lacks its '\"value\"'; remove this file and run make",
		    option + 1);
	*end = '\0';
	return value + 2;
}

/*
 * rustc has no -D, so the module, which cannot be more than one, is in the
 * command's environment:
 *
 *   := [...] RUST_MODFILE=samples/rust/rust_print rustc [...]
 */
static char *rust_value(struct input *cmd)
{
	const char *variable = " RUST_MODFILE=";
	char *value = strstr(cmd->text, variable);

	if (!value)
		return NULL;
	value += strlen(variable);
	value[strcspn(value, " ")] = '\0';
	return value;
}

/* --- which modules an object is in -------------------------------------- */

static void add_member(struct module *mod, const char *object)
{
	struct member *m = xmalloc(sizeof(*m));

	m->path = xstrdup(object);
	list_add_tail(&m->list, &mod->members);
}

/* @paths: "drivers/net/ti_cpsw drivers/net/ti_cpsw_new" */
static void add_by_path(const char *object, char *paths)
{
	struct module *mod;
	char *path;

	for (path = strtok(paths, " "); path; path = strtok(NULL, " ")) {
		mod = find_module(path);
		if (mod)
			add_member(mod, object);
	}
}

/* As name-fix-token in scripts/Makefile.lib: "hid-uclogic" is hid_uclogic. */
static bool same_name(const char *file, const char *name)
{
	for (; *file && *name; file++, name++) {
		if (*file != *name && !(*name == '_' && strchr("-,", *file)))
			return false;
	}
	return *file == *name;
}

/* Is @mod named @name, and in a directory above @object? */
static bool is_module_of(const struct module *mod, const char *name,
			 const char *object)
{
	const char *slash = strrchr(mod->path, '/');
	size_t dir = slash ? slash + 1 - mod->path : 0;

	return same_name(mod->path + dir, name) &&
	       !strncmp(mod->path, object, dir);
}

/* @names: "ti_cpsw:ti_cpsw_new" */
static void add_by_name(const char *object, char *names)
{
	struct module *mod;
	char *name;

	for (name = strtok(names, ":"); name; name = strtok(NULL, ":")) {
		list_for_each_entry(mod, &modules, list) {
			if (is_module_of(mod, name, object))
				add_member(mod, object);
		}
	}
}

/*
 * An object that a built-in and a loadable module share (TI_CPSW=y and
 * TI_CPSW_SWITCHDEV=m) is compiled once, as for a loadable module: without
 * KBUILD_MODFILE. Its KBUILD_MODNAME has the same modules without directories:
 *
 *   -DKBUILD_MODNAME='"ti_cpsw:ti_cpsw_new"'
 *
 * An object with none of these is not compiled code of kbuild's usual rules
 * (lkdtm's rodata_objcopy.o is made by objcopy), and its module is unknown.
 */
static void add_object(const char *object, struct input *cmd)
{
	char *value = quoted_value(cmd, " -DKBUILD_MODFILE=");

	if (!value)
		value = rust_value(cmd);
	if (value) {
		add_by_path(object, value);
		return;
	}
	value = quoted_value(cmd, " -DKBUILD_MODNAME=");
	if (value)
		add_by_name(object, value);
}

/* "lib/a.o" is all of module lib/a, if there is such a module. */
static bool add_by_own_name(const char *object)
{
	size_t len = strlen(object);
	struct module *mod;
	char *path;

	if (len < 3 || strcmp(object + len - 2, ".o"))
		return false;
	path = xstrndup(object, len - 2);
	mod = find_module(path);
	free(path);
	if (mod)
		add_member(mod, object);
	return mod;
}

/*
 * Without a .cmd file, kbuild did not make the object by a rule that saves the
 * command, but copied it from a name.o_shipped, for example. It can be a module
 * by itself. If it is part of a module, no file says of which.
 */
static void read_object(const char *object)
{
	char *name = cmd_file_name(object);
	struct input cmd;

	if (input_open(&cmd, name)) {
		find_command(&cmd);
		add_object(object, &cmd);
		input_close(&cmd);
	} else if (!add_by_own_name(object)) {
		nr_unknown++;
		fprintf(stderr,
			"builtin_objs: warning: no %s, so %s is in no module\n",
			name, object);
	}
	free(name);
}

/* vmlinux is never empty: a list without any object comes from a failed ar. */
static void read_objects(void)
{
	struct input in = { .name = "<stdin>", .file = stdin };

	while (input_next(&in)) {
		if (!printable_path(in.text))
			die(in.name, in.line,
			    "object path '%s' is empty or has a blank or colon; rename it",
			    in.text);
		read_object(in.text);
	}
	if (!in.line)
		die(in.name, 0, "no objects; pipe '$(AR) t vmlinux.a' here");
	input_close(&in);
}

/* --- output ------------------------------------------------------------- */

/*
 * The line in modules.builtin comes from the .modinfo of an object that was
 * compiled with KBUILD_MODFILE. That object is in vmlinux.a: library archives
 * (KBUILD_VMLINUX_LIBS), which vmlinux.a does not include, hold no module.
 * So a module without objects means that the inputs do not belong together,
 * unless it consists of objects that kbuild did not make.
 */
static void check_modules(const char *name)
{
	const struct module *mod;

	list_for_each_entry(mod, &modules, list) {
		if (!list_empty(&mod->members))
			continue;
		if (!nr_unknown)
			die(name, mod->line,
			    "module '%s' has no object; run 'make clean' and build again",
			    mod->path);
		print_place(name, mod->line);
		fprintf(stderr,
			" warning: no object is known to be of module '%s'\n",
			mod->path);
	}
}

static void print_module(const struct module *mod)
{
	const struct member *m;

	if (list_empty(&mod->members))
		return;
	printf("%s.o:", mod->path);
	list_for_each_entry(m, &mod->members, list)
		printf(" %s", m->path);
	putchar('\n');
}

/* Nothing is written before all input was found to be good. */
static void print_modules(void)
{
	const struct module *mod;

	list_for_each_entry(mod, &modules, list)
		print_module(mod);
	if (fflush(stdout) || ferror(stdout))
		die("<stdout>", 0, "cannot write: %s", strerror(errno));
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr,
			"usage: builtin_objs MODULES_BUILTIN < OBJECT_LIST\n");
		return 1;
	}
	read_modules(argv[1]);
	read_objects();
	check_modules(argv[1]);
	print_modules();
	return 0;
}
