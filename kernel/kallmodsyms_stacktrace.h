/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where an address comes from, for stack traces.
 */
#ifndef _KALLMODSYMS_STACKTRACE_H
#define _KALLMODSYMS_STACKTRACE_H

#include <linux/types.h>

#ifdef CONFIG_KALLMODSYMS_STACKTRACE

int kallmodsyms_sprint_origin(char *buf, size_t size, unsigned long addr);

#else /* !CONFIG_KALLMODSYMS_STACKTRACE */

static inline int kallmodsyms_sprint_origin(char *buf, size_t size,
					    unsigned long addr)
{
	return 0;
}

#endif /* CONFIG_KALLMODSYMS_STACKTRACE */

#endif /* _KALLMODSYMS_STACKTRACE_H */
