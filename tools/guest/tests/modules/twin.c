// SPDX-License-Identifier: GPL-2.0
/* A second function of a name in the same module. */
#include <linux/compiler.h>

int kms_twin_caller(int n);

static noinline int kms_twin(int n)
{
	barrier();
	return n - 1;
}

int kms_twin_caller(int n)
{
	return kms_twin(n) - 1;
}
