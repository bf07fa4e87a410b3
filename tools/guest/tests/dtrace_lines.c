// SPDX-License-Identifier: GPL-2.0
/*
 * DTrace reads each line of /proc/kallmodsyms by one sscanf() and stops at the
 * first line that gives fewer than four fields. Does it get from it what is in
 * the columns? Prints KTAP.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME	"/proc/kallmodsyms"
#define SETTING		"/proc/sys/kernel/kallmodsyms_sizes"
#define DTRACE_FORMAT	"%llx %llx %c %511s [%4095s"

struct fields {
	unsigned long long addr;
	unsigned long long size;
	char type;
	char name[512];
	char module[4096];
};

/* The module is the first in brackets, without the closing one. */
static int scan(const char *line, struct fields *f)
{
	int n = sscanf(line, DTRACE_FORMAT, &f->addr, &f->size, &f->type,
		       f->name, f->module);

	if (n == 5)
		f->module[strlen(f->module) - 1] = '\0';
	else
		f->module[0] = '\0';
	return n;
}

/* The same by columns: single spaces, then a tab. */
static bool same_by_columns(char *line, const struct fields *f)
{
	char *addr, *size, *type, *name, *module = "";

	line[strcspn(line, "\n")] = '\0';
	addr = strsep(&line, " ");
	size = strsep(&line, " ");
	type = strsep(&line, " ");
	name = strsep(&line, "\t");
	if (!name)
		return false;
	if (line && *line == '[') {
		module = line + 1;
		module[strcspn(module, "]")] = '\0';
	}
	return f->addr == strtoull(addr, NULL, 16) &&
	       f->size == strtoull(size, NULL, 16) && strlen(type) == 1 &&
	       f->type == *type && !strcmp(f->name, name) &&
	       !strcmp(f->module, module);
}

static int set_sizes(const char *value)
{
	FILE *f = fopen(SETTING, "w");

	if (!f)
		return -1;
	fputs(value, f);
	return fclose(f);
}

static unsigned long read_lines(unsigned long *modules, unsigned long *wrong)
{
	FILE *file = fopen(FILE_NAME, "r");
	unsigned long lines = 0;
	static struct fields f;
	char *line = NULL;
	size_t room = 0;

	while (file && getline(&line, &room, file) > 0) {
		lines++;
		if (scan(line, &f) < 4 || !same_by_columns(line, &f))
			++*wrong;
		*modules += f.module[0] != '\0';
	}
	free(line);
	if (file)
		fclose(file);
	return lines;
}

static int verdict(bool ok, int number, const char *what)
{
	printf("%sok %d %s\n", ok ? "" : "not ", number, what);
	return !ok;
}

int main(void)
{
	unsigned long modules = 0, wrong = 0, lines;
	int failed;

	if (set_sizes("1")) {
		printf("1..0 # SKIP cannot set " SETTING "\n");
		return 4;
	}
	printf("1..3\n");
	lines = read_lines(&modules, &wrong);
	printf("# %lu lines, %lu with a module, %lu wrong\n", lines, modules,
	       wrong);
	failed = verdict(lines && !wrong, 1, "DTrace's format reads each line");
	failed |= verdict(modules, 2, "DTrace's format finds modules");
	set_sizes("0");
	wrong = 0;
	lines = read_lines(&modules, &wrong);
	failed |= verdict(lines == wrong, 3, "no line is read without sizes");
	return failed;
}
