#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Run the cases of scripts/builtin_objs; results are in KTAP.
#
# usage: run.sh PROGRAM
#
# Each file cases/NAME.txt is one case. It is a comment, then the files of a
# build tree, each under a line with its path:
#
#	# An object of one module.
#	--- modules.builtin
#	kernel/fs/nls/nls_base.ko
#	--- fs/nls/.nls_base.o.cmd
#	savedcmd_fs/nls/nls_base.o := gcc -DKBUILD_MODFILE='"fs/nls/nls_base"'
#
# where "objects" is the standard input, "stdout" and "stderr" are what the
# program must write. A case without "stdout" is one that the program must
# refuse: exit with an error, and write nothing but the message.

set -u
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd) || exit 1
case ${1:?usage: run.sh PROGRAM} in
/*)	program=$1 ;;
*)	program=$PWD/$1 ;;
esac
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# Write each file of case $1 below the current directory.
split_case()
{
	sed -n 's/^--- //p' "$1" | while read -r path; do
		mkdir -p "$(dirname "$path")"
		: > "$path"
	done
	awk '/^--- / { file = $2; next } file { print > file }' "$1"
}

# Did the program do what the files stdout and stderr of this case say?
run_case()
{
	expected=0
	[ -f stdout ] || expected=1
	touch stdout stderr
	"$program" modules.builtin < objects > got.stdout 2> got.stderr
	status=$?

	[ $status -eq $expected ] &&
		cmp -s stdout got.stdout && cmp -s stderr got.stderr
}

explain()
{
	{
		echo "exit status $status, expected $expected"
		diff -u stdout got.stdout
		diff -u stderr got.stderr
	} | sed 's/^/# /'
}

# A full disk must not pass for success.
run_full_disk()
{
	split_case "$here/cases/one-object.txt"
	"$program" modules.builtin < objects > /dev/full 2> got.stderr
	[ $? -eq 1 ] && grep -q '^builtin_objs: <stdout>:' got.stderr
}

count=0
failed=0
report()
{
	count=$((count + 1))
	if [ "$1" -ne 0 ]; then
		failed=$((failed + 1))
		printf 'not '
	fi
	echo "ok $count $2"
}

set -- "$here"/cases/*.txt
echo "KTAP version 1"
echo "1..$(($# + 1))"

for file in "$@"; do
	name=$(basename "$file" .txt)
	mkdir "$scratch/$name" && cd "$scratch/$name" || exit 1
	split_case "$file"
	if run_case; then
		report 0 "$name"
	else
		explain
		report 1 "$name"
	fi
done

mkdir "$scratch/full-disk" && cd "$scratch/full-disk" || exit 1
if [ -c /dev/full ]; then
	run_full_disk
	report $? full-disk
else
	report 0 "full-disk # SKIP no /dev/full"
fi

[ $failed -eq 0 ]
