// SPDX-License-Identifier: GPL-2.0-only
/*
 * measure RUNS COMMAND-A COMMAND-B
 *
 * Runs two shell commands in turn, A B A B, after one run of each that does
 * not count, and prints a line for each figure:
 *
 *	cpu	seconds of processor time, the command's and its children's
 *	wall	seconds that pass
 *	memory	KiB, of the largest process
 *
 * and on the line the median of A, the median of B, and the median, least and
 * greatest ratio A/B of two runs that followed upon each other.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_RUNS	99

enum figure { CPU, WALL, MEMORY, NR_FIGURES };

static double results[2][NR_FIGURES][MAX_RUNS];

static double seconds(struct timeval t)
{
	return t.tv_sec + t.tv_usec / 1e6;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

static void run(const char *command, double figures[NR_FIGURES])
{
	struct rusage usage;
	double start = now();
	int status;
	pid_t pid = fork();

	if (pid < 0)
		err(2, "fork");
	if (!pid) {
		execl("/bin/sh", "sh", "-c", command, NULL);
		_exit(127);
	}
	if (wait4(pid, &status, 0, &usage) < 0)
		err(2, "wait4");
	if (status)
		errx(1, "failed, with status %#x: %s", status, command);
	figures[CPU] = seconds(usage.ru_utime) + seconds(usage.ru_stime);
	figures[WALL] = now() - start;
	figures[MEMORY] = usage.ru_maxrss;
}

static int compare(const void *a, const void *b)
{
	double da = *(const double *)a, db = *(const double *)b;

	return da < db ? -1 : da > db;
}

static void report(enum figure figure, int runs)
{
	static const char *const names[] = { "cpu", "wall", "memory" };
	double *a = results[0][figure], *b = results[1][figure];
	/* seconds, or KiB */
	int decimals = figure == MEMORY ? 0 : 3;
	double ratios[MAX_RUNS];

	for (int i = 0; i < runs; i++)
		ratios[i] = b[i] > 0 ? a[i] / b[i] : 0;
	qsort(ratios, runs, sizeof(*ratios), compare);
	qsort(a, runs, sizeof(*a), compare);
	qsort(b, runs, sizeof(*b), compare);
	printf("%s %.*f %.*f %.3f %.3f %.3f\n", names[figure],
	       decimals, a[runs / 2], decimals, b[runs / 2],
	       ratios[runs / 2], ratios[0], ratios[runs - 1]);
}

int main(int argc, char **argv)
{
	double figures[NR_FIGURES];
	int runs = argc == 4 ? atoi(argv[1]) : 0;

	if (runs < 1 || runs > MAX_RUNS)
		errx(2, "usage: measure RUNS COMMAND-A COMMAND-B, 1 to %d runs",
		     MAX_RUNS);
	for (int i = -1; i < runs; i++) {
		for (int which = 0; which < 2; which++) {
			run(argv[2 + which], figures);
			for (int f = 0; i >= 0 && f < NR_FIGURES; f++)
				results[which][f][i] = figures[f];
		}
	}
	for (int f = 0; f < NR_FIGURES; f++)
		report(f, runs);
	return 0;
}
