// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the symbols of an object file.
 */
#include <string.h>

#include "../../scripts/kallmodsyms/map.h"
#include "../../scripts/kallmodsyms/object.h"
#include "../../scripts/kallmodsyms/objsyms.h"
#include "../../scripts/kallmodsyms/placement.h"
#include "fuzz.h"

/* A map that has all sections an object is likely to have, some twice. */
static const char map_text[] =
	"Linker script and memory map\n"
	".all 0x1000 0x10000\n"
	" .text 0x1000 0x4 a.o\n"
	" .text 0x2000 0x8 a.o\n"
	" .text.f 0x2100 0x4 a.o\n"
	" .text.f 0x2104 0x8 a.o\n"
	" .data 0x3000 0x4 a.o\n"
	" .bss 0x4000 0x4 a.o\n"
	" .rodata 0x5000 0x8 a.o\n"
	" .rodata.cst8 0x6000 0x10 a.o\n"
	" .rodata.str1.1 0x7000 0x10 a.o\n"
	" COMMON 0x8000 0x4 a.o\n"
	"OUTPUT(vmlinux elf64-x86-64)\n";

static void read_symbol(const struct objsym *symbol)
{
	fuzz_read(symbol->name, strlen(symbol->name));
	if (symbol->contents)
		fuzz_read(symbol->contents, symbol->contents_len);
}

static void read_object(void)
{
	struct object *object;

	placements_compose(map_read("map"));
	object = object_find("a.o", 3);
	objsyms_walk(object, read_symbol);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	fuzz_file("map", map_text, strlen(map_text));
	fuzz_file("a.o", data, size);
	fuzz_run(read_object);
	return 0;
}
