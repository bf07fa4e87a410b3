#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# links.sh CHECKER [KALLMODSYMS]
#
# kallmodsyms-check on small build trees, which have what a real kernel may lack:
# several objects with the same symbols, objects of several modules, names that
# are weak, hidden, common, or also those of the linker script, an object that was
# linked from others and whose symbols got a prefix. Each is linked in
# several ways, and for RISC-V, where the linker makes code shorter, for MIPS, whose
# addresses nm sign-extends and whose local labels begin with $L, and for Thumb,
# which sets a bit in the value of a function, for 64-bit PowerPC, where the linker
# removes descriptors of functions, for s390x, and for m68k. Here it is known
# without any tool where each symbol comes from.
#
# With KALLMODSYMS, a scripts/kallmodsyms/kallmodsyms, the table that it makes is
# looked at, too.
set -eu

checker=$1
tool=${2-}
count=0 passed=0 failed=0 skipped=0
export LC_ALL=C
: "${CC:=cc}"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

ok()
{
	count=$((count + 1)) passed=$((passed + 1))
	echo "ok $count - $*"
}

not_ok()
{
	count=$((count + 1)) failed=$((failed + 1))
	sed 's/^/# /' "$dir/said" | tail -n 40
	echo "not ok $count - $*"
}

skip()
{
	count=$((count + 1)) skipped=$((skipped + 1))
	echo "ok $count - $1 # SKIP $2"
}

write_sources()
{
	# Two files of one name, with the same local symbols.
	cat >a/x.c <<-'EOF'
	static int counter;
	static const char who[] = "abc";
	static __attribute__((noinline)) int step(int n)
	{
		counter += n;
		return counter;
	}
	int a_step(int n) { return step(n) + who[n]; }
	EOF
	sed 's/a_step/b_step/' a/x.c >b/x.c
	# Only the order of linking tells these apart.
	cat >a/tie.c <<-'EOF'
	static __attribute__((noinline, used)) int same(int n) { return n * 3; }
	EOF
	cp a/tie.c b/tie.c
	cat >a/asm.S <<-'EOF'
		.text
		.type local_asm, %function
	local_asm:
		ret
		.size local_asm, . - local_asm
		.globl a_asm
		.type a_asm, %function
	a_asm:	call local_asm
		ret
		.size a_asm, . - a_asm
		.section .note.GNU-stack
	EOF
	sed 's/a_asm/b_asm/g' a/asm.S >b/asm.S
	cat >a/weak.c <<-'EOF'
	__attribute__((weak)) int arch_hook(void) { return 1; }
	__attribute__((weak)) int only_weak(void) { return 2; }
	EOF
	cat >b/weak.c <<-'EOF'
	int arch_hook(void) { return 3; }
	__attribute__((weak)) int only_weak(void) { return 4; }
	EOF
	cat >a/more.c <<-'EOF'
	__attribute__((visibility("hidden"))) int hidden(void) { return 5; }
	int common_one;
	__attribute__((section(".exit.text"))) int leave(void) { return 6; }
	const char *words(int n) { return n ? "some" : "more"; }
	EOF
	# One name twice, and the linker script's names and its empty sections.
	cat >a/names.S <<-'EOF'
		.text
	_stext:	nop
		.section .text.one, "ax"
		.type twice, %function
	twice:	nop
		.size twice, . - twice
		.section .emptied, "aw"
	nowhere:
		.section .note.GNU-stack
	EOF
	cat >a/again.S <<-'EOF'
		.section .text.two, "ax"
		.type twice, %function
	twice:	nop
		nop
		.size twice, . - twice
		.section .note.GNU-stack
	EOF
	# Linked by ld -r, and then their symbols get a prefix; the last one is also
	# the linker script's.
	cat >b/hyp.c <<-'EOF'
	static __attribute__((noinline, used)) int inner(int n) { return n * 7; }
	int b_hyp(int n) { return inner(n) + 1; }
	EOF
	sed 's/b_hyp/b_other/' b/hyp.c >b/other.c
	cat >b/alias.c <<-'EOF'
	int b_copy(int n) { return n + 8; }
	int b_alias(int n) __attribute__((alias("b_copy")));
	EOF
	cat >init/main.c <<-'EOF'
	int a_step(int), b_step(int), a_asm(void), b_asm(void), used(int);
	int arch_hook(void), only_weak(void), hidden(void);
	extern int common_one;
	extern char __start_mysec[], __stop_mysec[];
	static int in_section __attribute__((section("mysec"), used)) = 4;
	int start(int n)
	{
		return a_step(n) + b_step(n) + a_asm() + b_asm() + used(n) +
		       arch_hook() + only_weak() + hidden() + common_one +
		       (int)(__stop_mysec - __start_mysec);
	}
	EOF
	echo 'const char linux_banner[] = "Linux";' >init/version-timestamp.c
	cat >lib/used.c <<-'EOF'
	static __attribute__((noinline)) int helper(int n) { return n * 5; }
	int used(int n) { return helper(n); }
	EOF
	sed 's/used/unused/' lib/used.c >lib/unused.c
	cat >export.S <<-'EOF'
		.data
	__ksymtab_a_step:
		POINTER a_step
	#ifdef GOT
		.hidden _GLOBAL_OFFSET_TABLE_
		GOT _GLOBAL_OFFSET_TABLE_
	#endif
		.section .note.GNU-stack
	EOF
}

# What has nothing to do with how it is linked.
write_tree()
{
	mkdir -p a b init lib scripts arch/any/kernel
	write_sources
	printf '%s\n' '/ [aNUw] /d' '/ \.L/d' '/ \$/d' '/ pre_\$/d' >scripts/mksysmap
	printf 'kernel/b/two-b.ko\nkernel/b/two-a.ko\n' >modules.builtin
	printf 'b/two-b.o: b/x.o\nb/two-a.o: b/x.o\n' >modules.builtin.objs
	echo "savedcmd_b/x.o := cc -DKBUILD_MODFILE='\"b/two-b b/two-a\"'" \
		>b/.x.o.cmd
	echo "savedcmd_a/x.o := cc -DKBUILD_MODFILE='\"a/x\"'" >a/.x.o.cmd
	echo "savedcmd_vmlinux.o := ld --start-group lib/lib.a --end-group ;" \
		>.vmlinux.o.cmd
	echo "savedcmd_b/part.o := objcopy --prefix-symbols=pre_ b/part.rel.o b/part.o" \
		>b/.part.o.cmd
	echo "savedcmd_b/part.rel.o := ld -r -T b/part.lds b/hyp.o b/x/../other.o" \
		"b/alias.o -o b/part.rel.o" >b/.part.rel.o.cmd
	cat >b/part.lds <<-'EOF'
	SECTIONS {
	 .hyp.text : { begins = .; *(.text .text.*) }
	}
	EOF
	cat >arch/any/kernel/vmlinux.lds <<-'EOF'
	ENTRY(start)
	SECTIONS {
	 . = 0xffffffff81000000;
	 .text : AT(ADDR(.text) - 0xffffffff80000000) {
	  _text = .; _stext = .;
	  KEEP(*(.text.start)) *(.text .text.*) _etext = .;
	 } = 0xcccccccc
	 . = ALIGN((1 << 12));
	 .hyp : { KEEP(*(.hyp.text)) }
	 pre_b_alias = pre_b_copy;
	 .rodata : { *(.rodata .rodata.*) }
	 .data : { *(.data .data.*) KEEP(*(EXCLUDE_FILE(*none.o) .data1)) }
	 mysec : { KEEP(*(mysec)) }
	 .got : { *(.got .got.plt) }
	 .emptied : { *(.emptied) }
	 .bss : { *(.bss .bss.* COMMON) }
	 PROVIDE(unneeded = .);
	 _end = .;
	 /DISCARD/ : { *(.comment) *(.note.*) *(.eh_frame) *(.ARM.*) *(.exit.text) }
	}
	EOF
	sed -i "s/0xffffffff8/$high/" arch/any/kernel/vmlinux.lds
}

# choose_machine LD
choose_machine()
{
	high=0xffffffff8
	cc=
	case $1 in
	s390x-*)
		prefix=s390x-linux-gnu-
		flags="-fno-pic -Dcall=jg -Dret=nop -DPOINTER=.quad -DGOT=jg"
		emulation=elf64_s390
		high=0x0
		;;
	riscv64-*)
		prefix=riscv64-linux-gnu-
		flags="-fno-pic -mcmodel=medany -DPOINTER=.quad"
		emulation=elf64lriscv
		;;
	mips-*)
		prefix=mips-linux-gnu-
		flags="-mno-abicalls -fno-pic -G0 -Dcall=jal -Dret=nop -DPOINTER=.long"
		emulation=elf32btsmip
		high=0x8
		;;
	powerpc64-*)
		prefix=powerpc64-linux-gnu-
		flags="-fno-pic -Dcall=bl -Dret=nop -DPOINTER=.quad"
		emulation=elf64ppc
		;;
	m68k-*)
		prefix=m68k-linux-gnu-
		flags="-fno-pic -Dcall=jsr -Dret=nop -DPOINTER=.long"
		emulation=m68kelf
		high=0x0
		;;
	arm-*)
		prefix=arm-linux-gnueabihf-
		flags="-mthumb -fno-pic -Dcall=bl -Dret=nop -DPOINTER=.long"
		emulation=armelf_linux_eabi
		high=0xc
		;;
	*)
		prefix=
		cc=$CC
		flags="-m64 -fno-pic -mcmodel=kernel -fcf-protection=none -DPOINTER=.quad -DGOT=.quad"
		emulation=elf_x86_64
		;;
	esac
	: "${cc:=${prefix}gcc}"
}

link_part()
{
	mkdir -p b/x
	"${prefix}ld" -m "$emulation" -r -T b/part.lds -Map=b/part.map \
		b/hyp.o b/x/../other.o b/alias.o -o b/part.rel.o &&
	"${prefix}objcopy" --prefix-symbols=pre_ b/part.rel.o b/part.o
}

# compile FLAGS...
compile()
{
	for source in a/*.c b/*.c init/*.c lib/*.c a/*.S b/*.S; do
		# shellcheck disable=SC2086
		"$cc" $flags -O2 -fcommon \
			-fno-asynchronous-unwind-tables \
			-c "$source" -o "${source%.*}.o" "$@" || exit
	done
	# shellcheck disable=SC2086
	"$cc" $flags -c export.S -o .vmlinux.export.o &&
	"${prefix}ld" -m "$emulation" -r a/names.o a/again.o -o a/both.o ||
		exit
	# What a nested map says is not true after the linker of RISC-V.
	case $emulation in
	*riscv)	sed -i /pre_b_alias/d arch/any/kernel/vmlinux.lds ;;
	*)	link_part || exit ;;
	esac
	# shellcheck disable=SC2046
	ar cDPrST vmlinux.a init/main.o a/x.o b/x.o a/tie.o b/tie.o a/asm.o \
		b/asm.o a/weak.o b/weak.o a/more.o a/both.o \
		$(ls b/part.o 2>/dev/null)
	ar cDPrsT lib/lib.a lib/unused.o lib/used.o
}

# link_tree LD KIND
link_tree()
{
	last=".vmlinux.export.o init/version-timestamp.o"
	whole="--whole-archive vmlinux.a"
	libs="--no-whole-archive --start-group lib/lib.a --end-group"
	gc=
	[ "$2" != gc ] || gc=--gc-sections
	if [ "$2" = nested ]; then
		# shellcheck disable=SC2086
		"$1" -m "$emulation" -r -Map=vmlinux.o.map -o vmlinux.o $whole \
			$libs || exit
		whole=vmlinux.o
		libs=
	fi
	# shellcheck disable=SC2086
	"$1" -m "$emulation" $gc -T arch/any/kernel/vmlinux.lds -o vmlinux \
		-Map=vmlinux.map $whole $last $libs || exit
	"${prefix}nm" -n vmlinux | sed -f scripts/mksysmap >System.map
	[ -s System.map ]
}

# For each name, the objects in the order of their addresses, and modules.
write_origins()
{
	cat >origins <<-'EOF'
	a_asm a/asm.o
	a_step a/x.o
	arch_hook b/weak.o
	b_asm b/asm.o
	b_step b/x.o two_a two_b
	common_one a/more.o
	counter a/x.o
	counter b/x.o two_a two_b
	helper lib/used.o
	hidden a/more.o
	in_section init/main.o
	linux_banner init/version-timestamp.o
	local_asm a/asm.o
	local_asm b/asm.o
	nowhere a/both.o
	only_weak a/weak.o
	pre_b_alias b/alias.o
	pre_b_copy b/alias.o
	pre_b_hyp b/hyp.o
	pre_b_other b/other.o
	pre_inner b/hyp.o
	pre_inner b/other.o
	same a/tie.o
	same b/tie.o
	start init/main.o
	step a/x.o
	step b/x.o two_a two_b
	twice a/both.o
	twice a/both.o
	used lib/used.o
	who a/x.o
	who b/x.o two_a two_b
	words a/more.o
	EOF
}

# What a right table says. A global _stext is the linker script's.
write_symbols()
{
	awk 'FNR == NR {
		name = $1
		object[name, ++n[name]] = $2
		for (i = 3; i <= NF; i++)
			modules[name, n[name]] = modules[name, n[name]] $i " "
		next
	}
	{
		i = ++seen[$3]
		line[FNR] = $0
		rest[FNR] = object[$3, i] == "" ? "" : modules[$3, i] \
			    "<" object[$3, i] ">"
		if ($3 == "_stext" && $2 == "t")
			rest[FNR] = "<a/both.o>"
		key[FNR] = $3 " " modules[$3, i]
		keys[key[FNR]]++
	}
	END {
		for (i = 1; i <= FNR; i++)
			print line[i] (rest[i] == "" ? "" : "\t" rest[i] \
				      (keys[key[i]] > 1 ? " ambiguous" : ""))
	}' origins System.map
}

# make_tree LD KIND: what fails in it ends it, though its caller asks
make_tree()
(
	rm -rf "$dir/tree"
	mkdir "$dir/tree"
	cd "$dir/tree"
	write_tree
	write_origins
	printf 'CONFIG_MODULES=y\nCONFIG_KALLSYMS_ALL=y\n' >.config
	more=
	case $2 in
	nested)
		echo CONFIG_X86_KERNEL_IBT=y >>.config
		;;
	gc)
		echo CONFIG_LD_DEAD_CODE_DATA_ELIMINATION=y >>.config
		more="-ffunction-sections -fdata-sections"
		;;
	esac
	# shellcheck disable=SC2086
	compile $more
	link_tree "$1" "$2" || exit
	write_symbols >symbols
)

says_right()
{
	"$checker" --tree="$dir/tree" --symbols="$dir/tree/symbols" \
		>"$dir/said" 2>&1
}

# What the tool says, by way of the table that it makes.
make_table()
(
	cd "$dir/tree"
	nested=
	[ ! -f vmlinux.o ] || nested=--nested-map=vmlinux.o=vmlinux.o.map
	[ ! -f b/part.o ] || nested="$nested --nested-map=b/part.o=b/part.map=pre_"
	# shellcheck disable=SC2086
	"$tool" --symbols=System.map --map=vmlinux.map $nested \
		--vmlinux=vmlinux --modules=modules.builtin.objs >table.S
	# shellcheck disable=SC2086
	"$cc" $flags -c table.S
	"$tool" --dump=table --symbols=System.map table.o >made
)

tool_is_right()
{
	make_table >"$dir/said" 2>&1 &&
		"$checker" --tree="$dir/tree" --symbols="$dir/tree/made" \
			>"$dir/said" 2>&1
}

# planted FAULT AWK: is it found in lines that are changed so, and how often?
planted()
{
	awk "$2" "$dir/tree/symbols" >"$dir/planted"
	! cmp -s "$dir/tree/symbols" "$dir/planted" &&
		! "$checker" --tree="$dir/tree" --symbols="$dir/planted" \
			>"$dir/said" 2>&1 &&
		grep -qx "FAULT $1" "$dir/said"
}

# finds WHAT FAULT AWK
finds()
{
	if planted "$2" "$3"; then
		ok "$1"
	else
		not_ok "$1"
	fi
}

# The objects of the symbols of a name, of which there are two, one a line.
objects_of()
{
	awk -v name="$1" -F '[ \t]' '$3 == name {
		print $NF == "ambiguous" ? $(NF - 1) : $NF
	}' "$dir/tree/symbols"
}

# Functions of the same code: is it noticed if they are exchanged?
finds_exchange()
{
	first=$(objects_of "$1" | sed -n 1p)
	second=$(objects_of "$1" | sed -n 2p)
	awk -v name="$1" -v one="$first" -v two="$second" '
		$3 == name && !sub(one, "<>") { sub(two, one) }
		{ sub("<>", two); print }' \
		"$dir/tree/symbols" >"$dir/exchanged"
	! "$checker" --tree="$dir/tree" --symbols="$dir/exchanged" \
		>"$dir/said" 2>&1 &&
		grep -q '^FAULT wrong object: 2$' "$dir/said"
}

# check LD KIND
check()
{
	choose_machine "$1"
	if ! make_tree "$1" "$2" >"$dir/said" 2>&1; then
		not_ok "$1 $2: links"
		return
	fi
	if says_right; then
		ok "$1 $2: nothing wrong"
	else
		not_ok "$1 $2: nothing wrong"
	fi
	for name in local_asm same; do
		if [ -z "$(objects_of "$name")" ]; then
			skip "$1 $2: exchanged $name" "not linked"
		elif finds_exchange "$name"; then
			ok "$1 $2: exchanged $name"
		else
			not_ok "$1 $2: exchanged $name"
		fi
	done
	if [ -z "$tool" ]; then
		skip "$1 $2: the tool's table" "no kallmodsyms given"
	elif [ "$1" = ld.lld ]; then
		skip "$1 $2: the tool's table" "kallmodsyms reads GNU maps"
	elif tool_is_right; then
		ok "$1 $2: the tool's table"
	else
		not_ok "$1 $2: the tool's table"
	fi
}

echo "KTAP version 1"
# Not nested for RISC-V: that is refused.
for way in "ld direct" "ld nested" "ld gc" "ld.lld direct" "ld.lld nested" \
	   "ld.lld gc" "riscv64-linux-gnu-ld direct" "riscv64-linux-gnu-ld gc" \
	   "mips-linux-gnu-ld direct" "arm-linux-gnueabihf-ld direct" \
	   "powerpc64-linux-gnu-ld direct" "s390x-linux-gnu-ld direct" \
	   "m68k-linux-gnu-ld direct"; do
	choose_machine "$way"
	if ! command -v "${way% *}" >/dev/null; then
		skip "$way" "no ${way% *}"
	elif ! command -v "$cc" >/dev/null; then
		skip "$way" "no $cc"
	else
		check "${way% *}" "${way#* }"
	fi
done
echo "1..$count"
echo "# $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
