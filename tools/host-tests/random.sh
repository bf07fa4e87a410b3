#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Attribute the symbols of random objects; results are in KTAP.
#
# usage: O=FOLDER random.sh MACHINE [FIRST [LAST]]
#
# The objects are linked twice. The second time their symbols have names that
# tell where they come from; all else is the same, so that a symbol has the
# same address both times.

. "$(dirname "$0")/lib.sh"
. "$here/toolchain.sh"

# make_objects SEED FOLDER TOLD: the same objects for the same seed
make_objects()
{
	mkdir -p "$2"
	nr=$(awk -v "seed=$1" -v "dir=$2" -v "told=$3" -v "call=$call" \
		 -f "$here/random.awk")
	objects=
	i=0
	while [ $i -lt "$nr" ]; do
		assemble "$2/$i.s" "$2/$i.o" || return 1
		objects="$objects $i.o"
		i=$((i + 1))
	done
}

# All objects at once.
link_direct()
{
	# shellcheck disable=SC2086
	link -T "$here/random.lds" -Map=map -o vmlinux $objects &&
		list_symbols vmlinux > symbols
}

# All but the first object in one, and that with the first one in another.
link_nested()
{
	# shellcheck disable=SC2086
	link -r -Map=mid -o mid.o ${objects# 0.o} &&
		link -r -Map=inner -o vmlinux.o 0.o mid.o &&
		link -T "$here/random.lds" -Map=map -o vmlinux \
			vmlinux.o &&
		list_symbols vmlinux > symbols
}

# "ffffffff81000000 t name..3" is "ffffffff81000000 name 3.o"
tell_truth()
{
	sed -n -e 's/^\([^ ]*\) . \(.*\)\.\.\(.*\)/\1 \2 \3.o/p' -e t \
	       -e 's/^\([^ ]*\) . \(.*\)/\1 \2 -/p' | sort
}

# "symbol ffffffff81000000 t name 3.o definition" is the same
tell_result()
{
	cut -d' ' -f2,4,5 | sed 's/^0*//' | sort
}

# Link and look, in the way $1, with the options "$@" behind it.
run_way()
{
	way=$1
	shift
	(cd told && link_"$way") && (cd bare && link_"$way") || return 1
	tell_truth < told/symbols | sed 's/^0*//' > truth
	cd bare || return 1
	printf '%s\n' $objects > objects
	timeout 60 kallmodsyms --dump=symbols --symbols=symbols --map=map \
		--objects=objects --vmlinux=vmlinux "$@" > ../dump 2> ../messages
	status=$?
	cd ..
	tell_result < dump > result
	[ $status -eq 0 ] && cmp -s truth result
}

explain()
{
	{
		grep -v 'RWX permissions' log
		cat messages
		diff truth result
	} 2>&1 | comment 40
}

run_seed()
{
	mkdir "$scratch/$1" && cd "$scratch/$1" || exit 1
	make_objects "$1" bare 0 && make_objects "$1" told 1 &&
		run_way direct || return
	[ -z "$call" ] || return 0
	run_way nested --nested-map=vmlinux.o=inner --nested-map=mid.o=mid
}

machine=${1:?usage: random.sh MACHINE [FIRST [LAST]]}
choose_toolchain "$machine"
# Made shorter by the linker, which is refused where it is nested.
call=
[ "$machine" != riscv64 ] || call="call _stext"
first=${2:-1}
last=${3:-12}
plan $((last - first + 1))
seed=$first
while [ "$seed" -le "$last" ]; do
	if run_seed "$seed" > "$scratch/log" 2>&1; then
		report 0 "seed $seed"
	else
		cd "$scratch/$seed" && mv ../log . && explain
		report 1 "seed $seed"
	fi
	cd "$scratch" && rm -rf "${scratch:?}/$seed"
	seed=$((seed + 1))
done
finish
