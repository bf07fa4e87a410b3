// SPDX-License-Identifier: GPL-2.0-only
/*
 * Qualified names of functions of vmlinux: "path/object.o:function",
 * "builtin_module:function".
 *
 * A func is known by the plain name and the position of its symbol: sysfs shows
 * them, and patches that replace each other are compared by them. So a qualified
 * name becomes these before anything else looks at it.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/cleanup.h>
#include <linux/ftrace.h>
#include <linux/kallsyms.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../kallmodsyms_resolve.h"
#include "name.h"

/**
 * struct klp_position - the position of a symbol among those of its name
 * @addr: address of the symbol
 * @pos: how many symbols have been seen
 */
struct klp_position {
	unsigned long addr;
	unsigned long pos;
};

static int klp_position_callback(void *data, unsigned long addr)
{
	struct klp_position *position = data;

	position->pos++;
	return addr == position->addr;
}

static bool klp_can_be_patched(unsigned long addr)
{
	return ftrace_location(addr);
}

/**
 * klp_log_candidates - log names that select a function of vmlinux
 * @name: the name that does not
 */
void klp_log_candidates(const char *name)
{
	char *names __free(kfree) = kmalloc(KALLMODSYMS_NAME_LEN, GFP_KERNEL);
	int more;

	if (!names)
		return;
	more = kallmodsyms_candidates(names, KALLMODSYMS_NAME_LEN, name,
				      klp_can_be_patched);
	if (*names && more)
		pr_err("try: %s (and %d more)\n", names, more);
	else if (*names)
		pr_err("try: %s\n", names);
}

/**
 * klp_resolve_name - replace a qualified name by symbol and position
 * @func: a func of vmlinux
 *
 * A position that is given, too, must be that of the symbol.
 *
 * Return: 0, or -EINVAL if the name does not select one symbol, or one at
 * another position.
 */
int klp_resolve_name(struct klp_func *func)
{
	const char *name = func->old_name;
	const char *colon = name ? strchr(name, ':') : NULL;
	struct klp_position position = {};

	if (!colon)
		return 0;
	position.addr = kallmodsyms_lookup_core(name);
	if (!position.addr ||
	    !kallsyms_on_each_match_symbol(klp_position_callback, colon + 1,
					   &position)) {
		pr_err("'%s' does not select one symbol of vmlinux\n", name);
		klp_log_candidates(name);
		return -EINVAL;
	}
	if (func->old_sympos && func->old_sympos != position.pos) {
		pr_err("'%s' is at symbol position %lu, not %lu\n", name,
		       position.pos, func->old_sympos);
		return -EINVAL;
	}
	func->old_name = colon + 1;
	func->old_sympos = position.pos;
	return 0;
}
