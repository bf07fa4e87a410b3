// SPDX-License-Identifier: GPL-2.0
/*
 * The inputs of the link, as scripts/link-vmlinux.sh and the command of
 * vmlinux.o put them together:
 *
 *   vmlinux.a				all of its objects
 *   lib/lib.a ...			the objects that are needed, see library.c
 *   .vmlinux.export.o			made by the link, if there are modules
 *   init/version-timestamp.o
 *   .tmp_vmlinux2.kallsyms.o		made by the link; the last one
 *
 * With LTO, they are bitcode, and lld makes an object file of each that it takes:
 *
 *   kernel/sched/core.o		593240 bytes into vmlinux.a, becomes
 *   vmlinux.o.lto.vmlinux.a(core.o at 593240).o
 *   init/version-timestamp.o		becomes, by the name of what is linked,
 *   init/vmlinux.lto.version-timestamp.o or, since 6.16,
 *   init/vmlinux.unstripped.lto.version-timestamp.o
 *
 * or kbuild does, and the archive has kernel/fork.thinlto-native.o in place of
 * kernel/fork.o.
 *
 * arch/arm64/kvm/hyp/nvhe/kvm_nvhe.o was linked by ld -r: its parts are the inputs,
 * with LTO kvm_nvhe.tmp.o.lto.ffa.nvhe.o for ffa.nvhe.o.
 */
#include <fcntl.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive.h"
#include "die.h"
#include "file.h"
#include "inputs.h"
#include "library.h"
#include "relocation.h"

/* @file_name: what is linked for the object at this path. */
static struct object *read_object(const struct tree *tree, const char *path,
				  char *file_name, struct builtin *builtin)
{
	struct object *object = xzalloc(sizeof(*object));

	if (!strncmp(path, "./", 2))
		path += 2;
	object_read(object, path, file_name);
	command_read(object, tree, builtin);
	return object;
}

static void add_object(struct inputs *inputs, struct object *object)
{
	GROW(inputs->list, inputs->count);
	inputs->list[inputs->count++] = object;
}

/* As if the object had been compiled like that. */
static void rename_sections(struct object *object, struct script *script)
{
	struct section *section;
	const char *output;
	size_t i;

	for (i = 1; i < object->num_sections; i++) {
		section = &object->sections[i];
		output = script_output(script, object->path, section->name);
		if (output)
			section->name = output;
	}
}

static void rename_symbols(struct object *object, const char *prefix)
{
	struct symbol *symbol;
	size_t i;

	object->prefix = xprintf("%s%s", prefix, object->prefix);
	for (i = 1; i < object->num_symbols; i++) {
		symbol = &object->symbols[i];
		if (*symbol->name)
			symbol->name = xprintf("%s%s", prefix, symbol->name);
	}
}

/* What the script of a part gives a value to, by the name that it gets later. */
static void add_assigned(struct script *script, const struct script *part,
			 const char *prefix)
{
	const struct map_slot *slot = part->assigned.slots;
	size_t i;

	for (i = 0; i < part->assigned.size; i++, slot++)
		if (slot->key)
			*map_at(&script->assigned,
				xprintf("%s%s", prefix, slot->key)) =
				slot->value;
}

static void finish_parts(struct inputs *parts, const struct tree *tree,
			 const struct linking *linking, struct script *script)
{
	size_t i;

	if (linking->script)
		script_read(script, tree_path(tree, linking->script));
	for (i = 0; i < parts->count; i++) {
		if (linking->script)
			rename_sections(parts->list[i], script);
		if (linking->prefix)
			rename_symbols(parts->list[i], linking->prefix);
	}
}

static bool is_bitcode(const struct tree *tree, const char *file_name)
{
	struct file file;
	bool result;

	if (!tree_enabled(tree, "LTO_CLANG"))
		return false;
	file_must_open(&file, file_name);
	result = file.size > 4 && !memcmp(file.data, "BC\xc0\xde", 4);
	file_close(&file);
	return result;
}

/* What the link of @output, which may be a pattern, has made of an object. */
static char *native_name(const struct tree *tree, const char *path,
			 const char *output)
{
	const char *base = base_name(path);
	char *file_name = tree_path(tree, path);
	char *pattern, *native;

	if (!is_bitcode(tree, file_name))
		return file_name;
	pattern = xprintf("%.*s%s.lto.%s", (int)(base - path), path, output,
			  base);
	native = tree_find(tree, pattern);
	if (!native)
		die("%s/%s: no such file; --tree needs a finished build",
		    tree->dir, pattern);
	free(pattern);
	return native;
}

/* What the last link has made of it. */
static char *last_name(const struct tree *tree, const char *path)
{
	return native_name(tree, path, "vmlinux*");
}

/*
 * Adds what an object was linked from, if it was; a prefix for the symbols of one
 * that was compiled makes no parts of it.
 */
static bool add_parts(struct inputs *inputs, const struct tree *tree,
		      const char *path, struct builtin *builtin,
		      struct script *assigned)
{
	struct script script = { 0 };
	struct inputs parts = { 0 };
	struct linking linking;
	const char *part;
	char *file_name;
	size_t i;

	linking_read(&linking, tree, path);
	for (i = 0; i < linking.count; i++) {
		part = linking.parts[i];
		if (add_parts(&parts, tree, part, builtin, &script))
			continue;
		if (!linking.linked)
			return false;
		file_name = native_name(tree, part, base_name(path));
		add_object(&parts, read_object(tree, part, file_name, builtin));
	}
	finish_parts(&parts, tree, &linking, &script);
	add_assigned(assigned, &script, linking.prefix ? linking.prefix : "");
	for (i = 0; i < parts.count; i++)
		add_object(inputs, parts.list[i]);
	free(parts.list);
	return linking.count;
}

/* What lld has made of a member that is bitcode. */
static char *member_name(const struct tree *tree, const struct archive *archive,
			 size_t i)
{
	const char *base = base_name(archive->path);

	return xprintf("%s/%.*svmlinux.o.lto.%s(%s at %zu).o", tree->dir,
		       (int)(base - archive->path), archive->path, base,
		       base_name(archive->members[i]), archive->offsets[i]);
}

/* kernel/fork.thinlto-native.o -> kernel/fork.o */
static const char *plain_path(const char *path)
{
	static const char native[] = ".thinlto-native.o";

	if (!ends_with(path, native))
		return path;
	return xprintf("%.*s.o", (int)(strlen(path) - strlen(native)), path);
}

/* A member that lld did not take has not become anything. */
static void add_member(struct inputs *inputs, const struct tree *tree,
		       const struct archive *archive, size_t i,
		       struct builtin *builtin, struct script *script)
{
	const char *path = archive->members[i];
	char *file_name = tree_path(tree, path);

	if (add_parts(inputs, tree, path, builtin, script))
		return;

	if (is_bitcode(tree, file_name)) {
		file_name = member_name(tree, archive, i);
		if (access(file_name, F_OK)) {
			inputs->not_linked++;
			return;
		}
	}
	add_object(inputs, read_object(tree, plain_path(path), file_name,
				       builtin));
}

/*
 * The compiler's libgcc.a, which some architectures need, has its objects in it.
 * They are not of the kernel, so that their symbols have no object.
 */
static void add_foreign(struct inputs *inputs, const char *path)
{
	int fd = open(path, O_RDONLY);
	Elf *archive = elf_begin(fd, ELF_C_READ, NULL), *member;
	struct object *object;

	if (elf_kind(archive) != ELF_K_AR)
		die("%s: not an archive, or missing", path);
	while ((member = elf_begin(fd, ELF_C_READ, archive))) {
		if (elf_kind(member) == ELF_K_ELF) {
			object = xzalloc(sizeof(*object));
			object->file.path = path;
			object->file.data = elf_rawfile(member,
							&object->file.size);
			object->link_made = true;
			object_parse(object, xprintf("%s(%s)", base_name(path),
						     elf_getarhdr(member)->ar_name));
			add_object(inputs, object);
		}
		elf_next(member);
	}
	close(fd);
}

static void add_archive(struct inputs *inputs, const struct tree *tree,
			const char *path, struct builtin *builtin,
			struct script *script)
{
	struct archive archive;
	size_t i;

	archive_read(&archive, tree->dir, path);
	for (i = 0; i < archive.count; i++)
		add_member(inputs, tree, &archive, i, builtin, script);
}

/* @file_name: in the build tree, or NULL if there is no such file. */
static void add_link_made(struct inputs *inputs, const struct tree *tree,
			  char *file_name)
{
	struct object *object;
	const char *path;

	if (!file_name)
		return;
	path = file_name + strlen(tree->dir) + 1;
	object = xzalloc(sizeof(*object));
	object_read(object, path, last_name(tree, path));
	object->link_made = true;
	add_object(inputs, object);
}

/* What of the libraries is needed by the objects so far. */
static void add_libraries(struct inputs *inputs, const struct tree *tree,
			  struct builtin *builtin, struct script *script)
{
	char **paths = linked_libraries(tree);
	struct inputs library = { 0 };
	size_t i;

	for (i = 0; paths[i]; i++) {
		if (*paths[i] == '/')
			add_foreign(&library, paths[i]);
		else
			add_archive(&library, tree, paths[i], builtin, script);
	}
	pick_needed(inputs->list, inputs->count, library.list, library.count);
	for (i = 0; i < library.count; i++) {
		if (library.list[i])
			add_object(inputs, library.list[i]);
		else
			inputs->not_linked++;
	}
	free(library.list);
	free(paths);
}

static void add_last_objects(struct inputs *inputs, const struct tree *tree,
			     struct builtin *builtin)
{
	static const char timestamp[] = "init/version-timestamp.o";

	if (tree_enabled(tree, "MODULES"))
		add_link_made(inputs, tree,
			      tree_find(tree, ".vmlinux.export.o"));
	add_object(inputs, read_object(tree, timestamp,
				       last_name(tree, timestamp), builtin));
}

/**
 * inputs_read - read the objects that vmlinux was linked from
 * @inputs: filled in; all zero before
 * @tree: the build tree
 * @builtin: the modules that are built in
 * @script: the linker script; what is assigned to in those of objects is added
 */
void inputs_read(struct inputs *inputs, const struct tree *tree,
		 struct builtin *builtin, struct script *script)
{
	add_archive(inputs, tree, "vmlinux.a", builtin, script);
	if (links_vmlinux_o(tree)) {
		add_libraries(inputs, tree, builtin, script);
		add_last_objects(inputs, tree, builtin);
	} else {
		add_last_objects(inputs, tree, builtin);
		add_libraries(inputs, tree, builtin, script);
	}
	add_link_made(inputs, tree,
		      tree_find(tree, ".tmp_vmlinux[1-9].kallsyms.o"));
	builtin_check(builtin);
}

static bool is_dropped(const struct section *section, const struct map *outputs)
{
	const char *output = section->output ? section->output : section->name;

	return !section->size && outputs && !map_get(outputs, output);
}

static enum fate symbol_fate(const struct object *object,
			     const struct symbol *symbol,
			     const struct map *outputs)
{
	const struct section *section;

	if (!is_definition(symbol) || is_number(symbol))
		return FATE_NOTHING;
	if (is_local_label(object, symbol->name))
		return FATE_TEMPORARY;
	section = symbol_section(object, symbol);
	if (section && is_discarded(section->output))
		return FATE_DISCARDED;
	if (section && !(section->flags & SHF_ALLOC))
		return FATE_UNLOADED;
	if (section && is_dropped(section, outputs))
		return FATE_EMPTY;
	return FATE_OPEN;
}

/**
 * foretell_symbols - tell which symbols of a file take no part in the link
 * @object: the file; an object, or vmlinux
 * @outputs: the names of the sections of vmlinux, or NULL
 */
void foretell_symbols(struct object *object, const struct map *outputs)
{
	size_t i;

	for (i = 1; i < object->num_symbols; i++)
		object->symbols[i].fate = symbol_fate(object,
						      &object->symbols[i],
						      outputs);
}

/*
 * With LTO, each initcall has a section of its own, and .tmp_initcalls.lds puts
 * .initcall6.init..kmod_foo__1_2_foo_init into .initcall6.init when vmlinux.o is
 * linked.
 */
static const char *initcall_section(const char *name)
{
	const char *end = strstr(name, ".init..");

	if (!end || (strncmp(name, ".initcall", strlen(".initcall")) &&
		     strncmp(name, ".con_initcall", strlen(".con_initcall"))))
		return name;
	return xprintf("%.*s", (int)(end - name + strlen(".init")), name);
}

static void find_output(struct script *script, const struct object *object,
			struct section *section)
{
	section->output = script_output(script, object->path,
					initcall_section(section->name));
}

/* If a function is discarded, so is its descriptor. */
static void drop_descriptor(struct object *object,
			    const struct relocation *relocation,
			    __attribute__((unused)) void *data)
{
	struct section *code = symbol_section(object, relocation->symbol);
	struct symbol *symbol;
	size_t i;

	if (!has_descriptors(object, relocation->section) || !code ||
	    !is_discarded(code->output))
		return;
	for (i = 1; i < object->num_symbols; i++) {
		symbol = &object->symbols[i];
		if (symbol->fate == FATE_OPEN &&
		    symbol->value == relocation->offset &&
		    symbol_section(object, symbol) == relocation->section)
			symbol->fate = FATE_DISCARDED;
	}
}

/**
 * inputs_foretell - tell which symbols cannot be in vmlinux
 * @inputs: all objects
 * @script: the linker script
 * @image: vmlinux
 */
void inputs_foretell(struct inputs *inputs, struct script *script,
		     const struct object *image)
{
	struct map outputs = { 0 };
	struct object *object;
	size_t i, j;

	for (i = 1; i < image->num_sections; i++)
		*map_at(&outputs, image->sections[i].name) =
			&image->sections[i];
	for (i = 0; i < inputs->count; i++) {
		object = inputs->list[i];
		for (j = 1; j < object->num_sections; j++)
			find_output(script, object, &object->sections[j]);
		foretell_symbols(object, &outputs);
		if (object->machine == EM_PPC64)
			each_relocation(object, drop_descriptor, NULL);
	}
	free(outputs.slots);
}
