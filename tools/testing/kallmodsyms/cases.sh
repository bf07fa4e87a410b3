#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Run the cases of a folder, maps or bad; results are in KTAP.
#
# usage: O=FOLDER cases.sh maps|bad
#
# Each folder in it is a case. The tool runs in a copy of that folder:
#
#	args	a comment that tells what the case is about, then the arguments
#	setup	optional: shell commands that make input which is not text
#	output	optional: where standard output goes; nothing is compared then
#	stdout	what the tool must print; a case without is one that it must
#		refuse: exit with status 1 and write nothing but the message
#	stderr	its messages; none where there is no such file
#
# What else is there is input.

. "$(dirname "$0")/lib.sh"

folder=$here/${1:?usage: cases.sh FOLDER}

# Run the tool in the case that is the current directory.
run_tool()
{
	# no argument has a space in it
	# shellcheck disable=SC2046
	set -- $(grep -v '^#' args)
	if [ -f output ]; then
		timeout 60 kallmodsyms "$@" > "$(cat output)" 2> got.stderr
	else
		timeout 60 kallmodsyms "$@" > got.stdout 2> got.stderr
	fi
}

run_case()
{
	: > got.stdout
	if [ -f setup ] && ! timeout 60 sh -eu ./setup > got.setup 2>&1; then
		comment < got.setup
		return 1
	fi
	expected=0
	[ -f stdout ] || expected=1
	run_tool
	status=$?
	touch stdout stderr
	[ $status -eq $expected ] && cmp -s stdout got.stdout &&
		cmp -s stderr got.stderr
}

explain()
{
	{
		echo "exit status $status, expected $expected"
		diff -u stdout got.stdout
		diff -u stderr got.stderr
	} | comment
}

status=none
expected=none
set -- "$folder"/*/args
plan $#
for args in "$@"; do
	case=$(dirname "$args")
	name=$(basename "$case")
	cp -R "$case" "$scratch/" && cd "$scratch/$name" || exit 1
	if run_case; then
		report 0 "$name"
	else
		explain
		report 1 "$name"
	fi
	rm -rf "${scratch:?}/$name"
done
finish
