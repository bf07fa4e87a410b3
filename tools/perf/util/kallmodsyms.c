// SPDX-License-Identifier: GPL-2.0
/*
 * The built-in modules and object files of kernel symbols, as
 * /proc/kallmodsyms shows them. Kernels have that file with
 * CONFIG_KALLMODSYMS, see Documentation/admin-guide/kallmodsyms.rst.
 */
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/zalloc.h>
#include "build-id.h"
#include "debug.h"
#include "dso.h"
#include "kallmodsyms.h"
#include "machine.h"
#include "map.h"
#include "map_symbol.h"
#include "maps.h"
#include "symbol.h"

/* The symbols of the kernel image, sorted by address. */
struct kallmodsyms {
	struct kallmodsym	*syms;
	size_t			nr;
	size_t			nr_allocated;
};

static struct kallmodsym *kallmodsyms__add(struct kallmodsyms *kms)
{
	if (kms->nr == kms->nr_allocated) {
		size_t nr = kms->nr_allocated ? 2 * kms->nr_allocated : 4096;
		struct kallmodsym *syms = realloc(kms->syms, nr * sizeof(*syms));

		if (!syms)
			return NULL;
		kms->syms = syms;
		kms->nr_allocated = nr;
	}
	return &kms->syms[kms->nr++];
}

/*
 * ffffffff812b9cd0 t m_start	<fs/namespace.o>
 * ffffffff812b9cd0 40 t m_start	<fs/namespace.o>
 *
 * The second form, with a size, is that of the sysctl kallmodsyms_sizes. No
 * name has a blank. Returns 0 for a line that is none of these.
 */
static int kallmodsyms__add_line(struct kallmodsyms *kms, char *line)
{
	char *end, *name, *origin;
	struct kallmodsym *sym;
	u64 start = strtoull(line, &end, 16);

	line[strcspn(line, "\n")] = '\0';
	origin = strchr(line, '\t');
	if (origin)
		*origin++ = '\0';
	name = strrchr(line, ' ');
	if (end == line || *end != ' ' || name == end)
		return 0;

	sym = kallmodsyms__add(kms);
	if (!sym)
		return -1;
	sym->start = start;
	/* The origin follows the name, in memory, too. */
	if (asprintf((char **)&sym->name, "%s%c%s", name + 1, '\0',
		     origin ?: "") < 0) {
		kms->nr--;
		return -1;
	}
	sym->origin = sym->name + strlen(sym->name) + 1;
	return 0;
}

/*
 * All that follows the kernel image is in brackets: loaded modules, BPF
 * programs, what ftrace and kprobes make. The image's last symbol comes from the
 * linker script and is in no module.
 */
static void kallmodsyms__cut_image(struct kallmodsyms *kms)
{
	while (kms->nr && kms->syms[kms->nr - 1].origin[0])
		zfree(&kms->syms[--kms->nr].name);
}

static int kallmodsym__cmp(const void *a, const void *b)
{
	const struct kallmodsym *l = a, *r = b;

	return l->start < r->start ? -1 : l->start > r->start;
}

static int kallmodsyms__read(struct kallmodsyms *kms, FILE *file)
{
	char *line = NULL;
	size_t len = 0;
	int err = 0;

	while (!err && getline(&line, &len, file) > 0)
		err = kallmodsyms__add_line(kms, line);
	free(line);
	if (err || ferror(file))
		return -1;

	kallmodsyms__cut_image(kms);
	/* Zeros are shown to those who must not know addresses. */
	if (!kms->nr || !kms->syms[kms->nr - 1].start)
		return -1;
	qsort(kms->syms, kms->nr, sizeof(*kms->syms), kallmodsym__cmp);
	return 0;
}

/**
 * kallmodsyms__new - read a file in the format of /proc/kallmodsyms
 * @filename: its name
 *
 * Return: the symbols of the kernel image, or NULL if the file does not exist,
 * cannot be read or does not show addresses.
 */
struct kallmodsyms *kallmodsyms__new(const char *filename)
{
	struct kallmodsyms *kms;
	FILE *file = fopen(filename, "r");

	if (!file)
		return NULL;
	kms = zalloc(sizeof(*kms));
	if (kms && kallmodsyms__read(kms, file)) {
		pr_debug("%s is not usable\n", filename);
		kallmodsyms__delete(kms);
		kms = NULL;
	}
	fclose(file);
	return kms;
}

void kallmodsyms__delete(struct kallmodsyms *kms)
{
	if (!kms)
		return;
	while (kms->nr)
		zfree(&kms->syms[--kms->nr].name);
	free(kms->syms);
	free(kms);
}

/**
 * kallmodsyms__find - find a symbol
 * @kms: the symbols of the kernel image
 * @start: its address
 * @name: its name
 *
 * Return: the symbol, or NULL.
 */
const struct kallmodsym *kallmodsyms__find(const struct kallmodsyms *kms,
					   u64 start, const char *name)
{
	size_t low = 0, high = kms->nr;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (kms->syms[mid].start < start)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < kms->nr && kms->syms[low].start == start; low++)
		if (!strcmp(kms->syms[low].name, name))
			return &kms->syms[low];
	return NULL;
}

/**
 * kallmodsyms__find_name - find the first symbol of a name
 * @kms: the symbols of the kernel image
 * @name: the name
 *
 * Return: the symbol, or NULL.
 */
const struct kallmodsym *kallmodsyms__find_name(const struct kallmodsyms *kms,
						const char *name)
{
	for (size_t i = 0; i < kms->nr; i++)
		if (!strcmp(kms->syms[i].name, name))
			return &kms->syms[i];
	return NULL;
}

/**
 * kallmodsyms__is_ambiguous - are there other symbols of this name?
 * @kms: the symbols of the kernel image
 * @sym: one of them
 *
 * Return: whether the name alone does not select @sym.
 */
bool kallmodsyms__is_ambiguous(const struct kallmodsyms *kms,
			       const struct kallmodsym *sym)
{
	for (size_t i = 0; i < kms->nr; i++)
		if (kms->syms[i].start != sym->start &&
		    !strcmp(kms->syms[i].name, sym->name))
			return true;
	return false;
}

/* In names of modules, '-' and '_' are the same. */
static bool is_module(const char *word, size_t len, const char *module)
{
	for (; len && *module; word++, module++, len--)
		if (*word != (*module == '-' ? '_' : *module))
			return false;
	return !len && !*module;
}

/**
 * kallmodsym__in_module - is the symbol part of this built-in module?
 * @sym: the symbol
 * @module: the name of the module
 *
 * Return: whether it is.
 */
bool kallmodsym__in_module(const struct kallmodsym *sym, const char *module)
{
	const char *word = sym->origin;

	while (*word == '[') {
		size_t len = strcspn(++word, "]");

		if (is_module(word, len, module))
			return true;
		word += len;
		word += strspn(word, "] ");
	}
	return false;
}

/**
 * kallmodsyms__has_module - is this module built in?
 * @kms: the symbols of the kernel image
 * @module: the name of the module
 *
 * Return: whether a symbol is part of it.
 */
bool kallmodsyms__has_module(const struct kallmodsyms *kms, const char *module)
{
	for (size_t i = 0; i < kms->nr; i++)
		if (kallmodsym__in_module(&kms->syms[i], module))
			return true;
	return false;
}

/**
 * kallmodsym__qualifier - what to write before the symbol's name
 * @sym: a symbol with an ambiguous name
 *
 * With it and a colon before its name, kprobe events select the symbol.
 *
 * Return: its object file or else its first module, which the caller frees, or
 * NULL if it shows neither.
 */
char *kallmodsym__qualifier(const struct kallmodsym *sym)
{
	const char *word = strchr(sym->origin, '<') ?: strchr(sym->origin, '[');

	return word ? strndup(word + 1, strcspn(word + 1, ">]")) : NULL;
}

/* A recorded kernel can have been elsewhere in memory than the file says. */
static void kallmodsyms__move(struct kallmodsyms *kms,
			      const struct ref_reloc_sym *ref)
{
	const struct kallmodsym *sym;
	u64 delta;

	sym = ref ? kallmodsyms__find_name(kms, ref->name) : NULL;
	if (!sym || sym->start == ref->addr)
		return;
	delta = ref->addr - sym->start;
	for (size_t i = 0; i < kms->nr; i++)
		kms->syms[i].start += delta;
	qsort(kms->syms, kms->nr, sizeof(*kms->syms), kallmodsym__cmp);
}

static bool is_running_kernel(struct dso *dso)
{
	struct build_id bid = { .size = 0, };

	return !dso__has_build_id(dso) ||
	       (!sysfs__read_build_id("/sys/kernel/notes", &bid) &&
		dso__build_id_equal(dso, &bid));
}

/* The file in the directory of a file "kallsyms" */
static struct kallmodsyms *kallmodsyms__new_beside(const char *kallsyms)
{
	const char *base = strrchr(kallsyms, '/');
	struct kallmodsyms *kms;
	char *filename;

	base = base ? base + 1 : kallsyms;
	if (strcmp(base, "kallsyms") ||
	    asprintf(&filename, "%.*skallmodsyms", (int)(base - kallsyms),
		     kallsyms) < 0)
		return NULL;
	kms = kallmodsyms__new(filename);
	free(filename);
	return kms;
}

/* What perf record has copied of the kernel with this build-id */
static struct kallmodsyms *kallmodsyms__new_cached(struct dso *dso)
{
	const struct build_id *bid = dso__bid(dso);
	char sbuild_id[SBUILD_ID_SIZE] = "";
	char path[PATH_MAX];

	for (size_t i = 0; i < bid->size; i++)
		sprintf(sbuild_id + 2 * i, "%02x", bid->data[i]);
	if (!dso__has_build_id(dso) ||
	    !build_id_cache__kallsyms_path(sbuild_id, path, sizeof(path)))
		return NULL;
	return kallmodsyms__new_beside(path);
}

/* From the place that perf takes kallsyms from, too */
static struct kallmodsyms *kallmodsyms__new_dso(struct dso *dso)
{
	struct kallmodsyms *kms = NULL;

	if (symbol_conf.kallsyms_name)
		return kallmodsyms__new_beside(symbol_conf.kallsyms_name);
	if (symbol_conf.symfs[0])
		return NULL;
	if (is_running_kernel(dso))
		kms = kallmodsyms__new(PROC_KALLMODSYMS);
	return kms ?: kallmodsyms__new_cached(dso);
}

static struct kallmodsyms *machine__read_kallmodsyms(struct machine *machine)
{
	struct map *map = machine__kernel_map(machine);
	struct kmap *kmap = map ? __map__kmap(map) : NULL;
	struct kallmodsyms *kms;

	if (!kmap || !machine__is_host(machine))
		return NULL;
	kms = kallmodsyms__new_dso(map__dso(map));
	if (kms)
		kallmodsyms__move(kms, kmap->ref_reloc_sym);
	return kms;
}

/**
 * machine__kallmodsyms - the symbols of a machine's kernel
 * @machine: the machine
 *
 * They are read when they are wanted for the first time.
 *
 * Return: the symbols, which belong to @machine, or NULL.
 */
struct kallmodsyms *machine__kallmodsyms(struct machine *machine)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&lock);
	if (!machine->kallmodsyms_read)
		machine->kallmodsyms = machine__read_kallmodsyms(machine);
	machine->kallmodsyms_read = true;
	pthread_mutex_unlock(&lock);
	return machine->kallmodsyms;
}

/**
 * map__find_kallmodsym - find a symbol of perf in /proc/kallmodsyms
 * @map: the map that the symbol is in
 * @sym: the symbol
 *
 * Return: what the file has of it, or NULL if it is no symbol of the kernel
 * image, or the kernel has no such file.
 */
const struct kallmodsym *map__find_kallmodsym(struct map *map,
					      const struct symbol *sym)
{
	struct kmap *kmap = map ? __map__kmap(map) : NULL;
	struct kallmodsyms *kms;

	if (!kmap || !kmap->kmaps || !sym)
		return NULL;
	kms = machine__kallmodsyms(maps__machine(kmap->kmaps));
	if (!kms)
		return NULL;
	return kallmodsyms__find(kms, map__unmap_ip(map, sym->start),
				 sym->name);
}

/**
 * map_symbol__origin - the modules and the object file of a symbol
 * @ms: the symbol, and its map
 *
 * Return: "[module]", "<object>", both, or an empty string: see struct
 * kallmodsym.
 */
const char *map_symbol__origin(const struct map_symbol *ms)
{
	const struct kallmodsym *sym = map__find_kallmodsym(ms->map, ms->sym);

	return sym ? sym->origin : "";
}
