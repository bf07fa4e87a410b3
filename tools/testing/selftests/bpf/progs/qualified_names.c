// SPDX-License-Identifier: GPL-2.0
/* Two functions of one name, each by the object file that has it. */
#include <linux/bpf.h>
#include <linux/ptrace.h>
#include <bpf/bpf_helpers.h>

char _license[] SEC("license") = "GPL";

int pid;
int mounts;
int maps;
int maps_return;
int multi_mounts;
int multi_maps;
int manual;

static int count(int *calls)
{
	if (bpf_get_current_pid_tgid() >> 32 == pid)
		(*calls)++;
	return 0;
}

SEC("kprobe/fs/namespace.o:m_start")
int count_mounts(struct pt_regs *ctx)
{
	return count(&mounts);
}

SEC("kprobe/fs/proc/task_mmu.o:m_start+0x0")
int count_maps(struct pt_regs *ctx)
{
	return count(&maps);
}

SEC("kretprobe/vmlinux:show_map")
int count_maps_return(struct pt_regs *ctx)
{
	return count(&maps_return);
}

SEC("kprobe.multi/namespace.o:m_start")
int count_multi_mounts(struct pt_regs *ctx)
{
	return count(&multi_mounts);
}

SEC("kretprobe.multi/task_mmu.o:m_start")
int count_multi_maps(struct pt_regs *ctx)
{
	return count(&multi_maps);
}

SEC("kprobe")
int count_manual(struct pt_regs *ctx)
{
	return count(&manual);
}

SEC("kprobe.multi")
int count_nothing(struct pt_regs *ctx)
{
	return 0;
}
