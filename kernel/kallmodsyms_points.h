/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table of named probe points.
 *
 * This header is the contract between scripts/kallmodsyms/points, which writes
 * the table, and the kernel. The table holds no address: a point is a symbol's
 * position in kallsyms, and an offset from it.
 */
#ifndef _KALLMODSYMS_POINTS_H
#define _KALLMODSYMS_POINTS_H

#ifdef __KERNEL__
#include <linux/types.h>
#else
#include <stdbool.h>
#include <stddef.h>

typedef unsigned int u32;
#endif

#define KALLMODSYMS_POINTS_MAGIC	0x4b4d5054	/* "KMPT" */
#define KALLMODSYMS_POINTS_VERSION	1

/**
 * struct kallmodsyms_point - a named probe point
 * @sym: position in kallsyms of the function that it is in
 * @offset: from the function's address
 * @name: where its name is in the table, in bytes. It begins with "@".
 */
struct kallmodsyms_point {
	u32 sym;
	u32 offset;
	u32 name;
};

/*
 * All words are in the byte order of the kernel. The points are in the order
 * of their addresses. After them are their names, each with a zero at its end.
 */
struct kallmodsyms_points {
	u32 magic;
	u32 version;
	u32 size;		/* of the table in bytes, header included */
	u32 num;
	struct kallmodsyms_point points[];
};

#ifdef __KERNEL__

#ifdef CONFIG_KALLMODSYMS_POINTS

/* A struct kallmodsyms_points; made with the tables of kallsyms. */
extern const u32 kallmodsyms_points[];
extern const u8 kallmodsyms_points_end[];

const struct kallmodsyms_points *kallmodsyms_get_points(void);

#if IS_ENABLED(CONFIG_KUNIT)
bool kallmodsyms_check_points(const struct kallmodsyms_points *table,
			      size_t size, u32 num_syms);
#endif

#else /* !CONFIG_KALLMODSYMS_POINTS */

static inline const struct kallmodsyms_points *kallmodsyms_get_points(void)
{
	static const struct kallmodsyms_points no_points;

	return &no_points;
}

#endif /* CONFIG_KALLMODSYMS_POINTS */

/**
 * kallmodsyms_point_name - the name of a point
 * @table: a table that has been checked
 * @point: one of its points
 *
 * Return: its name, which begins with "@".
 */
static inline const char *
kallmodsyms_point_name(const struct kallmodsyms_points *table,
		       const struct kallmodsyms_point *point)
{
	return (const char *)table + point->name;
}

#endif /* __KERNEL__ */

#endif /* _KALLMODSYMS_POINTS_H */
