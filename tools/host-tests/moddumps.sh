#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Read a loaded module from the dump of a small kernel by tools/symorigin, and
# compare with what kernel/kallmodsyms_module.c says of it; and read dumps in which
# something of the module is wrong: the rest has to be read as before.
#
# usage: O=FOLDER KERNEL=FOLDER moddumps.sh

. "$(dirname "$0")/lib.sh"
. "$here/toolchain.sh"
. "$here/mini.sh"
. "$here/ko.sh"

make_module()
{
	mkdir -p "$scratch/module" &&
	( cd "$scratch/module" && unset objcopy && write_sources &&
		compile_module "$CC" && link_module ld -z noexecstack )
}

# dumped [DAMAGE]: "lines" are those that /proc/kallmodsyms would have
dumped()
{
	load "$scratch/module/ext4.ko" memory "$@" > loaded &&
		core vmlinux dump.elf 0 nvs 0 memory &&
		sed 's/^\([^ ]* \)t \(late_\)/\1T \2/' loaded | cat image - \
			> lines
}

same()
{
	dumped && symorigin list dump.elf > got 2> got.stderr &&
		[ ! -s got.stderr ] && cmp lines got
}

# Names and addresses lead to the same symbols.
finds()
{
	symorigin name -k dump.elf ext4/two.o:twin > got &&
		[ "$(wc -l < got)" = 1 ] &&
		grep -q ' t twin	\[module\] <fs/ext4/two.o>$' got &&
		[ "$(symorigin name -k dump.elf module:twin | wc -l)" = 3 ] &&
		! symorigin name -k dump.elf vmlinux:twin > /dev/null 2>&1 &&
		symorigin addr -k dump.elf "$(cut -d ' ' -f 1 got)" |
			grep -q ' twin+0x0/.*	\[module\] <fs/ext4/two.o>$'
}

annotates()
{
	address=$(sed -n 's/ T late_two	.*//p' lines)
	symorigin addr -k dump.elf "$address" |
		sed -n 's/^[^ ]* \([^	]*\)	.*/ \1 [module]/p' > log
	sed 's,$, <fs/ext4/two.o>,' log > wanted
	[ -s log ] && symorigin annotate -k dump.elf log | cmp - wanted
}

# wrong DAMAGE TEXT LINES: one line says TEXT; the other lines are in LINES
wrong()
{
	dumped "$1" && symorigin list dump.elf > got 2> got.stderr
	status=$?
	[ $status = 0 ] && [ "$(wc -l < got.stderr)" = 1 ] &&
		grep -qx "symorigin: dump.elf: $2" got.stderr && cmp "$3" got
	status=$?
	[ $status -eq 0 ] || comment 5 < got.stderr
	report $status "$1 is damaged: $2"
}

# Without objects, what is ambiguous is not known.
without_objects()
{
	sed '/\[module\]/s/ <.*>$//' lines > plain
}

[ "$(uname -m)" = x86_64 ] || nothing "modules are loaded as on x86_64"
plan 17
machine=x86_64
choose_toolchain $machine
mini_kernel "$scratch/kernel" > "$scratch/log" 2>&1 &&
	make_module >> "$scratch/log" 2>&1
status=$?
[ $status -eq 0 ] || comment 20 < "$scratch/log"
report $status "a kernel and a module are linked"
cd "$scratch/kernel" || exit 1
symorigin list vmlinux > image

same
report $? "lines of a loaded module"
finds
report $? "names and addresses"
annotates
report $? "functions in a log"

without_objects
list="modules: their list is corrupt after"
wrong cycle "$list module" lines
wrong end "modules: their list after module cannot be read; .*" lines
wrong module "$list the head" image
wrong count "module module: its symbols are corrupt" image
wrong far "module module: its symbols are corrupt" image
wrong names "module module: its symbols are corrupt" image
wrong symbols "module module: its symbols cannot be read" image
wrong table "module module: its table is corrupt" plain
wrong version "module module: its table has an unknown version" plain

dumped less && symorigin list dump.elf 2>&1 | cmp - plain
report $? "a module without a table is read without a word"

dumped && sed 's/\(kallmodsyms_modules)=\)7/\16/' dump.elf > cut.elf
symorigin list cut.elf 2> got.stderr | cmp - image &&
	grep -q '^symorigin: cut.elf: modules: what describes them cannot be' \
		got.stderr
report $? "a wrong address in VMCOREINFO"

dumped && core vmlinux dump.elf 0 ns 0 memory &&
	symorigin list dump.elf > got 2>&1 && cmp lines got
report $? "an image without addresses"

dumped && timeout 300 damage_modules dump.elf 2000 1 > got 2>&1
status=$?
comment 5 < got
report $status "changed pointers and bytes"
finish
