// SPDX-License-Identifier: GPL-2.0-only
/*
 * How long lookups take, next to those of kallsyms that they build on.
 *
 * When the module is loaded, it looks up random symbols of the kernel image by
 * address and by name, and prints the median of each kind of lookup. The
 * symbols are the same each time.
 *
 * Nothing that it calls is exported, so it is told where kallsyms_lookup_name()
 * is, and how many symbols the image has:
 *
 *	insmod lookups.ko kallsyms=0x... symbols=...
 */
#define pr_fmt(fmt) "kallmodsyms_bench: " fmt

#include <linux/init.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/prandom.h>
#include <linux/printk.h>
#include <linux/sched/clock.h>
#include <linux/sort.h>

#include "kallmodsyms_resolve.h"

#define NR_SYMBOLS	4096
#define SEED		1

static unsigned long kallsyms;
module_param(kallsyms, ulong, 0);
static unsigned int symbols;
module_param(symbols, uint, 0);

/* Functions of the kernel. */
static typeof(kallsyms_lookup_name) *lookup_name;
static typeof(kallsyms_sym_address) *sym_address;
static typeof(kallsyms_lookup) *lookup;
static typeof(kallmodsyms_find_origin) *find_origin;
static typeof(kallmodsyms_lookup) *lookup_qualified;

static int __init find_functions(void)
{
	if (!kallsyms || !symbols)
		return -EINVAL;
	lookup_name = (void *)kallsyms;
	sym_address = (void *)lookup_name("kallsyms_sym_address");
	lookup = (void *)lookup_name("kallsyms_lookup");
	find_origin = (void *)lookup_name("kallmodsyms_find_origin");
	lookup_qualified = (void *)lookup_name("kallmodsyms_lookup");
	return sym_address && lookup && find_origin && lookup_qualified ?
		0 : -ENOENT;
}

/*
 * The symbol that is being looked up: its address, its name, its qualified
 * name, its origin, and the address that was found for a name.
 */
static unsigned long addr;
static unsigned long found;
static char name[KSYM_NAME_LEN];
static char qualified[KALLMODSYMS_NAME_LEN];
static struct kallmodsyms_origin origin;

static void nothing(void)
{
}

static void name_of_address(void)
{
	unsigned long size, offset;
	char *module;

	if (!lookup(addr, &size, &offset, &module, name))
		*name = '\0';
}

static void origin_of_address(void)
{
	origin = (struct kallmodsyms_origin) {};
	find_origin(&origin, addr);
}

static void name_and_origin_of_address(void)
{
	name_of_address();
	origin_of_address();
}

static void address_of_name(void)
{
	found = lookup_name(name);
}

static void address_of_qualified_name(void)
{
	if (lookup_qualified(qualified, &found))
		found = 0;
}

/**
 * struct lookup - a kind of lookup
 * @what: what is looked up
 * @fn: looks it up
 */
struct lookup {
	const char *what;
	void (*fn)(void);
};

/* What finds a name comes before what takes one. */
static const struct lookup lookups[] = {
	{ "nothing", nothing },
	{ "name_of_address", name_of_address },
	{ "origin_of_address", origin_of_address },
	{ "name_and_origin_of_address", name_and_origin_of_address },
	{ "address_of_name", address_of_name },
	{ "address_of_qualified_name", address_of_qualified_name },
};

static u32 times[ARRAY_SIZE(lookups)][NR_SYMBOLS];

/* Offsets of percpu variables are no addresses, and have no name. */
static void __init choose_symbol(struct rnd_state *random)
{
	do {
		addr = sym_address(prandom_u32_state(random) % symbols);
		name_of_address();
	} while (!*name);
	origin_of_address();
	snprintf(qualified, sizeof(qualified), "%s:%s",
		 *origin.object.path ? origin.object.path : "vmlinux", name);
}

static u32 __init time_of(void (*fn)(void))
{
	u64 start = local_clock();

	fn();
	return local_clock() - start;
}

static int compare_times(const void *a, const void *b)
{
	u32 ta = *(const u32 *)a, tb = *(const u32 *)b;

	return ta < tb ? -1 : ta > tb;
}

static u32 __init median(u32 *t)
{
	sort(t, NR_SYMBOLS, sizeof(*t), compare_times, NULL);
	return t[NR_SYMBOLS / 2];
}

/* The clock takes time itself, which is that of the first lookup. */
static void __init report(void)
{
	u32 clock = median(times[0]);
	size_t i;

	for (i = 1; i < ARRAY_SIZE(lookups); i++)
		pr_info("%s: %u ns\n", lookups[i].what,
			median(times[i]) - clock);
}

static int __init measure(void)
{
	unsigned int i, wrong = 0;
	struct rnd_state random;
	size_t l;
	int err;

	err = find_functions();
	if (err)
		return err;
	prandom_seed_state(&random, SEED);
	for (i = 0; i < NR_SYMBOLS; i++) {
		choose_symbol(&random);
		for (l = 0; l < ARRAY_SIZE(lookups); l++)
			times[l][i] = time_of(lookups[l].fn);
		if (*origin.object.path && found != addr)
			wrong++;
	}
	if (wrong)
		pr_err("%u of %u qualified names lead elsewhere\n", wrong,
		       NR_SYMBOLS);
	report();
	return 0;
}
module_init(measure);

static void __exit leave(void)
{
}
module_exit(leave);

MODULE_DESCRIPTION("Measure lookups of kallmodsyms");
MODULE_LICENSE("GPL");
