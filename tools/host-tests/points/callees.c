// SPDX-License-Identifier: GPL-2.0
int g(int x)
{
	return x + 1;
}

int h(int x)
{
	return x * 2;
}

void die(void)
{
	__builtin_trap();
}
