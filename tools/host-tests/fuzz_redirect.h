/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Included before anything else where a source of scripts/kallmodsyms is
 * compiled for a fuzz target.
 *
 * The tool reads its input once and exits, so it frees little and closes
 * nothing on an error. A fuzz target goes on with the next input in the same
 * process: so all memory comes from fuzz.c, which frees it, all files are in
 * memory, and all variables lie in two sections of their own, which fuzz.c
 * puts back to what they were.
 */
#ifndef FUZZ_REDIRECT_H
#define FUZZ_REDIRECT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <fcntl.h>
#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *fuzz_malloc(size_t size);
void *fuzz_calloc(size_t nr, size_t size);
void *fuzz_realloc(void *p, size_t size);
char *fuzz_strdup(const char *s);
char *fuzz_strndup(const char *s, size_t n);
void fuzz_free(void *p);
FILE *fuzz_fopen(const char *path, const char *mode);
int fuzz_fclose(FILE *file);
ssize_t fuzz_getline(char **line, size_t *size, FILE *in);
int fuzz_open(const char *path, int flags);
int fuzz_close(int fd);
Elf *fuzz_elf_begin(int fd, Elf_Cmd cmd, Elf *ref);
int fuzz_elf_end(Elf *elf);

/* Where the linker puts the variables of the tool. */
extern char __start_kallmodsyms_bss[], __stop_kallmodsyms_bss[];
extern char __start_kallmodsyms_data[], __stop_kallmodsyms_data[];

#ifndef FUZZ_TARGET
#define malloc		fuzz_malloc
#define calloc		fuzz_calloc
#define realloc		fuzz_realloc
#define strdup		fuzz_strdup
#define strndup		fuzz_strndup
#define free		fuzz_free
#define fopen		fuzz_fopen
#define fclose		fuzz_fclose
#define getline		fuzz_getline
#define open		fuzz_open
#define close		fuzz_close
#define elf_begin	fuzz_elf_begin
#define elf_end		fuzz_elf_end

#pragma clang section bss = "kallmodsyms_bss" data = "kallmodsyms_data"
#endif

#endif /* FUZZ_REDIRECT_H */
