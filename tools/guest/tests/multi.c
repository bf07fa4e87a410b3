// SPDX-License-Identifier: GPL-2.0
/*
 * multi [-u] NAME... - put a kprobe.multi link of BPF on functions, and say how it
 * went. With -u, a name that several functions have is to be refused.
 */
#include <errno.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Headers that are installed do not have it. */
#define UNIQUE (1U << 1)

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

static int attach(int program, char **names, int num, unsigned int flags)
{
	union bpf_attr attr = { .link_create = {
		.prog_fd = program,
		.attach_type = BPF_TRACE_KPROBE_MULTI,
		.kprobe_multi = {
			.flags = flags,
			.cnt = num,
			.syms = (unsigned long)names,
		},
	} };

	return bpf(BPF_LINK_CREATE, &attr);
}

int main(int argc, char **argv)
{
	int unique = argc > 1 && !strcmp(argv[1], "-u");
	int program = load_program();
	int link = -1;

	if (program >= 0)
		link = attach(program, argv + 1 + unique, argc - 1 - unique,
			      unique ? UNIQUE : 0);
	puts(link < 0 ? strerror(errno) : "attached");
	return link < 0;
}
