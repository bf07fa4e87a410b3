// SPDX-License-Identifier: GPL-2.0
/*
 * attach NAME FILE - attach a program to a function by name, as libbpf does,
 * read a file, and print how often the function was called meanwhile.
 */
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void die(const char *what, const char *why)
{
	fprintf(stderr, "attach: %s: %s\n", what, why);
	exit(1);
}

static struct bpf_object *load(const char *path)
{
	struct bpf_object *object = bpf_object__open(path);

	if (!object || bpf_object__load(object))
		die(path, "cannot be loaded");
	return object;
}

static void read_whole(const char *path)
{
	char buf[4096];
	int file = open(path, O_RDONLY);

	if (file < 0)
		die(path, strerror(errno));
	while (read(file, buf, sizeof(buf)) > 0)
		;
	close(file);
}

static long calls(struct bpf_object *object)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, ".bss");
	int key = 0;
	long n;

	if (!map || bpf_map__lookup_elem(map, &key, sizeof(key), &n, sizeof(n),
					 0))
		die(".bss", "cannot be read");
	return n;
}

int main(int argc, char **argv)
{
	struct bpf_object *object;
	struct bpf_program *program;

	if (argc != 3)
		die("usage", "attach NAME FILE");
	object = load("attach.bpf.o");
	program = bpf_object__find_program_by_name(object, "count");
	if (!bpf_program__attach_kprobe(program, false, argv[1]))
		die(argv[1], strerror(errno));
	read_whole(argv[2]);
	printf("%ld\n", calls(object));
	return 0;
}
