// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the symbols of the kernel image come from: their objects and, for
 * those of built-in modules, their modules.
 *
 * scripts/kallmodsyms writes the table at build time, see kallmodsyms_decode.h.
 */
#define pr_fmt(fmt) "kallmodsyms: " fmt

#include <linux/compiler.h>
#include <linux/init.h>
#include <linux/kallsyms.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "kallmodsyms.h"
#include "kallsyms_internal.h"

/* no symbols until early_initcall() */
static const struct kallmodsyms_table no_table;
static const struct kallmodsyms_table *table __ro_after_init = &no_table;

/*
 * An NMI can look symbols up at any time. It finds either no_table or all of
 * the other one: readers load the pointer once and depend on its value.
 */
static int __init kallmodsyms_init(void)
{
	static struct kallmodsyms_table t __ro_after_init;
	size_t size = (const char *)kallmodsyms_end -
		      (const char *)kallmodsyms_table;

	if (table == &t)
		return 0;
	if (kallmodsyms_open_table(&t, kallmodsyms_header(), size) ||
	    t.num_syms != kallsyms_num_syms) {
		pr_err("the table is corrupt, or does not match kallsyms\n");
		return -EINVAL;
	}
	/* Pairs with the dependency on the pointer in its readers. */
	smp_store_release(&table, &t);
	return 0;
}
early_initcall(kallmodsyms_init);

/**
 * kallmodsyms_init_early - make the table usable before early_initcall()
 */
void __init kallmodsyms_init_early(void)
{
	kallmodsyms_init();
}

/**
 * kallmodsyms_get_table - the table of the kernel image
 *
 * Works in any context.
 *
 * Return: a table that has been checked. It is empty before early_initcall(),
 * and stays empty if the table is corrupt.
 */
const struct kallmodsyms_table *kallmodsyms_get_table(void)
{
	return READ_ONCE(table);
}

/**
 * kallmodsyms_find_object - go to the object that a symbol comes from
 * @object: changed to it, or cleared
 * @run: where to begin in the runs; quick when it was near the symbol
 * @sym: position of a symbol in kallsyms
 *
 * Works in any context.
 *
 * Return: whether there is such an object.
 */
bool kallmodsyms_find_object(struct kallmodsyms_object *object,
			     struct kallmodsyms_run *run, u32 sym)
{
	const struct kallmodsyms_table *t = kallmodsyms_get_table();

	if (!kallmodsyms_seek_run(t, run, sym) && run->object >= 0 &&
	    !kallmodsyms_seek_object(t, object, run->object))
		return true;
	kallmodsyms_clear_object(object);
	return false;
}

/**
 * __kallmodsyms_iter_other - move to a symbol that is in no table
 * @iter: the iterator
 */
void __kallmodsyms_iter_other(struct kallmodsyms_iter *iter)
{
	kallmodsyms_clear_object(&iter->object);
	iter->ambiguous = false;
}

/**
 * __kallmodsyms_iter_core - move to a symbol of the kernel image
 * @iter: the iterator; quick when it was at the symbol before
 * @sym: position of the symbol in kallsyms
 */
void __kallmodsyms_iter_core(struct kallmodsyms_iter *iter, u32 sym)
{
	kallmodsyms_iter_enter(iter, 0);
	iter->ambiguous = kallmodsyms_find_object(&iter->object, &iter->run, sym) &&
			  iter->run.ambiguous;
}

/**
 * kallmodsyms_show_origin - print what disambiguates a symbol
 * @m: where to; a name has been printed
 * @iter: an iterator at that symbol
 *
 * "\t[module]", "\t<path/object.o>", "\t[module] [module] <path/object.o>",
 * or nothing for a symbol of no module whose name is the only one.
 */
void kallmodsyms_show_origin(struct seq_file *m,
			     const struct kallmodsyms_iter *iter)
{
	const char *modules = iter->object.modules, *name;
	char before = '\t';
	size_t len;

	while ((name = kallmodsyms_next_module(&modules, &len))) {
		seq_putc(m, before);
		seq_putc(m, '[');
		seq_write(m, name, len);
		seq_putc(m, ']');
		before = ' ';
	}
	if (iter->ambiguous) {
		seq_putc(m, before);
		seq_putc(m, '<');
		seq_puts(m, iter->object.path);
		seq_putc(m, '>');
	}
}

/*
 * The linker script aligns some ends of sections to megabytes. A bound of a
 * section comes from no object.
 */
static bool is_padded(unsigned long size, u32 next)
{
	struct kallmodsyms_run run = {};

	return size > PAGE_SIZE &&
	       !kallmodsyms_seek_run(kallmodsyms_get_table(), &run,
				     next) && run.object < 0;
}

/**
 * kallmodsyms_core_size - the size of a symbol of the kernel image
 * @iter: an iterator at that symbol
 * @sym: position of the symbol in kallsyms
 *
 * Kallsyms has no sizes. A symbol is taken to end where the next one begins, as
 * in kallsyms_lookup(), so the size includes the padding between them.
 *
 * Return: the distance in bytes to the next address that has a symbol. 0 where
 * that says nothing about the size: the symbol comes from no object, it is the
 * last one of the kernel image or of the percpu section, or it is the last one
 * of a section and the section's end is more than a page away.
 */
unsigned long kallmodsyms_core_size(const struct kallmodsyms_iter *iter,
				    u32 sym)
{
	unsigned long addr = kallsyms_sym_address(sym), next;

	if (!iter->object.path[0])
		return 0;
	for (sym++; sym < kallsyms_num_syms; sym++) {
		next = kallsyms_sym_address(sym);
		if (next == addr)
			continue;
		if (is_ksym_addr(next) != is_ksym_addr(addr) ||
		    is_padded(next - addr, sym))
			return 0;
		return next - addr;
	}
	return 0;
}
