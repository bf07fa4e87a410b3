/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The object files that the kernel is linked from.
 */
#ifndef KALLMODSYMS_OBJECT_H
#define KALLMODSYMS_OBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include <list.h>

struct placement;

/**
 * struct object - an object file
 * @path: its path from the top of the build tree, without "." and ".."
 * @file: the file to read, @path or what the link has made of it
 * @link_made: written by the link itself, as .vmlinux.export.o is, or brought
 *	in by it, as libgcc.a is: it owns placements but names nothing to a reader
 * @listed: objects_read() has read its path
 * @prefix: the build has put this before the names of its symbols
 * @in_table: its path goes into the tables: a symbol was attributed to it
 * @number: its number in the tables, in link order; valid with @in_table
 * @modules: the built-in modules it is part of, sorted, separated by single
 *	spaces; "" for an object of no module
 * @placements: where its sections lie, in the order of the map
 * @placements_tail: where the next of them is linked
 * @node: in the table of objects, by path
 * @order: in the list of objects
 */
struct object {
	const char *path;
	const char *file;
	bool link_made;
	bool listed;
	const char *prefix;
	bool in_table;
	unsigned int number;
	const char *modules;
	struct placement *placements;
	struct placement **placements_tail;
	struct hlist_node node;
	struct list_head order;
};

/**
 * objects_set_top - name the top of the tree that a module is built in
 * @dir: its path, which the paths of all objects begin with
 *
 * The paths of objects are those from there on.
 */
void objects_set_top(const char *dir);

/**
 * object_get - the object at a path, made on first sight
 * @path: as a linker map or an archive spells it; "." and ".." are resolved,
 *	so that arch/x86/kvm/../../../virt/kvm/kvm_main.o is found under
 *	virt/kvm/kvm_main.o
 * @len: length of @path
 *
 * Return: the object, or NULL when @path leads out of the build tree by "..".
 */
struct object *object_get(const char *path, size_t len);

/**
 * object_get_member - the object that is a member of an archive
 * @archive: the archive's path
 * @archive_len: its length
 * @member: the member's name, relative to the archive's directory
 * @member_len: its length
 *
 * Return: as object_get(): lib/string.o for string.o in lib/lib.a.
 */
struct object *object_get_member(const char *archive, size_t archive_len,
				 const char *member, size_t member_len);

/**
 * object_find - the object at a path, if a map has named it
 * @path: as for object_get()
 * @len: length of @path
 *
 * Return: the object or NULL.
 */
struct object *object_find(const char *path, size_t len);

/**
 * objects_read - read the list of the objects that went into the link
 * @path: file with the path of an object per line, in link order
 *
 * A map that lacks one of them cannot pass unnoticed then, and objects that are
 * next to each other in the kernel are so in the table, which makes it small.
 */
void objects_read(const char *path);

/**
 * objects_sort - make the order of the objects independent of that of the maps
 *
 * Those that objects_read() has not listed go to the end, sorted by path.
 */
void objects_sort(void);

/* All objects: those listed by objects_read() in that order, then the others */
extern struct list_head objects;

#define for_each_object(obj)	list_for_each_entry(obj, &objects, order)

#endif /* KALLMODSYMS_OBJECT_H */
