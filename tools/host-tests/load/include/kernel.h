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

typedef unsigned short u16;

#define CONFIG_KALLMODSYMS	1
#define CONFIG_MODULES		1

#define Elf_Ehdr		Elf64_Ehdr
#define Elf_Shdr		Elf64_Shdr
#define Elf_Sym			Elf64_Sym

#define IS_ENABLED(option)	true
#define IS_ALIGNED(x, a)	(!((x) & ((a) - 1)))
#define strscpy(to, from)	snprintf(to, sizeof(to), "%s", from)
#define pr_warn(fmt, ...)	printf("warning: " fmt, ##__VA_ARGS__)

/* Memory that a dump has. */
void *allocate(size_t size);

#define kmalloc(size, flags)	allocate(size)
#define kfree_rcu(pointer, rcu)	((void)(pointer))

struct list_head {
	struct list_head *next, *prev;
};

struct hlist_node {
	struct hlist_node *next, **pprev;
};

struct hlist_head {
	struct hlist_node *first;
};

struct rcu_head {
	int unused;
};

#define DEFINE_HASHTABLE(name, bits)	struct hlist_head name[1 << (bits)]
#define HASH_SIZE(name)			(sizeof(name) / sizeof(*(name)))
#define bucket(name, key)		(&(name)[(key) / 64 % HASH_SIZE(name)])
#define hash_add_rcu(name, node, key)	hlist_add(bucket(name, key), node)
#define hash_del_rcu(node)		(*(node)->pprev = (node)->next)
#define hash_entry(entry, node, member)					\
	((node) ? (void *)((char *)(node) -				\
			   offsetof(typeof(*(entry)), member)) : NULL)
#define hash_for_each_possible_rcu(name, entry, member, key, ...)	\
	for ((entry) = hash_entry(entry, bucket(name, key)->first, member); \
	     (entry);							\
	     (entry) = hash_entry(entry, (entry)->member.next, member))

static inline void hlist_add(struct hlist_head *head, struct hlist_node *node)
{
	node->next = head->first;
	node->pprev = &head->first;
	if (node->next)
		node->next->pprev = &node->next;
	head->first = node;
}

#define DEFINE_SPINLOCK(name)		int name
#define spin_lock(lock)			((void)(lock))
#define spin_unlock(lock)		((void)(lock))

#define guard_modules()		do { } while (0)
#define rcu_dereference_check(pointer, held)	(pointer)
#define list_entry(pos, node, member)					\
	((typeof(pos))((char *)(node) - offsetof(typeof(*(pos)), member)))
#define list_for_each_entry_rcu(pos, head, member)			\
	for (pos = list_entry(pos, (head)->next, member);		\
	     &pos->member != (head);					\
	     pos = list_entry(pos, pos->member.next, member))

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
	struct list_head list;
	char name[56];
	bool klp;
	struct mod_kallsyms *kallsyms;
	struct mod_kallsyms core_kallsyms;
	struct module_memory mem[MOD_TYPES];
};

struct load_info {
	Elf_Ehdr *hdr;
	Elf_Shdr *sechdrs;
	char *secstrings;
};

extern struct list_head modules;

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
