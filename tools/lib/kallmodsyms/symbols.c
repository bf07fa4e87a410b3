// SPDX-License-Identifier: GPL-2.0-only
/*
 * Opening the tables, and symbols by position and address.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* What an address may be past the last symbol whose end is not known. */
#define PAGE	4096

unsigned int kms_api_version(void)
{
	return KMS_API_VERSION;
}

size_t kms_symbol_size(void)
{
	return sizeof(struct kms_symbol);
}

const char *kms_strerror(int status)
{
	static const char * const text[] = {
		[-KMS_OK] = "success",
		[-KMS_NOT_FOUND] = "no such symbol",
		[-KMS_NO_TABLE] = "no table; give a kernel built with CONFIG_KALLMODSYMS=y",
		[-KMS_DAMAGED] = "the tables are corrupt; get the file anew",
		[-KMS_MISMATCH] = "kallsyms does not match the table; get the file anew",
		[-KMS_VERSION] = "unknown version of the table; use a newer libkallmodsyms",
		[-KMS_NO_MEMORY] = "out of memory",
		[-KMS_READ] = "the kernel's memory cannot be read there",
		[-KMS_FORMAT] = "the file has a format that cannot be read",
		[-KMS_INVALID] = "invalid argument",
	};

	if (status > 0 || status < KMS_INVALID)
		return "unknown status";
	return text[-status];
}

/**
 * kms_expand - write out a compressed name
 * @kms: the kernel
 * @index: the symbol, of the image
 * @type: set to its letter
 * @name: where to; KMS_NAME_LEN bytes
 *
 * Return: length of the name
 */
size_t kms_expand(const struct kms *kms, u32 index, char *type, char *name)
{
	const u8 *p = kms->names + kms->name_pos[index];
	const u8 *end = kms->names + kms->name_pos[index + 1];
	char *to = name, *stop = name + KMS_NAME_LEN - 1;
	bool first = true;

	p += 1 + !!(*p & 0x80);
	*type = '?';
	for (; p < end; p++) {
		const char *token = kms->tokens + kms->token_index[*p];

		if (first && *token) {
			*type = *token++;
			first = false;
		}
		while (*token && to < stop)
			*to++ = *token++;
	}
	*to = '\0';
	return to - name;
}

u32 kms_hash(const char *name, size_t len)
{
	u32 hash = 2166136261u;

	while (len--)
		hash = (hash ^ (u8)*name++) * 16777619u;
	return hash;
}

/* The name of any symbol, written to @buf if need be. */
const char *kms_name(const struct kms *kms, u32 index, char *buf)
{
	char type;

	if (index >= kms->num)
		return kms->modules.symbols[index - kms->num].name;
	kms_expand(kms, index, &type, buf);
	return buf;
}

/* Last symbol first, so that lists are in the order of the symbols. */
int index_names(struct kms *kms)
{
	u32 num = kms_num_symbols(kms), size = 1;
	char buf[KMS_NAME_LEN];

	while (size < num)
		size *= 2;
	free(kms->first);
	free(kms->next);
	kms->hash_mask = size - 1;
	kms->first = calloc(size, sizeof(*kms->first));
	kms->next = calloc(num, sizeof(*kms->next));
	if (!kms->first || !kms->next)
		return KMS_NO_MEMORY;
	for (u32 i = num; i--; ) {
		const char *name = kms_name(kms, i, buf);
		size_t len = strlen(name);
		u32 *list = &kms->first[kms_hash(name, len) & kms->hash_mask];

		kms->next[i] = *list;
		*list = i + 1;
	}
	return KMS_OK;
}

/* The address of a symbol that the linker script defines, or 0. */
static uint64_t address_of(const struct kms *kms, const char *wanted)
{
	u32 hash = kms_hash(wanted, strlen(wanted)) & kms->hash_mask;
	char name[KMS_NAME_LEN], type;

	for (u32 i = kms->first[hash]; i; i = kms->next[i - 1]) {
		kms_expand(kms, i - 1, &type, name);
		if (!strcmp(name, wanted))
			return kms->addrs[i - 1];
	}
	return 0;
}

static void find_bounds(struct kms *kms)
{
	struct bounds *b = &kms->image;

	b->stext = address_of(kms, "_stext");
	b->etext = address_of(kms, "_etext");
	b->sinittext = address_of(kms, "_sinittext");
	b->einittext = address_of(kms, "_einittext");
	b->init_begin = address_of(kms, "__init_begin");
	b->init_end = address_of(kms, "__init_end");
	b->percpu_begin = address_of(kms, "__per_cpu_start");
	b->percpu_end = address_of(kms, "__per_cpu_end");
	b->end = address_of(kms, "_end");
}

int kms_open(struct kms **kms, kms_read_fn read, void *priv, uint64_t table,
	     uint64_t vaddr)
{
	struct memory mem = { .read = read, .priv = priv };
	struct kms *k = calloc(1, sizeof(*k));
	int status = KMS_NO_MEMORY;

	*kms = NULL;
	if (table % 4) {
		free(k);
		return KMS_INVALID;
	}
	if (k)
		status = table_read(&mem, table, &k->header, &k->table);
	if (!status) {
		k->num = k->table.num_syms;
		k->swap = mem.swap;
		status = layout_read(k, &mem, table, vaddr);
	}
	if (!status)
		status = index_names(k);
	if (status) {
		kms_close(k);
		return status;
	}
	find_bounds(k);
	*kms = k;
	return KMS_OK;
}

void kms_close(struct kms *kms)
{
	if (!kms)
		return;
	free(kms->header);
	free(kms->names);
	free(kms->name_pos);
	free(kms->tokens);
	free(kms->addrs);
	free(kms->first);
	free(kms->next);
	modules_free(&kms->modules);
	free(kms);
}

uint32_t kms_num_symbols(const struct kms *kms)
{
	return kms->num + kms->modules.num_symbols;
}

unsigned int kms_bits(const struct kms *kms)
{
	return kms->bits;
}

static bool in_init(const struct kms *kms, uint64_t addr)
{
	return kms->image.init_begin <= addr && addr < kms->image.init_end;
}

static bool in_text(const struct kms *kms, uint64_t addr)
{
	const struct bounds *b = &kms->image;

	return (b->stext <= addr && addr < b->etext) ||
	       (b->sinittext <= addr && addr < b->einittext);
}

/*
 * is_ksym_addr(). With CONFIG_KALLSYMS_ALL, kallsyms has _end. Without, it has
 * functions only, and not where text ends: what is near a function counts.
 */
static bool in_image(const struct kms *kms, uint64_t addr)
{
	const struct bounds *b = &kms->image;

	if (b->end)
		return (b->stext <= addr && addr < b->end) ||
		       in_init(kms, addr);
	if (b->etext)
		return in_text(kms, addr);
	return kms->addrs[0] <= addr &&
	       addr - kms->addrs[kms->num - 1] + PAGE < PAGE + PAGE;
}

static bool is_percpu(const struct kms *kms, u32 index)
{
	uint64_t addr = kms->addrs[index];

	return index < kms->num_percpu ||
	       (kms->image.percpu_begin <= addr &&
		addr < kms->image.percpu_end);
}

/* As get_symbol_pos() of kernel/kallsyms.c. */
static uint64_t end_of(const struct kms *kms, u32 index)
{
	uint64_t addr = kms->addrs[index];

	for (u32 i = index + 1; i < kms->num; i++)
		if (kms->addrs[i] > addr)
			return kms->addrs[i];
	return kms->image.end > addr ? kms->image.end : addr;
}

/* What the decoder keeps from symbol to symbol of a table; 0 is the image's. */
struct cursor {
	struct kallmodsyms_run run;
	u32 object;
	u32 table;
};

_Static_assert(sizeof(struct cursor) <=
	       sizeof(((struct kms_symbol *)0)->cursor), "cursor has no room");

static int read_object(const struct kallmodsyms_table *t, struct cursor *c,
		       struct kms_symbol *sym)
{
	struct kallmodsyms_object object = { 0 };
	s32 number = c->run.object;

	if (number >= 0 && c->object == (u32)number + 1)
		return KMS_OK;
	c->object = number + 1;
	if (number >= 0 && kallmodsyms_seek_object(t, &object, number))
		return KMS_DAMAGED;
	memcpy(sym->object, object.path, strlen(object.path) + 1);
	memcpy(sym->modules, object.modules, strlen(object.modules) + 1);
	return KMS_OK;
}

/**
 * symbol_origin - read object and modules of a symbol
 * @t: the table, or NULL if there is none
 * @which: number of the table
 * @number: number of the symbol in the table
 * @sym: the symbol
 *
 * Return: KMS_OK or KMS_DAMAGED
 */
int symbol_origin(const struct kallmodsyms_table *t, u32 which, u32 number,
		  struct kms_symbol *sym)
{
	struct cursor c;
	int status;

	memcpy(&c, sym->cursor, sizeof(c));
	if (c.table != which || !t) {
		c = (struct cursor) { .table = which };
		*sym->object = *sym->modules = '\0';
	}
	if (!t)
		goto out;
	if (kallmodsyms_seek_run(t, &c.run, number))
		return KMS_DAMAGED;
	status = read_object(t, &c, sym);
	if (status)
		return status;
	if (c.run.ambiguous && c.run.object >= 0)
		sym->flags |= KMS_AMBIGUOUS;
out:
	memcpy(sym->cursor, &c, sizeof(c));
	return KMS_OK;
}

int kms_symbol(const struct kms *kms, uint32_t index, struct kms_symbol *sym)
{
	if (index >= kms_num_symbols(kms))
		return KMS_NOT_FOUND;
	sym->index = index;
	if (index >= kms->num)
		return modules_symbol(kms, index - kms->num, sym);
	sym->addr = kms->addrs[index];
	sym->size = end_of(kms, index) - sym->addr;
	sym->flags = 0;
	if (is_percpu(kms, index))
		sym->flags |= KMS_PERCPU;
	else if (in_init(kms, sym->addr))
		sym->flags |= KMS_INIT;
	kms_expand(kms, index, &sym->type, sym->name);
	return symbol_origin(&kms->table, 0, index, sym);
}

int kms_lookup(const struct kms *kms, uint64_t addr, struct kms_symbol *sym)
{
	u32 low = 0, high = kms->num, index;

	if (!in_image(kms, addr) || addr < kms->addrs[0])
		return modules_lookup(kms, addr, &index) ?
		       kms_symbol(kms, kms->num + index, sym) : KMS_NOT_FOUND;
	while (high - low > 1) {
		u32 mid = low + (high - low) / 2;

		if (kms->addrs[mid] <= addr)
			low = mid;
		else
			high = mid;
	}
	while (low && kms->addrs[low - 1] == kms->addrs[low])
		low--;
	return kms_symbol(kms, low, sym);
}
