/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Symbols by qualified name, and the origin of an address.
 *
 * A qualified name selects one symbol where its plain name may not:
 *
 *	module:symbol		a symbol of a module, built in or loaded
 *	path/object.o:symbol	a symbol of an object file of the kernel image or
 *				of a loaded module; leading directories may be
 *				omitted
 *	vmlinux:symbol		a symbol of the kernel image
 *
 * "symbol." selects the function or the version that the compiler made of it,
 * such as "symbol.isra.0". "@name" in place of the symbol is a point that
 * KPROBE_POINT(name) names.
 */
#ifndef _KALLMODSYMS_RESOLVE_H
#define _KALLMODSYMS_RESOLVE_H

#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/string.h>
#include <linux/types.h>

struct module;

#ifdef CONFIG_KALLMODSYMS

#include "kallmodsyms_decode.h"

/* Room for any qualified name, the terminating zero included. */
#define KALLMODSYMS_NAME_LEN	(KALLMODSYMS_PATH_LEN + KSYM_NAME_LEN)

/**
 * struct kallmodsyms_name - a parsed name
 * @kind: what the qualifier is
 * @qualifier: start of the qualifier; it ends at a colon, not a zero
 * @len: length of @qualifier
 * @symbol: the symbol's own name
 * @symbol_len: its length, without the dot of "symbol."
 * @how: how @symbol is compared
 */
struct kallmodsyms_name {
	enum kallmodsyms_kind {
		KALLMODSYMS_BARE,	/* there is no qualifier */
		KALLMODSYMS_IN_MODULE,
		KALLMODSYMS_IN_OBJECT,
		KALLMODSYMS_IN_IMAGE,	/* in the kernel image */
	} kind;
	const char *qualifier;
	size_t len;
	const char *symbol;
	size_t symbol_len;
	enum kallmodsyms_how {
		KALLMODSYMS_EXACT,
		KALLMODSYMS_VERSIONED,	/* suffixes of the compiler may follow */
		KALLMODSYMS_PREFIX,	/* anything may follow */
	} how;
};

/**
 * struct kallmodsyms_match - a symbol that a name matches
 * @symbol: its own name
 * @addr: its address
 * @object: path of its object; "" where that is not known
 * @modules: its modules, separated by single spaces; "" for none
 * @loaded: it is a symbol of a loaded module
 * @ambiguous: and that has other symbols of its name, in other objects
 */
struct kallmodsyms_match {
	const char *symbol;
	unsigned long addr;
	const char *object;
	const char *modules;
	bool loaded;
	bool ambiguous;
};

typedef int (*kallmodsyms_match_fn)(void *data,
				    const struct kallmodsyms_match *match);
typedef bool (*kallmodsyms_wanted_fn)(unsigned long addr);

/**
 * struct kallmodsyms_origin - the origin of an address
 * @object: path and modules of its object
 * @run: the run of symbols that it is in
 *
 * Zero-initialise before first use. Addresses in ascending order are found
 * faster.
 */
struct kallmodsyms_origin {
	struct kallmodsyms_object object;
	struct kallmodsyms_run run;
};

int kallmodsyms_lookup(const char *name, unsigned long *addr);
int kallmodsyms_lookup_get(const char *name, unsigned long *addr,
			   struct module **mod);
unsigned long kallmodsyms_lookup_core(const char *name);
unsigned long kallmodsyms_lookup_name(const char *name);
bool kallmodsyms_may_be_loaded(const char *name);
bool kallmodsyms_is_loaded_name(const char *name);
bool kallmodsyms_is_object_name(const char *name);
bool kallmodsyms_is_builtin(const char *module);
bool kallmodsyms_names_module(const char *name, const char *module);
bool kallmodsyms_is_in_module(const char *name, struct module *mod);
bool kallmodsyms_is_same(const char *a, const char *b);
void kallmodsyms_fold_module(char *name);
bool kallmodsyms_is_path(const char *path, const char *suffix, size_t len,
			 bool whole);
int kallmodsyms_find_origin(struct kallmodsyms_origin *origin,
			    unsigned long addr);
char *kallmodsyms_name_of(const char *symbol, unsigned long addr);
int kallmodsyms_on_each_match(const char *pattern, kallmodsyms_match_fn fn,
			      void *data);
struct module *kallmodsyms_get_module_at(unsigned long addr);
int kallmodsyms_candidates(char *buf, size_t size, const char *name,
			   kallmodsyms_wanted_fn wanted);

#if IS_ENABLED(CONFIG_KUNIT)
int kallmodsyms_parse_name(struct kallmodsyms_name *n, const char *name);
#endif

/* Is this a name that kallsyms itself does not resolve? */
static inline bool kallmodsyms_is_qualified(const char *name)
{
	size_t len = strlen(name);

	return strchr(name, ':') || (len > 1 && name[len - 1] == '.');
}

/* Is this the name of a point, not of a symbol? */
static inline bool kallmodsyms_is_point_name(const char *name)
{
	return strstr(name, ":@");
}

/* A path can have characters in it that would begin an offset. */
static inline char *kallmodsyms_symbol_part(char *name)
{
	char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

/* Can this qualified name match several symbols? "[mod]:sym" is a mistake. */
static inline bool kallmodsyms_is_pattern(const char *name)
{
	return strchr(name, ':') && strpbrk(name, "*?");
}

/* Is this a character of a path, but not of an event's name? */
static inline bool kallmodsyms_is_path_char(char c)
{
	return c == '/' || c == '-' || c == ',' || c == '+';
}

#else /* !CONFIG_KALLMODSYMS */

static inline int kallmodsyms_lookup(const char *name, unsigned long *addr)
{
	return -ENOENT;
}

static inline int kallmodsyms_lookup_get(const char *name, unsigned long *addr,
					 struct module **mod)
{
	return -ENOENT;
}

static inline unsigned long kallmodsyms_lookup_core(const char *name)
{
	return 0;
}

static inline unsigned long kallmodsyms_lookup_name(const char *name)
{
	return kallsyms_lookup_name(name);
}

static inline bool kallmodsyms_may_be_loaded(const char *name)
{
	return false;
}

static inline bool kallmodsyms_is_loaded_name(const char *name)
{
	return true;
}

static inline bool kallmodsyms_is_object_name(const char *name)
{
	return false;
}

static inline bool kallmodsyms_is_builtin(const char *module)
{
	return false;
}

static inline bool kallmodsyms_names_module(const char *name,
					    const char *module)
{
	return false;
}

static inline bool kallmodsyms_is_in_module(const char *name,
					    struct module *mod)
{
	return false;
}

static inline bool kallmodsyms_is_same(const char *a, const char *b)
{
	return !strcmp(a, b);
}

static inline void kallmodsyms_fold_module(char *name)
{
}

static inline char *kallmodsyms_name_of(const char *symbol, unsigned long addr)
{
	return NULL;
}

static inline bool kallmodsyms_is_qualified(const char *name)
{
	return false;
}

static inline bool kallmodsyms_is_pattern(const char *name)
{
	return false;
}

static inline char *kallmodsyms_symbol_part(char *name)
{
	return name;
}

static inline bool kallmodsyms_is_path_char(char c)
{
	return false;
}

#endif /* CONFIG_KALLMODSYMS */

#endif /* _KALLMODSYMS_RESOLVE_H */
