/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the symbols of loaded modules come from.
 */
#ifndef _KALLMODSYMS_MODULE_H
#define _KALLMODSYMS_MODULE_H

#include <linux/types.h>

#include "kallmodsyms_decode.h"

struct kallmodsyms_iter;
struct load_info;
struct mod_kallsyms;
struct module;

/**
 * struct kallmodsyms_modsym - a symbol of a loaded module
 * @name: its name
 * @addr: its address
 * @mod: the module
 * @kallsyms: its symbols
 * @symnum: number of the symbol there
 */
struct kallmodsyms_modsym {
	const char *name;
	unsigned long addr;
	const struct module *mod;
	const struct mod_kallsyms *kallsyms;
	unsigned int symnum;
};

typedef int (*kallmodsyms_modsym_fn)(void *data,
				     const struct kallmodsyms_modsym *sym);
typedef bool (*kallmodsyms_path_fn)(void *data, const char *path);

#if defined(CONFIG_KALLMODSYMS) && defined(CONFIG_MODULES)

void kallmodsyms_add_module(struct module *mod, const struct load_info *info);
void kallmodsyms_remove_module(const struct module *mod);
bool kallmodsyms_find_module_object(struct kallmodsyms_iter *iter,
				    const struct kallmodsyms_modsym *sym);
void __kallmodsyms_iter_module(struct kallmodsyms_iter *iter,
			       const struct kallmodsyms_modsym *was,
			       const char *module);
bool kallmodsyms_iter_module_at(struct kallmodsyms_iter *iter,
				unsigned long addr);
int kallmodsyms_on_each_module_symbol(const char *module,
				      kallmodsyms_modsym_fn fn, void *data);
bool kallmodsyms_has_module_object(const struct module *mod,
				   kallmodsyms_path_fn fn, void *data);

/**
 * struct kallmodsyms_layout - how a reader of a crash dump finds modules
 * @modules: the list of modules
 * @tables: hash table of their tables that have been checked
 * @num_tables: number of its lists
 * @list: offset of the node in struct module
 * @name: offset of the name there
 * @kallsyms: offset of the struct mod_kallsyms with the symbols that stay
 * @symtab: offset of the ELF symbols in struct mod_kallsyms
 * @num_symtab: offset of their number there
 * @strtab: offset of their names
 * @typetab: offset of their letters
 * @node: offset of the node in what is in @tables
 * @mod: offset of the pointer to the module there
 * @header: offset of the pointer to the table
 *
 * VMCOREINFO has its address only, as its page is nearly full on some
 * architectures. Readers rely on this layout: another one takes another name.
 */
struct kallmodsyms_layout {
	const struct list_head *modules;
	const struct hlist_head *tables;
	u16 num_tables;
	u16 list;
	u16 name;
	u16 kallsyms;
	u16 symtab;
	u16 num_symtab;
	u16 strtab;
	u16 typetab;
	u16 node;
	u16 mod;
	u16 header;
};

extern const struct kallmodsyms_layout kallmodsyms_modules;

#else

static inline void kallmodsyms_add_module(struct module *mod,
					  const struct load_info *info)
{
}

static inline void kallmodsyms_remove_module(const struct module *mod)
{
}

static inline bool
kallmodsyms_find_module_object(struct kallmodsyms_iter *iter,
			       const struct kallmodsyms_modsym *sym)
{
	return false;
}

static inline void
__kallmodsyms_iter_module(struct kallmodsyms_iter *iter,
			  const struct kallmodsyms_modsym *was,
			  const char *module)
{
}

static inline bool kallmodsyms_iter_module_at(struct kallmodsyms_iter *iter,
					      unsigned long addr)
{
	return false;
}

static inline int
kallmodsyms_on_each_module_symbol(const char *module, kallmodsyms_modsym_fn fn,
				  void *data)
{
	return 0;
}

static inline bool kallmodsyms_has_module_object(const struct module *mod,
						 kallmodsyms_path_fn fn,
						 void *data)
{
	return false;
}

#endif

#endif /* _KALLMODSYMS_MODULE_H */
