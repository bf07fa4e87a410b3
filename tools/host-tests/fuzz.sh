#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Run each fuzz target a fixed number of times; results are in KTAP.
#
# usage: O=FOLDER fuzz.sh
#
# The inputs to begin with are made here, of the test cases and of random
# tables. Input that fails is kept in the folder $O/crashes.

. "$(dirname "$0")/lib.sh"
. "$here/toolchain.sh"
. "$here/mini.sh"

[ -x "$out/fuzz_map" ] || nothing "no clang with libFuzzer"

# Maps, those of an ld -r behind those of the link that took it.
corpus_map()
{
	for case in "$here"/maps/*/; do
		name=$(basename "$case")
		cp "$case/map" "$name"
		[ ! -f "$case/inner" ] || {
			echo ----
			cat "$case/inner"
		} >> "$name"
	done
}

corpus_modules()
{
	for case in "$here"/maps/*/modules.builtin.objs \
		    "$here"/bad/*/modules.builtin.objs; do
		cp "$case" "$(basename "$(dirname "$case")")"
	done
}

corpus_symbols()
{
	for case in "$here"/bad/*/symbols; do
		cp "$case" "$(basename "$(dirname "$case")")"
	done
	for seed in 1 2 3; do
		roundtrip $seed "$scratch"
		head -n 20 "$scratch/symbols" > $seed
	done
}

# For each machine, assemble $1 as $2 and the name of the machine.
assemble_all()
{
	for machine in x86_64 i386 powerpc; do
		choose_machine $machine
		if have "${prefix}as"; then
			assemble "$1" "$2.$machine"
		fi
	done
}

corpus_objsyms()
{
	cat > "$scratch/source" <<-EOF
		.text
		.globl	f
	f:	.long	0
		.data
	v:	.long	0
		.section .text.f, "ax", %progbits, unique, 1
	g:	.long	0
		.section .text.f, "ax", %progbits, unique, 2
		.weak	w
	w:	.long	0
		.section .rodata.cst8, "aM", %progbits, 8
	one:	.long	0, 1
	two:	.long	0, 2
		.section .rodata.str1.1, "aMS", %progbits, 1
	s:	.asciz	"text"
		.comm	c, 4, 4
	EOF
	assemble_all "$scratch/source" object
}

corpus_image()
{
	for seed in 2 3 4; do
		roundtrip $seed "$scratch"
		assemble_all "$scratch/table" $seed
	done
}

# A table with pairs of pairs, 255 deep.
deep_table()
{
	cat <<-EOF
		.data
		.long	0x4b4d5359, 1, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0
		.long	0, 0, 0
		.byte	'a'
		.set	code, 0
		.rept	255
		.byte	code, 0
		.set	code, code + 1
		.endr
		.byte	0xa0, 0x84, 255, 255, 255
	EOF
}

# The first byte tells whether to repair the header, or to spoil it.
corpus_decode()
{
	for seed in 1 2 3 4 5 6 7 8; do
		roundtrip $seed "$scratch"
		{ printf 0; cat "$scratch/raw"; } > $seed.as-it-is
		{ printf 1; cat "$scratch/raw"; } > $seed.repaired
		{ printf 3; cat "$scratch/raw"; } > $seed.spoilt
	done
	deep_table | $CC -x assembler -c - -o "$scratch/deep" &&
		objcopy -O binary -j .data "$scratch/deep" "$scratch/raw" &&
		{ printf 1; cat "$scratch/raw"; } > deep
}

# The first byte tells what to make right. The tables are those of kernels.
corpus_load()
{
	for seed in 1 2 3 4 5 6 7 8; do
		roundtrip $seed "$scratch"
		{ printf '\017'; cat "$scratch/raw"; } > $seed
	done
}

# Small kernels of two word sizes and byte orders, as ELF files and as memory,
# and a dump with a log; the first byte tells which.
corpus_reader()
{
	mini_objects=3
	mini_functions=0
	for machine in x86_64 i386 powerpc; do
		choose_machine $machine
		linker=${linker:-${prefix}ld}
		have "${prefix}as" || continue
		(mini_kernel "$scratch/mini-$machine") > "$scratch/log" 2>&1 ||
			return 1
		cd "$scratch/corpus/reader" || return 1
		"${prefix}strip" --strip-all -o "$scratch/stripped" \
			"$scratch/mini-$machine/vmlinux"
		"${prefix}objcopy" -O binary -j .text -j .rodata \
			"$scratch/stripped" "$scratch/raw"
		{ printf 0; cat "$scratch/stripped"; } > $machine.elf
		{ printf 1; cat "$scratch/raw"; } > $machine.memory
		[ $machine = x86_64 ] || continue
		core "$scratch/mini-$machine/vmlinux" "$scratch/dump" 0 nvls 0 &&
			{ printf 0; cat "$scratch/dump"; } > $machine.dump
	done
}

# run TARGET RUNS
run()
{
	mkdir -p "$scratch/corpus/$1" && cd "$scratch/corpus/$1" || exit 1
	"corpus_$1" || exit 1
	timeout "${FUZZ_SECONDS:-300}" "fuzz_$1" -runs="$2" -seed=1 \
		-max_len="${3:-4096}" -timeout=20 \
		-rss_limit_mb=2048 -artifact_prefix="$out/crashes/$1-" \
		-print_final_stats=1 . > "$scratch/log" 2>&1
	status=$?
	done=$(sed -n 's/^Done \([0-9]*\) runs in .*/\1/p' "$scratch/log")
	[ $status -eq 0 ] && [ "${done:-0}" -ge "$2" ]
	status=$?
	if [ $status -ne 0 ]; then
		grep -v '^#[0-9]' "$scratch/log" | comment 60
	fi
	echo "# ${done:-0} runs"
	report $status "$1"
}

mkdir -p "$out/crashes"
plan 8
run map 30000
run modules 30000
run symbols 15000
run objsyms 40000
run image 10000
run decode 30000
run load 5000
run reader "${FUZZ_READER:-30000}" 8192
finish
