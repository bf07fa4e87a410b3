# SPDX-License-Identifier: GPL-2.0-only
#
# For attribute.sh and its like: programs that make objects for a machine.
# Flags are words to be split; $scratch is lib.sh's.
# shellcheck shell=sh disable=SC2086,SC2154

# What choose_toolchain() found. No compiler is no reason not to go on; it has
# to be gcc, which keeps functions and variables in the order of the source.
prefix=
linker=
asflags=
compiler=
cflags=
emulation=
cases=

x86_flags="-mno-sse -mno-mmx"

# The lld that is here, whose name may end in its version: Debian's.
find_lld()
{
	for lld in ld.lld-19 ld.lld; do
		if have $lld; then
			break
		fi
	done
	echo $lld
}

# Machines with cross toolchains: name, prefix of the programs, and which cases
# of attribute/ are for it: all, or only its own, since sections are aligned or
# symbols are named in another way than on all others; and a flag for the
# compiler, as there are no sections for small data.
foreign_machines()
{
	cat <<-EOF
	aarch64 aarch64-linux-gnu all
	alpha alpha-linux-gnu own
	arm arm-linux-gnueabihf all
	hppa hppa-linux-gnu own
	m68k m68k-linux-gnu all
	mips mips-linux-gnu own
	powerpc powerpc-linux-gnu all -msdata=none
	ppc64 powerpc64-linux-gnu own
	ppc64le powerpc64le-linux-gnu own
	riscv64 riscv64-linux-gnu all -msmall-data-limit=0
	s390x s390x-linux-gnu all
	sh4 sh4-linux-gnu all
	sparc64 sparc64-linux-gnu all
	EOF
}

choose_foreign()
{
	# shellcheck disable=SC2046
	set -- "$1" $(foreign_machines | sed -n "s/^$1 //p")
	[ $# -ge 2 ] || nothing "no machine is called $1"
	prefix=$2-
	cases=$3
	cflags=${4-}
	compiler=${prefix}gcc
	emulation=
}

# choose_machine x86_64|i386|lld|FOREIGN; lld is x86_64 by another linker
choose_machine()
{
	prefix=
	linker=
	asflags=
	cflags=
	compiler=
	cases=all
	case $1 in
	x86_64)
		asflags=--64
		cflags="-m64 $x86_flags"
		emulation=elf_x86_64
		compiler=$CC
		;;
	lld)
		choose_machine x86_64
		linker=$(find_lld)
		;;
	i386)
		asflags=--32
		cflags="-m32 $x86_flags"
		emulation=elf_i386
		compiler=$CC
		;;
	*)
		choose_foreign "$1"
		;;
	esac
}

# choose_toolchain MACHINE: the script ends where there is none
choose_toolchain()
{
	choose_machine "$1"
	linker=${linker:-${prefix}ld}
	if ! { have ${prefix}as && have $linker && have ${prefix}nm; }; then
		nothing "no binutils for $1"
	fi
	: > "$scratch/empty.c"
	assemble "$scratch/empty.c" "$scratch/empty.o" 2> /dev/null ||
		nothing "${prefix}as makes no objects for $1"
	if ! $compiler --version 2>&1 | grep -q 'Free Software Foundation' ||
	   ! compile "$scratch/empty.c" "$scratch/empty.o" 2> /dev/null; then
		compiler=
	fi
}

# assemble SOURCE OBJECT
assemble()
{
	${prefix}as $asflags -o "$2" "$1"
}

# compile SOURCE OBJECT
compile()
{
	$compiler $cflags -O2 -fno-toplevel-reorder -ffreestanding -fno-pic \
		-fno-stack-protector -fno-asynchronous-unwind-tables \
		-c -o "$2" "$1"
}

link()
{
	timeout 60 $linker ${emulation:+-m $emulation} "$@"
}

# list_symbols FILE: as kbuild lists them for scripts/kallsyms
list_symbols()
{
	${prefix}nm -n "$1" | grep -v '[^ ]* [aANUnw] '
}
