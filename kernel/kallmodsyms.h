/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What kernel/kallsyms.c calls to say where a symbol comes from.
 */
#ifndef _KALLMODSYMS_H
#define _KALLMODSYMS_H

#include <linux/string.h>

#include "kallmodsyms_decode.h"
#include "kallmodsyms_module.h"

struct seq_file;

#ifdef CONFIG_KALLMODSYMS

/* A struct kallmodsyms_header and what follows it; made with kallsyms' own. */
extern const u32 kallmodsyms_table[];
extern const u8 kallmodsyms_end[];

static inline const struct kallmodsyms_header *kallmodsyms_header(void)
{
	return (const struct kallmodsyms_header *)kallmodsyms_table;
}

const struct kallmodsyms_table *kallmodsyms_get_table(void);
void kallmodsyms_init_early(void);

/**
 * struct kallmodsyms_iter - where the symbol at an iterator comes from
 * @object: path and modules of its object. The path is "" if the object is not
 *	known; the modules of a symbol of a loaded module are that module.
 * @ambiguous: other symbols of the kernel image, or of the loaded module, have
 *	its name and its modules: only the object identifies each of them
 * @enabled: fill in the above; /proc/kallsyms has no use for it
 * @sizes: /proc/kallmodsyms shows sizes to this reader
 * @run: where the iterator is in the runs
 * @table: checksum of the table that @run and @object are in; 0 for that of the
 *	kernel image
 *
 * BPF programs on iter/ksym read this as ctx->ksym->origin.
 */
struct kallmodsyms_iter {
	struct kallmodsyms_object object;
	bool ambiguous;
	bool enabled;
	bool sizes;
	struct kallmodsyms_run run;
	u32 table;
};

static inline void kallmodsyms_iter_enable(struct kallmodsyms_iter *iter)
{
	iter->enabled = true;
}

/**
 * kallmodsyms_next_module - take the first name off the modules of an object
 * @modules: names with single spaces between them, and afterwards what is left
 * @len: set to the length of the name
 *
 * Return: the name, which is not terminated, or NULL if there is none.
 */
static inline const char *kallmodsyms_next_module(const char **modules,
						  size_t *len)
{
	const char *name = *modules;

	*len = strcspn(name, " ");
	*modules += *len + (name[*len] == ' ');
	return *len ? name : NULL;
}

bool kallmodsyms_find_object(struct kallmodsyms_object *object,
			     struct kallmodsyms_run *run, u32 sym);
void __kallmodsyms_iter_core(struct kallmodsyms_iter *iter, u32 sym);
void __kallmodsyms_iter_other(struct kallmodsyms_iter *iter);
void kallmodsyms_show_origin(struct seq_file *m,
			     const struct kallmodsyms_iter *iter);
unsigned long kallmodsyms_core_size(const struct kallmodsyms_iter *iter,
				    u32 sym);

/* The iterator is at symbol number @sym of the kernel image. */
static inline void kallmodsyms_iter_core(struct kallmodsyms_iter *iter, u32 sym)
{
	if (iter->enabled)
		__kallmodsyms_iter_core(iter, sym);
}

/* The iterator is at symbol number @symnum of those of all modules. */
static inline void kallmodsyms_iter_module(struct kallmodsyms_iter *iter,
					   unsigned int symnum,
					   const char *name, unsigned long addr,
					   const char *module)
{
	const struct kallmodsyms_modsym was = {
		.name = name,
		.addr = addr,
		.symnum = symnum,
	};

	if (iter->enabled)
		__kallmodsyms_iter_module(iter, &was, module);
}

/**
 * kallmodsyms_iter_enter - leave the table that the iterator has been in
 * @iter: the iterator
 * @table: checksum of the table that it is to be in, or 0
 */
static inline void kallmodsyms_iter_enter(struct kallmodsyms_iter *iter,
					  u32 table)
{
	if (iter->table == table)
		return;
	iter->table = table;
	iter->run = (struct kallmodsyms_run) {};
	kallmodsyms_clear_object(&iter->object);
}

/* The iterator is at a symbol of neither. */
static inline void kallmodsyms_iter_other(struct kallmodsyms_iter *iter)
{
	if (iter->enabled)
		__kallmodsyms_iter_other(iter);
}

#else /* !CONFIG_KALLMODSYMS */

static inline void kallmodsyms_init_early(void)
{
}

/* Macros, as struct kallsym_iter has no such member then. */
#define kallmodsyms_iter_enable(iter)		do { } while (0)
#define kallmodsyms_iter_core(iter, sym)	do { } while (0)
#define kallmodsyms_iter_other(iter)		do { } while (0)
#define kallmodsyms_iter_module(iter, symnum, name, addr, module) \
	do { } while (0)

#endif /* CONFIG_KALLMODSYMS */

#endif /* _KALLMODSYMS_H */
