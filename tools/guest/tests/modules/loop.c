// SPDX-License-Identifier: GPL-2.0
/* A module with the name of a built-in one that sysfs knows: not loaded. */
#include <linux/module.h>

MODULE_DESCRIPTION("The name of a built-in module");
MODULE_LICENSE("GPL");
