// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions by qualified name in the filters of ftrace, and the list of these
 * names.
 */
#define pr_fmt(fmt)	"ftrace: " fmt

#include <linux/ftrace.h>
#include <linux/glob.h>
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "../kallmodsyms.h"
#include "../kallmodsyms_resolve.h"
#include "../kallsyms_internal.h"
#include "ftrace_internal.h"
#include "trace.h"
#include "trace_origin.h"

enum { NO_OBJECT, NO_FUNCTION };

static const char * const errors[] = {
	[NO_OBJECT]	= "There is no such object file",
	[NO_FUNCTION]	= "The object file has no such function to trace",
};

static void refuse(struct ftrace_object *o, int type)
{
	if (o->hash)
		o->hash->flags |= FTRACE_HASH_FL_REFUSED;
	/* Filters on the kernel's command line come before the log. */
	if (system_state == SYSTEM_BOOTING)
		pr_warn("%s: %s\n", o->text, errors[type]);
	else
		tracing_log_err(NULL, "ftrace", o->text,
				(const char **)errors, type, 0);
}

static bool is_glob(const char *pattern)
{
	return strpbrk(pattern, "*?[");
}

/*
 * No function and no module has a slash or ".o" at the end of its name. Returns
 * the length of the object's name, or 0.
 */
static size_t object_len(const char *name)
{
	size_t len = strcspn(name, ":");

	if (!name[len])
		return 0;
	if (memchr(name, '/', len) ||
	    (len > 2 && !memcmp(name + len - 2, ".o", 2)))
		return len;
	return 0;
}

/*
 * Cut @n characters off, and leave a leading "!" with the rest:
 * "!object:function" becomes "object" and "!function".
 */
static char *split_off(char **func, int *len, size_t n)
{
	char *qualifier = *func;

	if (qualifier[0] == '!') {
		memmove(qualifier, qualifier + 1, n);
		qualifier[n + 1] = '!';
	}
	qualifier[n] = '\0';
	*func += n + 1;
	*len = strlen(*func);
	return qualifier;
}

/**
 * ftrace_next_function - strsep() at a colon, but not one in a qualified name
 * @next: the text, and afterwards what follows the colon, or NULL
 *
 * Return: "function", or "path/object.o:function".
 */
char *ftrace_next_function(char **next)
{
	char *func = *next, *name = func + (*func == '!');
	size_t len = object_len(name);

	if (len)
		*next = name + len + 1;
	strsep(next, ":");
	return func;
}

static bool matches(const struct ftrace_object *o, const char *path)
{
	return is_glob(o->pattern) ? glob_match(o->pattern, path) :
		kallmodsyms_is_path(path, o->pattern, strlen(o->pattern),
				    o->whole);
}

static bool matches_loaded(void *data, const char *path)
{
	return matches(data, path);
}

/* A whole path selects its object, even if another path ends in it. */
static bool find_object(struct ftrace_object *o)
{
	const struct kallmodsyms_table *t = kallmodsyms_get_table();
	struct kallmodsyms_object *object = &o->origin->object;
	bool found = false;
	u32 i;

	for (i = 0; i < t->num_objects && !o->whole; i++) {
		if (kallmodsyms_seek_object(t, object, i) ||
		    !matches(o, object->path))
			continue;
		found = true;
		o->whole = !strcmp(object->path, o->pattern);
	}
	return found || kallmodsyms_has_module_object(NULL, matches_loaded, o);
}

/**
 * ftrace_parse_object - take the object file off a filter
 * @o: all zero, and afterwards for ftrace_put_object()
 * @hash: the filter's functions, to be marked if this is refused; or NULL
 * @func: the filter, "path/object.o:function", with or without a leading "!",
 *	and afterwards "function"
 * @len: its length, and afterwards that of "function"
 *
 * Return: false if there is no such object, which is logged.
 */
bool ftrace_parse_object(struct ftrace_object *o, struct ftrace_hash *hash,
			 char **func, int *len)
{
	size_t n = *func ? object_len(*func + (**func == '!')) : 0;

	if (!n)
		return true;
	o->text = kstrdup(*func, GFP_KERNEL);
	o->origin = kzalloc(sizeof(*o->origin), GFP_KERNEL);
	if (!o->text || !o->origin)
		return false;
	o->hash = hash;
	o->pattern = split_off(func, len, n);
	if (find_object(o))
		return true;
	refuse(o, NO_OBJECT);
	o->pattern = NULL;
	return false;
}

/**
 * ftrace_put_object - end the use of a filter
 * @o: the object; it is logged if it had no function that was looked for
 */
void ftrace_put_object(struct ftrace_object *o)
{
	if (o->pattern && !o->found)
		refuse(o, NO_FUNCTION);
	kfree(o->text);
	kfree(o->origin);
}

/**
 * ftrace_split_module - take the module off a filter
 * @func: the filter, "module:function", with or without a leading "!", and
 *	afterwards "function"
 * @len: its length, and afterwards that of "function"
 *
 * Return: the module or a glob of modules, or NULL for a filter without.
 */
char *ftrace_split_module(char **func, int *len)
{
	size_t not = *func && **func == '!';
	size_t n = *func ? strcspn(*func + not, ":") : 0;

	return n && (*func)[not + n] ? split_off(func, len, n) : NULL;
}

/**
 * ftrace_object_has - is a function selected?
 * @o: the objects
 * @ip: where the function can be traced
 *
 * Quick if functions come in the order of their addresses.
 *
 * Return: whether it is in one of the objects.
 */
bool ftrace_object_has(struct ftrace_object *o, unsigned long ip)
{
	if (!o->pattern)
		return true;
	kallmodsyms_find_origin(o->origin, ip);
	if (!matches(o, o->origin->object.path))
		return false;
	o->found = true;
	return true;
}

/* Can the function be traced, and is it not in the hash? */
static bool is_left_out(struct ftrace_hash *hash, unsigned long addr)
{
	unsigned long ip = ftrace_location(addr);

	return ip && !ftrace_lookup_ip(hash, ip);
}

/* Does its plain name select functions that are not in the hash? */
static bool selects_more(struct ftrace_hash *hash, const char *symbol)
{
	unsigned long addr = module_kallsyms_lookup_name(symbol);
	unsigned int place, last;

	if (addr && is_left_out(hash, addr))
		return true;
	if (kallsyms_find_name(symbol, &place, &last))
		return false;
	for (; place <= last; place++) {
		unsigned int sym = kallsyms_sym_of_name(place);

		addr = kallsyms_sym_address(sym);
		if (kallsyms_sym_at(addr) == sym && is_left_out(hash, addr))
			return true;
	}
	return false;
}

static void show_name(struct seq_file *m, const char *symbol,
		      const struct kallmodsyms_object *object)
{
	const char *qualifier = *object->path ? object->path : object->modules;

	if (*qualifier)
		seq_printf(m, "%.*s:", (int)strcspn(qualifier, "#"), qualifier);
	seq_puts(m, symbol);
}

static noinline_for_stack void show_qualified(struct seq_file *m,
					      const char *symbol,
					      unsigned long ip)
{
	struct kallmodsyms_origin origin = {};

	kallmodsyms_find_origin(&origin, ip);
	show_name(m, symbol, &origin.object);
}

/**
 * ftrace_show_selected - show a function of a filter
 * @m: where to
 * @hash: the functions of the filter
 * @ip: where the function can be traced
 *
 * A filter that has not all functions of a name lists them by qualified names,
 * so that the text selects the same functions again.
 *
 * Return: whether a line was printed; it was not if the plain name will do.
 */
bool ftrace_show_selected(struct seq_file *m, struct ftrace_hash *hash,
			  unsigned long ip)
{
	char symbol[KSYM_NAME_LEN];

	if (!kallsyms_lookup(ip, NULL, NULL, NULL, symbol) ||
	    !selects_more(hash, symbol))
		return false;
	show_qualified(m, symbol, ip);
	seq_putc(m, '\n');
	return true;
}

/*
 * What is known of the functions before, which come in the order of their
 * addresses: where the last one comes from, and in which range of addresses the
 * blacklist of kprobes has nothing. Under ftrace_lock.
 */
static struct kallmodsyms_origin last_origin;
static unsigned long range_start, range_end;

static bool find_symbol(char *symbol, unsigned long ip)
{
	unsigned int sym;

	if (!is_ksym_addr(ip)) {
		kallmodsyms_find_origin(&last_origin, ip);
		return kallsyms_lookup(ip, NULL, NULL, NULL, symbol);
	}
	sym = kallsyms_sym_at(ip);
	kallsyms_copy_name(sym, symbol);
	kallmodsyms_find_object(&last_origin.object, &last_origin.run, sym);
	return true;
}

#ifdef CONFIG_KPROBES
/* A walk over the blacklist for each function would take far longer. */
static bool is_blacklisted(const char *symbol, unsigned long ip)
{
	if (ip < range_start || ip >= range_end) {
		range_start = ip;
		range_end = kprobe_next_blacklisted(ip);
	}
	return (ip >= range_end || strchr(symbol, '.') ||
		arch_within_kprobe_blacklist(ip)) &&
	       within_kprobe_blacklist(ip);
}
#else
static bool is_blacklisted(const char *symbol, unsigned long ip)
{
	return false;
}
#endif

/**
 * ftrace_show_available - show a function that can be traced
 * @m: where to
 * @ip: where
 *
 * A line of available_filter_functions_objs. Called with ftrace_lock held.
 */
void ftrace_show_available(struct seq_file *m, unsigned long ip)
{
	char symbol[KSYM_NAME_LEN];

	lockdep_assert_held(&ftrace_lock);
	if (!find_symbol(symbol, ip))
		return;
	show_name(m, symbol, &last_origin.object);
	/* A list that is read anew may follow a change of the blacklist. */
	if (!m->index)
		range_end = 0;
	if (is_blacklisted(symbol, ip))
		seq_puts(m, " [NOKPROBE]");
	seq_putc(m, '\n');
}
