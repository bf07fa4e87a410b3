// SPDX-License-Identifier: GPL-2.0-only
/*
 * Changes pointers and bytes at random in the memory of modules in a dump, and
 * looks whether the symbols of the kernel image are read as before, and what is
 * read of modules is consistent.
 *
 * usage: damage_modules DUMP TIMES SEED
 *
 * The dump is one of "core" with modules: they are in the segments after the
 * first. The last line printed is "N with problems, N changed, N harmless".
 */
#define _GNU_SOURCE
#include <elf.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "damage.h"

#define MAX_POINTERS	65536
#define WORD		8

static size_t pointers[MAX_POINTERS];	/* where they are in the file */
static unsigned int num_pointers;

static const Elf64_Phdr *part(int i)
{
	const Elf64_Ehdr *e = (void *)bytes;

	return (const Elf64_Phdr *)(bytes + e->e_phoff) + e->e_phnum - 2 + i;
}

static bool is_pointer(unsigned long long value)
{
	return value - part(0)->p_vaddr < part(0)->p_filesz ||
	       value - part(1)->p_vaddr < part(1)->p_filesz;
}

static void find_pointers(void)
{
	for (int i = 0; i < 2; i++) {
		size_t at = part(i)->p_offset, end = at + part(i)->p_filesz;
		unsigned long long value;

		at += -part(i)->p_vaddr % WORD;
		for (; at + WORD <= end && num_pointers < MAX_POINTERS;
		     at += WORD) {
			memcpy(&value, bytes + at, WORD);
			if (is_pointer(value))
				pointers[num_pointers++] = at;
		}
	}
}

/* A pointer becomes another one, or none, or points nearby. */
static void change_pointer(int fd)
{
	size_t at = pointers[below(num_pointers)];
	unsigned long long value;

	memcpy(&value, bytes + pointers[below(num_pointers)], WORD);
	if (!below(4))
		value = below(2) ? 0 : -1ull;
	else if (below(2))
		value += below(64) - 32ull;
	if (pwrite(fd, &value, WORD, at) != WORD)
		exit(2);
}

static void change_byte(int fd)
{
	size_t at = part(1)->p_offset + below(part(1)->p_filesz);
	unsigned char value = below(3) ? below(256) : 255;

	if (pwrite(fd, &value, 1, at) != 1)
		exit(2);
}

static void restore(int fd)
{
	for (int i = 0; i < 2; i++) {
		size_t at = part(i)->p_offset, len = part(i)->p_filesz;

		if (pwrite(fd, bytes + at, len, at) != (ssize_t)len)
			exit(2);
	}
}

/* What is said of a symbol has to be text, and be found again. */
static void check(const struct kms *kms, const struct kms_symbol *sym)
{
	struct kms_symbol other = { 0 };
	const char *problem;

	for (const char *p = sym->name; *p; p++)
		if ((unsigned char)*p <= ' ')
			errx(1, "a name with a blank");
	if (!strchr(sym->name, ':') &&
	    (kms_find(kms, sym->name, sym->index, &other) ||
	     other.index != sym->index))
		errx(1, "%s is not found", sym->name);
	if (!kms_lookup(kms, sym->addr, &other) &&
	    (other.addr > sym->addr || sym->addr - other.addr >= other.size))
		errx(1, "%s is not where it is", sym->name);
	for (int i = 0; (problem = kms_problem(kms, i)); i++)
		if (strchr(problem, '\n'))
			errx(1, "a problem of several lines");
}

/* Two sums of all that is known, of the image and of modules. */
static void summarize(const char *path, unsigned long long sum[2],
		      bool *problem)
{
	char why[KMS_WHY_LEN];
	struct kms_symbol sym = { 0 };
	struct kms *kms;

	if (kms_open_file(&kms, path, why, sizeof(why)))
		errx(1, "%s", why);
	sum[0] = sum[1] = SUM_OF_NOTHING;
	for (uint32_t i = 0; i < kms_num_symbols(kms); i++) {
		int loaded;

		if (kms_symbol(kms, i, &sym))
			errx(1, "symbol %u cannot be read", i);
		loaded = !!(sym.flags & KMS_LOADED);
		add_symbol(&sum[loaded], &sym);
		if (loaded)
			check(kms, &sym);
	}
	*problem = kms_problem(kms, 0);
	kms_close(kms);
}

/* Most of what looks like a pointer is not read. */
static void keep_used(int fd, const char *path,
		      const unsigned long long right[2])
{
	static const unsigned long long nowhere = -1ull;
	unsigned long long sum[2];
	unsigned int used = 0;
	bool problem;

	for (unsigned int i = 0; i < num_pointers; i++) {
		if (pwrite(fd, &nowhere, WORD, pointers[i]) != WORD)
			exit(2);
		summarize(path, sum, &problem);
		if (problem || sum[1] != right[1])
			pointers[used++] = pointers[i];
		restore(fd);
	}
	num_pointers = used;
	printf("%u pointers\n", used);
	if (!used)
		errx(1, "there are no pointers");
}

int main(int argc, char **argv)
{
	unsigned int problems = 0, changed = 0, harmless = 0;
	unsigned long long right[2], sum[2];
	int fd = memfd_create("dump", 0);
	char path[64];
	bool problem;

	if (argc != 4 || fd < 0)
		return 2;
	load(argv[1]);
	state = strtoul(argv[3], NULL, 10);
	if (pwrite(fd, bytes, size, 0) != (ssize_t)size)
		return 2;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	find_pointers();
	summarize(path, right, &problem);
	if (problem)
		errx(1, "the dump has problems");
	keep_used(fd, path, right);
	for (long i = strtol(argv[2], NULL, 10); i > 0; i--) {
		for (int n = 1 + below(3); n; n--)
			below(3) ? change_pointer(fd) : change_byte(fd);
		summarize(path, sum, &problem);
		if (sum[0] != right[0])
			errx(1, "the symbols of the image have changed");
		if (problem)
			problems++;
		else if (sum[1] != right[1])
			changed++;
		else
			harmless++;
		restore(fd);
	}
	printf("%u with problems, %u changed, %u harmless\n", problems,
	       changed, harmless);
	return !problems;
}
