// SPDX-License-Identifier: GPL-2.0-only
/*
 * Symbols by qualified name, and the origin of an address.
 *
 * A name is taken apart; the symbols that are called so come from kallsyms'
 * index of names; where each of them comes from tells the table; and those
 * stay that the qualifier allows.
 *
 * Nothing here allocates memory. Only loaded modules are looked through with a
 * lock held: what is said to work in any context leaves them out.
 */
#include <kunit/visibility.h>

#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/string.h>

#include "kallmodsyms.h"
#include "kallmodsyms_resolve.h"
#include "kallsyms_internal.h"

#define MAX_CANDIDATES	4	/* that are worth a reader's time */

/* Neither names nor paths have blanks, control or non-ASCII characters. */
static bool has_odd_character(const char *s)
{
	for (; *s; s++)
		if (*s <= ' ' || *s >= 0x7f)
			return true;
	return false;
}

static bool is_text(const char *s, size_t len, const char *text)
{
	return len == strlen(text) && !memcmp(s, text, len);
}

/*
 * A module's name has neither slash nor dot, and an object's has a dot. The
 * number of symbols that come from no object has a hash alone.
 */
static enum kallmodsyms_kind kind_of(const char *qualifier, size_t len)
{
	if (is_text(qualifier, len, "vmlinux"))
		return KALLMODSYMS_IN_IMAGE;
	if (memchr(qualifier, '/', len) || memchr(qualifier, '.', len) ||
	    memchr(qualifier, '#', len))
		return KALLMODSYMS_IN_OBJECT;
	return KALLMODSYMS_IN_MODULE;
}

/* Cuts ".*" off the symbol. */
static void parse_suffix(struct kallmodsyms_name *n)
{
	static const char any[] = ".*";
	size_t len = strlen(n->symbol);

	n->any_suffix = len >= strlen(any) &&
			!strcmp(n->symbol + len - strlen(any), any);
	n->symbol_len = n->any_suffix ? len - strlen(any) : len;
}

/**
 * kallmodsyms_parse_name - take a name apart
 * @n: filled on success
 * @name: the name, which @n points into
 *
 * Return: 0, -ENAMETOOLONG for a name that no symbol can have, or -EINVAL for
 * one that is malformed: a part of it is empty, it has more than one colon, or
 * a blank, a control character or a character that is not ASCII.
 */
int kallmodsyms_parse_name(struct kallmodsyms_name *n, const char *name)
{
	const char *colon;

	if (strnlen(name, KALLMODSYMS_NAME_LEN) == KALLMODSYMS_NAME_LEN)
		return -ENAMETOOLONG;
	if (has_odd_character(name))
		return -EINVAL;

	colon = strchr(name, ':');
	n->kind = KALLMODSYMS_BARE;
	n->qualifier = name;
	n->len = colon ? colon - name : 0;
	n->symbol = colon ? colon + 1 : name;
	parse_suffix(n);
	if (!n->symbol_len || strchr(n->symbol, ':') || colon == name)
		return -EINVAL;
	if (strlen(n->symbol) >= KSYM_NAME_LEN)
		return -ENAMETOOLONG;
	if (colon)
		n->kind = kind_of(n->qualifier, n->len);
	return 0;
}

/*
 * Is it all suffixes with which a compiler marks its version of a function? It
 * marks parts of a function, too, but those are not the function.
 */
static bool is_compiler_suffix(const char *suffix)
{
	static const char * const marks[] = {
		".__uniq.", ".constprop.", ".isra.", ".llvm.", ".lto_priv.",
	};
	unsigned int i = 0;

	while (*suffix && i < ARRAY_SIZE(marks)) {
		size_t len = str_has_prefix(suffix, marks[i]);
		size_t digits = strspn(suffix + len, "0123456789");

		if (!len || !digits) {
			i++;
			continue;
		}
		suffix += len + digits;
		i = 0;
	}
	return !*suffix;
}

/* Is the symbol of the name called so? */
static bool is_called(const struct kallmodsyms_name *n, const char *symbol)
{
	if (strncmp(symbol, n->symbol, n->symbol_len))
		return false;
	symbol += n->symbol_len;
	return !*symbol || (n->any_suffix && is_compiler_suffix(symbol));
}

/* Is the module one of the @modules, which single spaces separate? */
static bool has_module(const char *modules, const char *module, size_t len)
{
	while (*modules) {
		size_t this_len = strcspn(modules, " ");

		if (this_len == len && !memcmp(modules, module, len))
			return true;
		modules += this_len + (modules[this_len] == ' ');
	}
	return false;
}

/**
 * kallmodsyms_is_path - does a qualifier stand for an object?
 * @path: the object's path, with a number if it has several symbols of a name
 * @suffix: the qualifier; without a number, any number will do
 * @len: its length
 * @whole: it is not enough that the path ends in it
 *
 * Return: whether @suffix is the whole path, or the last components of it.
 */
VISIBLE_IF_KUNIT
bool kallmodsyms_is_path(const char *path, const char *suffix, size_t len,
			 bool whole)
{
	size_t path_len = memchr(suffix, '#', len) ? strlen(path) :
						     strcspn(path, "#");
	const char *tail = path + path_len - len;

	if (path_len < len || memcmp(tail, suffix, len))
		return false;
	return path_len == len || (!whole && tail[-1] == '/');
}

/* Does the qualifier allow a symbol of this object? */
static bool allows(const struct kallmodsyms_name *n,
		   const struct kallmodsyms_object *object, bool whole)
{
	switch (n->kind) {
	case KALLMODSYMS_BARE:
		return true;
	case KALLMODSYMS_IN_MODULE:
		return has_module(object->modules, n->qualifier, n->len);
	case KALLMODSYMS_IN_OBJECT:
		return kallmodsyms_is_path(object->path, n->qualifier, n->len, whole);
	case KALLMODSYMS_IN_IMAGE:
		return !object->modules[0];
	}
	return false;
}

/**
 * struct core_walk - a walk over symbols of the kernel image
 * @n: the name that is looked for
 * @whole: its qualifier is the whole path of an object
 * @fn: called for each match
 * @data: for @fn
 * @origin: where the symbol comes from
 */
struct core_walk {
	const struct kallmodsyms_name *n;
	bool whole;
	kallmodsyms_match_fn fn;
	void *data;
	struct kallmodsyms_origin origin;
};

/* @symbol is called so, but may come from elsewhere. */
static int see_core_symbol(struct core_walk *walk, const char *symbol,
			   unsigned int sym)
{
	struct kallmodsyms_match match = {
		.symbol = symbol,
		.addr = kallsyms_sym_address(sym),
		.object = walk->origin.object.path,
		.modules = walk->origin.object.modules,
	};

	kallmodsyms_find_object(&walk->origin.object, &walk->origin.run, sym);
	if (!allows(walk->n, &walk->origin.object, walk->whole))
		return 0;
	return walk->fn(walk->data, &match);
}

static int walk_exact(struct core_walk *walk)
{
	unsigned int place, last;
	int ret = 0;

	if (kallsyms_find_name(walk->n->symbol, &place, &last))
		return 0;
	for (; !ret && place <= last; place++)
		ret = see_core_symbol(walk, walk->n->symbol,
				      kallsyms_sym_of_name(place));
	return ret;
}

/* Is the name at a place of the index before the symbol and this character? */
static noinline_for_stack bool is_before(const struct kallmodsyms_name *n,
					 unsigned int place, char next)
{
	char symbol[KSYM_NAME_LEN];
	int ret;

	kallsyms_copy_name(kallsyms_sym_of_name(place), symbol);
	ret = strncmp(symbol, n->symbol, n->symbol_len);
	return ret < 0 || (!ret && symbol[n->symbol_len] < next);
}

/* The first place in the index of names that is not before. */
static unsigned int find_place(const struct kallmodsyms_name *n, char next)
{
	unsigned int low = 0, high = kallsyms_num_syms;

	while (low < high) {
		unsigned int mid = low + (high - low) / 2;

		if (is_before(n, mid, next))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static noinline_for_stack int walk_suffixed(struct core_walk *walk)
{
	unsigned int place = find_place(walk->n, '\0');
	unsigned int end = find_place(walk->n, '.' + 1);
	char symbol[KSYM_NAME_LEN];
	int ret = 0;

	for (; !ret && place < end; place++) {
		unsigned int sym = kallsyms_sym_of_name(place);

		kallsyms_copy_name(sym, symbol);
		if (is_called(walk->n, symbol))
			ret = see_core_symbol(walk, symbol, sym);
	}
	return ret;
}

/* Calls @fn for the matches in the kernel image. Works in any context. */
static int core_on_each_match(const struct kallmodsyms_name *n, bool whole,
			      kallmodsyms_match_fn fn, void *data)
{
	struct core_walk walk = {
		.n = n,
		.whole = whole,
		.fn = fn,
		.data = data,
	};

	return n->any_suffix ? walk_suffixed(&walk) : walk_exact(&walk);
}

#ifdef CONFIG_MODULES

/* Copies the name of the loaded module at an address. Works in any context. */
static bool copy_module_at(char *name, size_t size, unsigned long addr)
{
	struct module *mod;

	preempt_disable();
	mod = __module_address(addr);
	if (mod)
		strscpy(name, mod->name, size);
	preempt_enable();
	return mod;
}

static bool module_is_loaded(const char *name)
{
	bool found;

	preempt_disable();
	found = find_module(name);
	preempt_enable();
	return found;
}

#else /* !CONFIG_MODULES */

static bool copy_module_at(char *name, size_t size, unsigned long addr)
{
	return false;
}

static bool module_is_loaded(const char *name)
{
	return false;
}

#endif /* CONFIG_MODULES */

/* Copies the name of a module for those who want a zero behind it. */
static bool copy_qualifier(char *module, size_t size,
			   const struct kallmodsyms_name *n)
{
	if (n->kind != KALLMODSYMS_IN_MODULE || n->len >= size)
		return false;
	memcpy(module, n->qualifier, n->len);
	module[n->len] = '\0';
	return true;
}

/**
 * struct module_walk - a walk over the symbols of loaded modules
 * @n: the name that is looked for
 * @fn: called for each match
 * @data: for @fn
 */
struct module_walk {
	const struct kallmodsyms_name *n;
	kallmodsyms_match_fn fn;
	void *data;
};

static int module_symbol(void *data, const char *name, unsigned long addr)
{
	struct module_walk *walk = data;
	char module[MODULE_NAME_LEN];
	struct kallmodsyms_match match = {
		.symbol = name,
		.addr = addr,
		.object = "",
		.modules = module,
		.loaded = true,
	};

	if (!is_called(walk->n, name) ||
	    !copy_module_at(module, sizeof(module), addr))
		return 0;
	return walk->fn(walk->data, &match);
}

/* Calls @fn for the matches in loaded modules. May sleep. */
static int modules_on_each_match(const struct kallmodsyms_name *n,
				 kallmodsyms_match_fn fn, void *data)
{
	struct module_walk walk = { n, fn, data };
	char module[MODULE_NAME_LEN];

	if (!IS_ENABLED(CONFIG_MODULES))
		return 0;
	if (n->kind == KALLMODSYMS_BARE)
		return module_kallsyms_on_each_symbol(NULL, module_symbol,
						      &walk);
	if (!copy_qualifier(module, sizeof(module), n))
		return 0;
	return module_kallsyms_on_each_symbol(module, module_symbol, &walk);
}

/**
 * struct count - what matches have been seen
 * @matches: how many, those at one address counted once
 * @addr: address of the last one
 */
struct count {
	unsigned int matches;
	unsigned long addr;
};

static int count_match(void *data, const struct kallmodsyms_match *match)
{
	struct count *count = data;

	if (!count->matches || count->addr != match->addr)
		count->matches++;
	count->addr = match->addr;
	return 0;
}

/*
 * An object's whole path stands for this object, even if it is the end of
 * another path as well: else nothing would.
 */
static bool is_whole_path(const struct kallmodsyms_name *n)
{
	struct count count = {};

	if (n->kind != KALLMODSYMS_IN_OBJECT)
		return false;
	core_on_each_match(n, true, count_match, &count);
	return count.matches;
}

/* Whether the whole path is meant matters only where its end is not enough. */
static void count_core_matches(const struct kallmodsyms_name *n,
			       struct count *count)
{
	struct count whole = {};

	core_on_each_match(n, false, count_match, count);
	if (count->matches < 2 || n->kind != KALLMODSYMS_IN_OBJECT)
		return;
	core_on_each_match(n, true, count_match, &whole);
	if (whole.matches)
		*count = whole;
}

static int on_each_match(const struct kallmodsyms_name *n,
			 kallmodsyms_match_fn fn, void *data)
{
	return core_on_each_match(n, is_whole_path(n), fn, data) ?:
	       modules_on_each_match(n, fn, data);
}

/**
 * kallmodsyms_on_each_match - call a function for all symbols of a name
 * @name: a name, with or without qualifier
 * @fn: the function; its argument is good for this call only. It must not
 *	look for symbols itself where that may sleep.
 * @data: its first argument
 *
 * Symbols of the kernel image come first, those of one name by address. May
 * sleep.
 *
 * Return: 0 after all symbols, even if there was none; what @fn returned, if
 * that was not 0, which is the end; or an error of kallmodsyms_parse_name().
 */
int kallmodsyms_on_each_match(const char *name, kallmodsyms_match_fn fn,
			      void *data)
{
	struct kallmodsyms_name n;

	return kallmodsyms_parse_name(&n, name) ?: on_each_match(&n, fn, data);
}

/* Is there an object that the qualifier allows? */
static bool is_core_qualifier(const struct kallmodsyms_name *n)
{
	const struct kallmodsyms_table *t = kallmodsyms_get_table();
	struct kallmodsyms_object object = {};
	u32 i;

	for (i = 0; i < t->num_objects; i++)
		if (!kallmodsyms_seek_object(t, &object, i) &&
		    allows(n, &object, false))
			return true;
	return false;
}

static bool is_loaded(const struct kallmodsyms_name *n)
{
	char module[MODULE_NAME_LEN];

	return copy_qualifier(module, sizeof(module), n) &&
	       module_is_loaded(module);
}

static int no_match(const struct kallmodsyms_name *n)
{
	if (n->kind == KALLMODSYMS_BARE || n->kind == KALLMODSYMS_IN_IMAGE)
		return -ESRCH;
	return is_core_qualifier(n) || is_loaded(n) ? -ESRCH : -ENOENT;
}

static int lookup(const struct kallmodsyms_name *n, unsigned long *addr)
{
	struct count count = {};

	count_core_matches(n, &count);
	modules_on_each_match(n, count_match, &count);
	if (!count.matches)
		return no_match(n);
	if (count.matches > 1)
		return -EADDRNOTAVAIL;
	*addr = count.addr;
	return 0;
}

/**
 * kallmodsyms_lookup - find the one symbol that a name stands for
 * @name: a name, with or without qualifier
 * @addr: its address on success
 *
 * An object file is named by its path, of which leading folders can be left
 * away as long as only one object that defines the symbol has such a path.
 * May sleep.
 *
 * Return:
 * * 0 - the name stands for exactly one address
 * * -ENOENT - there is no such object, nor such a module: neither built in nor
 *   loaded
 * * -ESRCH - there is no symbol of this name in it
 * * -EADDRNOTAVAIL - there are several
 * * -EINVAL, -ENAMETOOLONG - see kallmodsyms_parse_name()
 */
int kallmodsyms_lookup(const char *name, unsigned long *addr)
{
	struct kallmodsyms_name n;

	return kallmodsyms_parse_name(&n, name) ?: lookup(&n, addr);
}

/**
 * kallmodsyms_lookup_suffixed - find the one symbol of a name or its versions
 * @name: a name, with or without qualifier
 * @addr: its address on success
 *
 * A compiler that makes a version of its own of a function adds a suffix to
 * the name, such as ".isra.0", ".constprop.0" or ".llvm.123". This finds a
 * symbol with or without such suffixes. Who must have exactly the name that is
 * asked for calls kallmodsyms_lookup(), which takes "foo.*" for this. May sleep.
 *
 * Return: as kallmodsyms_lookup(); -EADDRNOTAVAIL if there are several
 * versions.
 */
int kallmodsyms_lookup_suffixed(const char *name, unsigned long *addr)
{
	struct kallmodsyms_name n;
	int ret;

	ret = kallmodsyms_parse_name(&n, name);
	if (ret)
		return ret;
	n.any_suffix = true;
	return lookup(&n, addr);
}

/**
 * kallmodsyms_lookup_core - find a symbol of the kernel image
 * @name: a name with a qualifier
 *
 * Works in any context.
 *
 * Return: the address that kallmodsyms_lookup() would find if no module were
 * loaded, or 0.
 */
unsigned long kallmodsyms_lookup_core(const char *name)
{
	struct kallmodsyms_name n;
	struct count count = {};

	if (!kallmodsyms_is_qualified(name) ||
	    kallmodsyms_parse_name(&n, name))
		return 0;
	count_core_matches(&n, &count);
	return count.matches == 1 ? count.addr : 0;
}

/**
 * kallmodsyms_check_name - does a qualified name stand for one symbol?
 * @name: any name
 *
 * May sleep.
 *
 * Return: 0 if so, or if @name has no qualifier; else an error of
 * kallmodsyms_lookup().
 */
int kallmodsyms_check_name(const char *name)
{
	unsigned long addr;

	return kallmodsyms_is_qualified(name) ?
	       kallmodsyms_lookup(name, &addr) : 0;
}

/**
 * kallmodsyms_may_be_loaded - can a module bring the symbol of this name?
 * @name: any name
 *
 * Return: whether its qualifier is the name of a module, and the symbol's name
 * is exact.
 */
bool kallmodsyms_may_be_loaded(const char *name)
{
	struct kallmodsyms_name n;

	return !kallmodsyms_parse_name(&n, name) &&
	       n.kind == KALLMODSYMS_IN_MODULE && !n.any_suffix;
}

/**
 * kallmodsyms_is_builtin - is this a built-in module?
 * @module: its name
 *
 * Works in any context.
 *
 * Return: whether an object of the kernel image is part of it.
 */
bool kallmodsyms_is_builtin(const char *module)
{
	struct kallmodsyms_name n = {
		.kind = KALLMODSYMS_IN_MODULE,
		.qualifier = module,
		.len = strlen(module),
	};

	return is_core_qualifier(&n);
}

static int find_loaded_origin(struct kallmodsyms_object *object,
			      unsigned long addr)
{
	kallmodsyms_clear_object(object);
	return copy_module_at(object->modules, sizeof(object->modules), addr) ?
	       0 : -ENOENT;
}

/**
 * kallmodsyms_find_origin - tell object and modules of an address
 * @origin: filled: path and modules are in @origin->object. For an address in
 *	a loaded module the path is "".
 * @addr: the address
 *
 * Works in any context, also in an NMI or an oops.
 *
 * Return: 0, or -ENOENT for an address that is neither in the kernel image nor
 * in a loaded module; path and modules are "" then.
 */
int kallmodsyms_find_origin(struct kallmodsyms_origin *origin,
			    unsigned long addr)
{
	if (!is_ksym_addr(addr))
		return find_loaded_origin(&origin->object, addr);
	kallmodsyms_find_object(&origin->object, &origin->run,
				kallsyms_sym_at(addr));
	return 0;
}

/* Writes a name and tells whether it selects this address. */
static bool try_name(char *buf, size_t size, const char *qualifier, size_t len,
		     const char *symbol, unsigned long addr)
{
	int n = snprintf(buf, size, "%.*s:%s", (int)len, qualifier, symbol);

	return n < size && kallmodsyms_lookup_core(buf) == addr;
}

static int qualify(char *buf, size_t size, const char *symbol,
		   unsigned long addr, const char *object, const char *modules)
{
	static const char image[] = "vmlinux";

	if (*modules && try_name(buf, size, modules, strcspn(modules, " "),
				 symbol, addr))
		return 0;
	if (*object && try_name(buf, size, object, strlen(object), symbol, addr))
		return 0;
	if (try_name(buf, size, image, strlen(image), symbol, addr))
		return 0;
	return -ENOENT;
}

static bool is_only_one(const char *symbol)
{
	unsigned int first, last;

	return !kallsyms_find_name(symbol, &first, &last) && first == last &&
	       !module_kallsyms_lookup_name(symbol);
}

/**
 * kallmodsyms_qualify - tell by what name a symbol is selected
 * @buf: where to write the name
 * @size: its size; KALLMODSYMS_NAME_LEN is enough
 * @symbol: name of a symbol of the kernel image
 * @addr: its address
 *
 * The name has a qualifier only if the symbol shares its own with others.
 * Works in any context.
 *
 * Return: 0, or -ENOENT if no name selects this symbol.
 */
int kallmodsyms_qualify(char *buf, size_t size, const char *symbol,
			unsigned long addr)
{
	struct kallmodsyms_origin origin = {};

	if (!is_ksym_addr(addr))
		return -ENOENT;
	if (is_only_one(symbol))
		return strscpy(buf, symbol, size) < 0 ? -ENOENT : 0;
	kallmodsyms_find_origin(&origin, addr);
	return qualify(buf, size, symbol, addr, origin.object.path,
		       origin.object.modules);
}

/**
 * struct candidates - a list of names that is being written
 * @buf: where to
 * @size: its size
 * @len: of what is there
 * @listed: how many names are there
 * @more: how many are not
 */
struct candidates {
	char *buf;
	size_t size;
	size_t len;
	unsigned int listed;
	unsigned int more;
};

static int qualify_match(char *buf, size_t size,
			 const struct kallmodsyms_match *match)
{
	if (match->loaded)
		return snprintf(buf, size, "%s:%s", match->modules,
				match->symbol) < size ? 0 : -ENOENT;
	return qualify(buf, size, match->symbol, match->addr, match->object,
		       match->modules);
}

/* Adds a name if it fits. */
static int list_candidate(void *data, const struct kallmodsyms_match *match)
{
	struct candidates *c = data;
	size_t start = c->len + !!c->len;

	if (c->listed == MAX_CANDIDATES || start >= c->size ||
	    qualify_match(c->buf + start, c->size - start, match)) {
		c->buf[c->len] = '\0';
		c->more++;
		return 0;
	}
	if (c->len)
		c->buf[c->len] = ' ';
	c->len = start + strlen(c->buf + start);
	c->listed++;
	return 0;
}

/**
 * kallmodsyms_candidates - list names that a user may have meant
 * @buf: where to write them, separated by single spaces
 * @size: its size
 * @name: the name that was not good
 *
 * These are the symbols that @name stands for, or if there is none, all of
 * the same symbol name whatever its qualifier and the compiler's suffixes. May
 * sleep.
 *
 * Return: how many more there are than fit or are worth it.
 */
int kallmodsyms_candidates(char *buf, size_t size, const char *name)
{
	struct candidates c = { .buf = buf, .size = size };
	struct kallmodsyms_name n;

	buf[0] = '\0';
	if (kallmodsyms_parse_name(&n, name))
		return 0;
	on_each_match(&n, list_candidate, &c);
	if (c.listed + c.more)
		return c.more;
	n.kind = KALLMODSYMS_BARE;
	n.any_suffix = true;
	on_each_match(&n, list_candidate, &c);
	return c.more;
}
