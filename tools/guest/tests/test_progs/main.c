// SPDX-License-Identifier: GPL-2.0
/* Runs qualified_names.c and prints its subtests as KTAP. */
#include "test_progs.h"

void test_qualified_names(void);

static const char *subtest;
static unsigned int number, failed;
static bool wrong, skipped;

static void end_subtest(void)
{
	if (!subtest)
		return;
	printf("%sok %u %s\n", wrong ? "not " : "", ++number, subtest);
	failed += wrong;
	wrong = false;
}

bool test__start_subtest(const char *name)
{
	end_subtest();
	subtest = name;
	return true;
}

void test__skip(void)
{
	skipped = true;
}

bool check(bool right, const char *what, long long got, const char *want)
{
	if (right)
		return true;
	printf("# %s: got %lld, not %s\n", what, got, want);
	wrong = true;
	return false;
}

int main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	test_qualified_names();
	if (skipped) {
		puts("1..0 # SKIP not both objects in /proc/kallmodsyms");
		return 4;
	}
	/* It fails before the first subtest, too. */
	subtest = subtest ?: "qualified_names";
	end_subtest();
	printf("1..%u\n", number);
	return failed != 0;
}
