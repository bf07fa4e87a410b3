// SPDX-License-Identifier: GPL-2.0
/*
 * multi NAME - put a kprobe.multi link of BPF on a function, and say how it went.
 */
#include <errno.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int bpf(int cmd, union bpf_attr *attr)
{
	return syscall(__NR_bpf, cmd, attr, sizeof(*attr));
}

/* A program that does nothing. */
static int load_program(void)
{
	static const struct bpf_insn insns[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr attr = {
		.prog_type = BPF_PROG_TYPE_KPROBE,
		.expected_attach_type = BPF_TRACE_KPROBE_MULTI,
		.insns = (unsigned long)insns,
		.insn_cnt = 2,
		.license = (unsigned long)"GPL",
	};

	return bpf(BPF_PROG_LOAD, &attr);
}

static int attach(int program, const char *name)
{
	unsigned long names[] = { (unsigned long)name };
	union bpf_attr attr = { .link_create = {
		.prog_fd = program,
		.attach_type = BPF_TRACE_KPROBE_MULTI,
		.kprobe_multi = { .cnt = 1, .syms = (unsigned long)names },
	} };

	return bpf(BPF_LINK_CREATE, &attr);
}

int main(int argc, char **argv)
{
	int program = load_program();
	int link = program < 0 || argc != 2 ? -1 : attach(program, argv[1]);

	puts(link < 0 ? strerror(errno) : "attached");
	return link < 0;
}
