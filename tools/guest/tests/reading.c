// SPDX-License-Identifier: GPL-2.0
/*
 * reading FILE - how long does it take to read a file, and how long is it?
 *
 * Prints microseconds, the least of several times, and bytes.
 */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define TIMES	5

static char buf[1 << 16];

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static long read_all(const char *name)
{
	int fd = open(name, O_RDONLY);
	long bytes = 0, n;

	if (fd < 0)
		return -1;
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		bytes += n;
	close(fd);
	return n < 0 ? -1 : bytes;
}

int main(int argc, char **argv)
{
	double least = 0;
	long bytes = 0;
	int i;

	if (argc != 2) {
		fprintf(stderr, "usage: reading FILE\n");
		return 2;
	}
	for (i = 0; i < TIMES; i++) {
		double begin = now(), took;

		bytes = read_all(argv[1]);
		if (bytes < 0) {
			perror(argv[1]);
			return 1;
		}
		took = now() - begin;
		if (!i || took < least)
			least = took;
	}
	printf("%.0f %ld\n", least, bytes);
	return 0;
}
