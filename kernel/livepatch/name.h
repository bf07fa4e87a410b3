/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LIVEPATCH_NAME_H
#define _LIVEPATCH_NAME_H

#include <linux/livepatch.h>

#ifdef CONFIG_KALLMODSYMS
int klp_resolve_name(struct klp_func *func);
void klp_log_candidates(const char *name);
#else
static inline int klp_resolve_name(struct klp_func *func)
{
	return 0;
}

static inline void klp_log_candidates(const char *name)
{
}
#endif

#endif /* _LIVEPATCH_NAME_H */
