// SPDX-License-Identifier: GPL-2.0
/*
 * Tracers take qualified names, and each selects one function: see
 * Documentation/admin-guide/kallmodsyms.rst.
 *
 * The functions are ones that a read of a file calls: m_start() of two files in
 * /proc/self, a name that several have, and those of /proc/net/packet, which are
 * of a module. A case is skipped on a kernel without them.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "symbols.h"
#include "../kselftest_harness.h"

#define TRACING		"/sys/kernel/tracing/"
#define KPROBES_LIST	"/sys/kernel/debug/kprobes/list"
#define PMU_TYPE	"/sys/bus/event_source/devices/kprobe/type"
#define BPF_SYSCTL	"/proc/sys/kernel/unprivileged_bpf_disabled"
#define BPF_EVENTS	TRACING "events/bpf_trace"
#define MODULE_FILE	"/proc/net/packet"
#define TRACE		TRACING "trace"

/* Two functions of one name, and what calls them. */
#define TWIN		"m_start"
#define OBJECT_A	"fs/namespace.o"
#define OBJECT_B	"fs/proc/task_mmu.o"
#define TWIN_A		OBJECT_A ":" TWIN
#define TWIN_B		OBJECT_B ":" TWIN
#define FILE_A		"/proc/self/mounts"
#define FILE_B		"/proc/self/maps"
/* A function of a module that is built in. */
#define IN_MODULE	"af_packet:packet_seq_start"

/* Emulated machines take their time. */
#define SECONDS		120

/* All files are written at once: a tracer's command is one write(). */
static int write_file(const char *path, const char *text, int flags)
{
	int fd = open(path, O_WRONLY | flags), ret = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		ret = -errno;
	/* ftrace takes the last word when the file is closed */
	if (close(fd) && !ret)
		ret = -errno;
	return ret;
}

static int probe(const char *command)
{
	return write_file(TRACING "kprobe_events", command, O_APPEND);
}

static int dynamic_event(const char *command)
{
	return write_file(TRACING "dynamic_events", command, O_APPEND);
}

static int switch_event(const char *system, const char *event, bool on)
{
	char path[256];

	snprintf(path, sizeof(path), TRACING "events/%s/%s/enable", system,
		 event);
	return write_file(path, on ? "1" : "0", 0);
}

/* One read is enough to call the functions of a file. */
static void read_some(const char *path)
{
	char bytes[4096];
	int fd = open(path, O_RDONLY);

	if (fd < 0 || read(fd, bytes, sizeof(bytes)) < 0)
		ksft_print_msg("%s: %s\n", path, strerror(errno));
	close(fd);
}

static bool file_has(const char *path, const char *text)
{
	struct text file;
	bool has;

	if (read_file(path, &file))
		return false;
	has = strstr(file.bytes, text);
	free(file.bytes);
	return has;
}

/* How often a kprobe event was hit; -1 if there is none. */
static long hits(const char *event)
{
	struct text file;
	char *line, name[64];
	long found = -1, count;

	if (read_file(TRACING "kprobe_profile", &file))
		return -1;
	for (line = strtok(file.bytes, "\n"); line; line = strtok(NULL, "\n"))
		if (sscanf(line, "%63s %ld", name, &count) == 2 &&
		    !strcmp(name, event))
			found = count;
	free(file.bytes);
	return found;
}

static bool has_symbol(const char *line)
{
	return file_has(KALLMODSYMS, line);
}

static bool has_twins(void)
{
	return has_symbol(" " TWIN "\t<" OBJECT_A ">\n") &&
	       has_symbol(" " TWIN "\t<" OBJECT_B ">\n");
}

static bool has_module(void)
{
	return has_symbol(" packet_seq_start\t[af_packet]\n");
}

static void clean_up(void)
{
	write_file(TRACING "events/kprobes/enable", "0", 0);
	write_file(TRACING "events/fprobes/enable", "0", 0);
	write_file(TRACING "dynamic_events", "", O_TRUNC);
	write_file(TRACING "set_ftrace_filter", "", O_TRUNC);
	write_file(TRACING "error_log", "", O_TRUNC);
}

FIXTURE(names) {
};

FIXTURE_SETUP(names)
{
	if (access(KALLMODSYMS, R_OK))
		SKIP(return, "no " KALLMODSYMS);
	if (access(TRACING "kprobe_events", W_OK))
		SKIP(return, "no kprobe_events, or not root");
	if (!has_twins())
		SKIP(return, "no two functions " TWIN "()");
	clean_up();
}

FIXTURE_TEARDOWN(names)
{
	clean_up();
}

TEST_F_TIMEOUT(names, probe_hits_its_function_only, SECONDS)
{
	long before;

	ASSERT_EQ(0, probe("p:kms_a " TWIN_A));
	ASSERT_EQ(0, probe("p:kms_b " TWIN_B));
	ASSERT_EQ(0, switch_event("kprobes", "kms_a", true));
	ASSERT_EQ(0, switch_event("kprobes", "kms_b", true));

	read_some(FILE_A);
	EXPECT_LT(0, hits("kms_a"));
	EXPECT_EQ(0, hits("kms_b"));

	before = hits("kms_a");
	read_some(FILE_B);
	EXPECT_EQ(before, hits("kms_a"));
	EXPECT_LT(0, hits("kms_b"));
}

TEST_F_TIMEOUT(names, return_probe_hits, SECONDS)
{
	ASSERT_EQ(0, probe("r:kms_r " TWIN_A " $retval"));
	ASSERT_EQ(0, probe("p:kms_s namespace.o:" TWIN "%return"));
	ASSERT_EQ(0, switch_event("kprobes", "kms_r", true));
	ASSERT_EQ(0, switch_event("kprobes", "kms_s", true));
	read_some(FILE_A);
	EXPECT_LT(0, hits("kms_r"));
	EXPECT_EQ(hits("kms_r"), hits("kms_s"));
}

TEST_F_TIMEOUT(names, function_of_built_in_module_is_hit, SECONDS)
{
	if (!has_module())
		SKIP(return, "af_packet is not built in");
	ASSERT_EQ(0, probe("p:kms_m " IN_MODULE));
	ASSERT_EQ(0, switch_event("kprobes", "kms_m", true));
	read_some(MODULE_FILE);
	EXPECT_LT(0, hits("kms_m"));
}

static int load_module(const char *path, const char *parameters)
{
	int fd = open(path, O_RDONLY), ret;

	if (fd < 0)
		return -errno;
	ret = syscall(__NR_finit_module, fd, parameters, 0) ? -errno : 0;
	close(fd);
	return ret;
}

static int unload_module(const char *name)
{
	return syscall(__NR_delete_module, name, O_NONBLOCK) ? -errno : 0;
}

static int perf_open(const char *name)
{
	struct perf_event_attr attr = { .size = sizeof(attr) };
	struct text type;
	int fd;

	if (read_file(PMU_TYPE, &type))
		return -ENOENT;
	attr.type = atoi(type.bytes);
	free(type.bytes);
	attr.kprobe_func = (unsigned long)name;
	fd = syscall(__NR_perf_event_open, &attr, 0, -1, -1, 0);
	return fd < 0 ? -errno : fd;
}

/* The same name as for a built-in module, and it can be there too early. */
TEST_F_TIMEOUT(names, function_of_loadable_module_is_hit, SECONDS)
{
	const char *path = getenv("DUMMY_MODULE");

	if (!path)
		SKIP(return, "DUMMY_MODULE does not tell where dummy.ko is");
	unload_module("dummy");
	ASSERT_EQ(0, probe("p:kms_d dummy:dummy_dev_init"));
	ASSERT_EQ(0, switch_event("kprobes", "kms_d", true));
	ASSERT_EQ(0, load_module(path, "numdummies=1"));
	EXPECT_EQ(1, hits("kms_d"));
	EXPECT_EQ(0, probe("p:kms_e dummy:dummy_xmit"));
	EXPECT_EQ(0, probe("p:kms_v dummy:dummy_xmit."));
	/* the errors of names that need no table */
	EXPECT_EQ(-EINVAL, probe("p:kms_g dummy:no_such"));
	EXPECT_EQ(-ENOENT, perf_open("dummy:no_such"));
	EXPECT_EQ(-ESRCH, probe("p:kms_g vmlinux:dummy_dev_init"));
	EXPECT_EQ(0, write_file(TRACING "set_ftrace_filter",
				"dummy_xmit:mod:dummy\n", O_TRUNC));
	EXPECT_TRUE(file_has(TRACING "set_ftrace_filter",
			     "dummy_xmit [dummy]\n"));
	clean_up();
	EXPECT_EQ(0, unload_module("dummy"));
}

TEST_F_TIMEOUT(names, fprobe_hits_its_function_only, SECONDS)
{
	if (!file_has(TRACING "README", "f[:[<group>/]"))
		SKIP(return, "no fprobe events");
	ASSERT_EQ(0, dynamic_event("f:kms_f " TWIN_B));
	ASSERT_EQ(0, switch_event("fprobes", "kms_f", true));
	read_some(FILE_A);
	EXPECT_FALSE(file_has(TRACE, "kms_f: ("));
	read_some(FILE_B);
	EXPECT_TRUE(file_has(TRACE, "kms_f: ("));
	ASSERT_EQ(0, switch_event("fprobes", "kms_f", false));
	EXPECT_EQ(-EADDRNOTAVAIL, dynamic_event("f:kms_f vmlinux:" TWIN));
	EXPECT_EQ(-ESRCH, dynamic_event("f:kms_f fs/open.o:" TWIN));
}

TEST_F_TIMEOUT(names, printed_probes_can_be_fed_back, SECONDS)
{
	struct text first, again;

	ASSERT_EQ(0, probe("p:kms_a " TWIN_A "+0"));
	ASSERT_EQ(0, probe("r:kms_b proc/task_mmu.o:" TWIN));
	ASSERT_EQ(0, probe("p " TWIN_A));
	EXPECT_EQ(0, access(TRACING "events/kprobes/p_fs_namespace_o_m_start_0",
			    F_OK));
	ASSERT_EQ(0, read_file(TRACING "kprobe_events", &first));
	ASSERT_EQ(0, write_file(TRACING "kprobe_events", "", O_TRUNC));
	ASSERT_EQ(0, probe(first.bytes));
	ASSERT_EQ(0, read_file(TRACING "kprobe_events", &again));
	EXPECT_STREQ(first.bytes, again.bytes);
}

/* Where functions have descriptors, the code has the name after a dot. */
static bool lists_twin_of(const char *object)
{
	char plain[64], dotted[64];

	snprintf(plain, sizeof(plain), "  %s:" TWIN "+0x", object);
	snprintf(dotted, sizeof(dotted), "  %s:." TWIN "+0x", object);
	return file_has(KPROBES_LIST, plain) || file_has(KPROBES_LIST, dotted);
}

TEST_F_TIMEOUT(names, list_of_kprobes_shows_which, SECONDS)
{
	if (access(KPROBES_LIST, R_OK))
		SKIP(return, "no " KPROBES_LIST);
	ASSERT_EQ(0, probe("p:kms_a " TWIN_A));
	EXPECT_TRUE(lists_twin_of(OBJECT_A));
	EXPECT_FALSE(lists_twin_of(OBJECT_B));
}

TEST_F_TIMEOUT(names, errors_are_told_apart, SECONDS)
{
	EXPECT_EQ(-EINVAL, probe("p:kms " TWIN));
	EXPECT_EQ(-EADDRNOTAVAIL, probe("p:kms vmlinux:" TWIN));
	EXPECT_EQ(-ESRCH, probe("p:kms fs/namespace.o:no_such"));
	EXPECT_EQ(-ESRCH, probe("p:kms vmlinux:no_such"));
	if (has_module())
		EXPECT_EQ(-ESRCH, probe("p:kms af_packet:no_such"));
	/* they may come yet */
	EXPECT_EQ(0, probe("p:kms no_such_module:" TWIN));
	EXPECT_EQ(0, probe("p:kms kernel/no_such.o:" TWIN));
	EXPECT_EQ(0, probe("p:kms amespace.o:" TWIN));
}

TEST_F_TIMEOUT(names, malformed_names_are_refused, SECONDS)
{
	static const char * const malformed[] = {
		":sym", "mod:", ":", "a:b:c", "a::b", "fs/namespace.o:",
		"a\001:b", "a:\377\376", "\303\251:b", "a:b\177",
	};
	char command[64 + 4096];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(malformed); i++) {
		snprintf(command, sizeof(command), "p:kms %s", malformed[i]);
		EXPECT_EQ(-EINVAL, probe(command)) TH_LOG("%s", malformed[i]);
	}
	snprintf(command, sizeof(command), "p:kms mod:%02000d", 0);
	EXPECT_EQ(-ENAMETOOLONG, probe(command));
	EXPECT_FALSE(file_has(TRACING "kprobe_events", "kms"));
}

/* Each name after "Try:" is taken. */
static void paste_hint(struct __test_metadata *_metadata, char *names)
{
	char *name, command[512];
	int n = 0;

	names[strcspn(names, "(\n")] = '\0';
	for (name = strtok(names, " "); name; name = strtok(NULL, " ")) {
		snprintf(command, sizeof(command), "p:kms_%d %s", n++, name);
		EXPECT_EQ(0, probe(command)) TH_LOG("%s", command);
	}
	EXPECT_LE(2, n);
}

TEST_F_TIMEOUT(names, error_log_has_names_to_paste, SECONDS)
{
	static const char hint[] = "\n  Try: ";
	struct text log;
	char *names;

	ASSERT_EQ(0, write_file(TRACING "error_log", "", O_TRUNC));
	EXPECT_EQ(-EINVAL, probe("p:kms " TWIN));
	ASSERT_EQ(0, read_file(TRACING "error_log", &log));
	EXPECT_NE(NULL, strstr(log.bytes, "The symbol is not unique\n"));
	names = strstr(log.bytes, hint);
	ASSERT_NE(NULL, names) TH_LOG("%s", log.bytes);
	paste_hint(_metadata, names + strlen(hint));
}

/* A path with what would begin an offset. */
TEST_F_TIMEOUT(names, path_may_have_a_hyphen, SECONDS)
{
	char command[512], object[256];
	struct symbols all;
	size_t i, tried = 0;

	ASSERT_EQ(0, read_symbols(KALLMODSYMS, &all));
	for (i = 0; i < all.nr && tried < 20; i++) {
		if (all.at[i].type != 't' || !strchr(all.at[i].object, '-'))
			continue;
		if (sscanf(all.at[i].object, "<%255[^>]", object) != 1)
			continue;
		snprintf(command, sizeof(command), "p:kms %s:%s+0", object,
			 all.at[i].name);
		tried++;
		if (!probe(command))
			return;
	}
	if (!tried)
		SKIP(return, "no object that is needed has a hyphen");
	EXPECT_TRUE(false) TH_LOG("none of %zu, the last: %s", tried, command);
}

TEST_F_TIMEOUT(names, mod_filters_built_in_module, SECONDS)
{
	if (access(TRACING "set_ftrace_filter", W_OK))
		SKIP(return, "no set_ftrace_filter");
	if (!has_module())
		SKIP(return, "af_packet is not built in");
	ASSERT_EQ(0, write_file(TRACING "set_ftrace_filter",
				"packet_seq_start:mod:af_packet", O_TRUNC));
	EXPECT_TRUE(file_has(TRACING "set_ftrace_filter", "packet_seq_start\n"));
	EXPECT_FALSE(file_has(TRACING "set_ftrace_filter", ":mod:"));

	ASSERT_EQ(0, write_file(TRACING "set_ftrace_filter", "*:mod:af_p*t",
				O_TRUNC));
	EXPECT_TRUE(file_has(TRACING "set_ftrace_filter", "packet_seq_start\n"));
	EXPECT_FALSE(file_has(TRACING "set_ftrace_filter", "vfs_read\n"));
	ASSERT_EQ(0, write_file(TRACING "set_ftrace_filter",
				"!packet_seq_start:mod:af_packet", O_APPEND));
	EXPECT_FALSE(file_has(TRACING "set_ftrace_filter", "packet_seq_start\n"));
	EXPECT_TRUE(file_has(TRACING "set_ftrace_filter", "packet_seq_next\n"));

	ASSERT_EQ(0, write_file(TRACING "set_ftrace_filter",
				"*_seq_start:mod:!af_packet", O_TRUNC));
	EXPECT_FALSE(file_has(TRACING "set_ftrace_filter", "packet_seq_start\n"));
	EXPECT_NE(0, write_file(TRACING "set_ftrace_filter",
				"no_such:mod:af_packet\n", O_TRUNC));
}

TEST_F_TIMEOUT(names, mod_filters_graph, SECONDS)
{
	static const char file[] = TRACING "set_graph_function";

	if (access(file, W_OK))
		SKIP(return, "no set_graph_function");
	if (!has_module())
		SKIP(return, "af_packet is not built in");
	EXPECT_EQ(0, write_file(file, "packet_seq_*:mod:af_packet", O_TRUNC));
	EXPECT_TRUE(file_has(file, "packet_seq_start\n"));
	EXPECT_NE(0, write_file(file, "packet_seq_*:mod:ext4\n", O_TRUNC));
	EXPECT_EQ(0, write_file(file, "", O_TRUNC));
}

TEST_F_TIMEOUT(names, perf_counts_its_function_only, SECONDS)
{
	unsigned long long a = 0, b = 0;
	int fd_a, fd_b;

	if (access(PMU_TYPE, R_OK))
		SKIP(return, "no " PMU_TYPE);
	fd_a = perf_open(TWIN_A);
	fd_b = perf_open(TWIN_B);
	ASSERT_LE(0, fd_a);
	ASSERT_LE(0, fd_b);
	read_some(FILE_A);
	ASSERT_EQ(sizeof(a), read(fd_a, &a, sizeof(a)));
	ASSERT_EQ(sizeof(b), read(fd_b, &b, sizeof(b)));
	EXPECT_LT(0, a);
	EXPECT_EQ(0, b);
	close(fd_a);
	close(fd_b);

	EXPECT_EQ(-EADDRNOTAVAIL, perf_open("vmlinux:" TWIN));
	EXPECT_EQ(-ENOENT, perf_open("kernel/no_such.o:" TWIN));
	EXPECT_EQ(-ESRCH, perf_open("fs/namespace.o:no_such"));
	EXPECT_EQ(-EINVAL, perf_open("a:b:c"));
}

static int bpf(int command, union bpf_attr *attr)
{
	int ret = syscall(__NR_bpf, command, attr, sizeof(*attr));

	return ret < 0 ? -errno : ret;
}

static int bpf_counter(void)
{
	union bpf_attr attr = {
		.map_type = BPF_MAP_TYPE_ARRAY,
		.key_size = 4,
		.value_size = 8,
		.max_entries = 1,
	};

	return bpf(BPF_MAP_CREATE, &attr);
}

static long long bpf_count(int map)
{
	long long value = -1;
	int key = 0;
	union bpf_attr attr = {
		.map_fd = map,
		.key = (unsigned long)&key,
		.value = (unsigned long)&value,
	};

	return bpf(BPF_MAP_LOOKUP_ELEM, &attr) ? -1 : value;
}

#define INSN(c, d, s, o, i) \
	{ .code = (c), .dst_reg = (d), .src_reg = (s), .off = (o), .imm = (i) }

/* A program that adds one to the counter. */
static int bpf_program(int map)
{
	struct bpf_insn insns[] = {
		/* *(u32 *)(fp - 4) = 0, the key */
		INSN(BPF_ST | BPF_MEM | BPF_W, BPF_REG_10, 0, -4, 0),
		INSN(BPF_ALU64 | BPF_MOV | BPF_X, BPF_REG_2, BPF_REG_10, 0, 0),
		INSN(BPF_ALU64 | BPF_ADD | BPF_K, BPF_REG_2, 0, 0, -4),
		INSN(BPF_LD | BPF_DW | BPF_IMM, BPF_REG_1, BPF_PSEUDO_MAP_FD, 0,
		     map),
		INSN(0, 0, 0, 0, 0),
		INSN(BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_map_lookup_elem),
		/* if there is a value, *r0 += 1 */
		INSN(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_0, 0, 2, 0),
		INSN(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_1, 0, 0, 1),
		INSN(BPF_STX | BPF_ATOMIC | BPF_DW, BPF_REG_0, BPF_REG_1, 0,
		     BPF_ADD),
		INSN(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_0, 0, 0, 0),
		INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0),
	};
	union bpf_attr attr = {
		.prog_type = BPF_PROG_TYPE_KPROBE,
		.expected_attach_type = BPF_TRACE_KPROBE_MULTI,
		.insns = (unsigned long)insns,
		.insn_cnt = ARRAY_SIZE(insns),
		.license = (unsigned long)"GPL",
	};

	return bpf(BPF_PROG_LOAD, &attr);
}

static int bpf_attach(int program, const char *name)
{
	unsigned long names[] = { (unsigned long)name };
	union bpf_attr attr = { .link_create = {
		.prog_fd = program,
		.attach_type = BPF_TRACE_KPROBE_MULTI,
		.kprobe_multi = {
			.cnt = 1,
			.syms = (unsigned long)names,
		},
	} };

	return bpf(BPF_LINK_CREATE, &attr);
}

TEST_F_TIMEOUT(names, kprobe_multi_hits_its_function_only, SECONDS)
{
	int map = bpf_counter(), program, link;

	if (access(BPF_SYSCTL, F_OK))
		SKIP(return, "no " BPF_SYSCTL);
	if (access(BPF_EVENTS, F_OK))
		SKIP(return, "no " BPF_EVENTS);
	ASSERT_LE(0, map);
	program = bpf_program(map);
	ASSERT_LE(0, program);
	link = bpf_attach(program, TWIN_B);
	if (link == -EOPNOTSUPP)
		SKIP(return, "no kprobe.multi links");
	ASSERT_LE(0, link);

	read_some(FILE_A);
	EXPECT_EQ(0, bpf_count(map));
	read_some(FILE_B);
	EXPECT_LT(0, bpf_count(map));
	close(link);

	if (has_module()) {
		link = bpf_attach(program, "af-packet:packet_seq_start");
		EXPECT_LE(0, link);
		close(link);
		link = bpf_attach(program, "vmlinux:packet_seq_start");
		EXPECT_LE(0, link);
		close(link);
	}
	EXPECT_EQ(-EADDRNOTAVAIL, bpf_attach(program, "vmlinux:" TWIN));
	EXPECT_EQ(-ENOENT, bpf_attach(program, "kernel/no_such.o:" TWIN));
	EXPECT_EQ(-ESRCH, bpf_attach(program, "fs/namespace.o:no_such"));
}

TEST_HARNESS_MAIN
