# SPDX-License-Identifier: GPL-2.0-only
#
# For the scripts of this folder: where things are, and results in KTAP.
# shellcheck shell=sh disable=SC2034

set -u
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd) || exit 1
out=$(cd "${O:?is where the programs are; run make check}" && pwd) || exit 1
scratch=$(mktemp -d "$out/tmp.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# getopt names the program as it was called
PATH=$out:$PATH
CC=${CC:-gcc}
CLANG=${CLANG:-clang}
export PATH CC CLANG

# the tool exits with all it has in memory
export ASAN_OPTIONS=detect_leaks=0:exitcode=99
export UBSAN_OPTIONS=print_stacktrace=0

count=0
failed=0
skipped=0

# plan NUMBER: that many results follow
plan()
{
	echo "KTAP version 1"
	echo "1..$1"
}

# nothing REASON: there is nothing to run
nothing()
{
	echo "KTAP version 1"
	echo "1..0 # SKIP $1"
	echo "# 0 passed, 0 failed, 1 skipped"
	exit 0
}

# report STATUS NAME: a result; what explains it has been printed before
report()
{
	count=$((count + 1))
	if [ "$1" -ne 0 ]; then
		failed=$((failed + 1))
		printf 'not '
	fi
	echo "ok $count $2"
}

# skip NAME REASON
skip()
{
	count=$((count + 1))
	skipped=$((skipped + 1))
	echo "ok $count $1 # SKIP $2"
}

# finish: the sum, and the exit status
finish()
{
	echo "# $((count - failed - skipped)) passed, $failed failed, $skipped skipped"
	[ $failed -eq 0 ]
}

# have PROGRAM: can it be run?
have()
{
	command -v "$1" > /dev/null 2>&1
}

# comment LINES: standard input as KTAP diagnostics, at most so many lines
comment()
{
	sed 's/^/# /' | head -n "$1"
}
