/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of symorigin share.
 */
#ifndef SYMORIGIN_H
#define SYMORIGIN_H

#include <stdbool.h>
#include <stdio.h>

#include "../lib/kallmodsyms/kallmodsyms.h"

/**
 * struct options - what was asked for on the command line
 * @input: the kernel
 * @objects: list: show the object of every symbol
 * @name: list: glob that names have to match, or NULL
 * @module: list: glob that a module has to match, or NULL
 * @object: list: glob that the object has to match, or NULL
 * @one: name: an error if there are several
 * @log: annotate, who: take the dump's own log buffer
 * @maintainers: who: the MAINTAINERS file
 * @top: who: how many subsystems to print
 */
struct options {
	const char *input;
	bool objects;
	const char *name;
	const char *module;
	const char *object;
	bool one;
	bool log;
	const char *maintainers;
	unsigned int top;
};

/* Prints "symorigin: message"; returns the exit status of an error. */
int fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * The verbs. Each returns the exit status: 0, 1 if something was not found, or
 * 2 after an error.
 */
int verb_list(const struct options *o, const struct kms *kms, int argc,
	      char **argv);
int verb_addr(const struct options *o, const struct kms *kms, int argc,
	      char **argv);
int verb_name(const struct options *o, const struct kms *kms, int argc,
	      char **argv);
int verb_annotate(const struct options *o, const struct kms *kms, int argc,
		  char **argv);
int verb_who(const struct options *o, const struct kms *kms, int argc,
	     char **argv);

#endif /* SYMORIGIN_H */
