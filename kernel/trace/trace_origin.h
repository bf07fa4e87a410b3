/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The origin of functions in the output of tracers: see
 * Documentation/admin-guide/kallmodsyms.rst.
 */
#ifndef _TRACE_ORIGIN_H
#define _TRACE_ORIGIN_H

#include <linux/string.h>
#include <linux/types.h>

struct ftrace_hash;
struct kallmodsyms_origin;
struct seq_file;
struct trace_seq;

/**
 * enum trace_origin_after - how the symbol before an origin was printed
 * @TRACE_ORIGIN_AFTER_NAME: its name only
 * @TRACE_ORIGIN_AFTER_PS: as %ps does, with the module of one that is loaded
 * @TRACE_ORIGIN_AFTER_PS_OFFSET: as %pS does, which may have the whole origin
 */
enum trace_origin_after {
	TRACE_ORIGIN_AFTER_NAME,
	TRACE_ORIGIN_AFTER_PS,
	TRACE_ORIGIN_AFTER_PS_OFFSET,
};

#ifdef CONFIG_KALLMODSYMS

void trace_seq_print_origin(struct trace_seq *s, unsigned long addr,
			    enum trace_origin_after after);
void seq_print_origin(struct seq_file *m, unsigned long addr,
		      enum trace_origin_after after);

/**
 * struct ftrace_object - the object files that a filter selects
 * @pattern: path, end of a path or glob; NULL for all functions
 * @whole: @pattern is the whole path of an object
 * @found: they have a function that was looked for
 * @hash: the filter's functions, to be marked if this is refused; or NULL
 * @text: the filter as it was written
 * @origin: where the function that was looked at last comes from
 */
struct ftrace_object {
	const char *pattern;
	bool whole;
	bool found;
	struct ftrace_hash *hash;
	char *text;
	struct kallmodsyms_origin *origin;
};

char *ftrace_next_function(char **next);
bool ftrace_parse_object(struct ftrace_object *o, struct ftrace_hash *hash,
			 char **func, int *len);
bool ftrace_object_has(struct ftrace_object *o, unsigned long ip);
void ftrace_put_object(struct ftrace_object *o);
char *ftrace_split_module(char **func, int *len);
bool ftrace_show_selected(struct seq_file *m, struct ftrace_hash *hash,
			  unsigned long ip);
void ftrace_show_available(struct seq_file *m, unsigned long ip);

#else /* !CONFIG_KALLMODSYMS */

static inline void trace_seq_print_origin(struct trace_seq *s,
					  unsigned long addr,
					  enum trace_origin_after after)
{
}

static inline void seq_print_origin(struct seq_file *m, unsigned long addr,
				    enum trace_origin_after after)
{
}

struct ftrace_object {
};

static inline char *ftrace_next_function(char **next)
{
	return strsep(next, ":");
}

static inline bool ftrace_parse_object(struct ftrace_object *o,
				       struct ftrace_hash *hash, char **func,
				       int *len)
{
	return true;
}

static inline bool ftrace_object_has(struct ftrace_object *o, unsigned long ip)
{
	return true;
}

static inline void ftrace_put_object(struct ftrace_object *o)
{
}

static inline char *ftrace_split_module(char **func, int *len)
{
	return NULL;
}

static inline bool ftrace_show_selected(struct seq_file *m,
					struct ftrace_hash *hash,
					unsigned long ip)
{
	return false;
}

static inline void ftrace_show_available(struct seq_file *m, unsigned long ip)
{
}

#endif /* CONFIG_KALLMODSYMS */

#endif /* _TRACE_ORIGIN_H */
