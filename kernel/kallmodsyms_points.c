// SPDX-License-Identifier: GPL-2.0-only
/*
 * Named probe points: the places that KPROBE_POINT() names.
 *
 * scripts/kallmodsyms/points writes the table at build time, see
 * kallmodsyms_points.h. kallmodsyms_resolve.c looks names up in it.
 */
#define pr_fmt(fmt) "kallmodsyms: " fmt

#include <kunit/visibility.h>

#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kallsyms.h>
#include <linux/overflow.h>
#include <linux/printk.h>
#include <linux/string.h>

#include <asm/barrier.h>

#include "kallmodsyms_points.h"
#include "kallsyms_internal.h"

/* no points until early_initcall() */
static const struct kallmodsyms_points no_points;
static const struct kallmodsyms_points *points __ro_after_init = &no_points;

static bool check_header(const struct kallmodsyms_points *table, size_t size)
{
	return size >= sizeof(*table) &&
	       table->magic == KALLMODSYMS_POINTS_MAGIC &&
	       table->version == KALLMODSYMS_POINTS_VERSION &&
	       table->size == size &&
	       struct_size(table, points, table->num) <= size;
}

static bool check_point(const struct kallmodsyms_points *table,
			const struct kallmodsyms_point *point, u32 num_syms)
{
	return point->sym < num_syms && point->name < table->size &&
	       point->name >= struct_size(table, points, table->num) &&
	       *kallmodsyms_point_name(table, point) == '@';
}

/**
 * kallmodsyms_check_points - is a table of points valid?
 * @table: the table
 * @size: how many bytes there are
 * @num_syms: symbols that kallsyms has
 *
 * Return: whether header, points and names are within @size and valid.
 */
VISIBLE_IF_KUNIT
bool kallmodsyms_check_points(const struct kallmodsyms_points *table,
			      size_t size, u32 num_syms)
{
	u32 i;

	if (!check_header(table, size))
		return false;
	for (i = 0; i < table->num; i++)
		if (!check_point(table, &table->points[i], num_syms))
			return false;
	/* These terminate the last name and its variables, and so all. */
	return !table->num || (!((const char *)table)[size - 1] &&
			       !((const char *)table)[size - 2]);
}

static int __init kallmodsyms_points_init(void)
{
	const void *table = kallmodsyms_points;
	size_t size = (const char *)kallmodsyms_points_end -
		      (const char *)kallmodsyms_points;

	if (!kallmodsyms_check_points(table, size, kallsyms_num_syms)) {
		pr_err("the table of probe points is corrupt\n");
		return -EINVAL;
	}
	/* Pairs with the dependency on the pointer in its readers. */
	smp_store_release(&points, table);
	return 0;
}
early_initcall(kallmodsyms_points_init);

/**
 * kallmodsyms_get_points - the named probe points of the kernel image
 *
 * Works in any context.
 *
 * Return: a table that has been checked. It is empty before early_initcall(),
 * and stays empty if the table in the image is corrupt.
 */
const struct kallmodsyms_points *kallmodsyms_get_points(void)
{
	return READ_ONCE(points);
}

/**
 * kallmodsyms_point_argument - how to read a variable at a point
 * @table: a table that has been checked
 * @point: one of its points
 * @name: name of the variable
 * @len: length of @name
 *
 * Return: its argument in the table, or NULL if there is no such variable.
 */
VISIBLE_IF_KUNIT
const char *kallmodsyms_point_argument(const struct kallmodsyms_points *table,
				       const struct kallmodsyms_point *point,
				       const char *name, size_t len)
{
	const char *s = kallmodsyms_point_name(table, point);

	while (*(s = kallmodsyms_point_next(s)))
		if (!strncmp(s, name, len) && s[len] == '=')
			return s + len + 1;
	return NULL;
}

/**
 * kallmodsyms_find_argument - how to read a variable at an address
 * @addr: an address with a point
 * @name: name of the variable
 * @len: length of @name
 *
 * Return: a fetch argument with its type; "" if the variable has no value
 * there; a string that begins with KALLMODSYMS_POINT_NO_ARG if no argument reads
 * it; or NULL if there is no such point or variable.
 */
const char *kallmodsyms_find_argument(unsigned long addr, const char *name,
				      size_t len)
{
	const struct kallmodsyms_points *table = kallmodsyms_get_points();
	const char *argument = NULL;
	u32 i;

	for (i = 0; !argument && i < table->num; i++) {
		const struct kallmodsyms_point *p = &table->points[i];

		if (kallsyms_sym_address(p->sym) + p->offset == addr)
			argument = kallmodsyms_point_argument(table, p, name,
							      len);
	}
	return argument;
}
