// SPDX-License-Identifier: GPL-2.0
/* A module with the name and a function's name of a built-in one. */
#include <linux/module.h>

static noinline int packet_seq_start(int n)
{
	barrier();
	return n + 1;
}

static int __init name_init(void)
{
	return packet_seq_start(0) == 1 ? 0 : -EINVAL;
}
module_init(name_init);

static void __exit name_exit(void)
{
	packet_seq_start(1);
}
module_exit(name_exit);

MODULE_DESCRIPTION("The name of a built-in module");
MODULE_LICENSE("GPL");
