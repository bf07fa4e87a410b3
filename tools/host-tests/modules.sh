#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The tables of loadable modules. A module of three objects that share names, one
# with empty variables at one address, is linked as kbuild does it by each linker
# that there is. What kernel/kallmodsyms_module.c says of its symbols is what nm
# says of the objects; the same after strip --strip-debug; and nothing of a
# module whose table is corrupt.
#
# usage: O=FOLDER modules.sh

. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/toolchain.sh"
. "$(dirname "$0")/ko.sh"

cd "$scratch" || exit 1
unset objcopy

# The objects of all symbols; ThinLTO leaves none in the compiler's objects.
expected()
{
	while read -r object; do
		nm "$object" | awk -v o="$object" '
			$(NF - 1) !~ /[Uu]/ { print $NF "\t<" o ">" }'
	done < ext4.mod | sort
}

said()
{
	load "$1" | grep '^init ' | sed -e 's/^init //' -e 's/ ambiguous$//' |
		sort
}

# check_module NAME
check_module()
{
	expected > expected
	said ext4.ko > said
	diff expected said | comment 10
	cmp -s expected said
	report $? "$1: objects as in the objects themselves"

	load ext4.ko > loaded
	! grep '^at its address' loaded | comment 5 | grep . &&
		[ "$(grep -c '^live twin.*ambiguous$' loaded)" = 3 ] &&
		[ "$(grep -c '^init early.*ambiguous$' loaded)" = 3 ] &&
		! grep -qw '^live early' loaded
	report $? "$1: ambiguous functions, before and after init"

	cp ext4.ko stripped.ko
	strip --strip-debug stripped.ko
	said stripped.ko | cmp -s - said
	report $? "$1: the same after strip --strip-debug"
}

# All symbols of a live patch are there before and after init.
check_live_patch()
{
	expected > expected
	load ext4.ko > loaded
	for when in init live; do
		sed -n "s/^$when //p" loaded | sed 's/ ambiguous$//' | sort |
			cmp -s - expected || return
	done
	strip --strip-debug ext4.ko
	load ext4.ko | cmp -s - loaded
}

# refused NAME FILE: nothing is known of its symbols, for a reason
refused()
{
	load "$2" > output
	[ $? = 1 ] && [ "$(grep -c '^warning: ' output)" = 1 ]
	report $? "$1"
}

# Change each byte of the table in turn; the checksum has to notice.
check_corrupt()
{
	objcopy -O binary -j .kallmodsyms ext4.ko table
	size=$(wc -c < table)
	i=0 missed=0
	while [ $i -lt "$size" ]; do
		{ head -c $i table; printf '\377'; tail -c +$((i + 2)) table; } \
			> changed
		cmp -s table changed || {
			objcopy --update-section .kallmodsyms=changed ext4.ko \
				corrupt.ko
			load corrupt.ko > output
			[ $? = 1 ] || missed=$((missed + 1))
		}
		i=$((i + 7))
	done
	[ "$size" -gt 100 ] && [ $missed = 0 ]
	report $? "a module whose table is corrupt, in each seventh byte"

	head -c $((size - 1)) table > changed
	objcopy --update-section .kallmodsyms=changed ext4.ko corrupt.ko
	refused "a module whose table is truncated" corrupt.ko
	strip --strip-unneeded -o corrupt.ko ext4.ko
	refused "a module whose symbols have been removed" corrupt.ko
}

plan 13
write_sources

if compile_module "$CC" && link_module ld -z noexecstack; then
	check_module "GNU ld"
	check_corrupt
	cp ext4.mod.o plain.mod.o
	echo '__attribute__((section(".modinfo"))) char live[] = "livepatch=Y";' |
		$CC -c -x c -o ext4.mod.o -
	link_module ld -z noexecstack && check_live_patch
	report $? "a live patch, which keeps all symbols"
	mv plain.mod.o ext4.mod.o
else
	for i in 1 2 3 4 5 6 7; do report 1 "GNU ld: linked"; done
fi

lld=$(find_lld)
if have "$lld"; then
	compile_module "$CC" && link_module "$lld" -m elf_x86_64 &&
		check_module "lld"
else
	for i in 1 2 3; do skip "lld" "there is no lld"; done
fi

clang=$CLANG
have "$clang" || clang=clang-19
if have "$lld" && have "$clang"; then
	compile_module "$clang" -flto=thin &&
		link_module "$lld" -m elf_x86_64 --save-temps=prelink &&
		for object in fs/ext4/one fs/ext4/two fs/three; do
			mv "${object%/*}/ext4.o.lto.${object##*/}.o" $object.o
		done &&
		check_module "ThinLTO"
else
	for i in 1 2 3; do skip "ThinLTO" "there is no clang and lld"; done
fi
finish
