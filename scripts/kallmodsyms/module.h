/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The symbols of a module, as the kernel that loads it numbers them.
 */
#ifndef KALLMODSYMS_MODULE_H
#define KALLMODSYMS_MODULE_H

#include <stdbool.h>

struct map;

/**
 * struct module_options - what the kernel keeps of a module's symbols
 * @all: variables, too: CONFIG_KALLSYMS_ALL
 * @no_unload: exit code is discarded: CONFIG_MODULE_UNLOAD is off
 */
struct module_options {
	bool all;
	bool no_unload;
};

/**
 * module_read - read the symbols of the module that vmlinux_open_module() has opened
 * @path: its file
 * @o: which symbols the kernel keeps
 *
 * They are sorted by address afterwards. Their positions are those in the table:
 * see kernel/kallmodsyms_module.c.
 */
void module_read(const char *path, const struct module_options *o);

/**
 * module_place - give the sections in a map the addresses of a module's
 * @map: map of the link that made the module
 */
void module_place(struct map *map);

/**
 * module_crc - the checksum of the symbols
 *
 * Return: what the kernel computes when it loads the module.
 */
unsigned int module_crc(void);

#endif /* KALLMODSYMS_MODULE_H */
