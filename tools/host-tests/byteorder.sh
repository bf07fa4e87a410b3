#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Assemble random tables for machines of both byte orders and word sizes and
# read them back with --dump=table; results are in KTAP.
#
# usage: O=FOLDER byteorder.sh

. "$(dirname "$0")/lib.sh"
. "$here/toolchain.sh"

# The seeds of some tables: with many objects (17, 26) and few, or no symbol.
seeds="1 2 3 4 5 6 7 8 9 17 26 30"

# The table of seed $1, on the machine that was chosen.
read_back()
{
	roundtrip "$1" "$scratch" || return 1
	# addresses are of the machine's width
	[ "$bits" = 64 ] || sed -i 's/^......../00000000/' expected
	assemble table vmlinux &&
		timeout 60 kallmodsyms --dump=table --symbols=symbols vmlinux \
			> got &&
		cmp expected got
}

# Without the symbols there are their numbers in place of their names.
read_bare()
{
	timeout 60 kallmodsyms --dump=table vmlinux > got.bare || return 1
	awk '{
		sub(/^[^\t]* ambiguous$/, NR - 1 " ambiguous") ||
			sub(/^[^\t]*/, NR - 1)
		print
	}' got > expected.bare
	cmp expected.bare got.bare
}

# Machine $1 with the flags $2 for the assembler, $3 in words.
run_machine()
{
	choose_machine "$1"
	asflags=$2
	bits=${3%% *}
	if ! have "${prefix}as"; then
		skip "$3" "no ${prefix}as"
		return
	fi
	for seed in $seeds; do
		if ! { read_back "$seed" && read_bare; } > log 2>&1; then
			echo "# seed $seed"
			comment 10 < log
			report 1 "$3"
			return
		fi
	done
	report 0 "$3"
}

cd "$scratch" || exit 1
plan 4
run_machine x86_64 --64 "64 bit, little endian"
run_machine i386 --32 "32 bit, little endian"
run_machine powerpc -a32 "32 bit, big endian"
run_machine powerpc -a64 "64 bit, big endian"
finish
