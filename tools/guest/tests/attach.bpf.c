// SPDX-License-Identifier: GPL-2.0
/*
 * Counts calls of what it is attached to.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

long calls;

SEC("kprobe")
int count(void *ctx)
{
	__sync_fetch_and_add(&calls, 1);
	return 0;
}

char _license[] SEC("license") = "GPL";
