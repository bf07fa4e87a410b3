# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# For the checks in this directory, after "set -eu".
#
# A check prints "ok N - what", "not ok N - what", or "ok N - what # SKIP why",
# and ends by calling summary. Whoever reads its last line knows all: a check
# that dies before has none.

check=$(cd "$(dirname "$0")" && pwd -P)
top=${check%/tools/check}
build=$top/build
export LC_ALL=C
unset MAKEFLAGS MFLAGS MAKELEVEL

: "${KERNELS:=demo noibt tiny}"
passed=0 failed=0 skipped=0

ok()
{
	passed=$((passed + 1))
	echo "ok $((passed + failed + skipped)) - $*"
}

not_ok()
{
	failed=$((failed + 1))
	echo "not ok $((passed + failed + skipped)) - $*"
}

skip()
{
	skipped=$((skipped + 1))
	echo "ok $((passed + failed + skipped)) - $1 # SKIP $2"
}

# verdict WHAT COMMAND...: is the command's status 0? Its output is shown where
# it is not.
verdict()
{
	what=$1
	shift
	# "if" would have each command of a function fail unnoticed
	set +e
	(set -e; "$@") >"$scratch/output" 2>&1
	status=$?
	set -e
	if [ $status = 0 ]; then
		ok "$what"
	else
		sed 's/^/# /' "$scratch/output" | tail -n 40
		not_ok "$what"
	fi
}

# The results of another test, counted among ours.
adopt()
{
	while read -r line; do
		case $line in
		'ok '*' # SKIP '*)
			line=${line#*- }
			skip "$1: ${line%% # SKIP *}" "${line##* # SKIP }"
			;;
		'ok '*)
			ok "$1: ${line#*- }"
			;;
		'not ok '*)
			not_ok "$1: ${line#*- }"
			;;
		'# '*' passed, '*' failed, '*' skipped')
			return
			;;
		'# '*)
			echo "$line"
			;;
		esac
	done <"$scratch/adopted"
	not_ok "$1: comes to its end"
}

# unpack_pristine BASE DIR: the kernel's source without the series. Its files are
# links to those of build/BASE/linux: replace them, do not write to them.
unpack_pristine()
{
	mkdir -p "$(dirname "$2")"
	cp -al "$build/$1/linux" "$2" || return
	while read -r file; do
		rm -f "$2/$file"
		[ ! -f "$build/$1/pristine/$file" ] ||
			cp -p "$build/$1/pristine/$file" "$2/$file" || return
	done <"$build/$1/touched"
}

# The checker of attribution, $checker; its make says what went wrong.
build_checker()
{
	make -s -C "$sources" O="${checker%/*}" HOSTCFLAGS=-Werror
}

# last_pass DIR: what the last pass of the link in a build tree was made from, a
# name without a directory
last_pass()
{
	for pass in 3 2; do
		[ ! -s "$1/.tmp_vmlinux$pass.syms" ] || break
	done
	echo ".tmp_vmlinux$pass"
}

# add_guest BASE NAME: the results of a guest are printed, and counted as ours.
add_guest()
{
	echo "# the guest of $2"
	"$top/tools/guest/check-guest" "$@" >"$scratch/guest" || :
	# shellcheck disable=SC2046
	set -- $(sed -n '$s/^# \([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' \
		"$scratch/guest")
	cat "$scratch/guest"
	if [ $# != 3 ]; then
		not_ok "the guest gives a verdict"
		return
	fi
	passed=$((passed + $1))
	failed=$((failed + $2))
	skipped=$((skipped + $3))
}

# copy_program FILE: to $root, with the libraries that it wants
copy_program()
{
	for file in "$1" $(ldd "$1" | grep -o '/[^ ]*'); do
		mkdir -p "$root$(dirname "$file")"
		cp -L "$file" "$root$file" || return
	done
}

# build_symorigin DIR: DIR/symorigin, without a warning
build_symorigin()
{
	make -s -C "$top/tools/symorigin" O="$1" CFLAGS="-O2 -g -Werror"
}

# copy_symorigin: to bin of $root
copy_symorigin()
{
	mkdir -p "$root/bin"
	copy_program "$symorigin" && mv "$root$symorigin" "$root/bin/"
}

# begins_with FILE LINES MORE: with all of LINES, which are more than MORE
begins_with()
{
	head -n "$(wc -l <"$2")" "$1" | cmp - "$2" &&
		[ "$(wc -l <"$2")" -gt "$3" ]
}

# lists FILE LINES: $symorigin has the lines of the guest's file. Those of loaded
# modules are there in dumps, but for the module that panics later.
lists()
{
	"$symorigin" list "$1" >"$scratch/all" 2>"$scratch/problems" || {
		cat "$scratch/problems"
		return 1
	}
	grep -v '	\[panic\]' "$scratch/all" >"$scratch/got"
	begins_with "$2" "$scratch/got" 1000
}

# has_loaded FILE LINES: the file has the lines of the module dup-b, with objects
has_loaded()
{
	grep '	\[dup_b\]' "$1" >"$scratch/loaded"
	grep '	\[dup_b\]' "$2" | diff - "$scratch/loaded" &&
		grep ' kms_twin	\[dup_b\] <dup.o>$' "$1" &&
		grep ' kms_twin	\[dup_b\] <twin.o>$' "$1"
}

# lists_loaded FILE LINES: with loaded modules, and nothing wrong with them
lists_loaded()
{
	lists "$@" && has_loaded "$scratch/got" "$2" &&
		[ ! -s "$scratch/problems" ]
}

# lists_moved FILE LINES: the same, of a kernel that was moved as it booted: each
# address by the same distance. Of an address, the lower 32 bits are compared.
lists_moved()
{
	"$symorigin" list "$1" >"$scratch/got" || return
	awk '
	function hex(s,  i, n) {
		s = length(s) > 8 ? substr(s, length(s) - 7) : s
		for (i = 1; i <= length(s); i++)
			n = 16 * n + index("0123456789abcdef", substr(s, i, 1)) - 1
		return n
	}
	NR == FNR { addr[FNR] = $1; sub(/^[^ ]* /, ""); line[FNR] = $0
		    num = FNR; next }
	FNR > num { exit }
	{ by = hex($1) - hex(addr[FNR])
	  by += by < 0 ? 4294967296 : 0
	  sub(/^[^ ]* /, "")
	  if (FNR == 1)
		first = by
	  if (by != first || $0 != line[FNR]) {
		print FILENAME ": " $0 " by " by; bad = 1; exit
	  } }
	END { printf "moved by %x\n", first; exit num < 1000 || bad }
	' "$scratch/got" "$2"
}

# has_kcore BOOT: what symorigin said in the guest of /proc/kcore
has_kcore()
{
	begins_with "$1/kallmodsyms.txt" "$1/kcore.txt" 1000 &&
		has_loaded "$1/kcore.txt" "$1/kallmodsyms.txt" &&
		same_log "$1/kcore-log.txt" "$1/annotated.txt"
}

# same_log GOT LOG: after what dmesg printed, there may be more
same_log()
{
	begins_with "$1" "$2" 50
}

# The kernel puts the time before each line of a message, makedumpfile blanks
# before all but the first.
with_times()
{
	awk '/^\[/ { prefix = substr($0, 1, index($0, "] ") + 1) }
	     /^        / { $0 = prefix substr($0, length(prefix) + 1) }
	     { print }' "$1"
}

# logs DUMP LOG: $symorigin prints the log of the dump as of the text
logs()
{
	with_times "$2" >"$scratch/text"
	"$symorigin" annotate -k "$1" --log >"$scratch/got" &&
		"$symorigin" annotate -k "$1" <"$scratch/text" >"$scratch/log" &&
		same_log "$scratch/got" "$scratch/log"
}

summary()
{
	echo "# $passed passed, $failed failed, $skipped skipped"
	[ "$failed" = 0 ]
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
