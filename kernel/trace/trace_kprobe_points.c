// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file kprobe_points: the named probe points of the kernel image.
 */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kallsyms.h>
#include <linux/seq_file.h>

#include "../kallmodsyms.h"
#include "../kallmodsyms_points.h"
#include "../kallsyms_internal.h"
#include "trace.h"

/**
 * struct points_iter - a reader of the file
 * @origin: where a point comes from
 * @symbol: room for the name of the function that it is in
 */
struct points_iter {
	struct kallmodsyms_iter origin;
	char symbol[KSYM_NAME_LEN];
};

static void *points_start(struct seq_file *m, loff_t *pos)
{
	const struct kallmodsyms_points *points = kallmodsyms_get_points();

	if (*pos >= points->num)
		return NULL;
	return (void *)&points->points[*pos];
}

static void *points_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return points_start(m, pos);
}

static void points_stop(struct seq_file *m, void *v)
{
}

/* "fs/open.o:@found do_sys_openat2+0x1f4", and "\t[module]" if it has any */
static int points_show(struct seq_file *m, void *v)
{
	const struct kallmodsyms_points *points = kallmodsyms_get_points();
	const struct kallmodsyms_point *point = v;
	struct points_iter *iter = m->private;

	__kallmodsyms_iter_core(&iter->origin, point->sym);
	/* the object is before the name */
	iter->origin.ambiguous = false;
	kallsyms_copy_name(point->sym, iter->symbol);
	seq_printf(m, "%s:%s %s+0x%x", iter->origin.object.path,
		   kallmodsyms_point_name(points, point), iter->symbol,
		   point->offset);
	kallmodsyms_show_origin(m, &iter->origin);
	seq_putc(m, '\n');
	return 0;
}

static const struct seq_operations points_op = {
	.start = points_start,
	.next = points_next,
	.stop = points_stop,
	.show = points_show,
};

static int points_open(struct inode *inode, struct file *file)
{
	int ret = tracing_check_open_get_tr(NULL);

	if (ret)
		return ret;
	return seq_open_private(file, &points_op,
				sizeof(struct points_iter));
}

static const struct file_operations points_fops = {
	.owner = THIS_MODULE,
	.open = points_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = seq_release_private,
};

static __init int points_init(void)
{
	if (!tracing_init_dentry())
		trace_create_file("kprobe_points", TRACE_MODE_READ, NULL, NULL,
				  &points_fops);
	return 0;
}
fs_initcall(points_init);
