// SPDX-License-Identifier: GPL-2.0
/* Functions to probe in a module with a dash in its name. */
#include <linux/module.h>

int kms_twin_caller(int n);

/* A variable to fetch. */
static int kms_variable = 4711;

/* As if a compiler had made versions of functions. */
int kms_one(int n) __asm__("kms_one.isra.0");
int kms_two(int n) __asm__("kms_two.isra.0");
int kms_three(int n) __asm__("kms_two.constprop.0");

noinline int kms_one(int n)
{
	barrier();
	return n + 1;
}

noinline int kms_two(int n)
{
	barrier();
	return n + 2;
}

noinline int kms_three(int n)
{
	barrier();
	return n + 3;
}

static noinline notrace int kms_notrace(int n)
{
	barrier();
	return n + 4;
}

static noinline int kms_twin(int n)
{
	barrier();
	return n + READ_ONCE(kms_variable);
}

static noinline int kms_function(int n)
{
	return kms_twin(n) + kms_twin_caller(n) + kms_notrace(n);
}

static int __init dup_init(void)
{
	pr_info("kms: %pS\n", kms_twin);
	return kms_function(kms_one(1)) + kms_two(2) + kms_three(3) < 0;
}
module_init(dup_init);

static void __exit dup_exit(void)
{
}
module_exit(dup_exit);

MODULE_DESCRIPTION("Functions to probe");
MODULE_LICENSE("GPL");
