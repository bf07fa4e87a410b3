// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file kprobe_points: the named probe points of the kernel image; and
 * variables at a point as arguments of kprobe events.
 */
#include <linux/cleanup.h>
#include <linux/ctype.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kallsyms.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "../kallmodsyms.h"
#include "../kallmodsyms_points.h"
#include "../kallsyms_internal.h"
#include "trace.h"
#include "trace_probe.h"

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

/* Those that have an argument: " $fd $how" */
static void show_variables(struct seq_file *m, const char *s)
{
	while (*(s = kallmodsyms_point_next(s))) {
		size_t len = strcspn(s, "=");

		if (s[len] && s[len + 1] && s[len + 1] != KALLMODSYMS_POINT_NO_ARG)
			seq_printf(m, " $%.*s", (int)len, s);
	}
}

/*
 * "fs/open.o:@found do_sys_openat2+0x1f4 $fd $how", and "\t[module]" if it has
 * any
 */
static int points_show(struct seq_file *m, void *v)
{
	const struct kallmodsyms_points *points = kallmodsyms_get_points();
	const struct kallmodsyms_point *point = v;
	const char *name = kallmodsyms_point_name(points, point);
	struct points_iter *iter = m->private;

	__kallmodsyms_iter_core(&iter->origin, point->sym);
	/* the object is before the name */
	iter->origin.ambiguous = false;
	kallsyms_copy_name(point->sym, iter->symbol);
	seq_printf(m, "%s:%s %s+0x%x", iter->origin.object.path, name,
		   iter->symbol, point->offset);
	show_variables(m, name);
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

/* The variables that probe events have everywhere hide those of a point. */
static bool is_event_variable(const char *name, size_t len)
{
	static const char * const names[] = {
		"comm", "COMM", "current", "retval", "stack",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (len == strlen(names[i]) && !strncmp(name, names[i], len))
			return true;
	i = str_has_prefix(name, "arg") ?: str_has_prefix(name, "stack");
	return i && i < len && strspn(name + i, "0123456789") == len - i;
}

static size_t name_len(const char *name)
{
	size_t len = 0;

	while (isalnum(name[len]) || name[len] == '_')
		len++;
	return len;
}

/* A type of the user's, and one of what is read by a pointer, is kept. */
static char *put_argument(const char *arg, const char *dollar, size_t len,
			  const char *text)
{
	const char *after = dollar + 1 + len;
	int text_len = *after ? strcspn(text, ":") : strlen(text);

	if (dollar == arg)
		return kasprintf(GFP_KERNEL, "%.*s=%.*s%s", (int)len,
				 dollar + 1, text_len, text, after);
	return kasprintf(GFP_KERNEL, "%.*s%.*s%s", (int)(dollar - arg), arg,
			 text_len, text, after);
}

static char *expand_variable(const char *arg, const char *symbol, long offset)
{
	const char *dollar = strchr(arg, '$'), *text;
	size_t len = dollar ? name_len(dollar + 1) : 0;
	unsigned long addr;
	char *expanded;

	/* "$" in a string is one. */
	if (!len || memchr(arg, '"', dollar - arg) ||
	    is_event_variable(dollar + 1, len))
		return NULL;
	addr = kallmodsyms_lookup_name(symbol);
	text = addr ? kallmodsyms_find_argument(addr + offset, dollar + 1, len) :
		      NULL;
	if (!text)
		return NULL;
	if (!*text || *text == KALLMODSYMS_POINT_NO_ARG) {
		__trace_probe_log_err(dollar - arg, *text ? TP_ERR_NO_ARGUMENT :
							    TP_ERR_NO_VALUE);
		return ERR_PTR(-EINVAL);
	}
	expanded = put_argument(arg, dollar, len, text);
	return expanded ?: ERR_PTR(-ENOMEM);
}

/**
 * traceprobe_parse_kprobe_arg - parse an argument of a kprobe event
 * @tp: the probe
 * @i: number of the argument
 * @arg: the argument, which may have a variable of a point in it
 * @symbol: symbol of the probe, or NULL
 * @offset: from the symbol
 * @ctx: for traceprobe_parse_probe_arg()
 *
 * Return: 0 or an error.
 */
int traceprobe_parse_kprobe_arg(struct trace_probe *tp, int i, const char *arg,
				const char *symbol, long offset,
				struct traceprobe_parse_context *ctx)
{
	char *expanded __free(kfree) = NULL;

	if (symbol && !(ctx->flags & TPARG_FL_RETURN)) {
		char *ret = expand_variable(arg, symbol, offset);

		if (IS_ERR(ret))
			return PTR_ERR(ret);
		expanded = ret;
	}
	return traceprobe_parse_probe_arg(tp, i, expanded ?: arg, ctx);
}
