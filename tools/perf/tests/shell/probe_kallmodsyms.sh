#!/bin/sh
# perf probe: names of /proc/kallmodsyms
# SPDX-License-Identifier: GPL-2.0
#
# A function that shares its name is probed by its object, by its source and, if
# there is one, by its built-in module, and shown as what was written.

err=0

cleanup()
{
	perf probe -q -d 'kms_probe:*' 2>/dev/null
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

fail()
{
	echo "$1 [Failed]"
	err=1
}

# add SHOWN PROBE...: the event is on SHOWN, and --list says so, too.
add()
{
	shown=$1
	shift
	perf probe -q -d 'kms_probe:*' 2>/dev/null
	if ! perf probe "$@" 2>&1 | grep -qF "(on $shown)"
	then
		fail "perf probe $*"
	elif ! perf probe -l 2>&1 | grep -F 'kms_probe:x' | grep -qF "(on $shown)"
	then
		fail "perf probe -l after perf probe $*"
	else
		echo "perf probe $* [Success]"
	fi
}

[ "$(id -u)" = 0 ] || skip "not root"
[ -r /proc/kallmodsyms ] || skip "no /proc/kallmodsyms"

# ADDR t m_start	<fs/namespace.o>
object=$(awk '$3 == "m_start" && $4 == "<fs/namespace.o>" { print "fs/namespace.o" }' \
	/proc/kallmodsyms)
[ "$object" ] || skip "no m_start of fs/namespace.o"

add "$object:m_start" -a "kms_probe:x=$object:m_start"
add "$object:m_start%return" -a "kms_probe:x=$object:m_start%return"

# With debuginfo, the source is shown.
if ! perf probe -D m_start:1 >/dev/null 2>&1; then
	add "$object:m_start" -a "kms_probe:x=m_start@${object%.o}.c"
fi

# ADDR t packet_rcv	[af_packet]
if grep -q "packet_rcv.\[af_packet\]" /proc/kallmodsyms &&
	! grep -q '^af_packet ' /proc/modules; then
	add af_packet:packet_rcv -a "kms_probe:x=af_packet:packet_rcv"
	add af_packet:packet_rcv -m af_packet -a "kms_probe:x=packet_rcv"
	perf probe -m af_packet -F 2>/dev/null | grep -qx packet_rcv ||
		fail "perf probe -m af_packet -F"
fi

perf probe -F m_start 2>/dev/null | grep -qx "$object:m_start" ||
	fail "perf probe -F m_start"

# The kernel's error log is quoted.
if perf probe -a "kms_probe:y=$object:no_such_function" >/dev/null 2>&1 ||
	! perf probe -a "kms_probe:y=$object:no_such_function" 2>&1 |
	grep -qF "has no such symbol"; then
	fail "perf probe -a $object:no_such_function"
fi

cleanup
exit $err
