// SPDX-License-Identifier: GPL-2.0-only
/*
 * Symbols by qualified name, and the origin of an address.
 *
 * A name is parsed; the index of kallsyms has the symbols of that name; the
 * table has the origin of each; and the qualifier selects among them.
 *
 * All of it works in any context, but for what holds a module.
 */
#include <kunit/visibility.h>

#include <linux/cleanup.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/glob.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "kallmodsyms.h"
#include "kallmodsyms_points.h"
#include "kallmodsyms_resolve.h"
#include "kallsyms_internal.h"

#define MAX_CANDIDATES	8	/* names in a hint */
#define MAX_RANK	7	/* of a candidate */

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

/* kbuild writes all of these as "_" in the name of a module. */
static char fold(char c)
{
	return c == '-' || c == ',' ? '_' : c;
}

static bool is_module(const char *name, size_t name_len, const char *module,
		      size_t len)
{
	if (name_len != len)
		return false;
	for (; len; len--)
		if (fold(*name++) != fold(*module++))
			return false;
	return true;
}

/**
 * kallmodsyms_fold_module - write a module's name as kbuild does
 * @name: the name or a glob of names, changed in place
 */
void kallmodsyms_fold_module(char *name)
{
	bool set = false;

	for (; *name; name++) {
		set = *name == '[' || (set && *name != ']');
		if (!set)
			*name = fold(*name);
	}
}

/* An object file ends in ".o"; anything else is a module's name. */
static enum kallmodsyms_kind kind_of(const char *qualifier, size_t len)
{
	if (is_text(qualifier, len, "vmlinux"))
		return KALLMODSYMS_IN_IMAGE;
	if (len > 2 && is_text(qualifier + len - 2, 2, ".o"))
		return KALLMODSYMS_IN_OBJECT;
	return KALLMODSYMS_IN_MODULE;
}

/* A dot at the end is not part of the symbol. */
static void parse_suffix(struct kallmodsyms_name *n)
{
	n->symbol_len = strlen(n->symbol);
	n->how = KALLMODSYMS_EXACT;
	if (n->symbol_len && n->symbol[n->symbol_len - 1] == '.') {
		n->symbol_len--;
		n->how = KALLMODSYMS_VERSIONED;
	}
}

/**
 * kallmodsyms_parse_name - parse a name
 * @n: filled on success
 * @name: the name, which @n points into
 *
 * Return: 0, -ENAMETOOLONG for a name that no symbol can have, or -EINVAL for
 * one that is malformed: a part of it is empty, it has more than one colon, or
 * a blank, a control character or a character that is not ASCII.
 */
VISIBLE_IF_KUNIT
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

static bool is_point(const struct kallmodsyms_name *n)
{
	return n->symbol[0] == '@';
}

/* Does @symbol match the parsed name? */
static bool symbol_matches(const struct kallmodsyms_name *n, const char *symbol)
{
	if (strncmp(symbol, n->symbol, n->symbol_len))
		return false;
	symbol += n->symbol_len;
	switch (n->how) {
	case KALLMODSYMS_EXACT:
		return !*symbol;
	case KALLMODSYMS_VERSIONED:
		return is_compiler_suffix(symbol);
	case KALLMODSYMS_PREFIX:
		return true;
	}
	return false;
}

/* Is the module one of the @modules, which single spaces separate? */
static bool has_module(const char *modules, const char *module, size_t len)
{
	const char *name;
	size_t name_len;

	while ((name = kallmodsyms_next_module(&modules, &name_len)))
		if (is_module(name, name_len, module, len))
			return true;
	return false;
}

/**
 * kallmodsyms_is_path - is this the path of an object, or the end of it?
 * @path: the path
 * @suffix: the whole path, or unless @whole is set, the last components of it
 * @len: length of @suffix
 * @whole: take the whole path only
 *
 * Return: whether it is.
 */
bool kallmodsyms_is_path(const char *path, const char *suffix, size_t len,
			 bool whole)
{
	size_t path_len = strlen(path);
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
		return true;
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

/* @symbol matches, but may have another origin. */
static int see_core_symbol(struct core_walk *walk, const char *symbol,
			   unsigned int sym, unsigned int offset)
{
	struct kallmodsyms_match match = {
		.symbol = symbol,
		.addr = kallsyms_sym_address(sym) + offset,
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
				      kallsyms_sym_of_name(place), 0);
	return ret;
}

/* The origin of a point is that of the function that it is in. */
static int walk_points(struct core_walk *walk)
{
	const struct kallmodsyms_points *points = kallmodsyms_get_points();
	int ret = 0;
	u32 i;

	for (i = 0; !ret && i < points->num; i++) {
		const struct kallmodsyms_point *p = &points->points[i];
		const char *name = kallmodsyms_point_name(points, p);

		if (symbol_matches(walk->n, name))
			ret = see_core_symbol(walk, name, p->sym, p->offset);
	}
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

static noinline_for_stack int walk_prefix(struct core_walk *walk)
{
	unsigned int place = find_place(walk->n, '\0');
	unsigned int end = find_place(walk->n, walk->n->how == KALLMODSYMS_PREFIX ?
					       0x7f : '.' + 1);
	char symbol[KSYM_NAME_LEN];
	int ret = 0;

	for (; !ret && place < end; place++) {
		unsigned int sym = kallsyms_sym_of_name(place);

		kallsyms_copy_name(sym, symbol);
		if (symbol_matches(walk->n, symbol))
			ret = see_core_symbol(walk, symbol, sym, 0);
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

	if (is_point(n))
		return walk_points(&walk);
	return n->how == KALLMODSYMS_EXACT ? walk_exact(&walk) :
					       walk_prefix(&walk);
}

#ifdef CONFIG_MODULES

static bool module_is_loaded(const char *name)
{
	guard_modules();
	return find_module(name);
}

/**
 * kallmodsyms_get_module_at - hold the loaded module at an address
 * @addr: the address
 *
 * Return: the module, for module_put(), NULL for an address that is in none, or
 * -ENOENT for one in a module that is going away.
 */
struct module *kallmodsyms_get_module_at(unsigned long addr)
{
	struct module *mod;

	guard_modules();
	mod = __module_address(addr);
	return mod && !try_module_get(mod) ? ERR_PTR(-ENOENT) : mod;
}

#else /* !CONFIG_MODULES */

static bool module_is_loaded(const char *name)
{
	return false;
}

struct module *kallmodsyms_get_module_at(unsigned long addr)
{
	return NULL;
}

#endif /* CONFIG_MODULES */

/* Copies the name of a module as kbuild writes it, and terminates it. */
static bool copy_qualifier(char *module, size_t size,
			   const struct kallmodsyms_name *n)
{
	if (n->kind != KALLMODSYMS_IN_MODULE || n->len >= size)
		return false;
	memcpy(module, n->qualifier, n->len);
	module[n->len] = '\0';
	kallmodsyms_fold_module(module);
	return true;
}

/**
 * struct module_walk - a walk over the symbols of loaded modules
 * @n: the name that is looked for
 * @whole: its qualifier is the whole path of an object
 * @fn: called for each match
 * @data: for @fn
 * @iter: where the symbol comes from
 */
struct module_walk {
	const struct kallmodsyms_name *n;
	bool whole;
	kallmodsyms_match_fn fn;
	void *data;
	struct kallmodsyms_iter iter;
};

static int module_symbol(void *data, const struct kallmodsyms_modsym *sym)
{
	struct module_walk *walk = data;
	struct kallmodsyms_match match = {
		.symbol = sym->name,
		.addr = sym->addr,
		.object = walk->iter.object.path,
		.modules = walk->iter.object.modules,
		.loaded = true,
	};

	if (!symbol_matches(walk->n, sym->name))
		return 0;
	kallmodsyms_find_module_object(&walk->iter, sym);
	match.ambiguous = walk->iter.ambiguous;
	if (!allows(walk->n, &walk->iter.object, walk->whole))
		return 0;
	return walk->fn(walk->data, &match);
}

/* Calls @fn for the matches in loaded modules. Works in any context. */
static noinline_for_stack int
modules_on_each_match(const struct kallmodsyms_name *n, bool whole,
		      kallmodsyms_match_fn fn, void *data)
{
	struct module_walk walk = {
		.n = n,
		.whole = whole,
		.fn = fn,
		.data = data,
	};
	char module[MODULE_NAME_LEN];

	if (n->kind == KALLMODSYMS_IN_IMAGE)
		return 0;
	if (n->kind != KALLMODSYMS_IN_MODULE)
		return kallmodsyms_on_each_module_symbol(NULL, module_symbol,
							 &walk);
	if (!copy_qualifier(module, sizeof(module), n))
		return 0;
	return kallmodsyms_on_each_module_symbol(module, module_symbol, &walk);
}

/* Calls @fn for the matches in the kernel image and in loaded modules. */
static void on_each_match(const struct kallmodsyms_name *n, bool whole,
			  kallmodsyms_match_fn fn, void *data)
{
	if (!core_on_each_match(n, whole, fn, data))
		modules_on_each_match(n, whole, fn, data);
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
 * An object's whole path selects this object, even if another path ends in it:
 * nothing else could.
 */
static bool is_whole_path(const struct kallmodsyms_name *n)
{
	struct count count = {};

	if (n->kind != KALLMODSYMS_IN_OBJECT)
		return false;
	on_each_match(n, true, count_match, &count);
	return count.matches;
}

/* The whole path matters only where its end is ambiguous. */
static void count_object_matches(const struct kallmodsyms_name *n,
				 struct count *count)
{
	struct count whole = {};

	on_each_match(n, false, count_match, count);
	if (count->matches < 2)
		return;
	on_each_match(n, true, count_match, &whole);
	if (whole.matches)
		*count = whole;
}

/* Matches in the image, and if the qualifier is an object, in modules. */
static void count_core_matches(const struct kallmodsyms_name *n,
			       struct count *count)
{
	if (n->kind == KALLMODSYMS_IN_OBJECT)
		count_object_matches(n, count);
	else
		core_on_each_match(n, false, count_match, count);
}

/* Does the qualifier match an object, or if @whole is set, one's whole path? */
static bool has_object(const struct kallmodsyms_name *n, bool whole)
{
	const struct kallmodsyms_table *t = kallmodsyms_get_table();
	struct kallmodsyms_object object = {};
	u32 i;

	for (i = 0; i < t->num_objects; i++)
		if (!kallmodsyms_seek_object(t, &object, i) &&
		    allows(n, &object, whole))
			return true;
	return false;
}

static bool is_core_qualifier(const struct kallmodsyms_name *n)
{
	return has_object(n, false);
}

static bool is_qualifier_path(void *data, const char *path)
{
	const struct kallmodsyms_name *n = data;

	return kallmodsyms_is_path(path, n->qualifier, n->len, false);
}

/* Does the qualifier match an object of a module, or of any loaded one? */
static bool is_module_object(const struct kallmodsyms_name *n,
			     const struct module *mod)
{
	return n->kind == KALLMODSYMS_IN_OBJECT &&
	       kallmodsyms_has_module_object(mod, is_qualifier_path, (void *)n);
}

static bool is_loaded(const struct kallmodsyms_name *n)
{
	char module[MODULE_NAME_LEN];

	return copy_qualifier(module, sizeof(module), n) &&
	       module_is_loaded(module);
}

/* The errors for loaded modules are those of kernels without the table. */
static int no_match(const struct kallmodsyms_name *n)
{
	if (n->kind == KALLMODSYMS_BARE)
		return -ESRCH;
	return is_core_qualifier(n) || is_module_object(n, NULL) ? -ESRCH :
								   -ENOENT;
}

/* A loaded module takes precedence, as its names were valid before. */
static void count_matches(const struct kallmodsyms_name *n, struct count *count)
{
	if (n->kind == KALLMODSYMS_IN_MODULE)
		modules_on_each_match(n, false, count_match, count);
	if (!count->matches)
		count_core_matches(n, count);
	if (!count->matches && n->kind == KALLMODSYMS_BARE)
		modules_on_each_match(n, false, count_match, count);
}

/**
 * kallmodsyms_lookup - find the one symbol that a name selects
 * @name: a name, with or without qualifier
 * @addr: its address on success
 *
 * May sleep.
 *
 * Return:
 * * 0 - the name selects exactly one address
 * * -ENOENT - there is no such object or module, or it is a loaded module
 *   without this symbol
 * * -ESRCH - the object, built-in module or kernel image has no such symbol
 * * -EADDRNOTAVAIL - there are several
 * * -EINVAL, -ENAMETOOLONG - see kallmodsyms_parse_name()
 */
int kallmodsyms_lookup(const char *name, unsigned long *addr)
{
	struct kallmodsyms_name n;
	struct count count = {};
	int ret = kallmodsyms_parse_name(&n, name);

	if (ret)
		return ret;
	count_matches(&n, &count);
	if (!count.matches)
		return no_match(&n);
	if (count.matches > 1)
		return -EADDRNOTAVAIL;
	*addr = count.addr;
	return 0;
}

/**
 * kallmodsyms_lookup_get - find a symbol and hold its module
 * @name: a name with a qualifier
 * @addr: its address on success
 * @mod: on success, the loaded module it is in, for module_put(), or NULL
 *
 * May sleep.
 *
 * Return: as kallmodsyms_lookup().
 */
int kallmodsyms_lookup_get(const char *name, unsigned long *addr,
			   struct module **mod)
{
	unsigned long again = 0;
	int ret = kallmodsyms_lookup(name, addr);

	if (ret)
		return ret;
	*mod = kallmodsyms_get_module_at(*addr);
	if (IS_ERR(*mod))
		return PTR_ERR(*mod);
	/* Another module may have taken its place before it was held. */
	ret = kallmodsyms_lookup(name, &again);
	if (!ret && again != *addr)
		ret = -ENOENT;
	if (ret)
		module_put(*mod);
	return ret;
}

/**
 * kallmodsyms_lookup_core - find a symbol of the kernel image
 * @name: a name with a qualifier
 *
 * Works in any context.
 *
 * Return: the address that kallmodsyms_lookup() would find if no name of a
 * module were that of a loaded one, or 0.
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
 * kallmodsyms_lookup_name - kallsyms_lookup_name() for all qualified names
 * @name: a name, with or without qualifier
 *
 * May sleep.
 *
 * Return: the symbol's address, or 0.
 */
unsigned long kallmodsyms_lookup_name(const char *name)
{
	unsigned long addr = kallsyms_lookup_name(name);

	if (!addr && kallmodsyms_is_qualified(name))
		kallmodsyms_lookup(name, &addr);
	return addr;
}

/**
 * kallmodsyms_may_be_loaded - is the module of this name yet to be loaded?
 * @name: any name
 *
 * Return: whether its qualifier names a module that is neither built in nor
 * loaded, or an object of neither. Loadable modules have no points.
 */
bool kallmodsyms_may_be_loaded(const char *name)
{
	struct kallmodsyms_name n;

	if (kallmodsyms_parse_name(&n, name) || is_point(&n) ||
	    is_core_qualifier(&n))
		return false;
	return n.kind == KALLMODSYMS_IN_OBJECT ?
	       !is_module_object(&n, NULL) :
	       n.kind == KALLMODSYMS_IN_MODULE && !is_loaded(&n);
}

/**
 * kallmodsyms_is_loaded_name - is this a name that needs no table?
 * @name: any name
 *
 * Return: whether it is plain, or "module:symbol" with that module loaded.
 */
bool kallmodsyms_is_loaded_name(const char *name)
{
	struct kallmodsyms_name n;

	return !kallmodsyms_is_qualified(name) ||
	       (!kallmodsyms_parse_name(&n, name) &&
		n.how == KALLMODSYMS_EXACT && is_loaded(&n));
}

/**
 * kallmodsyms_is_object_name - is this the name of a symbol of an object file?
 * @name: any text; it may have an offset after the symbol
 *
 * Return: whether it is "path/object.o:symbol", not a place in a program as
 * uprobes take it.
 */
bool kallmodsyms_is_object_name(const char *name)
{
	size_t len = strcspn(name, ":");

	return name[0] != '/' && name[0] != '.' && name[len] &&
	       !isdigit(name[len + 1]) &&
	       kind_of(name, len) == KALLMODSYMS_IN_OBJECT;
}

/**
 * kallmodsyms_names_module - is a module the qualifier of a name?
 * @name: any name
 * @module: the module's name
 *
 * Return: whether the part of @name before the colon is @module.
 */
bool kallmodsyms_names_module(const char *name, const char *module)
{
	size_t len = strcspn(name, ":");

	return name[len] && is_module(name, len, module, strlen(module));
}

/**
 * kallmodsyms_is_in_module - does a name select a symbol of this module?
 * @name: any name
 * @mod: the module
 *
 * Return: whether the part of @name before the colon is the module, or one of
 * its objects.
 */
bool kallmodsyms_is_in_module(const char *name, struct module *mod)
{
	struct kallmodsyms_name n;

	return kallmodsyms_names_module(name, module_name(mod)) ||
	       (!kallmodsyms_parse_name(&n, name) && is_module_object(&n, mod));
}

/**
 * struct pattern_walk - a walk over the symbols that a pattern matches
 * @n: the parsed pattern
 * @path: its qualifier, as a glob of paths
 * @module: its qualifier, as a glob of modules
 * @whole: its qualifier is the whole path of an object
 * @fn: called for each match
 * @data: for @fn
 * @sym: index of the next symbol
 * @origin: where the symbol of the image comes from
 * @loaded: where the symbol of a loaded module comes from
 */
struct pattern_walk {
	struct kallmodsyms_name n;
	char path[KALLMODSYMS_PATH_LEN];
	char module[KALLMODSYMS_PATH_LEN];
	bool whole;
	kallmodsyms_match_fn fn;
	void *data;
	unsigned int sym;
	struct kallmodsyms_origin origin;
	struct kallmodsyms_iter loaded;
};

static bool fits_symbol(const struct pattern_walk *walk, const char *symbol)
{
	return symbol_matches(&walk->n, symbol) ||
	       glob_match(walk->n.symbol, symbol);
}

/* Does the glob match one of the @modules, which single spaces separate? */
static bool fits_modules(const char *glob, const char *modules)
{
	char module[MODULE_NAME_LEN];
	const char *name;
	size_t len;

	while ((name = kallmodsyms_next_module(&modules, &len))) {
		strscpy(module, name, min(len + 1, sizeof(module)));
		if (glob_match(glob, module))
			return true;
	}
	return false;
}

static bool fits_origin(const struct pattern_walk *walk,
			const struct kallmodsyms_object *object)
{
	return allows(&walk->n, object, walk->whole) ||
	       glob_match(walk->path, object->path) ||
	       fits_modules(walk->module, object->modules);
}

static int core_symbol(void *data, const char *symbol, unsigned long addr)
{
	struct pattern_walk *walk = data;
	struct kallmodsyms_object *object = &walk->origin.object;
	struct kallmodsyms_match match = {
		.symbol = symbol,
		.addr = addr,
		.object = object->path,
		.modules = object->modules,
	};
	unsigned int sym = walk->sym++;

	if (!fits_symbol(walk, symbol))
		return 0;
	kallmodsyms_find_object(object, &walk->origin.run, sym);
	return fits_origin(walk, object) ? walk->fn(walk->data, &match) : 0;
}

static int loaded_symbol(void *data, const struct kallmodsyms_modsym *sym)
{
	struct pattern_walk *walk = data;
	struct kallmodsyms_object *object = &walk->loaded.object;
	struct kallmodsyms_match match = {
		.symbol = sym->name,
		.addr = sym->addr,
		.object = object->path,
		.modules = object->modules,
		.loaded = true,
	};

	if (!fits_symbol(walk, sym->name))
		return 0;
	kallmodsyms_find_module_object(&walk->loaded, sym);
	return fits_origin(walk, object) ? walk->fn(walk->data, &match) : 0;
}

static int walk_pattern(struct pattern_walk *walk, const char *pattern)
{
	struct kallmodsyms_name *n = &walk->n;
	int ret = kallmodsyms_parse_name(n, pattern);

	if (ret)
		return ret;
	if (n->len >= sizeof(walk->path))
		return -ENAMETOOLONG;
	memcpy(walk->path, n->qualifier, n->len);
	strscpy(walk->module, walk->path, sizeof(walk->module));
	kallmodsyms_fold_module(walk->module);
	walk->whole = n->kind == KALLMODSYMS_IN_OBJECT && has_object(n, true);
	ret = kallsyms_on_each_symbol(core_symbol, walk);
	if (ret || n->kind == KALLMODSYMS_IN_IMAGE)
		return ret;
	return kallmodsyms_on_each_module_symbol(NULL, loaded_symbol, walk);
}

/**
 * kallmodsyms_on_each_match - walk over the symbols that a pattern matches
 * @pattern: a qualified name with a glob before the colon, after it, or both.
 *	The one before it matches the whole path of an object or the name of a
 *	module, built in or loaded.
 * @fn: called for each match; it must not sleep for those in loaded modules.
 *	Another value than 0 ends the walk.
 * @data: for @fn
 *
 * May sleep.
 *
 * Return: 0, -ENOMEM, an error of kallmodsyms_parse_name(), or what @fn
 * returned.
 */
int kallmodsyms_on_each_match(const char *pattern, kallmodsyms_match_fn fn,
			      void *data)
{
	struct pattern_walk *walk __free(kfree) =
		kzalloc(sizeof(*walk), GFP_KERNEL);

	if (!walk)
		return -ENOMEM;
	walk->fn = fn;
	walk->data = data;
	return walk_pattern(walk, pattern);
}

/* Two names of a symbol that no loaded module has. */
static bool is_same_name(const char *a, const char *b)
{
	size_t len = strcspn(a, ":");

	return len == strcspn(b, ":") && !strcmp(a + len, b + len) &&
	       is_module(a, len, b, len);
}

/**
 * kallmodsyms_is_same - do two names select the same symbol?
 * @a: a name
 * @b: another one
 *
 * Plain names are the same if they are equal. May sleep.
 *
 * Return: whether they do.
 */
bool kallmodsyms_is_same(const char *a, const char *b)
{
	unsigned long addr;

	if (!strcmp(a, b))
		return true;
	if (!kallmodsyms_is_qualified(a) && !kallmodsyms_is_qualified(b))
		return false;
	addr = kallmodsyms_lookup_name(a);
	return addr ? addr == kallmodsyms_lookup_name(b) : is_same_name(a, b);
}

/**
 * kallmodsyms_is_builtin - is this a built-in module, or "vmlinux"?
 * @module: its name
 *
 * Works in any context.
 *
 * Return: whether an object of the kernel image is part of it.
 */
bool kallmodsyms_is_builtin(const char *module)
{
	struct kallmodsyms_name n = {
		.kind = kind_of(module, strlen(module)),
		.qualifier = module,
		.len = strlen(module),
	};

	return is_core_qualifier(&n);
}

static noinline_for_stack int
find_loaded_origin(struct kallmodsyms_object *object, unsigned long addr)
{
	struct kallmodsyms_iter iter = {};

	kallmodsyms_clear_object(object);
	if (!kallmodsyms_iter_module_at(&iter, addr))
		return -ENOENT;
	strscpy(object->path, iter.object.path);
	strscpy(object->modules, iter.object.modules);
	return 0;
}

/**
 * kallmodsyms_find_origin - find object and modules of an address
 * @origin: filled: path and modules are in @origin->object. The path is "" if
 *	the object is not known.
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

/* Writes a name, and checks that it selects this address. */
static bool try_name(char *buf, size_t size, const char *qualifier, size_t len,
		     const char *symbol, unsigned long addr)
{
	int n = snprintf(buf, size, "%.*s:%s", (int)len, qualifier, symbol);

	return n < size && kallsyms_lookup_name(buf) == addr;
}

static bool is_only_one(const char *symbol)
{
	unsigned int first, last;

	return !kallsyms_find_name(symbol, &first, &last) && first == last &&
	       !module_kallsyms_lookup_name(symbol);
}

static bool qualify_symbol(char *buf, size_t size, const char *symbol,
			   unsigned long addr, const char *object,
			   const char *modules)
{
	if (*modules && try_name(buf, size, modules, strcspn(modules, " "),
				 symbol, addr))
		return true;
	if (*object && try_name(buf, size, object, strcspn(object, "#"), symbol,
				addr))
		return true;
	return is_only_one(symbol) && strscpy(buf, symbol, size) > 0;
}

/* A point that has several addresses there is named by function+offset. */
static noinline_for_stack bool
qualify_point(char *buf, size_t size, unsigned long addr, const char *object,
	      const char *modules)
{
	unsigned int sym = kallsyms_sym_at(addr);
	unsigned long start = kallsyms_sym_address(sym);
	char symbol[KSYM_NAME_LEN];
	size_t len;

	kallsyms_copy_name(sym, symbol);
	if (!qualify_symbol(buf, size, symbol, start, object, modules))
		return false;
	len = strlen(buf);
	return snprintf(buf + len, size - len, "+0x%lx", addr - start) <
	       size - len;
}

static bool qualify(char *buf, size_t size, const char *symbol,
		    unsigned long addr, const char *object, const char *modules)
{
	return qualify_symbol(buf, size, symbol, addr, object, modules) ||
	       (*symbol == '@' &&
		qualify_point(buf, size, addr, object, modules));
}

/* The module's name is shown anyway: it is enough for most of its symbols. */
static noinline_for_stack char *module_name_of(const char *symbol,
					       unsigned long addr)
{
	struct kallmodsyms_iter iter = {};
	char *name;

	if (!kallmodsyms_iter_module_at(&iter, addr) || !iter.ambiguous)
		return NULL;
	name = kmalloc(KALLMODSYMS_NAME_LEN, GFP_ATOMIC);
	if (name && try_name(name, KALLMODSYMS_NAME_LEN, iter.object.path,
			     strlen(iter.object.path), symbol, addr))
		return name;
	kfree(name);
	return NULL;
}

/**
 * kallmodsyms_name_of - the name that selects a symbol
 * @symbol: name of a symbol
 * @addr: its address
 *
 * Works in any context in which kmalloc(GFP_ATOMIC) does.
 *
 * Return: a qualified name, for kfree(), or NULL if @symbol itself is unique,
 * or no name selects the symbol.
 */
char *kallmodsyms_name_of(const char *symbol, unsigned long addr)
{
	struct kallmodsyms_origin *origin __free(kfree) = NULL;
	char *name __free(kfree) = NULL;

	if (!is_ksym_addr(addr))
		return module_name_of(symbol, addr);
	if (is_only_one(symbol))
		return NULL;
	origin = kzalloc(sizeof(*origin), GFP_ATOMIC);
	name = kmalloc(KALLMODSYMS_NAME_LEN, GFP_ATOMIC);
	if (!origin || !name)
		return NULL;
	kallmodsyms_find_origin(origin, addr);
	if (!qualify(name, KALLMODSYMS_NAME_LEN, symbol, addr,
		     origin->object.path, origin->object.modules))
		return NULL;
	return no_free_ptr(name);
}

/**
 * struct candidates - a list of names that is being written
 * @n: the name that was refused
 * @wanted: whether a symbol at this address is worth listing, or NULL
 * @buf: where to write
 * @size: its size
 * @len: length of the list
 * @rank: the rank of the names that are being added
 * @listed: how many names are in the list
 * @more: how many are not
 */
struct candidates {
	const struct kallmodsyms_name *n;
	kallmodsyms_wanted_fn wanted;
	char *buf;
	size_t size;
	size_t len;
	unsigned int rank;
	unsigned int listed;
	unsigned int more;
};

/* How near is the match to the qualifier? */
static unsigned int rank_of(const struct kallmodsyms_name *n,
			    const struct kallmodsyms_match *match)
{
	const char *q = n->qualifier, *end = q + n->len, *base = end;
	const char *path = match->object;
	unsigned int dirs = 0;

	if (n->kind == KALLMODSYMS_IN_MODULE)
		return has_module(match->modules, q, n->len) ? MAX_RANK : 0;
	if (n->kind != KALLMODSYMS_IN_OBJECT)
		return 0;
	while (base > q && base[-1] != '/')
		base--;
	if (kallmodsyms_is_path(path, base, end - base, false))
		return MAX_RANK;
	for (; q < end && *q == *path; q++, path++)
		dirs += *q == '/';
	return min_t(unsigned int, dirs, MAX_RANK - 1);
}

/* Drop a name that turns out to select several symbols. */
static void drop_last(struct candidates *c, const char *name)
{
	size_t len = strlen(name);

	if (c->len < len || strcmp(c->buf + c->len - len, name))
		return;
	c->len -= len;
	c->len -= !!c->len;
	c->listed--;
	c->more++;
}

static bool name_match(struct candidates *c, char *buf, size_t size,
		       const struct kallmodsyms_match *match)
{
	if (!match->loaded)
		return qualify(buf, size, match->symbol, match->addr,
			       match->object, match->modules);
	if (match->ambiguous)
		return try_name(buf, size, match->object, strlen(match->object),
				match->symbol, match->addr);
	if (snprintf(buf, size, "%s:%s", match->modules, match->symbol) >= size)
		return false;
	if (module_kallsyms_lookup_name(buf) == match->addr)
		return true;
	drop_last(c, buf);
	return false;
}

/* Adds a name if it fits. */
static int list_candidate(void *data, const struct kallmodsyms_match *match)
{
	struct candidates *c = data;
	size_t start = c->len + !!c->len;

	if (rank_of(c->n, match) != c->rank ||
	    (c->wanted && !c->wanted(match->addr)))
		return 0;
	if (c->listed == MAX_CANDIDATES || start >= c->size ||
	    !name_match(c, c->buf + start, c->size - start, match)) {
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

/* Lists the matches of a name, the nearest to the qualifier first. */
static void list_candidates(struct candidates *c,
			    const struct kallmodsyms_name *n)
{
	bool whole = is_whole_path(n);
	unsigned int rank;

	for (rank = MAX_RANK + 1; rank--; ) {
		c->rank = rank;
		core_on_each_match(n, whole, list_candidate, c);
		modules_on_each_match(n, whole, list_candidate, c);
	}
}

/**
 * kallmodsyms_candidates - list names that a user may have meant
 * @buf: where to write them, separated by single spaces
 * @size: its size
 * @name: the name that was refused
 * @wanted: whether a symbol at this address is worth listing, or NULL. Called
 *	with preemption disabled.
 *
 * These are the symbols that match @name, or if there is none, all of the same
 * symbol name, with any qualifier and any suffix of the compiler. Each name
 * that is listed selects one symbol. May sleep.
 *
 * Return: how many more there are that do not fit or have no name.
 */
int kallmodsyms_candidates(char *buf, size_t size, const char *name,
			   kallmodsyms_wanted_fn wanted)
{
	struct kallmodsyms_name n, all;
	struct candidates c = {
		.n = &n,
		.wanted = wanted,
		.buf = buf,
		.size = size,
	};
	size_t literal;

	buf[0] = '\0';
	if (kallmodsyms_parse_name(&n, name))
		return 0;
	literal = strcspn(n.symbol, "*?[");
	if (!literal)
		return 0;
	if (literal < n.symbol_len) {
		n.symbol_len = literal;
		n.how = KALLMODSYMS_PREFIX;
	}
	list_candidates(&c, &n);
	if (c.listed + c.more)
		return c.more;
	all = n;
	all.kind = KALLMODSYMS_BARE;
	if (n.how == KALLMODSYMS_EXACT)
		all.how = KALLMODSYMS_VERSIONED;
	list_candidates(&c, &all);
	return c.more;
}
