# SPDX-License-Identifier: GPL-2.0
#
# Sourced by the programs of this directory and by check/run, after "set -eu".
#
# A program is named by its file, speaks in steps on stdout, and ends with one
# sentence on stderr when it cannot go on.  What the tools it starts print goes
# to a log, which that sentence names.

tool=${0##*/}
top=$(cd "$(dirname "$0")" && pwd -P)
top=${top%/tools/*}
guest=$top/tools/guest
build=$top/build

# Programs that start each other share one clock.
: "${STEP_START:=$(date +%s)}"
export STEP_START

# A "make demo" around us must not hand its options and variables on to the
# kernel's make, and messages are read by programs: keep them in one language.
unset MAKEFLAGS MFLAGS MAKELEVEL KBUILD_OUTPUT KCONFIG_CONFIG KCONFIG_ALLCONFIG
export LC_ALL=C

# A program that is stopped still runs its EXIT trap, to clean up.
trap 'exit 130' HUP INT TERM

step()
{
	printf '[%4d s] %s\n' $(($(date +%s) - STEP_START)) "$*"
}

die()
{
	echo "$tool: error: $*" >&2
	exit "${die_status:-1}"
}

# Where a file lies, as the user would type it from the top directory.
short()
{
	echo "${1#"$top"/}"
}

# The end of a log, set off from our own words.
last_lines()
{
	[ -s "$1" ] || return 0
	tail -n "${2:-15}" "$1" | tr -d '\r' | cut -c 1-200 |
		sed 's/^/  | /' >&2
}

# progress LOG: where a build of $objects objects is, in front of the last line of
# its log. Links take time, too, so that the guess is a little short.
progress()
{
	awk -v all="$objects" -v seconds=$(($(date +%s) - started)) '
		/^  (CC|AS) .*\.o$/ { n++ }
		END {
			if (n < all)
				printf "%d of %d objects", n, all
			if (n < all && n)
				printf ", about %d min left",
					seconds * (all - n) / n / 60 + 1
			if (n < all)
				printf ": "
		}' "$1"
}

# A step of minutes shows every half minute that it moves.  The output of
# sleep is closed because it outlives us by up to that long, and a reader of
# our own output must not wait for it.
pulse()
{
	started=$(date +%s)
	while sleep 30 >/dev/null 2>&1; do
		line=$(tail -n 1 "$1" | tr -d '\r' | cut -c 1-65)
		[ ! "${objects-}" ] || line=$(progress "$1")${line#  }
		step "  ${line:-...}"
	done
}

stop_running()
{
	kill "$running" "$pulsing" 2>/dev/null || :
	exit 130
}

# limited SECONDS LOG COMMAND...
#
# Run a command with its output appended to LOG and return its status, 124 or
# 137 when the time was up.  It runs in the background because a shell handles
# a signal only between foreground commands, and timeout takes its command out
# of reach of the terminal's ^C.
limited()
{
	seconds=$1
	log=$2
	shift 2
	mkdir -p "$(dirname "$log")"
	timeout -k 10 "$seconds" "$@" >>"$log" 2>&1 </dev/null &
	running=$!
	pulse "$log" &
	pulsing=$!
	trap stop_running HUP INT TERM
	status=0
	# The shell reports here which signal ended a command: noise.
	wait "$running" 2>/dev/null || status=$?
	trap 'exit 130' HUP INT TERM
	kill "$pulsing" 2>/dev/null || :
	return "$status"
}

# part WHAT SECONDS LOG COMMAND... is a command that has to work, and must is
# one that is a step of its own.
part()
{
	what=$1
	shift
	limited "$@" && return
	last_lines "$log"
	case $status in
	124|137) die "$what: not done after $seconds s; log: $(short "$log")" ;;
	*) die "$what: failed; log: $(short "$log")" ;;
	esac
}

must()
{
	step "$1"
	part "$@"
}
