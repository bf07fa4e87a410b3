#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Attribute the symbols of small kernels that are linked here, in one step and
# by way of an ld -r as kbuild does; results are in KTAP.
#
# usage: O=FOLDER attribute.sh MACHINE
#
# MACHINE is x86_64, i386, lld, or one of foreign_machines in toolchain.sh.
#
# A file attribute/NAME.txt is a case. It is a comment, then files, each under
# a line with its name:
#
#	--- kernel/fork.s
#	--- kernel/exit.c
#		sources, made into objects and linked in this order; .s is kept
#		to data, which is the same on all machines
#	--- link.lds
#		a linker script in place of attribute/link.lds
#	--- modules.builtin.objs
#	--- options
#		shell commands that may set
#			ldflags		for the last link
#			inputs		of the links, in place of the objects
#			only		direct or nested: the way to link, where
#					only one makes sense
#			nested		further --nested-map options
#			machine		the only one that the case is for
#			refused		1 if the tool ends with an error
#	--- prepare
#		shell commands that run before the links
#	--- change
#		shell commands that change vmlinux.o before the last link, as
#		objtool does
#	--- expected
#		letter, name, object, evidence and so on for each symbol, as
#		--dump=symbols prints them, in the order of the addresses;
#		expected.direct, expected.nested where they are not the same,
#		expected.lld, expected.lld.direct and so on for lld, which puts
#		merged constants in another order
#	--- stderr
#		the messages

. "$(dirname "$0")/lib.sh"
. "$here/toolchain.sh"

# Write each file of case $1 below the current directory.
split_case()
{
	sed -n 's/^--- //p' "$1" | while read -r path; do
		mkdir -p "$(dirname "$path")"
		: > "$path"
	done
	awk '/^--- / { file = $2; next } file { print > file }' "$1"
	[ -f link.lds ] || cp "$here/attribute/link.lds" .
}

# Make the objects; prints their names in order.
make_objects()
{
	sed -n 's/^--- \(.*\)\.[cs]$/\1/p' "$1" | while read -r name; do
		if [ -f "$name.c" ]; then
			compile "$name.c" "$name.o" || exit 1
		else
			assemble "$name.s" "$name.o" || exit 1
		fi
		echo "$name.o"
	done
}

# Link vmlinux from "$@" and list its symbols.
link_kernel()
{
	# shellcheck disable=SC2086
	link $ldflags -T link.lds -Map=map -o vmlinux "$@" &&
		list_symbols vmlinux > symbols
}

link_direct()
{
	# shellcheck disable=SC2086
	link_kernel $inputs
	dump_symbols --map=map
}

link_nested()
{
	# shellcheck disable=SC2086
	link -r -Map=inner -o vmlinux.o $inputs || return 1
	if [ -f change ]; then
		. ./change || return 1
	fi
	link_kernel vmlinux.o
	dump_symbols --map=map --nested-map=vmlinux.o=inner
}

# Run the tool with these maps; leaves what it says in got and got.stderr.
dump_symbols()
{
	if [ -f modules.builtin.objs ]; then
		set -- "$@" --modules=modules.builtin.objs
	fi
	# shellcheck disable=SC2086
	timeout 60 kallmodsyms --dump=symbols --symbols=symbols "$@" $nested \
		--objects=objects --vmlinux=vmlinux > got.dump 2> got.stderr
	status=$?
	cut -d' ' -f3- got.dump > got
	return $status
}

# The ways in which case $1 is to be linked; none for another machine.
ways()
{
	for_machine=$(sed -n 's/^machine=//p' "$1")
	[ "${for_machine:-$machine}" = "$machine" ] || return
	[ "$for_machine" ] || [ "$cases" = all ] || return
	only=$(sed -n 's/^only=//p' "$1")
	echo "${only:-direct nested}"
}

# Link and look, in the way $1.
run_way()
{
	expected=expected
	for other in "expected.$1" "expected.$machine" "expected.$machine.$1"; do
		[ ! -f "$other" ] || expected=$other
	done
	ended=0
	"link_$1" >> got.log 2>&1 || ended=1
	[ "$ended" = "${refused:-0}" ] || return 1
	cmp -s "$expected" got && cmp -s stderr got.stderr
}

explain()
{
	{
		grep -v 'RWX permissions' got.log
		diff "$expected" got
		diff stderr got.stderr
	} 2>&1 | comment 40
}

# Case $1, called $2.
run_case()
{
	mkdir "$scratch/$2" && cd "$scratch/$2" || exit 1
	split_case "$1"
	ldflags=
	nested=
	refused=
	touch got stderr got.stderr
	make_objects "$1" > objects 2> got.log
	inputs=$(cat objects)
	if [ -f options ]; then
		. ./options
	fi
	if [ -f prepare ]; then
		. ./prepare >> got.log 2>&1
	fi
	for way in $(ways "$1"); do
		if run_way "$way"; then
			report 0 "$2 $way"
		else
			explain
			report 1 "$2 $way"
		fi
	done
	rm -rf "${scratch:?}/$2"
}

machine=${1:?usage: attribute.sh MACHINE}
choose_toolchain "$machine"
set -- "$here"/attribute/*.txt
# shellcheck disable=SC2046
plan $(for file in "$@"; do ways "$file"; done | wc -w)
for file in "$@"; do
	[ "$(ways "$file")" ] || continue
	name=$(basename "$file" .txt)
	if [ -z "$compiler" ] && grep -q '^--- .*\.c$' "$file"; then
		for way in $(ways "$file"); do
			skip "$name $way" "no compiler for this machine"
		done
	else
		run_case "$file" "$name"
	fi
done
finish
