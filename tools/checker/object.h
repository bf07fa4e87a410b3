/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECKER_OBJECT_H
#define CHECKER_OBJECT_H

#include <gelf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "file.h"

/**
 * enum fate - what the link has made of a symbol of an object
 * @FATE_OPEN: not known yet; at the end: a fault
 * @FATE_LINKED: is in vmlinux; struct symbol's twin says where
 * @FATE_NOTHING: not a definition: undefined, a section, the name of a file, or
 *	a number without a section
 * @FATE_DISCARDED: its section is discarded by the linker script
 * @FATE_EMPTY: its section is empty, and so is that of vmlinux it would be in,
 *	which the linker drops then
 * @FATE_UNLOADED: its section is not part of the memory image
 * @FATE_TEMPORARY: a label of the assembler (.L*, $L* for MIPS), which the linker
 *	may drop
 * @FATE_OVERRIDDEN: weak, and another object's definition was taken
 * @FATE_SCRIPT: the linker script assigns another value to the name
 * @FATE_GARBAGE: its section was dropped as unused (--gc-sections)
 * @FATE_UNUSED: its entry in a section that is merged was, as lld does it
 * @FATES: number of fates
 */
enum fate {
	FATE_OPEN,
	FATE_LINKED,
	FATE_NOTHING,
	FATE_DISCARDED,
	FATE_EMPTY,
	FATE_UNLOADED,
	FATE_TEMPORARY,
	FATE_OVERRIDDEN,
	FATE_SCRIPT,
	FATE_GARBAGE,
	FATE_UNUSED,
	FATES
};

/**
 * struct symbol - an ELF symbol
 * @name: its name
 * @value: address, or in an object the offset in its section
 * @size: as the compiler says
 * @section: number of its section, or SHN_UNDEF, SHN_ABS, SHN_COMMON
 * @twin: in an object: the number of the same symbol in vmlinux, if LINKED
 * @type: STT_*
 * @bind: STB_*
 * @visibility: STV_*
 * @fate: in an object: what has become of it, enum fate
 *
 * @section is wide enough for objects with very many sections; the reserved
 * numbers stay what they are in the file, since no real section has them: real
 * ones from 0xff00 on are moved up by SECTION_ESCAPE.
 */
struct symbol {
	const char *name;
	uint64_t value;
	uint64_t size;
	uint32_t section;
	uint32_t twin;
	uint8_t type;
	uint8_t bind;
	uint8_t visibility;
	uint8_t fate;
};

/**
 * struct section - an ELF section
 * @name: its name
 * @data: its bytes, NULL if it has none in the file
 * @flags: SHF_*
 * @address: of the output; 0 in an object
 * @size: in bytes
 * @type: SHT_*
 * @output: in an object: the section of vmlinux that the linker script sends it
 *	to, NULL if the script does not name it
 * @located: in an object: @base is known
 * @base: in an object: what to add to an offset in it to get to the address in
 *	vmlinux
 * @placed: how many symbols tell @base
 * @referred: how many references from elsewhere in the object tell @base
 * @mask: in an object: see bytes.c
 */
struct section {
	const char *name;
	const unsigned char *data;
	uint64_t flags;
	uint64_t address;
	uint64_t size;
	uint32_t type;
	const char *output;
	bool located;
	uint64_t base;
	size_t placed;
	size_t referred;
	unsigned char *mask;
};

/**
 * struct object - an ELF file, input or output of the link
 * @path: its path from the top of the build tree
 * @file: its bytes
 * @elf: for libelf
 * @machine: EM_*
 * @narrow: its addresses have 32 bits
 * @sections: by number; number 0 is not in use
 * @num_sections: their number
 * @symbols: by number; number 0 is not in use
 * @num_symbols: their number
 * @prefix: what objcopy put before the names of its symbols, or ""
 * @link_made: the link itself made it, and no source file
 * @modules: of which modules it is part, separated by spaces, or ""
 * @source: the source file, or NULL if that is not known
 */
struct object {
	const char *path;
	struct file file;
	Elf *elf;
	unsigned int machine;
	bool narrow;
	struct section *sections;
	size_t num_sections;
	struct symbol *symbols;
	size_t num_symbols;
	const char *prefix;
	bool link_made;
	const char *modules;
	const char *source;
};

void object_parse(struct object *object, const char *path);
void object_read(struct object *object, const char *path, char *file_name);
struct section *symbol_section(const struct object *object,
			       const struct symbol *symbol);
bool shortens_code(const struct object *object);
uint64_t known_size(const struct object *object, const struct symbol *symbol);
uint64_t object_address(const struct object *object, uint64_t address);
bool has_descriptors(const struct object *object,
		     const struct section *section);
bool is_local_label(const struct object *object, const char *name);
bool is_definition(const struct symbol *symbol);
bool is_number(const struct symbol *symbol);
bool is_prefix(const char *name);

#endif
