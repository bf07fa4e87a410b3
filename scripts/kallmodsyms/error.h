/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How kallmodsyms ends when its input is bad: one line that names the place,
 * what is wrong there and what to do, and exit status 1.
 */
#ifndef KALLMODSYMS_ERROR_H
#define KALLMODSYMS_ERROR_H

#define __printf(a, b)	__attribute__((format(printf, a, b)))
#define __noreturn	__attribute__((noreturn))

/**
 * die_at - report bad input and exit
 * @file: the input's name
 * @line: its line, from 1, or 0 when the trouble has no line of its own
 * @fmt: what is wrong and what to do, without a newline
 */
void __noreturn __printf(3, 4)
die_at(const char *file, unsigned long line, const char *fmt, ...);

/**
 * warn_at - report something odd in the input and go on
 * @file: the input's name
 * @line: its line, from 1, or 0
 * @fmt: what is odd, without a newline
 */
void __printf(3, 4)
warn_at(const char *file, unsigned long line, const char *fmt, ...);

#endif /* KALLMODSYMS_ERROR_H */
