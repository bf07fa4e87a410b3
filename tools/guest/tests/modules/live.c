// SPDX-License-Identifier: GPL-2.0
/* With this the kernel takes a module for a live patch, and keeps all symbols. */
#include <linux/module.h>

MODULE_INFO(livepatch, "Y");
