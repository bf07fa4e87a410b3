/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * libkallmodsyms: the symbols of a kernel image, their built-in modules and
 * their object files, from its kallsyms and kallmodsyms tables alone; and, in a
 * dump, those of loaded modules.
 *
 * The tables are read through a callback, or from a file: vmlinux, a compressed
 * image, a crash dump, /proc/kcore. No debug information and no ELF symbols
 * are needed. Nothing is global, nothing exits, and a handle does not change
 * once it is open: threads may share it.
 *
 * Structures and functions suit Python's ctypes: fixed-width members, no
 * bit-fields, text inside the structure, opaque handles.
 *
 *	struct kms *kms;
 *	struct kms_symbol sym = { 0 };
 *	char origin[KMS_ORIGIN_LEN], why[KMS_WHY_LEN];
 *
 *	if (kms_open_file(&kms, "vmcore", why, sizeof(why)))
 *		errx(1, "%s", why);
 *	if (!kms_lookup(kms, addr, &sym)) {
 *		kms_origin(&sym, KMS_ORIGIN_FULL, origin, sizeof(origin));
 *		printf("%s+0x%" PRIx64 "/0x%" PRIx64 "%s\n", sym.name,
 *		       addr - sym.addr, sym.size, origin);
 *	}
 *	kms_close(kms);
 */
#ifndef LIBKALLMODSYMS_H
#define LIBKALLMODSYMS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma GCC visibility push(default)

/* Changes when a program has to be compiled or adapted anew. */
#define KMS_API_VERSION	1

#define KMS_NAME_LEN	512	/* as KSYM_NAME_LEN */
#define KMS_PATH_LEN	256
#define KMS_MODULES_LEN	256
#define KMS_ORIGIN_LEN	1024	/* room for kms_origin() */
#define KMS_WHY_LEN	512	/* room for an explanation */

/**
 * enum kms_status - what functions return
 * @KMS_OK: success
 * @KMS_NOT_FOUND: no such symbol, or no further one
 * @KMS_NO_TABLE: no kallmodsyms table was found
 * @KMS_DAMAGED: the kallmodsyms table or the kallsyms tables are corrupt
 * @KMS_MISMATCH: both are whole, but are not of the same kernel
 * @KMS_VERSION: the table has a version that this library does not know
 * @KMS_NO_MEMORY: out of memory
 * @KMS_READ: the callback failed, or a file cannot be read
 * @KMS_FORMAT: the file has a format that cannot be read, or not here
 * @KMS_INVALID: an argument makes no sense
 */
enum kms_status {
	KMS_OK = 0,
	KMS_NOT_FOUND = -1,
	KMS_NO_TABLE = -2,
	KMS_DAMAGED = -3,
	KMS_MISMATCH = -4,
	KMS_VERSION = -5,
	KMS_NO_MEMORY = -6,
	KMS_READ = -7,
	KMS_FORMAT = -8,
	KMS_INVALID = -9,
};

/* An open kernel image. */
struct kms;

/**
 * typedef kms_read_fn - read memory of the kernel
 * @priv: as given to kms_open()
 * @addr: address
 * @buf: where to
 * @len: number of bytes, all of which are wanted
 *
 * Return: 0, or any other value if not all of it can be read.
 */
typedef int (*kms_read_fn)(void *priv, uint64_t addr, void *buf, size_t len);

/* Values of &struct kms_symbol.flags */
#define KMS_AMBIGUOUS	1u	/* another symbol has its name and modules */
#define KMS_PERCPU	2u	/* its address is an offset in the percpu area */
#define KMS_INIT	4u	/* in memory that is freed after boot */
#define KMS_LOADED	8u	/* of a loaded module, which is its module */

/**
 * struct kms_symbol - a symbol of the kernel image or of a loaded module
 * @addr: its address
 * @size: distance to the next address that has a symbol; for the last symbol,
 *	to the end of the image, or 0 where that is not known; for the last one
 *	in a part of a module, to the end of the page
 * @index: its position in kallsyms, and in /proc/kallmodsyms; symbols of loaded
 *	modules follow those of the image
 * @flags: KMS_AMBIGUOUS and others
 * @cursor: for the library: makes the next symbol quick to read
 * @type: its letter in /proc/kallsyms
 * @name: its name
 * @object: path of its object file; "" for a symbol of none
 * @modules: its built-in modules, sorted, separated by single spaces; "" for
 *	none; or the loaded module
 *
 * Zero-initialise before first use, and use with one handle only.
 */
struct kms_symbol {
	uint64_t addr;
	uint64_t size;
	uint32_t index;
	uint32_t flags;
	uint32_t cursor[16];
	char type;
	char name[KMS_NAME_LEN];
	char object[KMS_PATH_LEN];
	char modules[KMS_MODULES_LEN];
};

/**
 * kms_api_version - KMS_API_VERSION of the library
 */
unsigned int kms_api_version(void);

/**
 * kms_symbol_size - sizeof(struct kms_symbol), for bindings to check
 */
size_t kms_symbol_size(void);

/**
 * kms_strerror - describe a status, and what to do about it
 * @status: from any function
 *
 * Return: a constant string.
 */
const char *kms_strerror(int status);

/**
 * kms_open - open the tables of the image in memory
 * @kms: filled on success
 * @read: reads memory; the kernel image has to be contiguous in it
 * @priv: for @read
 * @table: address of kallmodsyms_table, for @read
 * @vaddr: its virtual address, if @table is not, or 0 if it is not known
 *
 * Everything that is needed is read and verified here; @read is not called
 * afterwards. @table is what VMCOREINFO has, or what kms_scan() finds.
 *
 * Return: KMS_OK or another &enum kms_status
 */
int kms_open(struct kms **kms, kms_read_fn read, void *priv, uint64_t table,
	     uint64_t vaddr);

/**
 * kms_open_vmcoreinfo - open the tables that a VMCOREINFO note leads to
 * @kms: filled on success
 * @read: reads virtual memory
 * @priv: for @read
 * @text: contents of the note
 * @len: its length
 *
 * Those of loaded modules are among them, see kms_problem().
 *
 * Return: KMS_OK or another &enum kms_status, KMS_NO_TABLE if the note does
 * not have the table's address
 */
int kms_open_vmcoreinfo(struct kms **kms, kms_read_fn read, void *priv,
			const char *text, size_t len);

/**
 * kms_scan - look for a table
 * @read: reads memory; parts of 64 KiB that it cannot read are skipped
 * @priv: for @read
 * @start: where to begin
 * @end: where to stop
 * @table: filled with the address of the first table that has a valid header
 *
 * Return: KMS_OK, KMS_NO_TABLE or KMS_NO_MEMORY
 */
int kms_scan(kms_read_fn read, void *priv, uint64_t start, uint64_t end,
	     uint64_t *table);

/**
 * kms_open_file - open a kernel image or a dump of its memory
 * @kms: filled on success
 * @path: vmlinux, bzImage or another compressed image, ELF dump, kdump-
 *	compressed dump, /proc/kcore
 * @why: filled with one line that says what is wrong and what to do
 * @why_len: size of @why; KMS_WHY_LEN is enough
 *
 * Return: KMS_OK or another &enum kms_status
 */
int kms_open_file(struct kms **kms, const char *path, char *why,
		  size_t why_len);

/**
 * kms_problem - what could not be read of loaded modules
 * @kms: the handle
 * @index: 0 for the first problem, 1 for the next one
 *
 * The image and other modules are not affected. Modules of a kernel that does
 * not describe them in VMCOREINFO are no problem.
 *
 * Return: a line that says what is wrong with what, or NULL after the last one
 */
const char *kms_problem(const struct kms *kms, uint32_t index);

/**
 * typedef kms_line_fn - take a line of text
 * @priv: as given to kms_read_log()
 * @line: the line, with its end; not terminated by a zero byte
 * @len: its length
 *
 * Return: 0, or a positive value to stop reading.
 */
typedef int (*kms_line_fn)(void *priv, const char *line, size_t len);

/**
 * kms_read_log - read the kernel's log out of a dump of its memory
 * @path: ELF dump, kdump-compressed dump or /proc/kcore, of Linux 5.10 or
 *	later
 * @fn: gets each line, with the time before it, as dmesg prints it
 * @priv: for @fn
 * @why: as for kms_open_file()
 * @why_len: size of @why
 *
 * The text of a message that was left out of the dump is replaced by
 * "(not in the dump)".
 *
 * Return: KMS_OK, what @fn returned if that was not 0, or another &enum
 * kms_status
 */
int kms_read_log(const char *path, kms_line_fn fn, void *priv, char *why,
		 size_t why_len);

/**
 * kms_close - free a handle
 * @kms: the handle, or NULL
 */
void kms_close(struct kms *kms);

/**
 * kms_num_symbols - number of symbols
 * @kms: the handle
 */
uint32_t kms_num_symbols(const struct kms *kms);

/**
 * kms_bits - 64 or 32, the size of an address in bits
 * @kms: the handle
 */
unsigned int kms_bits(const struct kms *kms);

/**
 * kms_symbol - read a symbol
 * @kms: the handle
 * @index: its position in kallsyms
 * @sym: filled; quick if it is at the symbol before
 *
 * Return: KMS_OK, KMS_NOT_FOUND or KMS_DAMAGED
 */
int kms_symbol(const struct kms *kms, uint32_t index, struct kms_symbol *sym);

/**
 * kms_lookup - find the symbol that an address is in
 * @kms: the handle
 * @addr: the address
 * @sym: filled
 *
 * As the kernel does it: of several symbols at one address, the first. Like
 * is_ksym_addr(), it finds nothing outside of the image and of loaded modules.
 * The address of a percpu symbol is in neither; kms_symbol() and kms_find()
 * have those.
 *
 * Return: KMS_OK, KMS_NOT_FOUND or KMS_DAMAGED
 */
int kms_lookup(const struct kms *kms, uint64_t addr, struct kms_symbol *sym);

/**
 * kms_find - find the next symbol of a name
 * @kms: the handle
 * @name: name, module:name, path/object.o:name, where leading directories may
 *	be omitted, or vmlinux:name
 * @from: the position to begin at; 0, or one after the last match
 * @sym: filled
 *
 * Return: KMS_OK, KMS_NOT_FOUND after the last match, KMS_INVALID if no symbol
 * can have such a name, or KMS_DAMAGED
 */
int kms_find(const struct kms *kms, const char *name, uint32_t from,
	     struct kms_symbol *sym);

/* Values of @style of kms_origin() */
#define KMS_ORIGIN_PROC	0	/* object if ambiguous, as /proc/kallmodsyms */
#define KMS_ORIGIN_FULL	1	/* object always */

/**
 * kms_origin - format modules and object of a symbol
 * @sym: the symbol
 * @style: when the object is shown
 * @buf: filled with "[module] [module] <path/object.o>" or what there is of
 *	it, "" if nothing; cut short if there is no room
 * @len: size of @buf; KMS_ORIGIN_LEN is enough
 *
 * Return: the length of the text in @buf
 */
size_t kms_origin(const struct kms_symbol *sym, int style, char *buf,
		  size_t len);

#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif

#endif /* LIBKALLMODSYMS_H */
