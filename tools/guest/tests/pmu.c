// SPDX-License-Identifier: GPL-2.0
/*
 * pmu NAME [TYPE] - how often a kprobe of perf's PMU at NAME is hit while a packet
 * socket is made, of that type or else SOCK_DGRAM.
 */
#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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

int main(int argc, char **argv)
{
	struct perf_event_attr attr = { .size = sizeof(attr) };
	long long count = 0;
	int fd;

	if (argc < 2) {
		fputs("usage: pmu NAME [TYPE]\n", stderr);
		return 2;
	}
	attr.type = pmu_type();
	attr.kprobe_func = (unsigned long)argv[1];
	fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
	if (fd < 0) {
		fprintf(stderr, "pmu: %s: %s\n", argv[1], strerror(errno));
		return 1;
	}
	/* A wrong type fails before there is a socket. */
	socket(AF_PACKET, argc > 2 ? atoi(argv[2]) : SOCK_DGRAM, 0);
	if (read(fd, &count, sizeof(count)) != sizeof(count))
		perror("read");
	printf("%lld\n", count);
	return 0;
}
