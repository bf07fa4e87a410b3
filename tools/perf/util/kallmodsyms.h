/* SPDX-License-Identifier: GPL-2.0 */
#ifndef __PERF_KALLMODSYMS_H
#define __PERF_KALLMODSYMS_H

#include <stdbool.h>
#include <linux/types.h>

struct kallmodsyms;
struct machine;
struct map;
struct map_symbol;
struct symbol;

#define PROC_KALLMODSYMS "/proc/kallmodsyms"

/**
 * struct kallmodsym - a symbol of the kernel image in /proc/kallmodsyms
 * @start: its address
 * @name: its name
 * @origin: "[module]" for each built-in module that it is part of, then
 *          "<object>" if name and modules are ambiguous, with a space between
 *          two of them; or an empty string
 */
struct kallmodsym {
	u64		start;
	const char	*name;
	const char	*origin;
};

struct kallmodsyms *kallmodsyms__new(const char *filename);
void kallmodsyms__delete(struct kallmodsyms *kms);

const struct kallmodsym *kallmodsyms__find(const struct kallmodsyms *kms,
					   u64 start, const char *name);
const struct kallmodsym *kallmodsyms__find_name(const struct kallmodsyms *kms,
						const char *name);
bool kallmodsyms__is_ambiguous(const struct kallmodsyms *kms,
			       const struct kallmodsym *sym);
bool kallmodsyms__has_module(const struct kallmodsyms *kms, const char *module);

bool kallmodsym__in_module(const struct kallmodsym *sym, const char *module);
char *kallmodsym__qualifier(const struct kallmodsym *sym);

struct kallmodsyms *machine__kallmodsyms(struct machine *machine);
const struct kallmodsym *map__find_kallmodsym(struct map *map,
					      const struct symbol *sym);
const char *map_symbol__origin(const struct map_symbol *ms);

#endif /* __PERF_KALLMODSYMS_H */
