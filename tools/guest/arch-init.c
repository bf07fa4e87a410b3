// SPDX-License-Identifier: GPL-2.0
/*
 * The first process of a guest of any architecture, for tools/check/arch. All
 * that it has is the console:
 *
 *	ok 1 - what		results
 *	not ok 2 - what
 *	ok 3 - what # SKIP why
 *	@@file NAME		the lines of a file of the guest's
 *	@@end
 *	@@done			all has been said
 *
 * It uses only what the kernel's tools/include/nolibc has, too, for those
 * architectures that Debian has no C library for.
 */
#ifndef NOLIBC
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#endif
#include <errno.h>
#include <stdbool.h>

#define TRACING "/sys/kernel/tracing/"

static const char crashes[] = "a probe by any name crashes this kernel";

static unsigned int count;

static void result(bool right, const char *what)
{
	printf("%sok %u - %s\n", right ? "" : "not ", ++count, what);
}

static void skip(const char *what, const char *why)
{
	printf("ok %u - %s # SKIP %s\n", ++count, what, why);
}

static void mount_all(void)
{
	static const char *const mounts[][2] = {
		{ "proc", "/proc" },
		{ "sysfs", "/sys" },
		{ "debugfs", "/sys/kernel/debug" },
		{ "tracefs", "/sys/kernel/tracing" },
	};

	for (size_t i = 0; i < sizeof(mounts) / sizeof(*mounts); i++) {
		mkdir(mounts[i][1], 0755);
		mount("none", mounts[i][1], mounts[i][0], 0, NULL);
	}
}

/* Write a line to a file; 0 or an errno. */
static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_APPEND), ret = 0;

	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		ret = errno;
	close(fd);
	return ret;
}

static FILE *open_file(const char *path)
{
	int fd = open(path, O_RDONLY);

	return fd < 0 ? NULL : fdopen(fd, "r");
}

static const char *skip_blanks(const char *line)
{
	while (*line == ' ')
		line++;
	return line;
}

static bool begins(const char *line, const char *text)
{
	return !strncmp(line, text, strlen(text));
}

/*
 * The number of lines of a file that begin with @text, after blanks; -1 where
 * it cannot be read.
 */
static int count_lines(const char *path, const char *text)
{
	FILE *in = open_file(path);
	char line[1024];
	int n = 0;

	if (!in)
		return -1;
	while (fgets(line, sizeof(line), in))
		n += begins(skip_blanks(line), text);
	fclose(in);
	return n;
}

/* A line is that of kallsyms, or has more after a TAB. */
static bool continues(const char *line, const char *plain)
{
	size_t len = strlen(plain) - 1;

	return !strncmp(line, plain, len) &&
	       (line[len] == '\t' || !strcmp(line + len, plain + len));
}

/* /proc/kallmodsyms against /proc/kallsyms, line by line. */
static void compare_files(void)
{
	FILE *plain = open_file("/proc/kallsyms");
	FILE *more = open_file("/proc/kallmodsyms");
	static char a[4096], b[4096];
	unsigned int lines = 0, different = 0;
	bool have_a = plain && more, have_b = have_a;

	while (have_a && have_b) {
		have_a = fgets(a, sizeof(a), plain);
		have_b = fgets(b, sizeof(b), more);
		if (have_a && have_b && !continues(b, a) && !different++)
			printf("# %s# %s", a, b);
		lines += have_a && have_b;
	}
	printf("# %u lines, %u differ\n", lines, different);
	result(lines > 1000 && !different && !have_a && !have_b,
	       "/proc/kallmodsyms has the lines of /proc/kallsyms");
}

/* What a KUnit suite said at boot: its cases are indented. */
static void report_suite(const char *what, const char *path)
{
	int bad = count_lines(path, "not ok ");
	int good = count_lines(path, "ok ");

	if (bad < 0) {
		skip(what, "not in this kernel");
		return;
	}
	printf("# %d lines with ok, %d with not ok\n", good, bad);
	result(good > 0 && !bad, what);
}

#define REPORT_SUITE(name) \
	report_suite("KUnit " name, "/sys/kernel/debug/kunit/" name "/results")

/* How often has a probe been hit? A line is "  NAME   HITS   MISSES". */
static int count_hits(const char *event)
{
	FILE *in = open_file(TRACING "kprobe_profile");
	int hits = -1;
	char line[256];

	while (in && fgets(line, sizeof(line), in)) {
		const char *name = skip_blanks(line);
		const char *end = name + strlen(event);

		if (begins(name, event) && *end == ' ')
			hits = atoi(skip_blanks(end));
	}
	if (in)
		fclose(in);
	return hits;
}

/* Have the two probes been hit? */
static bool fired(int here, int twin)
{
	int got_here = count_hits("here");
	int got_twin = count_hits("twin");

	printf("# here %d, twin %d\n", got_here, got_twin);
	return (got_here > 0) == here && (got_twin > 0) == twin;
}

static void fire_probes(void)
{
	count_lines("/proc/self/mounts", "");
	result(fired(1, 0), "the probe fires, its twin does not");
	count_lines("/proc/self/maps", "");
	result(fired(1, 1), "the twin fires");
}

/*
 * One function of two that have a name, and the other one. The dot at the end is
 * for a suffix that ThinLTO may have added.
 */
static void try_probes(void)
{
	int ret = write_file(TRACING "kprobe_events",
			     "p:here fs/namespace.o:m_start.\n");

	ret = ret ?: write_file(TRACING "kprobe_events",
				"p:twin fs/proc/task_mmu.o:m_start.\n");
	if (!getenv("FIRING"))
		ret = ret ?: write_file(TRACING "events/kprobes/enable", "1");
	printf("# probes: %s\n", strerror(ret));
	result(!ret, "probes by qualified name");
	if (ret)
		return;
	if (getenv("FIRING"))
		skip("the probe fires, its twin does not", crashes);
	else
		fire_probes();
	result(write_file(TRACING "kprobe_events", "p:both m_start\n"),
	       "a name of two functions is refused");
}

/* $LONG_PATH is the name of one in an object with a long path. */
static void try_long_path(void)
{
	const char *name = getenv("LONG_PATH");
	char line[256] = "p:long ";
	int ret;

	if (!name)
		return;
	strncat(line, name, sizeof(line) - strlen(line) - 1);
	ret = write_file(TRACING "kprobe_events", line);
	printf("# %s: %s\n", name, strerror(ret));
	result(!ret, "a probe in an object with a long path");
}

/* The lines of a file, as comments. */
static void quote_file(const char *path)
{
	FILE *in = open_file(path);
	char line[1024];

	while (in && fgets(line, sizeof(line), in))
		printf("# %s", line);
	if (in)
		fclose(in);
}

static void run_program(const char *path)
{
	static char *const none[] = { NULL };
	char *arguments[] = { (char *)path, NULL };
	int fd = open("/said", O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (dup2(fd, 1) >= 0)
		execve(path, arguments, none);
	exit(127);
}

/* A program of tools/testing/selftests/kallmodsyms. */
static void run_selftest(const char *what, const char *path)
{
	int status = -1;
	pid_t child;
	FILE *program = open_file(path);

	if (!program) {
		skip(what, "no C library for it");
		return;
	}
	fclose(program);
	fflush(stdout);
	child = fork();
	if (!child)
		run_program(path);
	if (child > 0)
		waitpid(child, &status, 0);
	quote_file("/said");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 4)
		skip(what, "it has nothing to test in this kernel");
	else
		result(!status, what);
}

#define RUN_SELFTEST(name)	run_selftest("kselftest " name, "/" name)

static void send_file(const char *path, const char *name)
{
	FILE *in = open_file(path);
	static char line[4096];

	printf("@@file %s\n", name);
	while (in && fgets(line, sizeof(line), in))
		fputs(line, stdout);
	printf("@@end\n");
}

int main(void)
{
	mount_all();
	/* nothing of the kernel's between our lines */
	write_file("/proc/sys/kernel/printk", "1");
	printf("\n");
	compare_files();
	REPORT_SUITE("kallmodsyms");
	REPORT_SUITE("kallmodsyms_resolve");
	REPORT_SUITE("kallmodsyms_stacktrace");
	RUN_SELFTEST("kallmodsyms_test");
	if (getenv("FIRING"))
		skip("kselftest names_test", crashes);
	else
		RUN_SELFTEST("names_test");
	if (count_lines(TRACING "kprobe_events", "") < 0) {
		skip("probes", "this architecture has none");
	} else {
		try_probes();
		try_long_path();
	}
	send_file("/proc/kallmodsyms", "kallmodsyms.txt");
	printf("@@done\n");
	fflush(stdout);
	sleep(1);
	reboot(RB_AUTOBOOT);
	reboot(RB_POWER_OFF);
	return 0;
}
