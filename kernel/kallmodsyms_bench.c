// SPDX-License-Identifier: GPL-2.0-only
/*
 * How long lookups take, next to those of kallsyms that they build on.
 *
 * At boot, random symbols of the kernel image are looked up by address and by
 * name, and the median of each kind of lookup is printed. The symbols are the
 * same in each boot of a kernel.
 */
#define pr_fmt(fmt) "kallmodsyms_bench: " fmt

#include <linux/init.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/prandom.h>
#include <linux/printk.h>
#include <linux/sched/clock.h>
#include <linux/sort.h>

#include "kallmodsyms_resolve.h"
#include "kallsyms_internal.h"

#define NR_SYMBOLS	4096
#define SEED		1

/*
 * The symbol that is being looked up: its address, its name, its qualified
 * name, its origin, and the address that was found for a name.
 */
static unsigned long addr __initdata;
static unsigned long found __initdata;
static char name[KSYM_NAME_LEN] __initdata;
static char qualified[KALLMODSYMS_NAME_LEN] __initdata;
static struct kallmodsyms_origin origin __initdata;

static void __init nothing(void)
{
}

static void __init name_of_address(void)
{
	unsigned long size, offset;
	char *module;

	kallsyms_lookup(addr, &size, &offset, &module, name);
}

static void __init origin_of_address(void)
{
	origin = (struct kallmodsyms_origin) {};
	kallmodsyms_find_origin(&origin, addr);
}

static void __init name_and_origin_of_address(void)
{
	name_of_address();
	origin_of_address();
}

static void __init address_of_name(void)
{
	found = kallsyms_lookup_name(name);
}

static void __init address_of_qualified_name(void)
{
	if (kallmodsyms_lookup(qualified, &found))
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
static const struct lookup lookups[] __initconst = {
	{ "nothing", nothing },
	{ "name_of_address", name_of_address },
	{ "origin_of_address", origin_of_address },
	{ "name_and_origin_of_address", name_and_origin_of_address },
	{ "address_of_name", address_of_name },
	{ "address_of_qualified_name", address_of_qualified_name },
};

static u32 times[ARRAY_SIZE(lookups)][NR_SYMBOLS] __initdata;

static void __init choose_symbol(struct rnd_state *random)
{
	do {
		addr = kallsyms_sym_address(prandom_u32_state(random) %
					    kallsyms_num_syms);
	} while (!is_ksym_addr(addr));
	name_of_address();
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

static int __init compare_times(const void *a, const void *b)
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

static int __init kallmodsyms_bench(void)
{
	unsigned int i, wrong = 0;
	struct rnd_state random;
	size_t l;

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
late_initcall(kallmodsyms_bench);
