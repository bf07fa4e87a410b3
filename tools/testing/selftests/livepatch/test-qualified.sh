#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Functions by qualified names: two that have one name are patched, each by the
# object file that has it.

. $(dirname $0)/functions.sh

MOD=test_klp_qualified
MOD2=test_klp_qualified2
FUNC=type_show
NET=net/core/net-sysfs.o:$FUNC
PERF=kernel/events/core.o:$FUNC
NET_FILE=/sys/class/net/lo/type
PERF_FILE=/sys/bus/event_source/devices/software/type
KLP_DIR=/sys/kernel/livepatch

has_function() { # name
	grep -q " t $FUNC	<${1%:*}>\$" /proc/kallmodsyms 2>/dev/null ||
		skip "no $1 in /proc/kallmodsyms"
}

# position(name) - of the symbol among those of its name
position() {
	awk -v func_name="$FUNC" -v object="<${1%:*}>" '
		$3 == func_name { n++ }
		$3 == func_name && $NF == object { print n; exit }
	' /proc/kallmodsyms
}

calls() { # module parameter
	cat /sys/module/$1/parameters/$2
}

check() { # condition
	test "$@" || die "not ok: $*"
}

# check_read(module, net, perf) - read both files, which calls functions of the
#	module so many times
check_read() {
	local net=$(calls $1 net_calls) perf=$(calls $1 perf_calls)

	check "$(cat $NET_FILE)" = "$NET_TYPE"
	check "$(calls $1 net_calls)" -eq $((net + $2))
	check "$(calls $1 perf_calls)" -eq $perf
	check "$(cat $PERF_FILE)" = "$PERF_TYPE"
	check "$(calls $1 net_calls)" -eq $((net + $2))
	check "$(calls $1 perf_calls)" -eq $((perf + $3))
}

# check_refused(message, params) - the module is not loaded, and the log says why
check_refused() {
	local message="$1"; shift

	load_failing_mod $MOD "$@"
	dmesg | awk -v last="$LAST_DMESG" 'p; $0 == last { p = 1 }' |
		grep -qF "livepatch: $message" || die "not logged: $message"
}

setup_config
has_function $NET
has_function $PERF
[[ -r $NET_FILE && -r $PERF_FILE ]] || skip "no $NET_FILE or $PERF_FILE"
NET_TYPE=$(cat $NET_FILE)
PERF_TYPE=$(cat $PERF_FILE)
NET_POS=$(position $NET)
PERF_POS=$(position $PERF)

start_test "a plain name is ambiguous, and names that are not are logged"
check_refused "unresolvable ambiguity for symbol '$FUNC'" net=$FUNC perf=
check_refused "try: " net=$FUNC perf=
dmesg | grep -q "try: .*\<$NET" || die "$NET is not proposed"
echo "ok"

start_test "two functions of one name are patched in one patch"
load_lp $MOD
check_read $MOD 1 1
check -d $KLP_DIR/$MOD/vmlinux/$FUNC,$NET_POS
check -d $KLP_DIR/$MOD/vmlinux/$FUNC,$PERF_POS
disable_lp $MOD
unload_lp $MOD
echo "ok"

start_test "leading directories may be omitted"
load_lp $MOD net=net-sysfs.o:$FUNC perf=
check_read $MOD 1 0
disable_lp $MOD
unload_lp $MOD
echo "ok"

start_test "a position must agree with the name"
load_lp $MOD net_sympos=$NET_POS
check_read $MOD 1 1
disable_lp $MOD
unload_lp $MOD
check_refused "'$NET' is at symbol position $NET_POS, not $PERF_POS" \
	net_sympos=$PERF_POS
echo "ok"

start_test "names that select no function are refused"
for name in net/core/no_such.o:$FUNC net/core/net-sysfs.o:no_such \
	    no_such_module:$FUNC vmlinux:$FUNC :$FUNC $NET:$FUNC; do
	check_refused "'$name' does not select one symbol" net=$name perf=
done
echo "ok"

start_test "a patch by position replaces one by name"
load_lp $MOD
load_lp $MOD2 net=$FUNC net_sympos=$NET_POS perf= replace=1
check_read $MOD 0 0
check_read $MOD2 1 0
check ! -e $KLP_DIR/$MOD
check "$(ls $KLP_DIR/$MOD2/vmlinux | tr '\n' ' ')" = \
	"patched $FUNC,$NET_POS "
unload_lp $MOD
disable_lp $MOD2
unload_lp $MOD2
echo "ok"

exit 0
