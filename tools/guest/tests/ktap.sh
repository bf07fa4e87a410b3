# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# For tests in the guest that run programs of others.

passed=0 failed=0

verdict()
{
	if [ "$1" = 0 ]; then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) - $what"
	else
		failed=$((failed + 1))
		sed 's/^/# /' output
		echo "not ok $((passed + failed)) - $what"
	fi
}

# works WHAT COMMAND...
works()
{
	what=$1
	shift
	status=0
	"$@" >output 2>&1 || status=$?
	verdict $status
}

# refuses WHAT MESSAGE COMMAND...
refuses()
{
	what=$1
	message=$2
	shift 2
	status=0
	"$@" >output 2>&1 || status=$?
	[ $status != 0 ] && grep -o "$message.*" output | sed 's/^/# /'
	grep -q "$message" output && [ $status != 0 ]
	verdict $?
}
