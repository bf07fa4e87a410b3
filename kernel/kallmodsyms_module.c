// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the symbols of loaded modules come from.
 *
 * A .ko has a table of its own in the section .kallmodsyms. It numbers the
 * symbols of the .ko in their order there: first those that stay, which are
 * those of mod->core_kallsyms, then those of init sections; in a live patch, all
 * that are loaded. No address is in it, and nothing that strip --strip-debug or a
 * signature changes.
 *
 * The table is input. It is checked once, when the module is loaded, and is in
 * read-only memory from then on. The decoder trusts nothing in it.
 *
 * Who has found a module under RCU, finds its table in the same critical section.
 */
#define pr_fmt(fmt) "kallmodsyms: " fmt

#include <linux/hashtable.h>
#include <linux/kallsyms.h>
#include <linux/module.h>
#include <linux/module_symbol.h>
#include <linux/printk.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "kallmodsyms.h"
#include "kallmodsyms_module.h"
#include "kallsyms_internal.h"
#include "module/internal.h"

/**
 * struct known_table - a table that has been checked
 * @node: in the hash table
 * @rcu: to free it
 * @mod: its module
 * @header: the table
 *
 * struct module has no pointer to it, as then every file that knows struct module
 * would be compiled again when CONFIG_KALLMODSYMS changes.
 */
struct known_table {
	struct hlist_node node;
	struct rcu_head rcu;
	const struct module *mod;
	const struct kallmodsyms_header *header;
};

static DEFINE_HASHTABLE(known_tables, 7);
static DEFINE_SPINLOCK(known_tables_lock);

static struct known_table *find_known(const struct module *mod)
{
	struct known_table *known;

	hash_for_each_possible_rcu(known_tables, known, node,
				   (unsigned long)mod,
				   lockdep_is_held(&known_tables_lock))
		if (known->mod == mod)
			return known;
	return NULL;
}

static const struct kallmodsyms_header *table_of(const struct module *mod)
{
	struct known_table *known = find_known(mod);

	return known ? known->header : NULL;
}

static void add_known(const struct module *mod,
		      const struct kallmodsyms_header *header)
{
	struct known_table *known = kmalloc(sizeof(*known), GFP_KERNEL);

	if (!known)
		return;
	known->mod = mod;
	known->header = header;
	spin_lock(&known_tables_lock);
	hash_add_rcu(known_tables, &known->node, (unsigned long)mod);
	spin_unlock(&known_tables_lock);
}

/**
 * kallmodsyms_remove_module - forget the table of a module
 * @mod: a module that nobody finds any more; its memory is about to be freed
 */
void kallmodsyms_remove_module(const struct module *mod)
{
	struct known_table *known;

	spin_lock(&known_tables_lock);
	known = find_known(mod);
	if (known)
		hash_del_rcu(&known->node);
	spin_unlock(&known_tables_lock);
	if (known)
		kfree_rcu(known, rcu);
}

/* The symbols of a module; they change when it has been initialised. */
static const struct mod_kallsyms *kallsyms_of(const struct module *mod)
{
	return rcu_dereference_check(mod->kallsyms, rcu_read_lock_any_held());
}

static const char *name_of(const struct mod_kallsyms *kallsyms, unsigned int i)
{
	return kallsyms->strtab + kallsyms->symtab[i].st_name;
}

/**
 * struct numbers - a walk over all symbols of a module that is being initialised
 * @core: the symbols that stay
 * @core_next: the next of them; in a live patch, there is none
 * @init_next: number of the next symbol that does not stay, or is a live patch's
 */
struct numbers {
	const struct mod_kallsyms *core;
	unsigned int core_next;
	unsigned int init_next;
};

/* All symbols of a live patch stay, also those of what is not loaded. */
static bool keeps_all(const struct module *mod)
{
	return is_livepatch_module((struct module *)mod);
}

static void begin_numbers(struct numbers *n, const struct module *mod)
{
	/* number 0 is that of symbol 1: symbol 0 is none in any ELF file */
	n->core = &mod->core_kallsyms;
	n->core_next = keeps_all(mod) ? n->core->num_symtab : 1;
	n->init_next = n->core->num_symtab - n->core_next;
}

/* Is it a symbol of what is loaded? What is not, has the types "?" and "n". */
static bool is_loaded_symbol(const Elf_Sym *sym, char type)
{
	if (sym->st_shndx >= SHN_LORESERVE || strchr("?nU", type))
		return false;
	return IS_ENABLED(CONFIG_KALLSYMS_ALL) || type == 't' || type == 'w';
}

/*
 * The number of symbol @i, which follows that of the call before, or -1. The
 * section decides whether a symbol stays: the next one that does has the same.
 */
static int next_number(struct numbers *n, const struct mod_kallsyms *kallsyms,
		       unsigned int i)
{
	const Elf_Sym *sym = &kallsyms->symtab[i];

	if (sym->st_shndx == SHN_UNDEF || !*name_of(kallsyms, i))
		return -1;
	if (n->core_next < n->core->num_symtab &&
	    n->core->symtab[n->core_next].st_shndx == sym->st_shndx)
		return n->core_next++ - 1;
	if (!is_loaded_symbol(sym, kallsyms->typetab[i]))
		return -1;
	return n->init_next++;
}

/* The number of a symbol in the table, or -1. */
static int number_of(const struct module *mod,
		     const struct mod_kallsyms *kallsyms, unsigned int symnum)
{
	struct numbers n;
	unsigned int i;

	if (kallsyms == &mod->core_kallsyms && !keeps_all(mod))
		return (int)symnum - 1;
	begin_numbers(&n, mod);
	for (i = 1; i < symnum; i++)
		next_number(&n, kallsyms, i);
	return symnum ? next_number(&n, kallsyms, symnum) : -1;
}

static u32 add_to_crc(u32 crc, const struct mod_kallsyms *kallsyms,
		      unsigned int i)
{
	const Elf_Sym *sym = &kallsyms->symtab[i];
	const char *name = name_of(kallsyms, i);

	return kallmodsyms_crc_symbol(crc, sym->st_size, sym->st_info, name,
				      strlen(name));
}

/* Are these the symbols that the table is of? All of them are there still. */
static bool has_symbols(const struct module *mod,
			const struct kallmodsyms_header *h)
{
	const struct mod_kallsyms *kallsyms;
	struct numbers n;
	unsigned int i;
	u32 crc = 0;

	guard_modules();
	kallsyms = kallsyms_of(mod);
	begin_numbers(&n, mod);
	for (i = n.core_next; i < n.core->num_symtab; i++)
		crc = add_to_crc(crc, n.core, i);
	for (i = 1; i < kallsyms->num_symtab; i++) {
		unsigned int init_next = n.init_next;

		next_number(&n, kallsyms, i);
		if (n.init_next != init_next)
			crc = add_to_crc(crc, kallsyms, i);
	}
	return n.core_next == n.core->num_symtab &&
	       n.init_next == h->num_syms && crc == h->symbols_crc;
}

/* The checksum of all but itself. */
static u32 table_crc(const struct kallmodsyms_header *h,
		     const struct kallmodsyms_table *t)
{
	const u32 *word = (const u32 *)h, *end = (const u32 *)t->literals;
	u32 crc = 0;

	for (; word < end; word++)
		if (word != &h->table_crc)
			crc = kallmodsyms_crc_word(crc, *word);
	return kallmodsyms_crc(crc, end, h->size - ((void *)end - (void *)h));
}

static const char *what_is_wrong(const struct module *mod, const Elf_Shdr *sec)
{
	const struct kallmodsyms_header *h = (void *)sec->sh_addr;
	struct kallmodsyms_table t;

	if (!(sec->sh_flags & SHF_ALLOC) ||
	    sec->sh_flags & (SHF_WRITE | SHF_EXECINSTR) ||
	    !IS_ALIGNED(sec->sh_addr, sizeof(u32)))
		return "is in a wrong kind of section";
	if (kallmodsyms_open_table(&t, h, sec->sh_size))
		return "is truncated or of another version";
	if (table_crc(h, &t) != h->table_crc)
		return "is corrupt";
	if (!has_symbols(mod, h))
		return "does not match the symbols";
	return NULL;
}

static const Elf_Shdr *find_table(const struct load_info *info)
{
	unsigned int i;

	for (i = 1; i < info->hdr->e_shnum; i++)
		if (!strcmp(info->secstrings + info->sechdrs[i].sh_name,
			    KALLMODSYMS_SECTION))
			return &info->sechdrs[i];
	return NULL;
}

/**
 * kallmodsyms_add_module - take the table of a module that is being loaded
 * @mod: the module, after add_kallsyms()
 * @info: its file
 *
 * A module whose table is malformed is loaded without it.
 */
void kallmodsyms_add_module(struct module *mod, const struct load_info *info)
{
	const Elf_Shdr *sec = find_table(info);
	const char *wrong;

	if (!sec)
		return;
	wrong = what_is_wrong(mod, sec);
	if (wrong)
		pr_warn("%s: the table %s, so the objects of its symbols are not known\n",
			mod->name, wrong);
	else
		add_known(mod, (void *)sec->sh_addr);
}

static bool seek(struct kallmodsyms_iter *iter,
		 const struct kallmodsyms_header *h, int number)
{
	struct kallmodsyms_table t;

	return number >= 0 && !kallmodsyms_open_table(&t, h, h->size) &&
	       !kallmodsyms_seek_run(&t, &iter->run, number) &&
	       iter->run.object >= 0 &&
	       !kallmodsyms_seek_object(&t, &iter->object, iter->run.object);
}

/**
 * kallmodsyms_find_module_object - go to the object of a module's symbol
 * @iter: quick when it was near the symbol. Its module is that of the symbol
 *	afterwards, also where its object is not known.
 * @sym: the symbol
 *
 * Works in any context, under RCU.
 *
 * Return: whether there is such an object.
 */
bool kallmodsyms_find_module_object(struct kallmodsyms_iter *iter,
				    const struct kallmodsyms_modsym *sym)
{
	const struct kallmodsyms_header *h = table_of(sym->mod);
	bool found = false;

	if (h) {
		kallmodsyms_iter_enter(iter, h->table_crc);
		found = seek(iter, h, number_of(sym->mod, sym->kallsyms,
						sym->symnum));
	}
	if (!found)
		kallmodsyms_clear_object(&iter->object);
	iter->ambiguous = found && iter->run.ambiguous;
	strscpy(iter->object.modules, sym->mod->name);
	return found;
}

/* The symbol at a place in the symbols of all modules, as in /proc/kallsyms. */
static bool find_numbered(struct kallmodsyms_modsym *sym, unsigned int symnum)
{
	const struct module *mod;

	list_for_each_entry_rcu(mod, &modules, list) {
		if (mod->state == MODULE_STATE_UNFORMED)
			continue;
		sym->mod = mod;
		sym->kallsyms = kallsyms_of(mod);
		sym->symnum = symnum;
		if (symnum < sym->kallsyms->num_symtab)
			return true;
		symnum -= sym->kallsyms->num_symtab;
	}
	return false;
}

/* Modules may have come or gone since the symbol was found. */
static bool is_still(const struct kallmodsyms_modsym *sym,
		     const struct kallmodsyms_modsym *was, const char *module)
{
	const Elf_Sym *elf_sym = &sym->kallsyms->symtab[sym->symnum];

	return !strcmp(sym->mod->name, module) &&
	       !strcmp(name_of(sym->kallsyms, sym->symnum), was->name) &&
	       kallsyms_symbol_value(elf_sym) == was->addr;
}

/**
 * __kallmodsyms_iter_module - move to a symbol of a module
 * @iter: the iterator; quick when it was at the symbol before
 * @was: what module_get_kallsym() has said of the symbol of this number: its
 *	name and its address
 * @module: and the name of its module
 */
void __kallmodsyms_iter_module(struct kallmodsyms_iter *iter,
			       const struct kallmodsyms_modsym *was,
			       const char *module)
{
	struct kallmodsyms_modsym sym;

	guard_modules();
	if (find_numbered(&sym, was->symnum) && is_still(&sym, was, module))
		kallmodsyms_find_module_object(iter, &sym);
	else
		__kallmodsyms_iter_other(iter);
}

/* Where the memory of the module begins in which the address is. */
static unsigned long start_of_memory(const struct module *mod,
				     unsigned long addr)
{
	for_each_mod_mem_type(type)
		if (within_module_mem_type(addr, mod, type))
			return (unsigned long)mod->mem[type].base;
	return addr;
}

/* The symbol that module_address_lookup() names, or 0. */
static unsigned int symbol_at(const struct module *mod,
			      const struct mod_kallsyms *kallsyms,
			      unsigned long addr)
{
	unsigned long from = start_of_memory(mod, addr);
	unsigned int i, best = 0;

	for (i = 1; i < kallsyms->num_symtab; i++) {
		const Elf_Sym *sym = &kallsyms->symtab[i];
		unsigned long val = kallsyms_symbol_value(sym);

		if (val < from || val > addr || sym->st_shndx == SHN_UNDEF ||
		    !*name_of(kallsyms, i) ||
		    is_mapping_symbol(name_of(kallsyms, i)))
			continue;
		best = i;
		from = val + 1;
	}
	return best;
}

/**
 * kallmodsyms_iter_module_at - move to the symbol at an address in a module
 * @iter: the iterator
 * @addr: the address
 *
 * Works in any context, also in an NMI or an oops.
 *
 * Return: whether the address is in a module.
 */
bool kallmodsyms_iter_module_at(struct kallmodsyms_iter *iter,
				unsigned long addr)
{
	struct kallmodsyms_modsym sym;

	guard_modules();
	sym.mod = __module_address(addr);
	if (!sym.mod)
		return false;
	sym.kallsyms = kallsyms_of(sym.mod);
	sym.symnum = table_of(sym.mod) ?
		     symbol_at(sym.mod, sym.kallsyms, addr) : 0;
	kallmodsyms_find_module_object(iter, &sym);
	return true;
}

static int walk_symbols(const struct module *mod, kallmodsyms_modsym_fn fn,
			void *data)
{
	struct kallmodsyms_modsym sym = {
		.mod = mod,
		.kallsyms = kallsyms_of(mod),
	};
	unsigned int *i = &sym.symnum;
	int ret = 0;

	for (; !ret && *i < sym.kallsyms->num_symtab; ++*i) {
		if (sym.kallsyms->symtab[*i].st_shndx == SHN_UNDEF)
			continue;
		sym.name = name_of(sym.kallsyms, *i);
		sym.addr = kallsyms_symbol_value(&sym.kallsyms->symtab[*i]);
		ret = fn(data, &sym);
	}
	return ret;
}

/**
 * kallmodsyms_on_each_module_symbol - call a function for symbols of modules
 * @module: only this module, or NULL for all that are loaded
 * @fn: the function; it must not sleep. A symbol is valid until it returns, and
 *	if it does not return 0, it is not called again.
 * @data: for @fn
 *
 * Works in any context.
 *
 * Return: what @fn has returned.
 */
int kallmodsyms_on_each_module_symbol(const char *module,
				      kallmodsyms_modsym_fn fn, void *data)
{
	struct module *mod;
	int ret = 0;

	guard_modules();
	list_for_each_entry_rcu(mod, &modules, list) {
		if (mod->state == MODULE_STATE_UNFORMED ||
		    (module && strcmp(module, mod->name)))
			continue;
		ret = walk_symbols(mod, fn, data);
		if (ret)
			break;
	}
	return ret;
}

static bool has_object(const struct module *mod, kallmodsyms_path_fn fn,
		       void *data)
{
	const struct kallmodsyms_header *h = table_of(mod);
	struct kallmodsyms_object object = {};
	struct kallmodsyms_table t;
	u32 i;

	if (!h || kallmodsyms_open_table(&t, h, h->size))
		return false;
	for (i = 0; i < t.num_objects; i++)
		if (!kallmodsyms_seek_object(&t, &object, i) &&
		    fn(data, object.path))
			return true;
	return false;
}

/**
 * kallmodsyms_has_module_object - has a module an object?
 * @mod: the module, or NULL for all that are loaded
 * @fn: is it this object?
 * @data: for @fn
 *
 * Works in any context.
 *
 * Return: whether @fn has returned true for an object.
 */
bool kallmodsyms_has_module_object(const struct module *mod,
				   kallmodsyms_path_fn fn, void *data)
{
	const struct module *m;

	guard_modules();
	if (mod)
		return has_object(mod, fn, data);
	list_for_each_entry_rcu(m, &modules, list)
		if (m->state != MODULE_STATE_UNFORMED &&
		    has_object(m, fn, data))
			return true;
	return false;
}

/* The symbols of a module in core_kallsyms are in the order of its table. */
const struct kallmodsyms_layout kallmodsyms_modules = {
	.modules = &modules,
	.tables = known_tables,
	.num_tables = HASH_SIZE(known_tables),
	.list = offsetof(struct module, list),
	.name = offsetof(struct module, name),
	.kallsyms = offsetof(struct module, core_kallsyms),
	.symtab = offsetof(struct mod_kallsyms, symtab),
	.num_symtab = offsetof(struct mod_kallsyms, num_symtab),
	.strtab = offsetof(struct mod_kallsyms, strtab),
	.typetab = offsetof(struct mod_kallsyms, typetab),
	.node = offsetof(struct known_table, node),
	.mod = offsetof(struct known_table, mod),
	.header = offsetof(struct known_table, header),
};
