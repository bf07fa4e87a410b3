/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Symbols by qualified name, and the origin of an address.
 *
 * A qualified name selects one symbol where its plain name may not:
 *
 *	module:symbol		a symbol of a module, built in or loaded
 *	path/object.o:symbol	a symbol of an object file of the kernel image;
 *				leading folders can be left away
 *	vmlinux:symbol		a symbol of the kernel image, of no module
 *
 * "symbol.*" stands for the version that the compiler made of a function, or
 * for the function itself.
 */
#ifndef _KALLMODSYMS_RESOLVE_H
#define _KALLMODSYMS_RESOLVE_H

#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/string.h>
#include <linux/types.h>

#include "kallmodsyms_decode.h"

/* Room for any qualified name, the terminating zero included. */
#define KALLMODSYMS_NAME_LEN	(KALLMODSYMS_PATH_LEN + KSYM_NAME_LEN)

/**
 * struct kallmodsyms_name - a name that has been taken apart
 * @kind: what the qualifier is
 * @qualifier: where it begins; it ends at a colon, not a zero
 * @len: length of @qualifier
 * @symbol: the symbol's own name
 * @symbol_len: its length, without ".*"
 * @any_suffix: the compiler may have added suffixes to it
 */
struct kallmodsyms_name {
	enum kallmodsyms_kind {
		KALLMODSYMS_BARE,	/* there is no qualifier */
		KALLMODSYMS_IN_MODULE,
		KALLMODSYMS_IN_OBJECT,
		KALLMODSYMS_IN_IMAGE,	/* in the kernel image, in no module */
	} kind;
	const char *qualifier;
	size_t len;
	const char *symbol;
	size_t symbol_len;
	bool any_suffix;
};

/**
 * struct kallmodsyms_match - a symbol that a name stands for
 * @symbol: its own name
 * @addr: its address
 * @object: path of its object; "" where that is not known
 * @modules: its modules, separated by single spaces; "" for none
 * @loaded: it is a symbol of a loaded module
 */
struct kallmodsyms_match {
	const char *symbol;
	unsigned long addr;
	const char *object;
	const char *modules;
	bool loaded;
};

typedef int (*kallmodsyms_match_fn)(void *data,
				    const struct kallmodsyms_match *match);

/**
 * struct kallmodsyms_origin - where an address comes from
 * @object: path and modules of its object
 * @run: the run of symbols that it is in
 *
 * All zero is a good start. The next address is found sooner from here if it
 * is not far behind.
 */
struct kallmodsyms_origin {
	struct kallmodsyms_object object;
	struct kallmodsyms_run run;
};

#ifdef CONFIG_KALLMODSYMS

int kallmodsyms_parse_name(struct kallmodsyms_name *n, const char *name);
int kallmodsyms_on_each_match(const char *name, kallmodsyms_match_fn fn,
			      void *data);
int kallmodsyms_lookup(const char *name, unsigned long *addr);
int kallmodsyms_lookup_suffixed(const char *name, unsigned long *addr);
unsigned long kallmodsyms_lookup_core(const char *name);
int kallmodsyms_check_name(const char *name);
bool kallmodsyms_may_be_loaded(const char *name);
bool kallmodsyms_is_builtin(const char *module);
int kallmodsyms_find_origin(struct kallmodsyms_origin *origin,
			    unsigned long addr);
int kallmodsyms_qualify(char *buf, size_t size, const char *symbol,
			unsigned long addr);
int kallmodsyms_candidates(char *buf, size_t size, const char *name);

#if IS_ENABLED(CONFIG_KUNIT)
bool kallmodsyms_is_path(const char *path, const char *suffix, size_t len,
			 bool whole);
#endif

/* Is this a name that kallsyms itself knows nothing of? */
static inline bool kallmodsyms_is_qualified(const char *name)
{
	size_t len = strlen(name);

	return strchr(name, ':') || (len > 2 && !strcmp(name + len - 2, ".*"));
}

/* Does the number of a symbol begin here, as in "path/object.o#1:symbol"? */
static inline bool kallmodsyms_is_number(const char *hash)
{
	size_t digits = strspn(hash + 1, "0123456789");

	return digits && hash[digits + 1] == ':';
}

#else /* !CONFIG_KALLMODSYMS */

static inline int kallmodsyms_lookup(const char *name, unsigned long *addr)
{
	return -ENOENT;
}

static inline int kallmodsyms_lookup_suffixed(const char *name,
					      unsigned long *addr)
{
	return -ENOENT;
}

static inline unsigned long kallmodsyms_lookup_core(const char *name)
{
	return 0;
}

static inline int kallmodsyms_check_name(const char *name)
{
	return 0;
}

static inline bool kallmodsyms_may_be_loaded(const char *name)
{
	return false;
}

static inline bool kallmodsyms_is_builtin(const char *module)
{
	return false;
}

static inline int kallmodsyms_find_origin(struct kallmodsyms_origin *origin,
					  unsigned long addr)
{
	return -ENOENT;
}

static inline int kallmodsyms_qualify(char *buf, size_t size,
				      const char *symbol, unsigned long addr)
{
	return -ENOENT;
}

static inline int kallmodsyms_candidates(char *buf, size_t size,
					 const char *name)
{
	return 0;
}

static inline bool kallmodsyms_is_qualified(const char *name)
{
	return false;
}

static inline bool kallmodsyms_is_number(const char *hash)
{
	return false;
}

#endif /* CONFIG_KALLMODSYMS */

/**
 * kallmodsyms_symbol_part - a name without its qualifier
 * @name: the name, possibly with an offset behind it
 *
 * A path can have characters in it that would begin an offset.
 *
 * Return: the part behind the last colon, or all of @name if there is none.
 */
static inline char *kallmodsyms_symbol_part(char *name)
{
	char *colon = strrchr(name, ':');

	return IS_ENABLED(CONFIG_KALLMODSYMS) && colon ? colon + 1 : name;
}

#endif /* _KALLMODSYMS_RESOLVE_H */
