/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What kernel/kallmodsyms_module.c needs of the kernel, for load.c.
 */
#ifndef LOAD_KERNEL_H
#define LOAD_KERNEL_H

#include <elf.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONFIG_KALLMODSYMS	1
#define CONFIG_MODULES		1

#define Elf_Ehdr		Elf64_Ehdr
#define Elf_Shdr		Elf64_Shdr
#define Elf_Sym			Elf64_Sym

#define IS_ENABLED(option)	true
#define IS_ALIGNED(x, a)	(!((x) & ((a) - 1)))
#define strscpy(to, from)	snprintf(to, sizeof(to), "%s", from)
#define pr_warn(fmt, ...)	printf("warning: " fmt, ##__VA_ARGS__)

#define kmalloc(size, flags)	malloc(size)
#define kfree_rcu(pointer, rcu)	free(pointer)

struct hlist_node {
	int unused;
};

struct rcu_head {
	int unused;
};

/* There is one module. */
#define DEFINE_HASHTABLE(name, bits)	struct hlist_node *name
#define hash_add_rcu(name, node, key)	((name) = (node))
#define hash_del_rcu(node)		((void)(node))
#define hash_for_each_possible_rcu(name, entry, member, key, ...)	\
	for ((entry) = (name) ? (void *)((char *)(name) -		\
		offsetof(typeof(*(entry)), member)) : NULL;		\
	     (entry); (entry) = NULL)
#define DEFINE_SPINLOCK(name)		int name
#define spin_lock(lock)			((void)(lock))
#define spin_unlock(lock)		((void)(lock))

#define guard_modules()		do { } while (0)
#define rcu_dereference_check(pointer, held)	(pointer)
#define list_for_each_entry_rcu(pos, head, member) \
	for (pos = *(head); pos; pos = pos->next)

enum mod_mem_type {
	MOD_TEXT,
	MOD_INIT_TEXT,
	MOD_TYPES,
};

struct module_memory {
	void *base;
	unsigned int size;
};

struct mod_kallsyms {
	Elf_Sym *symtab;
	unsigned int num_symtab;
	char *strtab;
	char *typetab;
};

struct module {
	enum { MODULE_STATE_LIVE, MODULE_STATE_UNFORMED } state;
	const char *name;
	bool klp;
	struct mod_kallsyms *kallsyms;
	struct mod_kallsyms core_kallsyms;
	struct module_memory mem[MOD_TYPES];
	struct module *next;
};

struct load_info {
	Elf_Ehdr *hdr;
	Elf_Shdr *sechdrs;
	char *secstrings;
};

extern struct module *modules;

struct module *__module_address(unsigned long addr);

#define for_each_mod_mem_type(type) \
	for (enum mod_mem_type type = 0; type < MOD_TYPES; type++)

static inline bool within_module_mem_type(unsigned long addr,
					  const struct module *mod,
					  enum mod_mem_type type)
{
	return addr - (unsigned long)mod->mem[type].base < mod->mem[type].size;
}

static inline bool is_livepatch_module(const struct module *mod)
{
	return mod->klp;
}

static inline bool is_mapping_symbol(const char *name)
{
	return name[0] == '$';
}

static inline unsigned long kallsyms_symbol_value(const Elf_Sym *sym)
{
	return sym->st_value;
}

#endif /* LOAD_KERNEL_H */
