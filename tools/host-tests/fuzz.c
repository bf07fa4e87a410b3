// SPDX-License-Identifier: GPL-2.0-only
/*
 * The surroundings in which a fuzz target runs the tool again and again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>

#define FUZZ_TARGET
#include "fuzz_redirect.h"

#include "../../scripts/kallmodsyms/error.h"
#include "fuzz.h"

#define MAX_FILES	4
#define MAX_MEMORY	(64 << 20)

/* Both are there, whatever sources a target is linked from. */
#pragma clang section bss = "kallmodsyms_bss" data = "kallmodsyms_data"
static long some_bss __attribute__((used));
static long some_data __attribute__((used)) = 1;
#pragma clang section bss = "" data = ""

/**
 * struct input - a file that the tool may open
 */
struct input {
	const char *path;
	const void *data;
	size_t size;
};

static struct input inputs[MAX_FILES];
static size_t nr_inputs;

/* What the tool has got and not given back. */
static void **memory;
static size_t nr_memory;
static FILE *file;
static Elf *elf;
static char *line_memory;
static void *image;

static jmp_buf died;

/* The input is bad: nothing else is to be done with it. */
static void __noreturn give_up(void)
{
	longjmp(died, 1);
}

void fuzz_file(const char *path, const void *data, size_t size)
{
	inputs[nr_inputs++] = (struct input) { path, data, size };
}

static const struct input *find_input(const char *path)
{
	for (size_t i = 0; i < nr_inputs; i++)
		if (!strcmp(inputs[i].path, path))
			return &inputs[i];
	return NULL;
}

/* The tool's messages are made, so that their arguments are read. */
static void make_message(const char *path, const char *fmt, va_list ap)
{
	static char message[1 << 16];

	snprintf(message, sizeof(message), "%s", path);
	vsnprintf(message, sizeof(message), fmt, ap);
}

void die_at(const char *path, unsigned long line, const char *fmt, ...)
{
	va_list ap;

	(void)line;
	va_start(ap, fmt);
	make_message(path, fmt, ap);
	va_end(ap);
	give_up();
}

void warn_at(const char *path, unsigned long line, const char *fmt, ...)
{
	va_list ap;

	(void)line;
	va_start(ap, fmt);
	make_message(path, fmt, ap);
	va_end(ap);
}

static void remember(void *p)
{
	if (!(nr_memory & (nr_memory - 1)))
		memory = realloc(memory, (nr_memory ? 2 * nr_memory : 1) *
				 sizeof(*memory));
	memory[nr_memory++] = p;
}

/* What was got last is given back first, as a rule. */
static bool forget(void *p)
{
	for (size_t i = nr_memory; i--;)
		if (memory[i] == p) {
			memory[i] = memory[--nr_memory];
			return true;
		}
	return false;
}

void *fuzz_malloc(size_t size)
{
	void *p;

	if (size > MAX_MEMORY)
		give_up();
	p = malloc(size);
	remember(p);
	return p;
}

void *fuzz_calloc(size_t nr, size_t size)
{
	void *p;

	if (size && nr > MAX_MEMORY / size)
		give_up();
	p = fuzz_malloc(nr * size);
	return memset(p, 0, nr * size);
}

void *fuzz_realloc(void *p, size_t size)
{
	if (size > MAX_MEMORY)
		give_up();
	if (p)
		forget(p);
	p = realloc(p, size);
	remember(p);
	return p;
}

char *fuzz_strndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *copy = fuzz_malloc(len + 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *fuzz_strdup(const char *s)
{
	return fuzz_strndup(s, strlen(s));
}

void fuzz_free(void *p)
{
	if (p && p == line_memory)
		line_memory = NULL;
	else if (p && !forget(p))
		abort();
	free(p);
}

FILE *fuzz_fopen(const char *path, const char *mode)
{
	const struct input *input = find_input(path);

	if (!input)
		return NULL;
	/* fmemopen() wants a size */
	file = input->size ? fmemopen((void *)input->data, input->size, mode) :
			     fopen("/dev/null", mode);
	return file;
}

int fuzz_fclose(FILE *f)
{
	file = NULL;
	return fclose(f);
}

/* One file is open at a time, so one line is. */
ssize_t fuzz_getline(char **line, size_t *size, FILE *in)
{
	ssize_t len = getline(line, size, in);

	line_memory = *line;
	return len;
}

int fuzz_open(const char *path, int flags)
{
	const struct input *input = find_input(path);

	(void)flags;
	return input ? input - inputs : -1;
}

int fuzz_close(int fd)
{
	(void)fd;
	return 0;
}

/* libelf may write to what it reads from memory. */
Elf *fuzz_elf_begin(int fd, Elf_Cmd cmd, Elf *ref)
{
	(void)cmd;
	(void)ref;
	image = malloc(inputs[fd].size + 1);
	if (inputs[fd].size)
		memcpy(image, inputs[fd].data, inputs[fd].size);
	elf = elf_memory(image, inputs[fd].size);
	return elf;
}

int fuzz_elf_end(Elf *e)
{
	elf = NULL;
	return elf_end(e);
}

static void free_all(void)
{
	while (nr_memory)
		free(memory[--nr_memory]);
	free(line_memory);
	line_memory = NULL;
	if (file)
		fclose(file);
	file = NULL;
	if (elf)
		elf_end(elf);
	elf = NULL;
	free(image);
	image = NULL;
	nr_inputs = 0;
}

/*
 * Copy variables, or make them zero where @from is NULL. What is between them
 * is off limits for the memcpy() of the address sanitizer; this file itself is
 * compiled without it, and without a compiler that knows memcpy().
 */
static void set_variables(char *to, const char *from, size_t size)
{
	for (size_t i = 0; i < size; i++)
		to[i] = from ? from[i] : 0;
}

/* Put the tool's variables back to what they were at first. */
static void reset_variables(const char *first)
{
	set_variables(__start_kallmodsyms_data, first,
		      __stop_kallmodsyms_data - __start_kallmodsyms_data);
	set_variables(__start_kallmodsyms_bss, NULL,
		      __stop_kallmodsyms_bss - __start_kallmodsyms_bss);
}

static char *save_variables(void)
{
	size_t size = __stop_kallmodsyms_data - __start_kallmodsyms_data;
	char *saved = malloc(size);

	set_variables(saved, __start_kallmodsyms_data, size);
	return saved;
}

void fuzz_run(void (*part)(void))
{
	static char *first;

	if (!first)
		first = save_variables();
	if (!setjmp(died))
		part();
	free_all();
	reset_variables(first);
}

FILE *fuzz_null(void)
{
	static FILE *null;

	if (!null)
		null = fopen("/dev/null", "w");
	return null;
}
