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
#include <linux/string.h>
#include <linux/types.h>
#else
#include <stdbool.h>
#include <stddef.h>

typedef unsigned int u32;
#endif

#define KALLMODSYMS_POINTS_MAGIC	0x4b4d5054	/* "KMPT" */
#define KALLMODSYMS_POINTS_VERSION	1

/* As the argument of a variable: it has a value, which no argument reads. */
#define KALLMODSYMS_POINT_NO_ARG	'!'

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
 *
 * After the name of a point are the variables there, each as "name=argument"
 * with a zero at its end, and an empty one. The argument is a fetch argument of
 * a probe event with its type, or empty where the variable has no value.
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
const char *kallmodsyms_find_argument(unsigned long addr, const char *name,
				      size_t len);

#if IS_ENABLED(CONFIG_KUNIT)
bool kallmodsyms_check_points(const struct kallmodsyms_points *table,
			      size_t size, u32 num_syms);
const char *kallmodsyms_point_argument(const struct kallmodsyms_points *table,
				       const struct kallmodsyms_point *point,
				       const char *name, size_t len);
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

/**
 * kallmodsyms_point_next - the variables of a point
 * @s: the name of the point, or one of its variables
 *
 * Return: the next variable, as "name=argument", or "".
 */
static inline const char *kallmodsyms_point_next(const char *s)
{
	return s + strlen(s) + 1;
}

#endif /* __KERNEL__ */

#endif /* _KALLMODSYMS_POINTS_H */
