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
#	output	optional: where standard output goes; it is not compared then
#	stdout	what the tool must print; a case without is one that it must
#		refuse: exit with status 1 and write nothing but the message
#	stderr	its messages; none where there is no such file
#
# What else is there is input.

. "$(dirname "$0")/lib.sh"

folder=$here/${1:?usage: cases.sh FOLDER}

set_up()
{
	expected=0
	[ -f stdout ] || expected=1
	if [ -f setup ] && ! timeout 60 sh -eu ./setup > got.setup 2>&1; then
		comment 40 < got.setup
		return 1
	fi
	touch stdout stderr
}

# Did the tool do what the files of this case say?
run_case()
{
	# no argument has a space in it
	# shellcheck disable=SC2046
	set -- $(grep -v '^#' args)
	: > got.stdout
	timeout 60 kallmodsyms "$@" > "$output" 2> got.stderr
	status=$?
	[ $status -eq $expected ] && cmp -s stdout got.stdout &&
		cmp -s stderr got.stderr
}

explain()
{
	{
		echo "exit status $status, expected $expected"
		diff stdout got.stdout
		diff stderr got.stderr
	} | comment 40
}

set -- "$folder"/*/args
plan $#
for args in "$@"; do
	case=$(dirname "$args")
	name=$(basename "$case")
	cp -R "$case" "$scratch/" && cd "$scratch/$name" || exit 1
	output=got.stdout
	[ ! -f output ] || output=$(cat output)

	if [ -f output ] && [ ! -c "$output" ]; then
		skip "$name" "there is no $output"
	elif ! set_up; then
		report 1 "$name"
	elif run_case; then
		report 0 "$name"
	else
		explain
		report 1 "$name"
	fi
	rm -rf "${scratch:?}/$name"
done
finish
