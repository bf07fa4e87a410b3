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

summary()
{
	echo "# $passed passed, $failed failed, $skipped skipped"
	[ "$failed" = 0 ]
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
