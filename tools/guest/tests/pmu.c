// SPDX-License-Identifier: GPL-2.0
/*
 * pmu NAME FILE - how often a kprobe of perf's PMU at NAME is hit while FILE is
 * read; FILE may be "|", for a pipe that is made.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static unsigned int pmu_type(void)
{
	FILE *in = fopen("/sys/bus/event_source/devices/kprobe/type", "r");
	unsigned int type = 0;

	if (!in || fscanf(in, "%u", &type) != 1) {
		fputs("pmu: this kernel has no PMU kprobe\n", stderr);
		exit(2);
	}
	fclose(in);
	return type;
}

static void cause(const char *file)
{
	int fds[2], fd;

	if (!strcmp(file, "|")) {
		if (pipe(fds))
			perror("pipe");
		return;
	}
	fd = open(file, O_RDONLY);
	if (fd < 0 || read(fd, fds, sizeof(fds)) < 0)
		perror(file);
}

int main(int argc, char **argv)
{
	struct perf_event_attr attr = { .size = sizeof(attr) };
	long long count = 0;
	int fd;

	if (argc != 3) {
		fputs("usage: pmu NAME FILE\n", stderr);
		return 2;
	}
	attr.type = pmu_type();
	attr.kprobe_func = (unsigned long)argv[1];
	fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
	if (fd < 0) {
		fprintf(stderr, "pmu: %s: %s\n", argv[1], strerror(errno));
		return 1;
	}
	cause(argv[2]);
	if (read(fd, &count, sizeof(count)) != sizeof(count))
		perror("read");
	printf("%lld\n", count);
	return 0;
}
