/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of libkallmodsyms share.
 */
#ifndef KMS_INTERNAL_H
#define KMS_INTERNAL_H

#include <stdbool.h>

#include "kallmodsyms.h"
#include "../../../kernel/kallmodsyms_decode.h"

/* The positions in kallsyms_seqs_of_names have three bytes. */
#define MAX_SYMBOLS	0x1000000

/* Header included; the kernel of all x86_64 drivers has less than 1 MiB. */
#define MAX_TABLE	(64u << 20)

#define NAMES_BLOCK	256	/* symbols for each of kallsyms_markers */

/**
 * struct memory - what the tables are read from
 * @read: the caller's callback
 * @priv: for @read
 * @swap: the kernel has the other byte order
 */
struct memory {
	kms_read_fn read;
	void *priv;
	bool swap;
};

#define MAX_MODULE_NAME	64	/* no less than MODULE_NAME_LEN */

/**
 * struct loaded - a loaded module
 * @name: its name
 * @table: its kallmodsyms table
 * @header: the first byte of that, or NULL if it has none
 * @names: names of its symbols
 * @num_symtab: number of ELF symbols
 */
struct loaded {
	char name[MAX_MODULE_NAME];
	struct kallmodsyms_table table;
	struct kallmodsyms_header *header;
	char *names;
	u32 num_symtab;
};

/**
 * struct modsym - a symbol of a loaded module
 * @addr: its address
 * @size: its size
 * @name: its name, in the names of the module
 * @module: its module
 * @number: its number in the module's table
 * @section: its section
 * @type: its letter
 * @global: it is not local to an object
 */
struct modsym {
	uint64_t addr;
	uint64_t size;
	const char *name;
	u32 module;
	u32 number;
	uint16_t section;
	char type;
	bool global;
};

/**
 * struct modules - loaded modules
 * @module: the modules
 * @num: how many
 * @symbols: the symbols of all modules, in the order of /proc/kallmodsyms
 * @num_symbols: how many
 * @sorted: those that an address can be in, sorted by address
 * @num_sorted: how many
 * @problems: lines that say what could not be read
 * @num_problems: how many
 */
struct modules {
	struct loaded *module;
	u32 num;
	struct modsym *symbols;
	u32 num_symbols;
	struct modsym **sorted;
	u32 num_sorted;
	char **problems;
	u32 num_problems;
};

/**
 * struct kms - the symbols of a kernel
 * @table: the kallmodsyms table
 * @header: its first byte
 * @num: number of symbols of the image
 * @bits: 64 or 32
 * @swap: the kernel has the other byte order
 * @has_base: kallsyms has a relative base, which the kernel relocates
 * @names: kallsyms_names
 * @name_pos: where each symbol is in @names, and the end of the last one
 * @tokens: kallsyms_token_table
 * @token_index: kallsyms_token_index
 * @addrs: address of each symbol of the image
 * @num_percpu: of symbols at the beginning that are percpu, by their encoding
 * @first: for each hash value the first symbol, plus one
 * @next: for each symbol the next one of the same hash value, plus one
 * @hash_mask: of the values in @first
 * @image: what the kernel says it is made of
 * @modules: the loaded modules; the positions of their symbols follow
 *
 * Nothing changes when it is open.
 */
struct kms {
	struct kallmodsyms_table table;
	struct kallmodsyms_header *header;
	u32 num;
	u32 bits;
	bool swap;
	bool has_base;
	u8 *names;
	u32 *name_pos;
	char *tokens;
	uint16_t token_index[256];
	uint64_t *addrs;
	u32 num_percpu;
	u32 *first;
	u32 *next;
	u32 hash_mask;
	struct bounds {
		uint64_t stext, etext, sinittext, einittext, end;
		uint64_t init_begin, init_end, percpu_begin, percpu_end;
	} image;
	struct modules modules;
};

/*
 * A fuzzer that has to find the right checksum first would find nothing else.
 */
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
static inline bool crc_is(u32 crc, u32 right)
{
	(void)crc;
	(void)right;
	return true;
}
#else
static inline bool crc_is(u32 crc, u32 right)
{
	return crc == right;
}
#endif

/* layout.c */
int layout_read(struct kms *kms, const struct memory *mem, uint64_t table,
		uint64_t vaddr);

/* modules.c */
int modules_read(struct kms **kms, const struct memory *mem, const char *info,
		 size_t len);
void modules_free(struct modules *ms);

/* modsyms.c */
int modules_arrange(struct kms *kms, uint64_t page);
int modules_symbol(const struct kms *kms, u32 index, struct kms_symbol *sym);
bool modules_lookup(const struct kms *kms, uint64_t addr, u32 *index);

/* symbols.c */
int index_names(struct kms *kms);
int symbol_origin(const struct kallmodsyms_table *t, u32 which, u32 number,
		  struct kms_symbol *sym);
const char *kms_name(const struct kms *kms, u32 index, char *buf);
size_t kms_expand(const struct kms *kms, u32 index, char *type, char *name);
u32 kms_hash(const char *name, size_t len);

/* table.c */
int table_read(struct memory *mem, uint64_t table,
	       struct kallmodsyms_header **header, struct kallmodsyms_table *t);
bool table_plausible(const u32 *words, bool *swap);
u32 swap_word(u32 word, bool swap);
int read_words(const struct memory *mem, uint64_t addr, u32 *words, size_t num);
uint64_t get_number(const struct memory *mem, const u8 *bytes, u32 size);
int read_number(const struct memory *mem, uint64_t addr, u32 size,
		uint64_t *value);

/* The table's address in VMCOREINFO. */
#define VMCOREINFO_TABLE	"SYMBOL(kallmodsyms_table)="

/* vmcoreinfo.c */
bool vmcoreinfo_number(const char *text, size_t len, const char *key,
		       u32 base, uint64_t *value);

#endif /* KMS_INTERNAL_H */
