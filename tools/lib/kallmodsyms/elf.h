/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ELF files, as the files that read them share it.
 */
#ifndef KMS_ELF_H
#define KMS_ELF_H

#include "file.h"

/**
 * struct segment - a PT_LOAD
 * @pos: where it is in the file
 * @size: how much of it is in the file
 * @vaddr: its virtual address, 0 if it has none
 * @paddr: its physical address
 */
struct segment {
	uint64_t pos;
	uint64_t size;
	uint64_t vaddr;
	uint64_t paddr;
};

/**
 * struct elf - an ELF file
 * @f: the file
 * @is_64: its class
 * @swap: it has the other byte order
 * @type: ET_CORE and others
 * @machine: EM_X86_64 and others
 * @segments: its PT_LOADs
 * @num_segments: how many
 * @notes: its notes
 * @notes_len: length of @notes
 * @info: VMCOREINFO, in a note or in the kernel's memory, or NULL
 * @info_len: length of @info
 * @found: memory for an @info that is not in the notes
 * @hollow: it has sections without their contents
 */
struct elf {
	const struct file *f;
	bool is_64;
	bool swap;
	u32 type;
	u32 machine;
	struct segment *segments;
	u32 num_segments;
	char *notes;
	size_t notes_len;
	const char *info;
	size_t info_len;
	char *found;
	bool hollow;
};

/* elf.c */
int elf_read(struct elf *e, const struct file *f);
void elf_release(struct elf *e);

/* elf_memory.c */
uint64_t elf_position(const struct elf *e, uint64_t addr, bool physical);
bool elf_to_physical(const struct elf *e, uint64_t vaddr, uint64_t *paddr);
void elf_search_info(struct elf *e);
int elf_read_virtual(void *elf, uint64_t addr, void *buf, size_t len);

#endif /* KMS_ELF_H */
