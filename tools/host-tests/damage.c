// SPDX-License-Identifier: GPL-2.0-only
/*
 * Changes bytes of a kernel's tables at random, and looks whether the library
 * ever says something wrong about a symbol without an error.
 *
 * usage: damage VMLINUX BEFORE TIMES SEED
 *
 * BEFORE is how many bytes before the kallmodsyms table are changed, too. The
 * last line printed is "N refused, N harmless, N silent".
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "damage.h"

#define MAX_CHANGED	64

static int read_bytes(void *priv, uint64_t addr, void *buf, size_t len)
{
	(void)priv;
	if (addr > size || len > size - addr)
		return -1;
	memcpy(buf, bytes + addr, len);
	return 0;
}

/* All that is known of all symbols, in one number. */
static int summarize(const char *path, unsigned long long *sum)
{
	struct kms_symbol sym = { 0 };
	char why[KMS_WHY_LEN];
	struct kms *kms;
	int status = kms_open_file(&kms, path, why, sizeof(why));

	*sum = SUM_OF_NOTHING;
	if (status)
		return status;
	for (uint32_t i = 0; !status && i < kms_num_symbols(kms); i++) {
		status = kms_symbol(kms, i, &sym);
		add_symbol(sum, &sym);
	}
	kms_close(kms);
	return status;
}

/* Writes @len bytes of the kernel, or others, to the copy. */
static void put(int fd, size_t at, size_t len, int other)
{
	unsigned char buf[MAX_CHANGED];

	for (size_t i = 0; i < len; i++)
		buf[i] = other ? below(256) : bytes[at + i];
	if (other)
		buf[0] = bytes[at] ^ (1 + below(255));
	if (pwrite(fd, buf, len, at) != (ssize_t)len)
		exit(2);
}

/* The third word of the header; the first is 0x4b4d5359. */
static uint32_t table_size(const unsigned char *h)
{
	if (h[0] == 0x59)
		return h[8] | h[9] << 8 | h[10] << 16 | (uint32_t)h[11] << 24;
	return (uint32_t)h[8] << 24 | h[9] << 16 | h[10] << 8 | h[11];
}

int main(int argc, char **argv)
{
	unsigned long long right, sum;
	unsigned int refused = 0, harmless = 0, silent = 0;
	uint64_t table, begin, end;
	char path[64];
	int fd = memfd_create("kernel", 0);

	if (argc != 5 || fd < 0)
		return 2;
	load(argv[1]);
	state = strtoul(argv[4], NULL, 10);
	if (kms_scan(read_bytes, NULL, 0, size, &table) ||
	    pwrite(fd, bytes, size, 0) != (ssize_t)size)
		return 2;
	begin = table - strtoul(argv[2], NULL, 10);
	end = table + table_size(bytes + table);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (summarize(path, &right))
		return 2;
	for (long i = strtol(argv[3], NULL, 10); i > 0; i--) {
		size_t len = 1 + below(MAX_CHANGED);
		size_t at = begin + below(end - begin - len);

		put(fd, at, len, 1);
		if (summarize(path, &sum))
			refused++;
		else if (sum == right)
			harmless++;
		else
			silent++;
		put(fd, at, len, 0);
	}
	printf("%u refused, %u harmless, %u silent\n", refused, harmless,
	       silent);
	return silent != 0;
}
