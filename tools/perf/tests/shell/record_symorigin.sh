#!/bin/sh
# perf record: origin of kernel symbols
# SPDX-License-Identifier: GPL-2.0
#
# A sample in a function that shares its name is reported with its object, by the
# running kernel's /proc/kallmodsyms and by the copy in the build-id cache.

dir=$(mktemp -d /tmp/__perf_test.symorigin.XXXXX)
data=$dir/perf.data
cache=$dir/cache
err=0

cleanup()
{
	perf probe -q -d 'kms_record:*' 2>/dev/null
	rm -rf "$dir"
	trap - EXIT TERM INT
}

trap_cleanup()
{
	cleanup
	exit 1
}
trap trap_cleanup EXIT TERM INT

skip()
{
	echo "$1 [Skip]"
	cleanup
	exit 2
}

# shows WHAT COMMAND...: m_start, with its object
shows()
{
	what=$1
	shift
	if "$@" 2>/dev/null | grep m_start | grep -qF '<fs/namespace.o>'; then
		echo "$what [Success]"
	else
		echo "$what [Failed]"
		err=1
	fi
}

[ "$(id -u)" = 0 ] || skip "not root"
grep -q 'm_start.<fs/namespace.o>' /proc/kallmodsyms 2>/dev/null ||
	skip "no m_start of fs/namespace.o in /proc/kallmodsyms"
perf probe -q -a kms_record:x=fs/namespace.o:m_start || skip "no probe on m_start"
perf --buildid-dir "$cache" record -q -e kms_record:x -o "$data" \
	cat /proc/self/mounts >/dev/null 2>&1 || skip "cannot record kms_record:x"

shows "perf report" perf report -i "$data" --stdio --sort symorigin,sym
shows "perf script" perf script -i "$data" -F comm,ip,sym,symorigin

copy=$(find "$cache" -name kallmodsyms)
if [ "$copy" ]; then
	shows "perf report --kallsyms" perf report -i "$data" --stdio \
		--kallsyms "${copy%/*}/kallsyms" --sort symorigin,sym
else
	echo "copy in the build-id cache [Failed]"
	err=1
fi

cleanup
exit $err
