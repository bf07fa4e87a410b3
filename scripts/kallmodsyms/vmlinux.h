/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A linked kernel, or a module: what is at an address, and where a symbol is.
 */
#ifndef KALLMODSYMS_VMLINUX_H
#define KALLMODSYMS_VMLINUX_H

#include <libelf.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * vmlinux_open_module - open a module in place of a kernel
 * @path: relocatable ELF file of any class and byte order
 *
 * Exits with an error when it cannot be read.
 */
void vmlinux_open_module(const char *path);

/**
 * vmlinux_open - open a kernel; there is one at a time
 * @path: ELF file of any class and byte order
 *
 * Exits with an error when it cannot be read.
 */
void vmlinux_open(const char *path);

/**
 * vmlinux_is_open - is there a kernel to look into?
 */
bool vmlinux_is_open(void);

/**
 * vmlinux_swapped - is its byte order not that of this machine?
 */
bool vmlinux_swapped(void);

/**
 * vmlinux_addr - an address in the width of the kernel's own
 * @addr: an address from any source; nm sign-extends those of 32-bit MIPS
 *
 * Return: the lower 32 bits of @addr for a kernel of 32 bits, else @addr.
 */
unsigned long long vmlinux_addr(unsigned long long addr);

/**
 * vmlinux_is_relocatable - is it a module?
 */
bool vmlinux_is_relocatable(void);

/**
 * vmlinux_elf - the file itself, for module.c
 */
Elf *vmlinux_elf(void);

/**
 * vmlinux_section_addr - the address of a module's section
 * @shndx: its index
 *
 * Sections of a module have no address before it is loaded. To place symbols,
 * each is given one that is far from those of all others.
 *
 * Return: the address.
 */
unsigned long long vmlinux_section_addr(size_t shndx);

/**
 * vmlinux_has_section - has it a section of that name?
 * @name: the name
 */
bool vmlinux_has_section(const char *name);

/**
 * vmlinux_bytes - what is at an address
 * @addr: the address
 * @len: how many bytes are wanted
 *
 * Return: the bytes, or NULL when the file does not have so many there.
 */
const void *vmlinux_bytes(unsigned long long addr, size_t len);

/**
 * vmlinux_symbol - what is at a symbol
 * @name: its name
 * @max: filled with how many bytes there are up to the end of the section
 *
 * Return: the bytes, or NULL when there is no such symbol with contents.
 */
const void *vmlinux_symbol(const char *name, size_t *max);

/**
 * vmlinux_section - what is in a section
 * @name: its name
 * @max: filled with how many bytes there are
 *
 * Return: the bytes, or NULL when there is no such section with contents.
 */
const void *vmlinux_section(const char *name, size_t *max);

/**
 * vmlinux_address - where a symbol is
 * @name: its name
 * @addr: filled with its address
 *
 * Return: whether there is such a symbol.
 */
bool vmlinux_address(const char *name, unsigned long long *addr);

#endif /* KALLMODSYMS_VMLINUX_H */
