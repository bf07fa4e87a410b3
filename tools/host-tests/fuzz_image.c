// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: a kernel, its table and what is at its addresses.
 */
#include "../../scripts/kallmodsyms/image.h"
#include "../../scripts/kallmodsyms/vmlinux.h"
#include "fuzz.h"

/* More than any input has. */
#define TOO_MUCH	0x100000

static void read_bytes(void)
{
	static const unsigned long long addrs[] = {
		0, 1, 0x1000, 0xffffffff81000000, ~0ULL,
	};

	vmlinux_open("vmlinux");
	for (size_t i = 0; i < sizeof(addrs) / sizeof(*addrs); i++) {
		const void *p = vmlinux_bytes(addrs[i], 16);

		if (p)
			fuzz_read(p, 16);
		if (vmlinux_bytes(addrs[i], TOO_MUCH))
			__builtin_trap();
	}
}

static void read_table(void)
{
	image_dump("vmlinux", fuzz_null());
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	fuzz_file("vmlinux", data, size);
	fuzz_run(read_bytes);
	fuzz_file("vmlinux", data, size);
	fuzz_run(read_table);
	return 0;
}
