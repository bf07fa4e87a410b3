// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: any bytes for the table of a module that is loaded. Few of them get
 * past the checks, so the first byte tells what is made right: bit 0 the size,
 * bit 1 the checksum of the symbols, bit 2 that of the table. A module with all of
 * its symbols core ones, or with each third in an init section, is made for it.
 */
#include "kernel.h"

/* One line for each input is too many, and nobody keeps what is freed. */
#undef pr_warn
#undef kfree_rcu
#define pr_warn(...)		((void)0)
#define kfree_rcu(pointer, rcu)	free(pointer)

#include "../../kernel/kallmodsyms_module.c"

#define MAX_SYMBOLS	4096
#define EACH		61	/* of the symbols whose objects take long to find */
#define NAME_LEN	8

enum { NULL_SECTION, TEXT, INIT, TABLE, NR_SECTIONS };

static struct module module = {
	.name = "module", .list = { &modules, &modules },
};
struct list_head modules = { &module.list, &module.list };

static Elf_Shdr sections[NR_SECTIONS] = {
	[TABLE] = { .sh_name = 1, .sh_flags = SHF_ALLOC },
};
static char section_names[] = "\0" KALLMODSYMS_SECTION;
static Elf_Ehdr ehdr = { .e_shnum = NR_SECTIONS };
static struct load_info info = {
	.hdr = &ehdr, .sechdrs = sections, .secstrings = section_names,
};

static Elf_Sym core_syms[MAX_SYMBOLS + 1], all_syms[MAX_SYMBOLS + 1];
static char names[(MAX_SYMBOLS + 1) * NAME_LEN], types[MAX_SYMBOLS + 1];
static struct mod_kallsyms all = {
	.symtab = all_syms, .strtab = names, .typetab = types,
};

struct module *__module_address(unsigned long addr)
{
	return within_module_mem_type(addr, &module, MOD_TEXT) ? &module : NULL;
}

void __kallmodsyms_iter_other(struct kallmodsyms_iter *iter)
{
	kallmodsyms_clear_object(&iter->object);
}

void *allocate(size_t size)
{
	return malloc(size);
}

static void make_symbol(unsigned int i, bool init)
{
	struct mod_kallsyms *core = &module.core_kallsyms;
	Elf_Sym *sym = &all_syms[i];

	snprintf(&names[i * NAME_LEN], NAME_LEN, "%s%x", init ? "i" : "c", i);
	*sym = (Elf_Sym){
		.st_name = i * NAME_LEN,
		.st_shndx = init ? INIT : TEXT,
		.st_value = 0x1000 + i,
	};
	types[i] = 't';
	if (!init)
		core_syms[core->num_symtab++] = *sym;
}

static void make_module(unsigned int nr, bool has_init)
{
	module.mem[MOD_TEXT].base = (void *)0x1000;
	module.mem[MOD_TEXT].size = MAX_SYMBOLS;
	module.core_kallsyms = all;
	module.core_kallsyms.symtab = core_syms;
	module.core_kallsyms.num_symtab = 1;
	module.kallsyms = &all;
	all.num_symtab = nr + 1;
	for (unsigned int i = 1; i <= nr; i++)
		make_symbol(i, has_init && i % 3 == 0);
}

static u32 symbols_crc(void)
{
	u32 crc = 0;

	for (unsigned int init = 0; init < 2; init++)
		for (unsigned int i = 1; i < all.num_symtab; i++)
			if (all_syms[i].st_shndx == (init ? INIT : TEXT))
				crc = add_to_crc(crc, &all, i);
	return crc;
}

static void repair(struct kallmodsyms_header *h, size_t size, u8 what)
{
	struct kallmodsyms_table t;

	if (what & 1)
		h->size = size;
	if (what & 2)
		h->symbols_crc = symbols_crc();
	if (what & 4 && !kallmodsyms_open_table(&t, h, size))
		h->table_crc = table_crc(h, &t);
}

static int is_there(void *data, const struct kallmodsyms_modsym *sym)
{
	struct kallmodsyms_iter *iter = data;

	if (sym->kallsyms == &all && sym->symnum % EACH)
		return 0;
	kallmodsyms_find_module_object(iter, sym);
	if (!memchr(iter->object.path, 0, sizeof(iter->object.path)))
		__builtin_trap();
	return 0;
}

static bool is_none(void *data, const char *path)
{
	return !data && strlen(path) >= KALLMODSYMS_PATH_LEN;
}

static void query(void)
{
	struct kallmodsyms_iter iter = { .enabled = true };

	kallmodsyms_on_each_module_symbol(NULL, is_there, &iter);
	for (unsigned int i = 0; i < all.num_symtab; i += EACH)
		kallmodsyms_iter_module_at(&iter, 0x1000 + i);
	if (kallmodsyms_has_module_object(NULL, is_none, NULL))
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct kallmodsyms_header *h;

	if (size-- < 1 + sizeof(*h))
		return 0;
	/* a copy of its own, of which every byte too far is noticed */
	h = malloc(size);
	memcpy(h, data + 1, size);
	make_module(h->num_syms % (MAX_SYMBOLS + 1), data[0] & 8);
	repair(h, size, data[0]);
	sections[TABLE].sh_addr = (unsigned long)h;
	sections[TABLE].sh_size = size;
	kallmodsyms_add_module(&module, &info);
	query();
	module.kallsyms = &module.core_kallsyms;
	query();
	kallmodsyms_remove_module(&module);
	free(h);
	return 0;
}
