/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kallmodsyms table: which object and which built-in modules each symbol
 * of kallsyms comes from.
 *
 * This header is the contract between scripts/kallmodsyms, which writes the
 * table, and its readers: the kernel, and programs that look into a vmlinux or
 * a crash dump. Documentation/dev-tools/kallmodsyms-format.rst describes it in
 * prose. The table holds no address: it names symbols by their position in
 * kallsyms.
 */
#ifndef _KALLMODSYMS_DECODE_H
#define _KALLMODSYMS_DECODE_H

#ifdef __KERNEL__
#include <linux/types.h>
#else
#include <stdbool.h>
#include <stddef.h>

typedef unsigned char u8;
typedef unsigned int u32;
typedef int s32;
typedef unsigned long long u64;
typedef long long s64;
#endif

#define KALLMODSYMS_MAGIC	0x4b4d5359	/* "KMSY" */
#define KALLMODSYMS_VERSION	1

/* Where a loadable module has its own table. */
#define KALLMODSYMS_SECTION	".kallmodsyms"

/*
 * The table begins with 32-bit words in the byte order of the kernel: the
 * header, then the markers. Bytes follow to the end of the table: literals,
 * pairs, runs, records.
 *
 * A marker is where a reader can begin: at the byte in the runs for each
 * KALLMODSYMS_RUN_BLOCK symbols, and at the byte in the records for each
 * KALLMODSYMS_RECORD_BLOCK objects.
 */
struct kallmodsyms_header {
	u32 magic;
	u32 version;
	u32 size;		/* of the table in bytes, header included */
	u32 num_syms;		/* as kallsyms_num_syms */
	u32 num_objects;
	u32 num_literals;	/* byte codes of one character each */
	u32 runs_size;		/* in bytes */
	u32 records_size;	/* in bytes */
	u32 distance;		/* from the last symbol to the table, in bytes */
	u32 symbols_crc;	/* of kallsyms: see kallmodsyms_crc_symbol() */
	u32 table_crc;		/* of all other bytes of the table */
};

#define KALLMODSYMS_RUN_BLOCK		256
#define KALLMODSYMS_RECORD_BLOCK	16

/*
 * A run is a number of consecutive symbols from one object that are all
 * ambiguous, or all not. A symbol is ambiguous if another one has its name and
 * its modules, so that readers have to show the object. The first byte is
 *
 *	ambiguous << 7 | step << 4 | count
 *
 * @step leads from the object of the run before, or from -1 at a marker, that
 * many objects on. STEP_FAR says that the step is a number after the first
 * byte: 0 for symbols of no object, 2 * n for n objects on, 2 * n + 1 for n
 * objects back. It is in base 128, the lowest digit first; all bytes but the
 * last have bit 7 set.
 *
 * @count is the number of symbols less one. COUNT_FAR says that it is in a
 * byte of its own, the last one of the run.
 */
#define KALLMODSYMS_AMBIGUOUS	0x80
#define KALLMODSYMS_STEP_FAR	7
#define KALLMODSYMS_COUNT_FAR	15

/*
 * A record gives the path and the modules of an object:
 *
 *	kept rest-of-path [MODULES [modules]] END
 *
 * The path begins with the first characters of the path before; @kept is how
 * many. ".o" is left out at the end. Without MODULES, the modules are those of
 * the record before. Before the first record of a block, both are empty.
 *
 * All but @kept are characters, which are coded in bytes. A byte below
 * num_literals is the character in that place of the literals. Any other is
 * two bytes, both less than itself, which are found in the pairs. There are as
 * many pairs as the table has room for.
 */
#define KALLMODSYMS_END		0x00
#define KALLMODSYMS_MODULES	0x01
#define KALLMODSYMS_NUM_CODES	256
#define KALLMODSYMS_MAX_DEPTH	32	/* of pairs in pairs */

/* What a reader must have room for, the terminating zero included. */
#define KALLMODSYMS_PATH_LEN	256
#define KALLMODSYMS_MODULES_LEN	256

/*
 * Checksums are CRC-32 as in IEEE 802.3 and zlib. They are for programs which
 * read the table from a file or a dump. The kernel does not need them.
 *
 * All are computed as if the kernel were little-endian.
 */

/**
 * kallmodsyms_crc - add bytes to a checksum
 * @crc: checksum of the bytes before; 0 at first
 * @data: the next bytes
 * @len: how many
 *
 * Return: the checksum with them.
 */
static inline u32 kallmodsyms_crc(u32 crc, const void *data, size_t len)
{
	static const u32 of_nibble[16] = {
		0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
		0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
		0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
		0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
	};
	const u8 *p = data;

	crc = ~crc;
	while (len--) {
		crc ^= *p++;
		crc = crc >> 4 ^ of_nibble[crc & 15];
		crc = crc >> 4 ^ of_nibble[crc & 15];
	}
	return ~crc;
}

/* Add a word to a checksum. */
static inline u32 kallmodsyms_crc_word(u32 crc, u32 word)
{
	const u8 bytes[] = { word, word >> 8, word >> 16, word >> 24 };

	return kallmodsyms_crc(crc, bytes, sizeof(bytes));
}

/**
 * kallmodsyms_crc_symbol - add a symbol to the checksum of kallsyms
 * @crc: checksum of the symbols before; 0 at first
 * @step: how far its address is from that of the symbol before; 0 at first
 * @type: its letter
 * @name: its name
 * @len: length of @name
 *
 * A step of 2 GiB or more counts as 0: it leads from the percpu symbols to
 * the others, and KASLR changes it.
 *
 * Return: the checksum with this symbol.
 */
static inline u32 kallmodsyms_crc_symbol(u32 crc, u64 step, char type,
					 const char *name, size_t len)
{
	crc = kallmodsyms_crc_word(crc, step < 0x80000000 ? step : 0);
	crc = kallmodsyms_crc(crc, &type, 1);
	crc = kallmodsyms_crc(crc, name, len);
	return kallmodsyms_crc(crc, "", 1);
}

/**
 * struct kallmodsyms_table - a table that has been checked
 * @num_syms: symbols that it has
 * @num_objects: objects that it has
 * @num_literals: byte codes of one character each
 * @num_codes: byte codes
 * @run_markers: for each block of symbols, its first byte in @runs
 * @record_markers: for each block of objects, its first byte in @records
 * @literals: the characters of the first byte codes
 * @pairs: the two bytes of each of the other byte codes
 * @runs: the runs
 * @records: the records
 * @runs_size: size of @runs in bytes
 * @records_size: size of @records in bytes
 */
struct kallmodsyms_table {
	u32 num_syms;
	u32 num_objects;
	u32 num_literals;
	u32 num_codes;
	const u32 *run_markers;
	const u32 *record_markers;
	const u8 *literals;
	const u8 *pairs;
	const u8 *runs;
	const u8 *records;
	u32 runs_size;
	u32 records_size;
};

/**
 * struct kallmodsyms_run - a run of symbols from one object
 * @first: its first symbol
 * @end: the first symbol after it
 * @object: number of the object, or -1 for symbols of none
 * @ambiguous: name and modules do not identify these symbols
 * @last: number of the last object that was one, from which steps count
 * @pos: byte in the runs where the next run begins
 *
 * Zero-initialise before first use.
 */
struct kallmodsyms_run {
	u32 first;
	u32 end;
	s32 object;
	bool ambiguous;
	s32 last;
	u32 pos;
};

/**
 * struct kallmodsyms_object - an object
 * @number: its number, plus one; 0 before the first use
 * @pos: byte in the records where the next record begins
 * @len: length of @path without ".o"
 * @path: its path from the top of the build tree
 * @modules: the built-in modules it is part of, sorted, separated by single
 *	spaces; "" for none
 *
 * Zero-initialise before first use.
 */
struct kallmodsyms_object {
	u32 number;
	u32 pos;
	u32 len;
	char path[KALLMODSYMS_PATH_LEN];
	char modules[KALLMODSYMS_MODULES_LEN];
};

/**
 * kallmodsyms_clear_object - go to no object
 * @obj: its path and its modules are "" afterwards
 */
static inline void kallmodsyms_clear_object(struct kallmodsyms_object *obj)
{
	obj->number = 0;
	obj->len = 0;
	obj->path[0] = '\0';
	obj->modules[0] = '\0';
}

int kallmodsyms_open_table(struct kallmodsyms_table *t, const void *table,
			   size_t size);
int kallmodsyms_seek_run(const struct kallmodsyms_table *t,
			 struct kallmodsyms_run *run, u32 sym);
int kallmodsyms_seek_object(const struct kallmodsyms_table *t,
			    struct kallmodsyms_object *obj, u32 number);

#endif /* _KALLMODSYMS_DECODE_H */
