// SPDX-License-Identifier: GPL-2.0
/*
 * Prints what a program on iter/ksym knows of each symbol, a line for each:
 *
 *	address|letter|name|module|ambiguous|modules|path
 *
 * where the module is the loadable one and the rest is kallmodsyms'. The types
 * have only what is used here; offsets come from the kernel's own types.
 */
typedef unsigned char __u8;
typedef short __s16;
typedef unsigned short __u16;
typedef int __s32;
typedef unsigned int __u32;
typedef long long __s64;
typedef unsigned long long __u64;
typedef __u16 __be16;
typedef __u32 __be32;
typedef __u32 __wsum;

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define __kernel_type	__attribute__((preserve_access_index))

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
} __kernel_type;

struct kallmodsyms_object {
	char path[1];
	char modules[1];
} __kernel_type;

struct kallmodsyms_iter {
	struct kallmodsyms_object object;
	_Bool ambiguous;
} __kernel_type;

struct kallsym_iter {
	unsigned long value;
	char type;
	char name[1];
	char module_name[1];
	int exported;
	int show_value;
	struct kallmodsyms_iter origin;
} __kernel_type;

struct bpf_iter__ksym {
	struct bpf_iter_meta *meta;
	struct kallsym_iter *ksym;
} __kernel_type;

char _license[] SEC("license") = "GPL";

/* A module's symbol has a capital letter if it is exported, whatever it was. */
static inline char shown_type(char type, int exported)
{
	return exported ? type & ~0x20 : type | 0x20;
}

SEC("iter/ksym")
int print_symbol(struct bpf_iter__ksym *ctx)
{
	struct kallsym_iter *ksym = ctx->ksym;
	char type;

	if (!ksym)
		return 0;

	type = ksym->type;
	if (ksym->module_name[0])
		type = shown_type(type, ksym->exported);
	BPF_SEQ_PRINTF(ctx->meta->seq, "%lx|%c|%s|%s|%d|%s|%s\n",
		       ksym->show_value ? ksym->value : 0, type, ksym->name,
		       ksym->module_name, ksym->origin.ambiguous,
		       ksym->origin.object.modules, ksym->origin.object.path);
	return 0;
}
