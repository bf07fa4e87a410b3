#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Compare what went into the table of a real kernel with what comes out of it;
# results are in KTAP.
#
# usage: O=FOLDER KALLMODSYMS_BUILD=FOLDER real.sh
#
# KALLMODSYMS_BUILD is where a kernel was built with CONFIG_KALLMODSYMS=y.

. "$(dirname "$0")/lib.sh"

build=${KALLMODSYMS_BUILD:-}
[ -n "$build" ] || nothing "KALLMODSYMS_BUILD names no build of a kernel"
cd "$build" || exit 1

# The last link but one, whose symbols are those in the last one's table.
for pass in 3 2 1 none; do
	[ ! -f .tmp_vmlinux$pass.kallsyms.sorted ] || break
done
[ "$pass" != none ] || nothing "$build is no build with CONFIG_KALLMODSYMS=y"
linked=.tmp_vmlinux$pass
sorted=$linked.kallsyms.sorted

nested=
if grep -q -e '^LOAD vmlinux\.o$' -e ' vmlinux\.o:(' "$linked.map"; then
	nested=--nested-map=vmlinux.o=vmlinux.o.map
fi

put_in()
{
	# shellcheck disable=SC2086
	timeout 300 kallmodsyms --dump=symbols --symbols="$sorted" \
		--map="$linked.map" --vmlinux="$linked" \
		--objects=.tmp_vmlinux.objs \
		$nested --modules=modules.builtin.objs > "$scratch/symbols"
}

taken_out()
{
	timeout 300 kallmodsyms --dump=table --symbols="$sorted" vmlinux \
		> "$scratch/table"
}

# "symbol ADDRESS LETTER NAME OBJECT EVIDENCE [ambiguous] [MODULE...]" in the
# words of --dump=table: "ADDRESS LETTER NAME<TAB>[MODULE...] <OBJECT> [ambiguous]"
translate()
{
	awk '{
		line = $2 " " $3 " " $4
		ambiguous = $7 == "ambiguous"
		modules = ""
		for (i = 7 + ambiguous; i <= NF; i++)
			modules = modules $i " "
		if ($5 != "-")
			line = line "\t" modules "<" $5 ">" \
			       (ambiguous ? " ambiguous" : "")
		print line
	}' "$scratch/symbols" > "$scratch/translated"
}

plan 3
put_in 2> "$scratch/log"
status=$?
comment 10 < "$scratch/log"
report $status "stages"

taken_out 2> "$scratch/log"
status=$?
comment 10 < "$scratch/log"
report $status "table"

translate
cmp "$scratch/translated" "$scratch/table" > "$scratch/log" 2>&1
status=$?
comment 40 < "$scratch/log"
echo "# $(wc -l < "$scratch/table") symbols"
report $status "comparison"
finish
