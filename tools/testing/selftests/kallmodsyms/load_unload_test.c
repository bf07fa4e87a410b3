// SPDX-License-Identifier: GPL-2.0
/*
 * Several readers of /proc/kallmodsyms, each in steps of its own, while a
 * module comes and goes: the lines of the kernel image stay the same to the
 * byte, and any other line is whole.
 *
 * usage: load_unload_test [MODULE.ko [PARAMETERS]]
 *
 * Without arguments, the module is one that nobody misses from /lib/modules.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "symbols.h"
#include "../kselftest.h"

#define READERS		4
#define SECONDS		12

#ifndef MODULE_INIT_COMPRESSED_FILE
#define MODULE_INIT_COMPRESSED_FILE	4
#endif

/**
 * struct reader - what a reader tells
 * @reads: how many times it has read the file
 * @seen: in how many of them the module was there
 * @wrong: the offset at which it found something wrong, -1 for none
 * @error: what that was, as errno; 0 for other bytes
 */
struct reader {
	unsigned int reads;
	unsigned int seen;
	long wrong;
	int error;
};

/* Shared with the readers. */
static struct board {
	atomic_bool stop;
	struct reader readers[READERS];
} *board;

static struct text core;	/* the lines of the kernel image */
static const char *path, *params;
static char module[64];

static const char * const known[] = {
	"drivers/net/dummy.ko", "lib/test_user_copy.ko", "lib/crc7.ko",
	"crypto/crc32_generic.ko", "fs/nls/nls_utf8.ko",
};

static const char * const endings[] = { "", ".xz", ".zst", ".gz" };

static const char *find_module(void)
{
	static char name[512];
	struct utsname uts;
	size_t i, j;

	uname(&uts);
	for (i = 0; i < ARRAY_SIZE(known); i++)
		for (j = 0; j < ARRAY_SIZE(endings); j++) {
			snprintf(name, sizeof(name),
				 "/lib/modules/%s/kernel/%s%s",
				 uts.release, known[i], endings[j]);
			if (!access(name, R_OK))
				return name;
		}
	return NULL;
}

/* "/x/a-b.ko" is a_b */
static void set_module_name(void)
{
	const char *base = strrchr(path, '/');
	size_t i;

	base = base ? base + 1 : path;
	for (i = 0; base[i] && base[i] != '.' && i < sizeof(module) - 1; i++)
		module[i] = base[i] == '-' ? '_' : base[i];
}

static int load(void)
{
	bool plain = !strcmp(path + strlen(path) - 3, ".ko");
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret;

	if (fd < 0)
		return -errno;
	ret = syscall(SYS_finit_module, fd, params,
		      plain ? 0 : MODULE_INIT_COMPRESSED_FILE) ? -errno : 0;
	close(fd);
	return ret;
}

static int unload(void)
{
	return syscall(SYS_delete_module, module, O_NONBLOCK) ? -errno : 0;
}

/* Is each line after those of the kernel image whole? Which one is not? */
static const char *find_broken_line(const char *line)
{
	const char *end;

	for (; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!end || end[-1] != ']' || !memchr(line, '\t', end - line))
			return line;
	}
	return NULL;
}

/* Reads to the end, in steps of random size. */
static int read_in_steps(int fd, struct text *text, size_t room,
			 unsigned int *seed)
{
	ssize_t n;

	text->size = 0;
	do {
		size_t step = 1 + rand_r(seed) % 20000;

		if (step > room - 1 - text->size)
			step = room - 1 - text->size;
		n = read(fd, text->bytes + text->size, step);
		if (n < 0)
			return -errno;
		text->size += n;
	} while (n);
	text->bytes[text->size] = '\0';
	return 0;
}

static long first_difference(const char *a, const char *b, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (a[i] != b[i])
			return i;
	return -1;
}

static void check_text(struct reader *reader, const struct text *text)
{
	char mark[80];
	const char *broken;

	snprintf(mark, sizeof(mark), "\t[%s]\n", module);
	reader->wrong = first_difference(text->bytes, core.bytes, core.size);
	if (reader->wrong >= 0)
		return;
	broken = find_broken_line(text->bytes + core.size);
	if (broken)
		reader->wrong = broken - text->bytes;
	reader->reads++;
	reader->seen += !!strstr(text->bytes + core.size, mark);
}

static void print_context(const struct text *text, long at)
{
	long from = at < 60 ? 0 : at - 60;

	ksft_print_msg("differs after: %.*s\n", (int)(at - from),
		       text->bytes + from);
	ksft_print_msg("where it reads: %.60s\n", text->bytes + at);
}

/* A child: reads until it is told to stop, or until something is wrong. */
static void __noreturn run_reader(struct reader *reader, unsigned int seed)
{
	size_t room = 2 * core.size + (1 << 20);
	struct text text = { .bytes = malloc(room) };
	int fd;

	while (!board->stop && reader->wrong < 0) {
		fd = open(KALLMODSYMS, O_RDONLY);
		reader->error = fd < 0 ? errno :
				-read_in_steps(fd, &text, room, &seed);
		close(fd);
		if (reader->error) {
			reader->wrong = text.size;
			break;
		}
		check_text(reader, &text);
	}
	if (reader->wrong >= 0 && !reader->error)
		print_context(&text, reader->wrong);
	_exit(0);
}

static bool start_readers(pid_t *pids)
{
	int i;

	for (i = 0; i < READERS; i++) {
		board->readers[i].wrong = -1;
		pids[i] = fork();
		if (!pids[i])
			run_reader(&board->readers[i], i + 1);
		if (pids[i] < 0)
			return false;
	}
	return true;
}

/* Returns how often the module came and went, or an error. */
static int load_and_unload(void)
{
	time_t end = time(NULL) + SECONDS;
	int rounds = 0, ret;

	while (time(NULL) < end) {
		ret = load();
		if (ret)
			return ret;
		/* for a moment, so that it is there to be read */
		usleep(rounds % 8 * 3000);
		do
			ret = unload();
		while (ret == -EAGAIN || ret == -EBUSY);
		if (ret)
			return ret;
		rounds++;
	}
	return rounds;
}

static bool stop_readers(const pid_t *pids)
{
	bool ok = true;
	int i, status;

	board->stop = true;
	for (i = 0; i < READERS; i++)
		ok &= waitpid(pids[i], &status, 0) == pids[i] && !status;
	return ok;
}

/* Adds up in the first reader what all of them tell. */
static bool sum_up(struct reader *sum)
{
	bool ok = true;
	int i;

	*sum = (struct reader) { .wrong = -1 };
	for (i = 0; i < READERS; i++) {
		const struct reader *r = &board->readers[i];

		sum->reads += r->reads;
		sum->seen += r->seen;
		if (r->wrong < 0)
			continue;
		ok = false;
		ksft_print_msg("reader %d: at byte %ld: %s\n", i, r->wrong,
			       r->error ? strerror(r->error) : "other text");
	}
	return ok;
}

static void read_core(void)
{
	struct symbols old;
	int ret = read_symbols(KALLSYMS, &old) ?: read_file(KALLMODSYMS, &core);

	if (ret)
		ksft_exit_fail_msg("cannot read: %s\n", strerror(-ret));
	core.size = lines_size(&core, old.nr_core);
	core.bytes[core.size] = '\0';
}

static void check_requirements(void)
{
	int ret;

	if (access(KALLMODSYMS, F_OK))
		ksft_exit_skip("no " KALLMODSYMS ": CONFIG_KALLMODSYMS is off\n");
	if (!path)
		ksft_exit_skip("no module to load: name one, such as dummy.ko\n");
	set_module_name();
	ret = load();
	if (ret)
		ksft_exit_skip("%s cannot be loaded: %s\n", path,
			       strerror(-ret));
	ret = unload();
	if (ret)
		ksft_exit_skip("%s cannot be unloaded: %s\n", module,
			       strerror(-ret));
}

int main(int argc, char **argv)
{
	struct reader sum;
	pid_t pids[READERS];
	bool same;
	int rounds;

	ksft_print_header();
	path = argc > 1 ? argv[1] : find_module();
	params = argc > 2 ? argv[2] : "";
	check_requirements();
	read_core();
	board = mmap(NULL, sizeof(*board), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (board == MAP_FAILED)
		ksft_exit_fail_perror("mmap");

	ksft_set_plan(4);
	if (!start_readers(pids))
		ksft_exit_fail_perror("fork");
	rounds = load_and_unload();
	ksft_test_result(stop_readers(pids), "readers end\n");
	same = sum_up(&sum);
	ksft_print_msg("%s came and went %d times; %u reads, in %u it was there\n",
		       module, rounds, sum.reads, sum.seen);
	ksft_test_result(rounds > READERS, "module comes and goes\n");
	ksft_test_result(same && sum.reads > READERS,
			 "kernel image stays the same\n");
	ksft_test_result(sum.seen && sum.seen < sum.reads,
			 "module is there at times\n");
	ksft_finished();
}
