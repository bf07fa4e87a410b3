// SPDX-License-Identifier: GPL-2.0
int g(int x)
{
	return x + 1;
}

int h(int x)
{
	return x * 2;
}

int take(void *p)
{
	return p != 0;
}

void die(void)
{
	__builtin_trap();
}
