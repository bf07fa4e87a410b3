// SPDX-License-Identifier: GPL-2.0
#include <test_progs.h>
#include "qualified_names.skel.h"

#define MOUNTS	"fs/namespace.o"
#define MAPS	"fs/proc/task_mmu.o"

/* Does the kernel know m_start() of both files by their objects? */
static bool has_both(void)
{
	FILE *file = fopen("/proc/kallmodsyms", "r");
	char line[1024];
	int found = 0;

	if (!file)
		return false;
	while (fgets(line, sizeof(line), file))
		found += strstr(line, " m_start\t<" MOUNTS ">\n") ||
			 strstr(line, " m_start\t<" MAPS ">\n");
	fclose(file);
	return found == 2;
}

/* Reading the file calls the m_start() of it. */
static void read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char buf[4096];

	if (!ASSERT_OK_PTR(file, path))
		return;
	while (fread(buf, 1, sizeof(buf), file))
		;
	fclose(file);
}

static void test_sections(struct qualified_names *skel)
{
	if (!ASSERT_OK(qualified_names__attach(skel), "attach"))
		return;

	read_file("/proc/self/mounts");
	ASSERT_GT(skel->bss->mounts, 0, "mounts");
	ASSERT_EQ(skel->bss->multi_mounts, skel->bss->mounts, "multi_mounts");
	ASSERT_EQ(skel->bss->maps, 0, "maps");
	ASSERT_EQ(skel->bss->multi_maps, 0, "multi_maps");
	skel->bss->mounts = 0;

	read_file("/proc/self/maps");
	ASSERT_EQ(skel->bss->mounts, 0, "mounts");
	ASSERT_GT(skel->bss->maps, 0, "maps");
	ASSERT_EQ(skel->bss->multi_maps, skel->bss->maps, "multi_maps");
	ASSERT_GT(skel->bss->maps_return, 0, "maps_return");
}

static void attach_by(struct qualified_names *skel, enum probe_attach_mode mode,
		      const char *what)
{
	LIBBPF_OPTS(bpf_kprobe_opts, opts, .attach_mode = mode);
	struct bpf_program *prog = skel->progs.count_manual;
	struct bpf_link *link;

	skel->bss->manual = 0;
	link = bpf_program__attach_kprobe_opts(prog, MOUNTS ":m_start", &opts);
	if (!ASSERT_OK_PTR(link, what))
		return;
	read_file("/proc/self/maps");
	ASSERT_EQ(skel->bss->manual, 0, what);
	read_file("/proc/self/mounts");
	ASSERT_GT(skel->bss->manual, 0, what);
	bpf_link__destroy(link);

	link = bpf_program__attach_kprobe_opts(prog, "vmlinux:m_start", &opts);
	ASSERT_EQ(libbpf_get_error(link), -EADDRNOTAVAIL, what);
	link = bpf_program__attach_kprobe_opts(prog, MAPS ":no_such", &opts);
	ASSERT_EQ(libbpf_get_error(link), -ESRCH, what);
}

static void test_attach_modes(struct qualified_names *skel)
{
	attach_by(skel, PROBE_ATTACH_MODE_LINK, "link");
	attach_by(skel, PROBE_ATTACH_MODE_PERF, "perf");
	attach_by(skel, PROBE_ATTACH_MODE_LEGACY, "legacy");
}

/* An errno, or 0 if the link attaches. */
static int link_error(struct qualified_names *skel, const char *name, int flags)
{
	LIBBPF_OPTS(bpf_link_create_opts, opts);
	int prog = bpf_program__fd(skel->progs.count_nothing), link;

	opts.kprobe_multi.syms = &name;
	opts.kprobe_multi.cnt = 1;
	opts.kprobe_multi.flags = flags;
	link = bpf_link_create(prog, 0, BPF_TRACE_KPROBE_MULTI, &opts);
	if (link < 0)
		return link;
	close(link);
	return 0;
}

static void test_unique(struct qualified_names *skel)
{
	int unique = BPF_F_KPROBE_MULTI_UNIQUE;

	ASSERT_EQ(link_error(skel, "m_start", 0), 0, "plain");
	ASSERT_EQ(link_error(skel, "m_start", unique), -EADDRNOTAVAIL,
		  "plain, unique");
	ASSERT_EQ(link_error(skel, "vmlinux:m_start", 0), -EADDRNOTAVAIL,
		  "vmlinux");
	ASSERT_EQ(link_error(skel, MAPS ":m_start", unique), 0, "qualified");
	ASSERT_EQ(link_error(skel, "vfs_read", unique), 0, "only one");
	ASSERT_EQ(link_error(skel, "no_such_function", unique), -ESRCH, "none");
	ASSERT_EQ(link_error(skel, "vfs_read", unique << 1), -EINVAL, "flag");
}

void test_qualified_names(void)
{
	struct qualified_names *skel;

	if (!has_both()) {
		test__skip();
		return;
	}
	skel = qualified_names__open_and_load();
	if (!ASSERT_OK_PTR(skel, "open_and_load"))
		return;
	skel->bss->pid = getpid();

	if (test__start_subtest("sections"))
		test_sections(skel);
	if (test__start_subtest("attach_modes"))
		test_attach_modes(skel);
	if (test__start_subtest("unique"))
		test_unique(skel);
	qualified_names__destroy(skel);
}
