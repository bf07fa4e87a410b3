/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Named probe points: see Documentation/trace/kprobe-points.rst.
 */
#ifndef _LINUX_KPROBE_POINT_H
#define _LINUX_KPROBE_POINT_H

#include <linux/compiler_attributes.h>

#ifdef CONFIG_KALLMODSYMS_POINTS
/**
 * KPROBE_POINT - name a place in a function for kprobes
 * @name: an identifier; a function cannot have two points of one name
 *
 * A statement that does nothing. The point is the address of the next
 * instruction that the compiler makes for its place. It is a label that no
 * code refers to, so that code with and without it is the same; its address
 * comes from the debug information at build time.
 */
#define KPROBE_POINT(name)	__kprobe_point_##name : __maybe_unused
#else
#define KPROBE_POINT(name)	do { } while (0)
#endif

#endif /* _LINUX_KPROBE_POINT_H */
