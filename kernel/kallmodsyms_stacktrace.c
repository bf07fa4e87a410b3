// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where an address comes from, for stack traces.
 *
 * They are printed in NMIs, in an oops and with any lock held. So nothing here
 * takes a lock, allocates memory or waits.
 */
#include <linux/compiler.h>
#include <linux/kallsyms.h>
#include <linux/string.h>

#include "kallmodsyms.h"
#include "kallmodsyms_stacktrace.h"
#include "kallsyms_internal.h"

/**
 * struct words - words that are being added to a line
 * @buf: where to
 * @size: its size
 * @len: of what is there
 */
struct words {
	char *buf;
	size_t size;
	size_t len;
};

/* Adds all of a word, or nothing if there is no room for all of it. */
static bool add_word(struct words *w, const char *brackets, const char *word,
		     size_t len)
{
	char *to = w->buf + w->len;

	/* a blank, two brackets, and a zero at the end */
	if (w->size - w->len < len + 4)
		return false;
	to[0] = ' ';
	to[1] = brackets[0];
	memcpy(to + 2, word, len);
	to[len + 2] = brackets[1];
	to[len + 3] = '\0';
	w->len += len + 3;
	return true;
}

static void add_modules(struct words *w, const char *modules)
{
	const char *name;
	size_t len;

	while ((name = kallmodsyms_next_module(&modules, &len)))
		add_word(w, "[]", name, len);
}

/* What is left of a path without leading directories can still be looked up. */
static void add_object(struct words *w, const char *path)
{
	while (path && !add_word(w, "<>", path, strlen(path))) {
		path = strchr(path, '/');
		if (path)
			path++;
	}
}

/**
 * kallmodsyms_sprint_origin - write what disambiguates the symbol at an address
 * @buf: where to; nothing is written if the name is unique
 * @size: its size
 * @addr: the address
 *
 * These are the words of /proc/kallmodsyms, each with a blank before it:
 * " [module]", " <path/object.o>", " [module] [module] <path/object.o>". A
 * module that does not fit is left out, and of an object's path as many leading
 * directories as it takes, or all of it. For a symbol of a loaded module, the
 * module is left out: it is there already. Other addresses have no such words.
 *
 * Works in any context, also in an NMI or an oops. It takes 600 to 850 bytes
 * of the stack.
 *
 * Return: the number of characters written, without the terminating zero.
 */
noinline_for_stack int kallmodsyms_sprint_origin(char *buf, size_t size,
						 unsigned long addr)
{
	struct words words = { .buf = buf, .size = size };
	struct kallmodsyms_iter iter = {};

	if (is_ksym_addr(addr)) {
		__kallmodsyms_iter_core(&iter, kallsyms_sym_at(addr));
		add_modules(&words, iter.object.modules);
	} else {
		kallmodsyms_iter_module_at(&iter, addr);
	}
	if (iter.ambiguous)
		add_object(&words, iter.object.path);
	return words.len;
}
