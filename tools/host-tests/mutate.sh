#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Lose, move and spoil lines of good maps at random: the tool has to complain, or
# to write the same table as before; results are in KTAP.
#
# usage: O=FOLDER mutate.sh [RUNS [SEED]]
#
# RUNS is for each of the small kernels that are linked here, in one step and by
# way of an ld -r of an ld -r, by ld and by lld. A twentieth is for the maps of the
# kernel built in KALLMODSYMS_BUILD, if that is set.

. "$(dirname "$0")/lib.sh"
. "$here/toolchain.sh"

runs=${1:-150}
seed=${2:-1}

# What a kernel has and where a map that lacks a line might go unnoticed: static
# symbols of one name in sections of one size, empty sections and symbols without
# a size between them, merged constants, weak, common and script symbols, names
# of sections that take a line of their own, objects out of an archive.
write_source()
{
	cat <<-END
		.text
		.globl $1_init
	$1_init: .long $1_init, init_once
	init_once: .long $2
	end_of_text:
		.section .text.unlikely, "ax"
	cold: .long $2
		.section .init.text.with_a_long_name_$(($2 % 2)), "ax"
	setup: .long $2, 2
		.section .data.rel.ro.local, "aw"
	ops: .long setup, init_once
		.data
	$([ $(($2 % 3)) = 0 ] && echo "__key: .long $2" || echo "__key:")
		.bss
	state: .space $((4 + $2 % 2 * 4))
		.section .rodata.str1.1, "aMS", @progbits, 1
	name: .asciz "name of $(($2 % 3))"
		.section .rodata.cst8, "aM", @progbits, 8
	mask: .long $(($2 % 2)), 7
		.section .discard.text, "ax"
	discarded: .long 0
	state2: .long 0
		.text
		.weak weak_hook
	weak_hook: .long $2
	END
}

make_objects()
{
	mkdir -p kernel fs/ext4 drivers/net lib
	number=0
	for name in kernel/fork kernel/exit fs/ext4/super fs/ext4/inode \
		    drivers/net/dummy drivers/net/a-very-long-name-of-a-driver \
		    lib/string lib/sort; do
		number=$((number + 1))
		write_source "$(basename $name | tr - _)" $number > $name.s
		assemble $name.s $name.o || return 1
	done
	printf '.globl buffer\n.comm shared_buffer, 64, 8\n.data\nbuffer: .long 1\n.long __start_data, sort_init, string_init, shared_buffer\n' > kernel/last.s
	printf '.section .empty, "a"\n_stext:\n.data\n__start_data2: .long 4\n' > kernel/empty.s
	assemble kernel/last.s kernel/last.o &&
		assemble kernel/empty.s kernel/empty.o || return 1
	(cd lib && ar cDrs lib.a string.o sort.o) || return 1
	objects="kernel/fork.o kernel/exit.o kernel/empty.o fs/ext4/super.o
		 fs/ext4/inode.o drivers/net/dummy.o
		 drivers/net/a-very-long-name-of-a-driver.o kernel/last.o"
	printf '%s\n' $objects lib/string.o lib/sort.o > objects
	cat > modules <<-END
	fs/ext4/ext4.o: fs/ext4/super.o fs/ext4/inode.o
	drivers/net/dummy.o: drivers/net/dummy.o
	drivers/net/a-very-long-name-of-a-driver.o: drivers/net/a-very-long-name-of-a-driver.o
	END
	cat > script <<-END
	SECTIONS
	{
		. = 0x100000;
		_text = .;
		.text : { _stext = .; *(.text .text.*) _etext = .; }
		.init.text : { *(.init.text*) }
		.rodata : { __start_rodata = .; *(.rodata .rodata.*) . = ALIGN(16); }
		.data : { __start_data = .; *(.data .data.*) LONG(7) }
		jiffies = buffer;
		.bss : { *(.bss) *(COMMON) }
		.empty : { *(.empty) }
		PROVIDE(_end = .);
		/DISCARD/ : { *(.discard.*) *(.note*) *(.comment) }
	}
	END
}

link_direct()
{
	maps=map
	options=
	link -T script -Map=map -o vmlinux $objects lib/lib.a
}

link_nested()
{
	maps="map inner inmost"
	options="--nested-map=vmlinux.o=inner --nested-map=fs/fs.o=inmost"
	link -r -Map=inmost -o fs/fs.o fs/ext4/super.o fs/ext4/inode.o &&
	link -r -Map=inner -o vmlinux.o kernel/fork.o kernel/exit.o \
		kernel/empty.o fs/fs.o drivers/net/dummy.o \
		drivers/net/a-very-long-name-of-a-driver.o kernel/last.o \
		lib/lib.a &&
	link -T script -Map=map -o vmlinux vmlinux.o
}

run_small()
{
	mkdir "$scratch/$1-$2" && cd "$scratch/$1-$2" || exit 1
	choose_machine "$1"
	linker=${linker:-ld}
	make_objects && "link_$2" && list_symbols vmlinux > symbols || return 1
	"$out/mutate" "$seed" "$runs" $maps -- "$out/kallmodsyms-plain" \
		--symbols=symbols --map=map $options --objects=objects \
		--vmlinux=vmlinux --modules=modules
}

report_small()
{
	run_small "$1" "$2" > "$scratch/log" 2>&1
	status=$?
	[ $status -eq 0 ] || keep "$1-$2"
	grep -v -e 'RWX permissions' -e 'entry symbol' "$scratch/log" |
		sed 's/^# //' | comment 20
	report $status "$1 $2"
}

keep()
{
	mkdir -p "$out/crashes"
	rm -rf "$out/crashes/mutate-$1"
	cp -a . "$out/crashes/mutate-$1"
	echo "# see crashes/mutate-$1"
}

# With the arguments that link-vmlinux.sh gave it; copies of the maps are spoilt.
run_kernel()
{
	cd "$build" || return 1
	for pass in 3 2 1; do
		[ ! -s .tmp_vmlinux$pass.kallsyms.sorted ] || break
	done
	cp .tmp_vmlinux$pass.map "$scratch/map"
	maps=$scratch/map
	options=
	if grep -q -e '^LOAD vmlinux\.o$' -e ' vmlinux\.o:(' "$scratch/map"; then
		cp vmlinux.o.map "$scratch/inner"
		maps="$maps $scratch/inner"
		options=--nested-map=vmlinux.o=$scratch/inner
	fi
	"$out/mutate" "$seed" $((1 + runs / 20)) $maps -- \
		"$out/kallmodsyms-plain" --map="$scratch/map" $options \
		--symbols=.tmp_vmlinux$pass.kallsyms.sorted \
		--objects=.tmp_vmlinux.objs --vmlinux=.tmp_vmlinux$pass \
		--modules=modules.builtin.objs
	status=$?
	rm -f mutate.out mutate.message
	return $status
}

build=${KALLMODSYMS_BUILD:-}
plan 5
for machine in x86_64 lld; do
	choose_machine $machine
	for way in direct nested; do
		if have "${linker:-ld}"; then
			report_small $machine $way
		else
			skip "$machine $way" "no $linker"
		fi
	done
done
if [ -s "$build/.tmp_vmlinux.objs" ]; then
	run_kernel > "$scratch/log" 2>&1
	status=$?
	sed 's/^# //' "$scratch/log" | comment 20
	report $status kernel
else
	skip kernel "KALLMODSYMS_BUILD names no build of a kernel with CONFIG_KALLMODSYMS=y"
fi
finish
