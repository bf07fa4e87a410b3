// SPDX-License-Identifier: GPL-2.0
/*
 * Panics in the first function of a given name that is called, be it qualified.
 */
#include <linux/kprobes.h>
#include <linux/module.h>

static char *symbol = "m_start";
module_param(symbol, charp, 0);

static int stop(struct kprobe *probe, struct pt_regs *regs)
{
	panic("in %s", symbol);
}

static struct kprobe probe = { .pre_handler = stop };

static int __init panic_init(void)
{
	probe.symbol_name = symbol;
	return register_kprobe(&probe);
}
module_init(panic_init);

MODULE_DESCRIPTION("Panic in a function");
MODULE_LICENSE("GPL");
