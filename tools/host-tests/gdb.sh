#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# lx-kallmodsyms of scripts/gdb on a small kernel without debug information: what
# it says of symbols, by name and by address, is what the table says.
#
# usage: O=FOLDER KERNEL=DIRECTORY gdb.sh MACHINE

. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/toolchain.sh"
. "$(dirname "$0")/mini.sh"

machine=$1
script=$here/../../scripts/gdb/linux/kallmodsyms.py

# gdb COMMAND..., one in a line of standard input
gdb_session()
{
	sed 's/^/lx-kallmodsyms /' > commands
	timeout 120 gdb -q -nx -batch -ex "source $script" -x commands \
		vmlinux 2>&1
}

# The table by the program that has written it: all words but the object are
# modules
expected()
{
	kallmodsyms --dump=table --symbols=sorted vmlinux | awk -F '\t' '
	{ n = split($2, word, " "); line = $1
	  for (i = 1; i <= n; i++)
		if (word[i] ~ /^</)
			break
		else
			line = line (i > 1 ? " " : "\t") "[" word[i] "]"
	  print i <= n ? line (i > 1 ? " " : "\t") word[i] : line }' |
	if [ "$machine" = i386 ]; then
		sed 's/^00000000//'
	else
		cat
	fi
}

# same EXPECTED FOUND
same()
{
	sort "$1" > expected
	sort "$2" | diff expected - > differences || {
		comment 10 < differences
		return 1
	}
}

# Every fifth name, all symbols of it
by_name()
{
	awk '{ print $3 }' table | sort -u | awk 'NR % 5 == 1' > names
	awk 'FNR == NR { wanted[$0]; next } $3 in wanted' names table > want
	gdb_session < names > got && [ -s want ] && same want got
}

# Every fifth symbol by its address and object, which leads to no other
by_object()
{
	awk -F '\t' '$2 ~ />$/ && NR % 5 == 2 {
		split($1, part, " "); object = $2
		sub(/.*</, "", object); sub(/>$/, "", object)
		print > "want"; print object ":" part[3] }' table > names
	gdb_session < names > got && [ -s want ] && same want got
}

# The first symbol at an address in the image
by_address()
{
	awk '$3 == "_stext" { image = 1 } $3 == "_end" { exit }
	     image && $1 != before { print > "want"; print "0x" $1 }
	     { before = $1 }' table > addresses
	gdb_session < addresses > got && [ -s want ] && same want got
}

refuses()
{
	for what in nope 0x1234 '$pc' f0.o:nope; do
		echo "$what" | gdb_session
	done | grep -v '^commands:1: ' > got
	cat > want <<-END
	no symbol nope
	0x1234 is not in the kernel image or a known module
	No registers.
	no symbol f0.o:nope
	END
	same want got
}

have gdb || nothing "no gdb"
gdb -q -nx -batch -ex 'python print("python")' 2>&1 | grep -q '^python' ||
	nothing "gdb has no Python"
choose_toolchain "$machine"
(mini_kernel "$scratch/mini") > "$scratch/log" 2>&1 || {
	comment 20 < "$scratch/log"
	nothing "there is no small kernel"
}
cd "$scratch/mini" || exit 1
expected > table
plan 4
for case in by_name by_object by_address refuses; do
	$case
	report $? $case
done
finish
