# SPDX-License-Identifier: GPL-2.0-only
#
# For modules.sh and its like: a module of three objects, ext4.ko, in the current
# directory.
# shellcheck shell=sh disable=SC2154

source_of()
{
	cat <<-EOF
	static int count;
	static struct { } key;
	__attribute__((noinline)) static int twin(int n)
	{
		count++;
		return n + (long)&key + $2;
	}
	__attribute__((noinline, section(".init.text"))) static int early(int n)
	{
		return twin(n) * $2;
	}
	int early_$1(int n) { return early(n) + early(n + 1); }
	__attribute__((used, section("___ksymtab+late_$1")))
	static int __ksymtab_late_$1;
	int late_$1(int n) { return twin(n) + twin(n + 1); }
	EOF
}

write_sources()
{
	mkdir -p fs/ext4
	source_of one 3 > fs/ext4/one.c
	source_of two 5 > fs/ext4/two.c
	source_of three 7 > fs/three.c
	echo 'char this_module[8] = "ext4";' > ext4.mod.c
	printf '%s\n' fs/ext4/one.o fs/ext4/two.o fs/three.o > ext4.mod
	printf '\t.section .kallmodsyms, "a"\n\t.balign 4\n\t.long 0\n' |
		$CC -c -x assembler -o .kallmodsyms.o -
	$CC -c -o ext4.mod.o ext4.mod.c
}

# compile_module COMPILER...
compile_module()
{
	while read -r object; do
		"$@" -O2 -fno-pie -ffunction-sections -c \
			-o "$object" "${object%.o}.c" || return
	done < ext4.mod
}

# link_module LINKER...: as scripts/Makefile.build and Makefile.modfinal do
link_module()
{
	"$@" -r -Map=ext4.o.map -o ext4.o @ext4.mod &&
	"$@" -r --strip-debug -Map=tmp.map -o tmp.o ext4.o ext4.mod.o \
		.kallmodsyms.o &&
	kallmodsyms --all-symbols --module=tmp.o --map=tmp.map \
		--objects=ext4.mod --nested-map=ext4.o=ext4.o.map > table.s &&
	$CC -c -o table.o table.s &&
	"$@" -r -o ext4.ko ext4.o ext4.mod.o table.o &&
	kallmodsyms --all-symbols --dump=table --module=ext4.ko > dump
}
