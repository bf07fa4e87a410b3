#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Run parts of the tests, one after the other; results are in KTAP, those of a
# part indented. The last line counts all.
#
# usage: O=FOLDER run.sh PART...

. "$(dirname "$0")/lib.sh"

cd "$here" || exit 1

run_part()
{
	case $1 in
	maps | bad)
		./cases.sh "$1"
		;;
	attribute-*)
		./attribute.sh "${1#attribute-}"
		;;
	random-*)
		./random.sh "${1#random-}"
		;;
	reader-*)
		./reader.sh "${1#reader-}"
		;;
	gdb-*)
		./gdb.sh "${1#gdb-}"
		;;
	roundtrip)
		timeout 300 roundtrip 1 2500
		;;
	mutate)
		./mutate.sh "${MUTATIONS:-150}"
		;;
	byteorder | real | fuzz | modules | moddumps)
		"./$1.sh"
		;;
	builtin_objs)
		timeout 60 builtin_objs/run.sh "$out/builtin_objs"
		;;
	*)
		echo "# there is no part $1"
		return 1
		;;
	esac
}

# "PLANNED PASSED FAILED SKIPPED" of the results in file $1
count_results()
{
	awk '
		/^1\.\./		{ planned = substr($1, 4); skip = / # SKIP / }
		/^ok .* # SKIP /	{ skipped++; next }
		/^ok /			{ passed++ }
		/^not ok /		{ failed++ }
		END {
			print planned + 0, passed + 0, failed + 0,
			      skipped + skip
		}
	' "$1"
}

# A part that ends before all is done has failed, whatever it said.
add_results()
{
	# shellcheck disable=SC2046
	set -- "$1" $(count_results "$scratch/results")
	all_passed=$((all_passed + $3))
	all_failed=$((all_failed + $4))
	all_skipped=$((all_skipped + $5))
	if [ "$4" -eq 0 ] && { [ "$1" -ne 0 ] ||
	     { [ "$2" -ne 0 ] && [ $(($3 + $5)) -ne "$2" ]; }; }; then
		all_failed=$((all_failed + 1))
		return 1
	fi
	[ "$4" -eq 0 ]
}

all_passed=0
all_failed=0
all_skipped=0
plan $#
for part in "$@"; do
	run_part "$part" > "$scratch/results" 2>&1
	status=$?
	echo "    # Subtest: $part"
	sed 's/^/    /' "$scratch/results"
	add_results $status
	report $? "$part"
done
echo "# $all_passed passed, $all_failed failed, $all_skipped skipped"
[ $failed -eq 0 ]
