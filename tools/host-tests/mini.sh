# SPDX-License-Identifier: GPL-2.0-only
#
# For reader.sh and its like: a small kernel with the tables of the real ones,
# linked in the steps of link-vmlinux.sh. $KERNEL is where scripts/kallsyms.c
# comes from; $out and $here are lib.sh's.
# shellcheck shell=sh disable=SC2154

# Fifty objects or $mini_objects, some of modules, with names that several of
# them have.
mini_sources()
{
	mkdir -p kernel fs/ext4 drivers/net
	i=0
	while [ $i -lt "${mini_objects:-50}" ]; do
		case $((i % 5)) in
		0) name=fs/ext4/f$i ;;
		1) name=drivers/net/n-$i ;;
		*) name=kernel/k$i ;;
		esac
		echo "$name"
		mini_source $i > $name.s
		i=$((i + 1))
	done
}

mini_source()
{
	printf '\t.text\n'
	for f in ${mini_functions:-0 1 2 3 4 5 6 7 8 9 a b c d e f}; do
		printf '\t.globl fn_%s_of_object_%s\n' $f "$1"
		printf 'fn_%s_of_object_%s:\t.long 0, 0, 0\n' $f "$1"
		printf 'local_%s_%s:\t.long 0\n' $f $(($1 % 7))
	done
	printf 'init_once:\t.long 0\nalias_%s:\nother_alias_%s:\t.long 0\n' \
		"$1" "$1"
	printf '\t.data\nstate:\t.long 1\n'
	printf '\t.section .data..percpu, "aw"\ncounter_%s:\t.long 1\n' "$1"
	# a name whose length takes two bytes
	[ "$1" != 7 ] || awk 'BEGIN {
		for (i = 0; i < 400; i++)
			s = s sprintf("%c", 97 + (i * i + i) % 26)
		print "\t.text\nlong_" s ":\t.long 0"
	}'
}

mini_modules()
{
	printf 'fs/ext4/ext4.o:'
	printf ' %s' fs/ext4/*.o
	echo
	for object in drivers/net/*.o; do
		echo "$object: $object"
	done
	echo "drivers/net/both.o: drivers/net/n-1.o"
}

# mini_script BASE_ADDRESS PERCPU_ADDRESS
mini_script()
{
	cat <<-END
	SECTIONS
	{
		. = $1;
		_text = .;
		.text : {
			_stext = .;
			*(.text .text.*)
			_etext = .;
		}
		.rodata : { *(.rodata .rodata.*) }
		.data : { *(.data) }
		.init : {
			__init_begin = .;
			_sinittext = .;
			LONG(0)
			_einittext = .;
		}
		__init_end = .;
		.data..percpu ${2:-.} : {
			__per_cpu_start = .;
			*(.data..percpu)
			__per_cpu_end = .;
		}
		. = $1 + 0x400000;
		.bss (NOLOAD) : { . += 4; }
		_end = .;
		/DISCARD/ : {
			*(.note .note.* .comment .eh_frame .gnu.attributes)
		}
	}
	END
}

# What kbuild says to scripts/kallsyms on this machine.
mini_options()
{
	case $machine in x86_64|lld) percpu=0x0 ;; esac
	if grep -q pc-relative "$KERNEL/scripts/kallsyms.c"; then
		percpu=
		kallsyms_options="--all-symbols"
		case $machine in
		powerpc) ;;
		*) kallsyms_options="$kallsyms_options --pc-relative" ;;
		esac
		return
	fi
	kallsyms_options="--all-symbols"
	[ -z "$percpu" ] ||
		kallsyms_options="$kallsyms_options --absolute-percpu"
}

# mini_tables N [SYMS]: tables of vmlinuxN, or empty ones
mini_tables()
{
	: > syms
	[ ! -f "vmlinux$1" ] || list_symbols "vmlinux$1" > syms
	# shellcheck disable=SC2086
	"$out/kallsyms" $kallsyms_options --sorted-symbols=sorted syms \
		> tables.S || return 1
	set -- "$1" --symbols=sorted
	if [ -s syms ]; then
		set -- "$@" --map="map$1" --vmlinux="vmlinux$1" \
			--modules=modules.builtin.objs
	fi
	shift
	kallmodsyms "$@" >> tables.S || return 1
	$CC -E -x assembler-with-cpp -P -I"$here/mini" \
		-DBITS_PER_LONG="$bits" tables.S > tables.s &&
		assemble tables.s tables.o
}

mini_link()
{
	# shellcheck disable=SC2046
	link -n -T link.lds -Map="map$1" -o "vmlinux$1" $(cat objects) tables.o
}

# mini_kernel DIRECTORY [BASE_ADDRESS]: leaves vmlinux and sorted there, after
# choose_toolchain
mini_kernel()
{
	percpu=
	bits=64
	base=0xffffffff81000000
	case $machine in
	i386|powerpc) bits=32 base=0xc1000000 ;;
	riscv64) base=0xffffffff80200000 ;;
	esac
	mkdir -p "$1" && cd "$1" || return 1
	mini_options
	mini_script "${2:-$base}" "$percpu" > link.lds
	mini_sources > names
	: > objects
	while read -r name; do
		assemble "$name.s" "$name.o" || return 1
		echo "$name.o" >> objects
	done < names
	mini_modules > modules.builtin.objs
	mini_tables 0 && mini_link 1 && mini_tables 1 && mini_link 2 &&
		mini_tables 2 && mini_link 3 && mv vmlinux3 vmlinux
}
