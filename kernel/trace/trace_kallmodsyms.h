/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What probe events add for qualified names: see
 * Documentation/admin-guide/kallmodsyms.rst.
 */
#ifndef _TRACE_KALLMODSYMS_H
#define _TRACE_KALLMODSYMS_H

#include <linux/fprobe.h>
#include <linux/string.h>
#include <linux/types.h>

#include "../kallmodsyms_resolve.h"

struct trace_probe;
struct traceprobe_parse_context;

#ifdef CONFIG_KALLMODSYMS

/* The last ones in the list of errors in trace_probe.h. */
#define KALLMODSYMS_ERRORS						\
	C(NO_QUALIFIER,		"There is no such module or object file"), \
	C(NO_SYMBOL_IN,		"The module or object file has no such symbol"), \
	C(NO_MATCH,		"The pattern matches no function that can be traced"), \
	C(ONE_FUNCTION,		"Only fprobe events (f) take patterns"), \
	C(NOT_LOADED,		"There is no such module yet, the probe waits for it"), \
	C(ORIGIN_LAST,		"The origin goes before the symbol"),	\
	C(NOT_FUNCTION,		"The symbol is not a function"),	\
	C(INIT_FREED,		"This __init function has been freed"),	\
	C(BLACKLISTED,		"This function must not be probed, see kprobes/blacklist"), \
	C(NOTRACE_FUNC,		"This is a notrace function or an assembler label"), \
	C(BEYOND_FUNC,		"The offset is beyond the end of the function"), \
	C(NO_POINT,		"There is no such probe point, see kprobe_points"), \
	C(NO_VALUE,		"The compiler has optimized this variable out here"), \
	C(NO_ARGUMENT,		"This variable is in no single register or place in memory here"),

int traceprobe_check_words(int argc, const char **argv);
int traceprobe_check_symbol(const char *symbol, long offset, int err);
int traceprobe_check_function(const char *symbol);
int traceprobe_register_pattern(struct fprobe *fp, const char *pattern);
int traceprobe_validate_symbol(const char *symbol);
bool traceprobe_log_why(const char *symbol, long offset, int err);
bool traceprobe_is_place(const char *where, const char *symbol, long offset);
char *traceprobe_find_type(char *arg);

#else /* !CONFIG_KALLMODSYMS */

#define KALLMODSYMS_ERRORS

static inline int traceprobe_check_words(int argc, const char **argv)
{
	return 0;
}

static inline int traceprobe_check_symbol(const char *symbol, long offset,
					  int err)
{
	return 0;
}

static inline int traceprobe_check_function(const char *symbol)
{
	return 0;
}

static inline int traceprobe_register_pattern(struct fprobe *fp,
					      const char *pattern)
{
	return -ENOENT;
}

static inline int traceprobe_validate_symbol(const char *symbol)
{
	return 0;
}

static inline bool traceprobe_log_why(const char *symbol, long offset, int err)
{
	return false;
}

static inline bool traceprobe_is_place(const char *where, const char *symbol,
				       long offset)
{
	return false;
}

static inline char *traceprobe_find_type(char *arg)
{
	return strchr(arg, ':');
}

#endif /* CONFIG_KALLMODSYMS */

#ifdef CONFIG_KALLMODSYMS_POINTS
int traceprobe_parse_kprobe_arg(struct trace_probe *tp, int i, const char *arg,
				const char *symbol, long offset,
				struct traceprobe_parse_context *ctx);
#else
#define traceprobe_parse_kprobe_arg(tp, i, arg, symbol, offset, ctx) \
	traceprobe_parse_probe_arg(tp, i, arg, ctx)
#endif

#if defined(CONFIG_KALLMODSYMS) && defined(CONFIG_PROBE_EVENTS)
const char *trace_err_hint(void);
extern struct mutex dyn_event_ops_mutex;
int traceprobe_log_name(const char *subsystem, const char *symbol, long offset,
			int err);
#else
static inline const char *trace_err_hint(void)
{
	return NULL;
}

static inline int traceprobe_log_name(const char *subsystem, const char *symbol,
				      long offset, int err)
{
	return err;
}
#endif

#endif /* _TRACE_KALLMODSYMS_H */
