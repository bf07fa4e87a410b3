// SPDX-License-Identifier: GPL-2.0-only
/*
 * Qualified names in probe events: what is wrong with a name, which names are
 * valid instead, and why a symbol cannot be probed.
 */
#define pr_fmt(fmt)	"trace_probe: " fmt

#include <linux/cleanup.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/fprobe.h>
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include <asm/sections.h>

#include "trace_probe.h"

#define HINT_LEN	(2 * KALLMODSYMS_NAME_LEN)

/* Lines for the error that a task is logging. Set under dyn_event_ops_mutex. */
static const char *hint;
static struct task_struct *hint_task;

/**
 * trace_err_hint - lines for the error log
 *
 * Return: whole lines to go before the command, or NULL.
 */
const char *trace_err_hint(void)
{
	return READ_ONCE(hint_task) == current ? hint : NULL;
}

static void log_with_hint(int type, const char *text)
{
	hint = text;
	WRITE_ONCE(hint_task, text ? current : NULL);
	__trace_probe_log_err(0, type);
	WRITE_ONCE(hint_task, NULL);
}

/* Only functions that have an entry for ftrace may be probed. */
static bool is_notrace(unsigned long addr)
{
	unsigned long offset;

	if (!IS_ENABLED(CONFIG_DYNAMIC_FTRACE) ||
	    IS_ENABLED(CONFIG_KPROBE_EVENTS_ON_NOTRACE))
		return false;
	return kallsyms_lookup_size_offset(addr, NULL, &offset) &&
	       !ftrace_location(addr - offset);
}

/* Why can there be no probe at an address? An error, or -1 if there can. */
static int why_not(unsigned long addr)
{
	if (system_state >= SYSTEM_FREEING_INITMEM && is_kernel_inittext(addr))
		return TP_ERR_INIT_FREED;
	if (!kernel_text_address(addr))
		return TP_ERR_NOT_FUNCTION;
	if (within_kprobe_blacklist(addr))
		return TP_ERR_BLACKLISTED;
	if (is_notrace(addr))
		return TP_ERR_NOTRACE_FUNC;
	return -1;
}

/* The symbol may be that of a descriptor, as kprobe_lookup_name() knows. */
static bool can_be_probed(unsigned long addr)
{
	void *function = dereference_symbol_descriptor((void *)addr);

	return why_not((unsigned long)function) < 0;
}

/* What the user may have meant, as a line for the error log; may be NULL. */
static char *symbol_hint(const char *symbol)
{
	char *names __free(kfree) = kzalloc(HINT_LEN, GFP_KERNEL);
	int more;

	if (!names)
		return NULL;
	more = kallmodsyms_candidates(names, HINT_LEN, symbol, can_be_probed);
	if (!*names)
		return NULL;
	if (more)
		return kasprintf(GFP_KERNEL, "  Try: %s (and %d more)\n", names,
				 more);
	return kasprintf(GFP_KERNEL, "  Try: %s\n", names);
}

static void log_symbol(int type, const char *symbol)
{
	char *text __free(kfree) = symbol_hint(symbol);

	log_with_hint(type, text);
}

static int symbol_error(const char *symbol, int err)
{
	if (err == -EADDRNOTAVAIL)
		return TP_ERR_NON_UNIQ_SYMBOL;
	if (kallmodsyms_is_point_name(symbol))
		return TP_ERR_NO_POINT;
	if (kallmodsyms_is_loaded_name(symbol))
		return TP_ERR_BAD_PROBE_ADDR;
	if (err == -ENOENT)
		return TP_ERR_NO_QUALIFIER;
	return err == -ESRCH && strchr(symbol, ':') ? TP_ERR_NO_SYMBOL_IN :
						      TP_ERR_BAD_PROBE_ADDR;
}

/* The same, where the name may be a pattern. */
static int name_error(const char *symbol, int err)
{
	return kallmodsyms_is_pattern(symbol) && err != -EINVAL ?
		TP_ERR_ONE_FUNCTION : symbol_error(symbol, err);
}

/* A probe may wait for a module that never comes: mention what is there. */
static void note_waiting(const char *symbol)
{
	char *text __free(kfree) = symbol_hint(symbol);

	if (!text)
		return;
	pr_warn("no module of %s yet.%s", symbol, text);
	log_with_hint(TP_ERR_NOT_LOADED, text);
}

/* perf gives places as offsets from the start of the kernel's text. */
static int check_offset(const char *symbol, long offset)
{
	unsigned long addr = kallmodsyms_lookup_name(symbol), size, start;

	if (!offset || !addr || addr == (unsigned long)_text ||
	    addr == (unsigned long)_stext ||
	    !kallsyms_lookup_size_offset(addr, &size, &start) ||
	    start + offset < size)
		return 0;
	log_with_hint(TP_ERR_BEYOND_FUNC, NULL);
	return kallmodsyms_is_loaded_name(symbol) ? 0 : -EINVAL;
}

/**
 * traceprobe_check_symbol - log what is wrong with the symbol of a probe
 * @symbol: as the user wrote it
 * @offset: from the symbol
 * @err: 0 or an error of kallmodsyms_lookup()
 *
 * Names that were valid before qualified names keep their errors.
 *
 * Return: 0, or the error for the user.
 */
int traceprobe_check_symbol(const char *symbol, long offset, int err)
{
	if (err) {
		log_symbol(name_error(symbol, err), symbol);
		return kallmodsyms_is_loaded_name(symbol) ? -EINVAL : err;
	}
	if (!kallmodsyms_may_be_loaded(symbol))
		return check_offset(symbol, offset);
	note_waiting(symbol);
	return 0;
}

/**
 * struct matches - the functions that a pattern matches
 * @num: how many there are
 * @size: how many @addrs and @mods have room for
 * @last: address of the last one
 * @addrs: their addresses, or NULL if they are only counted
 * @mods: the loaded modules of them, held, or NULL for each
 */
struct matches {
	unsigned int num;
	unsigned int size;
	unsigned long last;
	unsigned long *addrs;
	struct module **mods;
};

/* Symbols of one address follow each other. */
static int see_match(void *data, const struct kallmodsyms_match *match)
{
	struct matches *m = data;
	struct module *mod;

	if (match->addr == m->last || !ftrace_location(match->addr))
		return 0;
	m->last = match->addr;
	if (!m->addrs) {
		m->num++;
		return 0;
	}
	mod = kallmodsyms_get_module_at(match->addr);
	if (IS_ERR(mod))
		return 0;
	m->addrs[m->num] = match->addr;
	m->mods[m->num] = mod;
	return ++m->num == m->size;
}

/* How many functions does a pattern match? */
static int count_matches(const char *pattern)
{
	struct matches m = {};
	int ret = kallmodsyms_on_each_match(pattern, see_match, &m);

	if (ret)
		return ret;
	return m.num ? m.num : -ENOENT;
}

static int check_pattern(const char *pattern)
{
	int ret = count_matches(pattern);

	if (ret == -EINVAL)
		__trace_probe_log_err(0, TP_ERR_BAD_PROBE_ADDR);
	else if (ret == -ENOENT)
		__trace_probe_log_err(0, TP_ERR_NO_MATCH);
	return min(ret, 0);
}

static int register_matches(struct fprobe *fp, const char *pattern,
			    struct matches *m)
{
	unsigned int i;
	int ret;

	ret = kallmodsyms_on_each_match(pattern, see_match, m);
	if (ret >= 0)
		ret = m->num ? register_fprobe_ips(fp, m->addrs, m->num) :
			       -ENOENT;
	for (i = 0; i < m->num; i++)
		module_put(m->mods[i]);
	return ret;
}

/**
 * traceprobe_register_pattern - put an fprobe on all functions of a pattern
 * @fp: the fprobe
 * @pattern: as the user wrote it
 *
 * Return: 0, or an error.
 */
int traceprobe_register_pattern(struct fprobe *fp, const char *pattern)
{
	struct matches m = {};
	int ret = count_matches(pattern);

	if (ret < 0)
		return ret;
	m.size = ret;
	m.addrs = kvcalloc(m.size, sizeof(*m.addrs), GFP_KERNEL);
	m.mods = kvcalloc(m.size, sizeof(struct module *), GFP_KERNEL);
	ret = m.addrs && m.mods ? register_matches(fp, pattern, &m) : -ENOMEM;
	kvfree(m.addrs);
	kvfree(m.mods);
	return ret;
}

/**
 * traceprobe_check_function - log what is wrong with the symbol of an fprobe
 * @symbol: as the user wrote it; nothing is wrong with a plain one
 *
 * Return: 0, or the error for the user.
 */
int traceprobe_check_function(const char *symbol)
{
	unsigned long addr;
	int ret = 0;

	if (kallmodsyms_is_pattern(symbol))
		return check_pattern(symbol);
	if (kallmodsyms_is_qualified(symbol))
		ret = kallmodsyms_lookup(symbol, &addr);
	return ret ? traceprobe_check_symbol(symbol, 0, ret) : 0;
}

/**
 * traceprobe_validate_symbol - can there be a probe on a qualified name?
 * @symbol: the name
 *
 * Return: 0 if it selects one symbol or its module can be loaded later, or an
 * error of kallmodsyms_lookup().
 */
int traceprobe_validate_symbol(const char *symbol)
{
	unsigned long addr;
	int ret = kallmodsyms_lookup(symbol, &addr);

	if (ret == -ENOENT && !kallmodsyms_is_pattern(symbol) &&
	    kallmodsyms_may_be_loaded(symbol))
		return 0;
	return ret;
}

static bool is_origin(const char *word)
{
	size_t len = strlen(word);

	return len > 2 && ((word[0] == '<' && word[len - 1] == '>') ||
			   (word[0] == '[' && word[len - 1] == ']'));
}

/**
 * traceprobe_check_words - refuse a line of /proc/kallmodsyms
 * @argc: number of words of the command
 * @argv: its words
 *
 * No fetch argument looks like "<path/object.o>" or "[module]".
 *
 * Return: 0, or -EINVAL after the name that is valid has been logged.
 */
int traceprobe_check_words(int argc, const char **argv)
{
	char *name __free(kfree) = NULL;
	const char *origin = argv[argc - 1];
	int i = argc - 1;

	if (!is_origin(origin))
		return 0;
	while (i > 1 && is_origin(argv[i]))
		i--;
	name = kasprintf(GFP_KERNEL, "%.*s:%s", (int)strlen(origin) - 2,
			 origin + 1, argv[i]);
	if (!name)
		return -ENOMEM;
	trace_probe_log_set_index(i + 1);
	log_symbol(TP_ERR_ORIGIN_LAST, name);
	return -EINVAL;
}

/**
 * traceprobe_log_why - log why a symbol cannot be probed
 * @symbol: as the user wrote it, or NULL
 * @offset: from the symbol
 * @err: the error of the registration
 *
 * Return: whether a reason is known.
 */
bool traceprobe_log_why(const char *symbol, long offset, int err)
{
	unsigned long addr;
	int why;

	if (!symbol || err == -ENOMEM || err == -EEXIST)
		return false;
	addr = kallmodsyms_lookup_name(symbol);
	if (!addr)
		return false;
	why = why_not(addr + offset);
	if (why >= 0)
		__trace_probe_log_err(0, why);
	return why >= 0;
}

/**
 * traceprobe_log_name - log a name that another interface refuses
 * @subsystem: which one
 * @symbol: the name
 * @offset: from the symbol
 * @err: the error for the user
 *
 * May sleep.
 *
 * Return: @err.
 */
int traceprobe_log_name(const char *subsystem, const char *symbol, long offset,
			int err)
{
	guard(mutex)(&dyn_event_ops_mutex);
	trace_probe_log_init(subsystem, 1, &symbol);
	if (err == -EADDRNOTAVAIL || !kallmodsyms_lookup_name(symbol))
		log_symbol(symbol_error(symbol, err), symbol);
	else
		traceprobe_log_why(symbol, offset, err);
	trace_probe_log_clear();
	return err;
}

/**
 * traceprobe_is_place - is a probe at this place?
 * @where: the place as the user wrote it
 * @symbol: the symbol of the probe
 * @offset: its offset
 *
 * Return: whether both are the same address.
 */
bool traceprobe_is_place(const char *where, const char *symbol, long offset)
{
	char *copy __free(kfree) = kstrdup(where, GFP_KERNEL);
	long off;

	return copy && !traceprobe_split_symbol_offset(copy, &off) &&
	       off == offset && kallmodsyms_is_same(copy, symbol);
}

/* Does this begin a type that an argument can have? */
static bool is_type(const char *s)
{
	static const char * const types[] = {
		"char", "string", "symbol", "symstr", "ustring",
	};
	size_t len = strcspn(s, "["), i;

	if (*s && strchr("bsux", *s) && isdigit(s[1]))
		return true;
	for (i = 0; i < ARRAY_SIZE(types); i++)
		if (len == strlen(types[i]) && !strncmp(s, types[i], len))
			return true;
	return false;
}

/* Is there a variable of the name that goes from @s to @end or an offset? */
static bool is_variable(const char *s, const char *end)
{
	char *name __free(kfree) = kmemdup_nul(s, end - s, GFP_KERNEL);

	if (!name)
		return false;
	name[strcspn(name, "+-")] = '\0';
	return kallsyms_lookup_name(name);
}

/**
 * traceprobe_find_type - find the type in a fetch argument
 * @arg: the argument
 *
 * The colon of "\@module:variable" begins no type. What is a type without
 * qualified names stays one.
 *
 * Return: the colon before the type, or NULL.
 */
char *traceprobe_find_type(char *arg)
{
	char *colon = strchr(arg, ':'), *at = strchr(arg, '@');
	char *last = strrchr(arg, ':');

	if (!colon || !at || at > colon || arg[0] == '\\' || isdigit(at[1]) ||
	    at[1] == '+')
		return colon;
	if (last != colon)
		return strchr(last, ')') ? NULL : last;
	if (strchr(last, ')'))
		return NULL;
	return is_type(colon + 1) || is_variable(at + 1, colon) ? colon : NULL;
}
