// SPDX-License-Identifier: GPL-2.0-only
/*
 * The symbols of loaded modules and their tables, in a dump. VMCOREINFO leads to
 * a struct kallmodsyms_layout, which has the offsets of all members.
 *
 * Nothing here can be relied on. Each node of a list has to refer back to the
 * one before, as in no cycle, and what a dump makes us read and keep is limited.
 */
#include <elf.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define MAX_MODULES	4096u
#define MAX_MODSYMS	0x100000u	/* of one module */
#define MAX_NAMES	0x1000000u	/* bytes of names of one module */
#define MAX_BYTES	0x40000000ull	/* of all modules */

/* The members of struct kallmodsyms_layout, in their order. */
enum key {
	MODULES, TABLES,	/* pointers; others have 16 bits */
	NUM_TABLES,
	LIST, NAME, KALLSYMS,
	SYMTAB, NUM_SYMTAB, STRTAB, TYPETAB,
	NODE, MOD, HEADER,
	NUM_KEYS,
};

/* Modules are where only page tables lead. */
#define UNREADABLE	"cannot be read; page tables in ELF dumps are read for x86_64 only: give a kdump-compressed dump"

/**
 * struct known - a table that the kernel has checked
 * @mod: address of its module
 * @header: its own address
 */
struct known {
	uint64_t mod;
	uint64_t header;
};

/**
 * struct reader - modules that are being read
 * @kms: the kernel
 * @mem: its memory
 * @key: struct kallmodsyms_layout
 * @word: size of a pointer
 * @page: size of a page
 * @known: the tables
 * @num_known: how many
 * @bytes: how much may still be read
 */
struct reader {
	struct kms *kms;
	const struct memory *mem;
	uint64_t key[NUM_KEYS];
	u32 word;
	uint64_t page;
	struct known *known;
	u32 num_known;
	uint64_t bytes;
};

/**
 * struct kallsyms - struct mod_kallsyms
 * @symtab: address of the ELF symbols
 * @strtab: address of their names
 * @typetab: address of their letters
 * @num: how many
 * @symbols: the ELF symbols
 * @types: the letters
 * @names: the names
 * @names_len: length of @names
 */
struct kallsyms {
	uint64_t symtab;
	uint64_t strtab;
	uint64_t typetab;
	uint64_t num;
	u8 *symbols;
	char *types;
	char *names;
	size_t names_len;
};

static void __attribute__((format(printf, 2, 3)))
add_problem(struct reader *r, const char *format, ...)
{
	struct modules *ms = &r->kms->modules;
	va_list args;

	va_start(args, format);
	if (vasprintf(&ms->problems[ms->num_problems], format, args) >= 0)
		ms->num_problems++;
	va_end(args);
}

/* Memory for what is read, or NULL if that is too much. */
static void *allocate(struct reader *r, uint64_t size, int *status)
{
	void *p = NULL;

	*status = size > r->bytes ? KMS_DAMAGED : KMS_NO_MEMORY;
	if (size <= r->bytes)
		p = malloc(size + 1);
	if (!p)
		return NULL;
	r->bytes -= size;
	*status = KMS_OK;
	return p;
}

/* Is it text without blanks that ends? */
static bool is_name(const char *s, size_t size)
{
	size_t len = strnlen(s, size);

	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] <= ' ' || s[i] == 0x7f)
			return false;
	return len < size;
}

static int read_pointer(const struct reader *r, uint64_t addr, uint64_t *value)
{
	return read_number(r->mem, addr, r->word, value);
}

/*
 * For each node of a list or of a hash table's list. The first member of a node
 * refers to the next one, the second to the one before or its first member.
 */
static int walk(struct reader *r, uint64_t head, uint64_t end,
		int (*fn)(struct reader *r, uint64_t node))
{
	uint64_t node, last = head, back;
	int status = read_pointer(r, head, &node);

	while (!status && node != end) {
		status = read_pointer(r, node + r->word, &back);
		if (!status && back != last)
			status = KMS_DAMAGED;
		if (!status)
			status = fn(r, node);
		last = node;
		if (!status)
			status = read_pointer(r, last, &node);
	}
	return status;
}

static int take_known(struct reader *r, uint64_t node)
{
	uint64_t at = node - r->key[NODE];
	struct known *known = &r->known[r->num_known];

	if (r->num_known == MAX_MODULES)
		return KMS_DAMAGED;
	r->num_known++;
	return read_pointer(r, at + r->key[MOD], &known->mod) ||
	       read_pointer(r, at + r->key[HEADER], &known->header) ?
	       KMS_READ : KMS_OK;
}

static int read_known(struct reader *r)
{
	int status = KMS_OK;

	for (u32 i = 0; !status && i < r->key[NUM_TABLES]; i++)
		status = walk(r, r->key[TABLES] + i * r->word, 0, take_known);
	return status;
}

static int read_kallsyms(const struct reader *r, uint64_t at,
			 struct kallsyms *k)
{
	if (read_pointer(r, at + r->key[SYMTAB], &k->symtab) ||
	    read_pointer(r, at + r->key[STRTAB], &k->strtab) ||
	    read_pointer(r, at + r->key[TYPETAB], &k->typetab) ||
	    read_number(r->mem, at + r->key[NUM_SYMTAB], 4, &k->num))
		return KMS_READ;
	return k->num <= MAX_MODSYMS ? KMS_OK : KMS_DAMAGED;
}

static size_t size_of_symbol(const struct reader *r)
{
	return r->word == 8 ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym);
}

static uint64_t number_at(const struct reader *r, const u8 *p, size_t at,
			  size_t size)
{
	return get_number(r->mem, p + at, size);
}

/* A member of the ELF symbol at @p, of either class. */
#define MEMBER(r, p, member)						\
	((r)->word == 8 ?						\
	 number_at(r, p, offsetof(Elf64_Sym, member),			\
		   sizeof(((Elf64_Sym *)0)->member)) :			\
	 number_at(r, p, offsetof(Elf32_Sym, member),			\
		   sizeof(((Elf32_Sym *)0)->member)))

static int read_symtab(struct reader *r, struct kallsyms *k)
{
	size_t size = k->num * size_of_symbol(r);
	int status;

	k->symbols = allocate(r, size, &status);
	if (k->symbols)
		k->types = allocate(r, k->num, &status);
	if (!k->types)
		return status;
	return r->mem->read(r->mem->priv, k->symtab, k->symbols, size) ||
	       r->mem->read(r->mem->priv, k->typetab, k->types, k->num) ?
	       KMS_READ : KMS_OK;
}

/* The last name ends where it ends; no memory may follow. */
static int read_last_name(const struct reader *r, const struct kallsyms *k,
			  size_t last)
{
	for (size_t i = last; i < k->names_len; i++) {
		if (r->mem->read(r->mem->priv, k->strtab + i, k->names + i, 1))
			return KMS_READ;
		if (!k->names[i])
			return KMS_OK;
	}
	return KMS_DAMAGED;
}

static int read_names(struct reader *r, struct kallsyms *k)
{
	size_t size = size_of_symbol(r), last = 0;
	int status;

	for (u32 i = 0; i < k->num; i++) {
		u32 at = MEMBER(r, k->symbols + i * size, st_name);

		if (at > last)
			last = at;
	}
	if (last > MAX_NAMES)
		return KMS_DAMAGED;
	k->names_len = last + KMS_NAME_LEN;
	k->names = allocate(r, k->names_len, &status);
	if (!k->names)
		return status;
	memset(k->names + last, 0, KMS_NAME_LEN + 1);
	if (r->mem->read(r->mem->priv, k->strtab, k->names, last))
		return KMS_READ;
	return read_last_name(r, k, last);
}

static bool is_letter(char c)
{
	return c > ' ' && c < 0x7f;
}

/* As in /proc/kallmodsyms, what has no name is left out. */
static int add_symbol(struct reader *r, const struct kallsyms *k, u32 i)
{
	struct modules *ms = &r->kms->modules;
	const u8 *symbol = k->symbols + i * size_of_symbol(r);
	u32 at = MEMBER(r, symbol, st_name);
	struct modsym *s = &ms->symbols[ms->num_symbols];

	if (!k->names[at])
		return KMS_OK;
	if (!is_name(k->names + at, KMS_NAME_LEN) || !is_letter(k->types[i]))
		return KMS_DAMAGED;
	*s = (struct modsym) {
		.addr = MEMBER(r, symbol, st_value),
		.size = MEMBER(r, symbol, st_size),
		.name = k->names + at,
		.module = ms->num,
		.number = i - 1,
		.section = MEMBER(r, symbol, st_shndx),
		.type = k->types[i],
		.global = MEMBER(r, symbol, st_info) >> 4 != STB_LOCAL,
	};
	ms->num_symbols++;
	return KMS_OK;
}

static int add_symbols(struct reader *r, const struct kallsyms *k)
{
	struct modules *ms = &r->kms->modules;
	uint64_t size = k->num * sizeof(*ms->symbols);
	u32 before = ms->num_symbols;
	struct modsym *symbols;
	int status = KMS_OK;

	if (size > r->bytes || ms->num_symbols + k->num > MAX_SYMBOLS)
		return KMS_DAMAGED;
	symbols = realloc(ms->symbols,
			  before * sizeof(*ms->symbols) + size + 1);
	if (!symbols)
		return KMS_NO_MEMORY;
	r->bytes -= size;
	ms->symbols = symbols;
	for (u32 i = 1; !status && i < k->num; i++)
		status = add_symbol(r, k, i);
	if (status)
		ms->num_symbols = before;
	return status;
}

static int read_symbols(struct reader *r, struct loaded *m, uint64_t at)
{
	struct kallsyms k = { 0 };
	int status = read_kallsyms(r, at, &k);

	if (status || !k.num)
		return status;
	status = read_symtab(r, &k);
	if (!status)
		status = read_names(r, &k);
	if (!status)
		status = add_symbols(r, &k);
	free(k.symbols);
	free(k.types);
	m->names = k.names;
	m->num_symtab = k.num;
	return status;
}

/* Can all of a table be decoded? */
static bool is_sound(const struct kallmodsyms_table *t)
{
	struct kallmodsyms_object object = { 0 };
	struct kallmodsyms_run run = { 0 };

	for (u32 i = 0; i < t->num_objects; i++)
		if (kallmodsyms_seek_object(t, &object, i))
			return false;
	for (u32 i = 0; i < t->num_syms; i = run.end)
		if (kallmodsyms_seek_run(t, &run, i) ||
		    (run.object >= 0 && (u32)run.object >= t->num_objects))
			return false;
	return true;
}

static int check_table(struct reader *r, const struct loaded *m)
{
	const struct kallmodsyms_table *t = &m->table;
	uint64_t size = m->header->size + t->num_syms / 16ull;

	if (t->num_syms + 1 < m->num_symtab || size > r->bytes)
		return KMS_DAMAGED;
	r->bytes -= size;
	return is_sound(t) ? KMS_OK : KMS_DAMAGED;
}

static int read_table(struct reader *r, struct loaded *m, uint64_t mod)
{
	struct memory mem = *r->mem;
	u32 i = 0;
	int status;

	while (i < r->num_known && r->known[i].mod != mod)
		i++;
	if (i == r->num_known)
		return KMS_OK;
	status = table_read(&mem, r->known[i].header, &m->header, &m->table);
	if (!status)
		status = mem.swap == r->mem->swap ? check_table(r, m) :
						    KMS_DAMAGED;
	if (!status)
		return KMS_OK;
	free(m->header);
	m->header = NULL;
	return status;
}

static void explain(struct reader *r, const struct loaded *m, const char *what,
		    const char *be, int status)
{
	add_problem(r, "module %s: its %s %s", m->name, what,
		    status == KMS_READ ? "cannot be read" :
		    status == KMS_VERSION ? "has an unknown version" : be);
}

/* What is wrong with one module does not stop others from being read. */
static int take_module(struct reader *r, uint64_t node)
{
	struct modules *ms = &r->kms->modules;
	struct loaded *m = &ms->module[ms->num];
	uint64_t mod = node - r->key[LIST];
	int status;

	if (ms->num == MAX_MODULES)
		return KMS_DAMAGED;
	if (r->mem->read(r->mem->priv, mod + r->key[NAME], m->name,
			 sizeof(m->name)))
		return KMS_READ;
	if (!*m->name || !is_name(m->name, sizeof(m->name)))
		return KMS_DAMAGED;
	status = read_symbols(r, m, mod + r->key[KALLSYMS]);
	if (status && status != KMS_NO_MEMORY)
		explain(r, m, "symbols", "are corrupt", status);
	if (!status) {
		status = read_table(r, m, mod);
		if (status && status != KMS_NO_MEMORY)
			explain(r, m, "table", "is corrupt", status);
	}
	ms->num++;
	return status == KMS_NO_MEMORY ? status : KMS_OK;
}

static int read_lists(struct reader *r)
{
	struct modules *ms = &r->kms->modules;
	uint64_t head = r->key[MODULES];
	int known = read_known(r);
	int status = walk(r, head, head, take_module);
	const char *last = ms->num ? ms->module[ms->num - 1].name : "the head";

	if (known && ms->num)
		add_problem(r, "modules: the hash table of their tables %s; objects are missing",
			    known == KMS_READ ? "cannot be read" : "is corrupt");
	if (status == KMS_READ)
		add_problem(r, "modules: their list after %s " UNREADABLE,
			    last);
	else if (status == KMS_DAMAGED)
		add_problem(r, "modules: their list is corrupt after %s", last);
	return status == KMS_NO_MEMORY ? status : KMS_OK;
}

/* Without the line, the kernel is older or has no modules. */
static bool read_layout(struct reader *r, const char *info, size_t len)
{
	uint64_t at;

	vmcoreinfo_number(info, len, "PAGESIZE=", 10, &r->page);
	if (!r->page || r->page & (r->page - 1))
		r->page = 4096;
	if (!vmcoreinfo_number(info, len, "SYMBOL(kallmodsyms_modules)=", 16,
			       &at))
		return false;
	for (int i = 0; i < NUM_KEYS; i++) {
		u32 size = i < NUM_TABLES ? r->word : 2;

		if (read_number(r->mem, at, size, &r->key[i])) {
			add_problem(r, "modules: what describes them "
				    UNREADABLE);
			return false;
		}
		at += size;
	}
	return true;
}

static int read_modules(struct reader *r, const char *info, size_t len)
{
	struct modules *ms = &r->kms->modules;
	int status = KMS_OK;

	r->known = calloc(MAX_MODULES, sizeof(*r->known));
	ms->module = calloc(MAX_MODULES, sizeof(*ms->module));
	/* one for each module, one for each of the two lists */
	ms->problems = calloc(MAX_MODULES + 2, sizeof(*ms->problems));
	if (!r->known || !ms->module || !ms->problems)
		return KMS_NO_MEMORY;
	if (read_layout(r, info, len))
		status = read_lists(r);
	return status ? status : modules_arrange(r->kms, r->page);
}

/**
 * modules_read - add the symbols of loaded modules to an image
 * @kms: the image; closed, and set to NULL, if there is no memory
 * @mem: virtual memory of the kernel
 * @info: VMCOREINFO
 * @len: its length
 *
 * kms_problem() has what cannot be read.
 *
 * Return: KMS_OK or KMS_NO_MEMORY
 */
int modules_read(struct kms **kms, const struct memory *mem, const char *info,
		 size_t len)
{
	struct reader r = {
		.kms = *kms, .mem = mem, .word = (*kms)->bits / 8,
		.bytes = MAX_BYTES,
	};
	int status = read_modules(&r, info, len);

	free(r.known);
	if (status) {
		kms_close(*kms);
		*kms = NULL;
	}
	return status;
}

void modules_free(struct modules *ms)
{
	for (u32 i = 0; ms->module && i < MAX_MODULES; i++) {
		free(ms->module[i].header);
		free(ms->module[i].names);
	}
	for (u32 i = 0; i < ms->num_problems; i++)
		free(ms->problems[i]);
	free(ms->module);
	free(ms->symbols);
	free(ms->sorted);
	free(ms->problems);
}

const char *kms_problem(const struct kms *kms, uint32_t index)
{
	const struct modules *ms = &kms->modules;

	return index < ms->num_problems ? ms->problems[index] : NULL;
}
