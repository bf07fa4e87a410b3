// SPDX-License-Identifier: GPL-2.0
/*
 * Reads the table out of a vmlinux and decodes it, with the kernel's decoder.
 */
#include <byteswap.h>
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xalloc.h>

#include "error.h"
#include "image.h"
#include "symbols.h"

#include "../../kernel/kallmodsyms_decode.h"

#define TABLE	"kallmodsyms_table"

/**
 * struct image - a vmlinux that is open
 * @path: its name
 * @elf: the file
 * @swap: its byte order is not that of this machine
 */
struct image {
	const char *path;
	Elf *elf;
	bool swap;
};

static void open_image(struct image *image, const char *path)
{
	GElf_Ehdr ehdr;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		die_at(path, 0, "cannot read the kernel: %s", strerror(errno));
	elf_version(EV_CURRENT);
	image->path = path;
	image->elf = elf_begin(fd, ELF_C_READ_MMAP, NULL);
	if (!image->elf || !gelf_getehdr(image->elf, &ehdr))
		die_at(path, 0, "this is no ELF file: %s; give an uncompressed vmlinux",
		       elf_errmsg(-1));
	image->swap = (ehdr.e_ident[EI_DATA] == ELFDATA2LSB) !=
		      (__BYTE_ORDER == __LITTLE_ENDIAN);
}

/* The symbol TABLE, in one of the symbol tables. */
static bool find_symbol(const struct image *image, GElf_Sym *sym)
{
	Elf_Scn *scn = NULL;

	while ((scn = elf_nextscn(image->elf, scn))) {
		Elf_Data *data = elf_getdata(scn, NULL);
		GElf_Shdr hdr;

		if (!gelf_getshdr(scn, &hdr) || hdr.sh_type != SHT_SYMTAB)
			continue;
		for (int i = 1; gelf_getsym(data, i, sym); i++) {
			const char *name = elf_strptr(image->elf, hdr.sh_link,
						      sym->st_name);

			if (name && !strcmp(name, TABLE))
				return true;
		}
	}
	return false;
}

static unsigned int *copy_words(const struct image *image, const char *p, size_t nr)
{
	unsigned int *words = xmalloc(nr);

	memcpy(words, p, nr);
	for (size_t i = 0; image->swap && i < nr / sizeof(*words); i++)
		words[i] = bswap_32(words[i]);
	return words;
}

/*
 * A copy of the table in this machine's byte order: header and markers are
 * words, what follows is bytes.
 */
static void *copy_table(const struct image *image, const char *p, size_t max)
{
	struct kallmodsyms_header *h;
	size_t words, size;
	void *table;

	if (max < sizeof(*h))
		return NULL;
	h = (void *)copy_words(image, p, sizeof(*h));
	size = h->size;
	words = sizeof(*h) + sizeof(u32) *
		((size_t)h->num_syms / KALLMODSYMS_RUN_BLOCK +
		 !!(h->num_syms % KALLMODSYMS_RUN_BLOCK) +
		 h->num_syms / KALLMODSYMS_SHARED_BLOCK +
		 !!(h->num_syms % KALLMODSYMS_SHARED_BLOCK) +
		 h->num_objects / KALLMODSYMS_RECORD_BLOCK +
		 !!(h->num_objects % KALLMODSYMS_RECORD_BLOCK));
	free(h);
	if (size > max || words > size)
		return NULL;
	table = copy_words(image, p, size);
	memcpy((char *)table + words, p + words, size - words);
	return table;
}

static void find_table(const struct image *image, struct kallmodsyms_table *t)
{
	Elf_Data *data;
	GElf_Shdr hdr;
	GElf_Sym sym;
	Elf_Scn *scn;
	void *table;
	size_t off;

	if (!find_symbol(image, &sym))
		die_at(image->path, 0,
		       "the kernel has no symbol " TABLE "; build it with CONFIG_KALLMODSYMS=y");
	scn = elf_getscn(image->elf, sym.st_shndx);
	data = scn ? elf_rawdata(scn, NULL) : NULL;
	if (!data || !gelf_getshdr(scn, &hdr) || sym.st_value < hdr.sh_addr ||
	    sym.st_value - hdr.sh_addr > data->d_size)
		die_at(image->path, 0,
		       "the file has no contents of " TABLE "; give an uncompressed vmlinux");
	off = sym.st_value - hdr.sh_addr;
	table = copy_table(image, (char *)data->d_buf + off, data->d_size - off);
	if (!table || kallmodsyms_open_table(t, table, data->d_size - off))
		die_at(image->path, 0,
		       "the table is damaged or not of version %d; use the kallmodsyms of the same kernel",
		       KALLMODSYMS_VERSION);
}

/**
 * struct reader - positions in the table, kept from symbol to symbol
 */
struct reader {
	struct kallmodsyms_table table;
	struct kallmodsyms_run run;
	struct kallmodsyms_gap gap;
	struct kallmodsyms_object object;
};

static void dump_symbol(const struct image *image, struct reader *r, u32 sym,
			FILE *out)
{
	int exception = kallmodsyms_is_exception(&r->table, &r->gap, sym);

	if (exception < 0 || kallmodsyms_seek_run(&r->table, &r->run, sym) ||
	    (r->run.object >= 0 &&
	     kallmodsyms_seek_object(&r->table, &r->object, r->run.object)))
		die_at(image->path, 0,
		       "the table is damaged at symbol %u", sym);
	if (sym < nr_symbols)
		fprintf(out, "%016llx %c %s", symbols[sym].addr,
			symbols[sym].type, symbols[sym].name);
	else
		fprintf(out, "%u", sym);
	if (r->run.object >= 0)
		fprintf(out, "\t%s%s<%s>", r->object.modules,
			*r->object.modules ? " " : "", r->object.path);
	if (sym < nr_symbols &&
	    exception != kallmodsyms_name_is_shared(symbols[sym].name,
						    symbols[sym].type))
		fputs(" shared", out);
	fputc('\n', out);
}

void image_dump(const char *path, FILE *out)
{
	struct reader r = { 0 };
	struct image image;

	open_image(&image, path);
	find_table(&image, &r.table);
	if (nr_symbols && nr_symbols != r.table.num_syms)
		die_at(path, 0,
		       "the table has %u symbols, not %zu; give the symbols of the same kernel",
		       r.table.num_syms, nr_symbols);
	for (u32 sym = 0; sym < r.table.num_syms; sym++)
		dump_symbol(&image, &r, sym, out);
	elf_end(image.elf);
}
