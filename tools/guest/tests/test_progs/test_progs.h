/* SPDX-License-Identifier: GPL-2.0 */
/*
 * As much of the header of this name in tools/testing/selftests/bpf as
 * qualified_names.c wants, so that this test can run without all others of
 * BPF. Each subtest is a result.
 */
#ifndef TEST_PROGS_H
#define TEST_PROGS_H

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool test__start_subtest(const char *name);
void test__skip(void);
bool check(bool right, const char *what, long long got, const char *want);

#define ASSERT_OK_PTR(ptr, what) \
	check(!libbpf_get_error(ptr), what, libbpf_get_error(ptr), "a pointer")
#define ASSERT_OK(err, what) check_ok(err, what)
#define ASSERT_EQ(a, b, what) check_eq(a, b, what)
#define ASSERT_GT(a, b, what) check_gt(a, b, what)

static inline bool check_ok(long long err, const char *what)
{
	return check(!err, what, err, "0");
}

static inline bool check_eq(long long a, long long b, const char *what)
{
	return check(a == b, what, a, "the same");
}

static inline bool check_gt(long long a, long long b, const char *what)
{
	return check(a > b, what, a, "more");
}

#endif
