// SPDX-License-Identifier: GPL-2.0-only
/*
 * The origin of functions in the output of tracers.
 *
 * The ring buffer may be dumped in an NMI or an oops, so nothing here takes a
 * lock or allocates memory.
 */
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/kallsyms.h>
#include <linux/seq_buf.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/trace_seq.h>

#include "../kallmodsyms.h"
#include "../kallsyms_internal.h"
#include "trace_origin.h"

static bool has_origin(unsigned long addr, enum trace_origin_after after)
{
	switch (after) {
	case TRACE_ORIGIN_AFTER_NAME:
		return false;
	case TRACE_ORIGIN_AFTER_PS:
		return !is_ksym_addr(addr);
	case TRACE_ORIGIN_AFTER_PS_OFFSET:
		return !is_ksym_addr(addr) ||
		       IS_ENABLED(CONFIG_KALLMODSYMS_STACKTRACE);
	}
	return false;
}

static noinline_for_stack void print_core(struct seq_buf *b, unsigned long addr)
{
	struct kallmodsyms_iter iter = {};
	const char *modules = iter.object.modules, *name;
	size_t len;

	__kallmodsyms_iter_core(&iter, kallsyms_sym_at(addr));
	while ((name = kallmodsyms_next_module(&modules, &len)))
		seq_buf_printf(b, " [%.*s]", (int)len, name);
	if (iter.ambiguous)
		seq_buf_printf(b, " <%s>", iter.object.path);
}

static noinline_for_stack bool print_loaded(struct seq_buf *b,
					    unsigned long addr)
{
	struct kallmodsyms_iter iter = {};

	if (!kallmodsyms_iter_module_at(&iter, addr))
		return false;
	seq_buf_printf(b, " [%s]", iter.object.modules);
	if (iter.ambiguous)
		seq_buf_printf(b, " <%s>", iter.object.path);
	return true;
}

/* An address in a loaded module, a BPF program or a trampoline */
static noinline_for_stack void print_other(struct seq_buf *b,
					   unsigned long addr)
{
	char symbol[KSYM_NAME_LEN];
	char *module = NULL;

	if (print_loaded(b, addr))
		return;
	guard_modules();
	if (kallsyms_lookup(addr, NULL, NULL, &module, symbol) && module)
		seq_buf_printf(b, " [%s]", module);
}

static void print_origin(struct seq_buf *b, unsigned long addr,
			 enum trace_origin_after after)
{
	if (has_origin(addr, after))
		return;
	if (is_ksym_addr(addr))
		print_core(b, addr);
	else
		print_other(b, addr);
}

/**
 * trace_seq_print_origin - add the words of /proc/kallmodsyms to a symbol
 * @s: where to; the symbol has been printed
 * @addr: its address
 * @after: how it was printed
 *
 * " [module]", " <path/object.o>", " [module] [module] <path/object.o>", or
 * nothing for a symbol of no module whose name is unique, and where the words
 * are there already. Works in any context.
 */
void trace_seq_print_origin(struct trace_seq *s, unsigned long addr,
			    enum trace_origin_after after)
{
	size_t len = s->seq.len;

	if (s->full)
		return;
	print_origin(&s->seq, addr, after);
	if (!seq_buf_has_overflowed(&s->seq))
		return;
	s->seq.len = len;
	s->full = 1;
}

/**
 * seq_print_origin - trace_seq_print_origin() for a seq_file
 * @m: where to; the symbol has been printed
 * @addr: its address
 * @after: how it was printed
 */
void seq_print_origin(struct seq_file *m, unsigned long addr,
		      enum trace_origin_after after)
{
	struct seq_buf b;
	char *buf;
	size_t size = seq_get_buf(m, &buf);

	if (!size)
		return;
	seq_buf_init(&b, buf, size);
	print_origin(&b, addr, after);
	seq_commit(m, seq_buf_has_overflowed(&b) ? -1 : seq_buf_used(&b));
}
