# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# What the series tools share: where things are, how patches are read and
# written, and how a tool ends.  Each tool sources this file first.
#
#   KALLMODSYMS_TOP        the repository, unless it is the one of the tool
#   KERNEL_TARBALL_6_12    pristine source of base 6.12, instead of Debian's
#                          linux-source-6.12.tar.xz in /usr/src or, where
#                          tools/guest/download left it, in build/6.12

TOOL=${0##*/}
export LC_ALL=C TZ=UTC
unset CDPATH

# A hook or "git rebase --exec" sets these for its own repository, and git
# would take them for the one that a tool names with -C.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_COMMON_DIR GIT_PREFIX
unset GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_NAMESPACE
unset GIT_LITERAL_PATHSPECS GIT_DEFAULT_HASH

# They change what patch(1) accepts, asks and leaves behind.
unset POSIXLY_CORRECT VERSION_CONTROL PATCH_VERSION_CONTROL PATCH_GET
unset SIMPLE_BACKUP_SUFFIX

# Every message is "tool: where: what is wrong, what to do".
say() {
	printf '%s: %s\n' "$TOOL" "$*"
}

warn() {
	say "$@" >&2
}

die() {
	where=$1
	shift
	warn "$where: $*"
	exit 1
}

# ---- the repository ------------------------------------------------------

TOP=${KALLMODSYMS_TOP:-$(dirname -- "$0")/../..}
TOP=$(cd -- "$TOP" && pwd -P) ||
	die "$TOP" "no such directory, set KALLMODSYMS_TOP to the repository"
# shellcheck disable=SC2034 # used by the tools
BUILD=$TOP/build

# New kernel files live below these, at their path in the kernel tree.
MIRRORED="include scripts kernel Documentation tools/testing tools/lib/kallmodsyms tools/symorigin tools/perf"

# The bases are the directories below patches/.
bases() {
	for dir in "$TOP"/patches/*/; do
		[ ! -d "$dir" ] || basename -- "$dir"
	done
}

bases_line() {
	bases | paste -s -d ' ' -
}

need_base() {
	case $1 in
	''|.*|*/*) ;;
	*) [ ! -d "$TOP/patches/$1" ] || return 0 ;;
	esac
	die "base $1" "patches/ has no such base, take one of: $(bases_line)"
}

# "series" is quilt's file. Comments of one form begin the sets in it:
#
#	# set core
#	0001-...
#	# set tracing needs core
#	0012-...
#
# "set patch" for each patch, in order. Patches before the first set are of
# "-".
series_lines() {
	[ ! -e "$TOP/series" ] || awk '
		BEGIN { set = "-" }
		/^# set / { set = $3 }
		{ sub(/#.*/, "") }
		NF { print set, $1 }' "$TOP/series"
}

# series_names [SET...]: the names of the patches, in order.
series_names() {
	series_lines | awk -v sets="$*" '
		BEGIN { n = split(sets, names, " ")
			for (i in names)
				wanted[names[i]] }
		!n || $1 in wanted { print $2 }'
}

# "set need need..." for each set, in order.
series_sets() {
	[ ! -e "$TOP/series" ] || awk '
		/^# set / { line = $3
			    for (i = 5; $4 == "needs" && i <= NF; i++)
				line = line " " $i
			    print line }' "$TOP/series"
}

set_names() {
	series_sets | awk '{ print $1 }'
}

need_sets() {
	for set; do
		set_names | grep -qxF -e "$set" ||
			die "set $set" "series has no such set, take one of:" \
				"$(set_names | paste -s -d ' ' -)"
	done
}

# A set, what it needs, what that needs, and so on, in the order of "series".
set_closure() {
	series_sets | awk -v set="$1" '
		{ needs[$1] = $0; order[++n] = $1 }
		END { wanted[set]
		      for (i = n; i; i--)
			if (order[i] in wanted) {
				count = split(needs[order[i]], names, " ")
				for (j = 2; j <= count; j++)
					wanted[names[j]]
			}
		      for (i = 1; i <= n; i++)
			if (order[i] in wanted)
				print order[i] }'
}

# missing_need SET...: "set need" for the first of these that needs another
# one.
missing_need() {
	for set; do
		for need in $(set_closure "$set"); do
			case " $* " in
			*" $need "*) ;;
			*) echo "$set $need" ;;
			esac
		done
	done
}

# The patches that a directory has, in the order of their numbers.  Cover
# letters are no patches and have another suffix.
patch_names() (
	cd -- "$1" || exit 1
	for patch in *.patch; do
		[ ! -e "$patch" ] || printf '%s\n' "$patch"
	done
)

# series_patches BASE [SET...]: the full paths of a base's patches, in the
# order of "series".
series_patches() (
	from=$1
	shift
	series_names "$@" | while read -r name; do
		[ -f "$TOP/patches/$from/$name" ] ||
			die "series" "patches/$from has no $name," \
			    "run tools/series/refresh $from"
		printf '%s\n' "$TOP/patches/$from/$name"
	done
)

# Git's view keeps editor backups and built host programs out; a source
# archive has no git and needs none.
mirrored_candidates() {
	if [ -e .git ]; then
		git -c core.excludesFile=/dev/null -c core.quotePath=false \
			ls-files -co --exclude-standard -- "$@"
	else
		find "$@" ! -type d 2>/dev/null || :
	fi
}

# The paths of the new files.  Git still lists a file that was just deleted.
mirrored_files() (
	cd -- "$TOP" || exit 1
	# shellcheck disable=SC2086 # a list of words
	mirrored_candidates $MIRRORED | sort -u | while IFS= read -r path; do
		[ -e "$path" ] || [ -h "$path" ] || continue
		check_new_file "$path"
		printf '%s\n' "$path"
	done
)

# Lists of files are lists of words, here as in the kernel's own scripts.
check_new_file() {
	case $1 in
	*[!A-Za-z0-9._/+,=@-]*)
		die "$1" "odd character in the name, rename it" ;;
	esac
	[ -f "$1" ] && [ ! -h "$1" ] ||
		die "$1" "no regular file, patches carry only those"
}

# "mode blob path" of every new file as the repository has it now.  Arguments
# are further ones for git, to say where the blobs are to be stored.
repository_files() {
	mirrored_files >"$TMP/paths"
	while IFS= read -r path; do
		file_mode "$TOP/$path"
	done <"$TMP/paths" >"$TMP/modes"
	(cd -- "$TOP" && cgit "$@" --no-filters --stdin-paths) \
		<"$TMP/paths" >"$TMP/blobs"
	paste -d ' ' "$TMP/modes" "$TMP/blobs" "$TMP/paths"
}

file_mode() {
	if [ -x "$1" ]; then echo 100755; else echo 100644; fi
}

# ---- kernel sources ------------------------------------------------------

# Which base a kernel tree is: VERSION.PATCHLEVEL of its Makefile.
kernel_base() {
	[ ! -f "$1/Makefile" ] || makefile_base <"$1/Makefile"
}

makefile_base() {
	awk '$2 == "=" && $1 == "VERSION" { version = $3 }
	     $2 == "=" && $1 == "PATCHLEVEL" { level = $3; exit }
	     END { if (version != "" && level != "") print version "." level }'
}

makefile_release() {
	awk '$2 == "=" && $1 ~ /^(VERSION|PATCHLEVEL|SUBLEVEL)$/ {
		release = release dot $3; dot = "."
		if ($1 == "SUBLEVEL")
			exit
	     }
	     END { print release }'
}

# The archive with the pristine source of a base.
pristine_source() (
	variable=KERNEL_TARBALL_$(echo "$1" | tr -c 'A-Za-z0-9\n' _)
	name=linux-source-$1.tar.xz
	tarball=
	eval "tarball=\${$variable:-}"
	for file in "${tarball:-/usr/src/$name}" "${tarball:-$BUILD/$1/$name}"
	do
		[ -f "$file" ] || continue
		printf '%s\n' "$file"
		exit
	done
	die "${tarball:-/usr/src/$name}" "no source of base $1, run" \
		"tools/guest/install demo $1 or set $variable"
)

# Most of the time goes into xz, which can use every processor.
untar() {
	XZ_DEFAULTS=${XZ_DEFAULTS:--T0} tar --no-same-owner "$@"
}

# The directory that everything in a source archive lies in.
tarball_top() {
	tar -tf "$1" 2>/dev/null | sed -n '1{s|/.*||p;q;}'
}

# The first lines of the source's Makefile, without reading the whole archive.
tarball_makefile() {
	untar -xOf "$1" --occurrence=1 "$(tarball_top "$1")/Makefile"
}

unpack_all() {
	untar -xf "$1" -C "$2" --strip-components=1 2>"$TMP/untar" ||
		die "$1" "cannot be unpacked: $(tail -n 1 "$TMP/untar")"
}

# Unpacks the files whose names come on stdin.  Names that the source does not
# have are fine: a file that the series adds is asked for, too, so that one
# which the kernel meanwhile has itself does not go unnoticed.
unpack_files() {
	sed "s|^|$(tarball_top "$1")/|" >"$TMP/members"
	untar -xf "$1" -C "$2" --strip-components=1 -T "$TMP/members" \
		2>"$TMP/untar" || :
	! grep -v -e ': Not found in archive$' \
		-e ': Exiting with failure status due to previous errors$' \
		"$TMP/untar" >"$TMP/untar.bad" ||
		die "$1" "cannot be unpacked: $(tail -n 1 "$TMP/untar.bad")"
}

# ---- git -----------------------------------------------------------------

# Git without anybody's settings: patches and commits must not depend on the
# machine.  Only for our own trees, never for somebody's.
cgit() {
	GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null \
	GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_COUNT=0 GIT_ATTR_NOSYSTEM=1 \
	git -c core.attributesFile=/dev/null -c core.excludesFile=/dev/null \
		-c core.hooksPath=/dev/null -c gc.auto=0 "$@"
}

# Our commits have one name and a given date, "seconds zone": the same series
# has the same commit ids everywhere.
identity() {
	export GIT_AUTHOR_NAME=kallmodsyms GIT_COMMITTER_NAME=kallmodsyms
	export GIT_AUTHOR_EMAIL=kallmodsyms@localhost
	export GIT_COMMITTER_EMAIL=kallmodsyms@localhost
	export GIT_AUTHOR_DATE="@$1" GIT_COMMITTER_DATE="@$1"
}

# Commits the pristine source and tags it "base".  Debian's .gitignore covers
# files of the source itself, hence -f.  Straight into one pack: 90,000 loose
# objects are slow to use and to remove.
commit_base() (
	identity "1000000000 +0000"
	cgit -C "$1" init -q -b kallmodsyms --template=
	cgit -C "$1" -c core.bigFileThreshold=1 -c core.compression=1 add -Af
	cgit -C "$1" commit -q --allow-empty -m "$2"
	cgit -C "$1" tag base
)

# Runs a command with the lines of a file as its last arguments.
with_lines() {
	list=$1
	shift
	while IFS= read -r line; do
		set -- "$@" "$line"
	done <"$list"
	"$@"
}

# am_series DIR BASE [SET...]. "git am" has no fuzz. Without a patch it would
# read one from stdin.
am_series() (
	into=$1
	shift
	: >"$TMP/am.log"
	series_patches "$@" >"$TMP/am.list" || exit 1
	[ -s "$TMP/am.list" ] || exit 0
	identity "1000000000 +0000"
	with_lines "$TMP/am.list" cgit -C "$into" am -q \
		--committer-date-is-author-date >"$TMP/am.log" 2>&1
)

# Git's word on which patch failed: "0003 the subject".
am_failure() {
	sed -n 's/^Patch failed at //p' "$1" | grep . || tail -n 1 "$1"
}

# The one way to write patches: what comes out depends on the commits only.
export_patches() {
	mkdir -p "$3"
	cgit -C "$1" format-patch -o "$3" --no-numbered --no-cover-letter \
		--zero-commit --no-signature --full-index \
		--diff-algorithm=myers --no-renames "$2" >/dev/null
}

# The commits of a tree that are the patches of a set, as a range.
set_range() {
	series_lines | awk -v set="$1" '
		$1 == set { if (!first) first = NR; last = NR }
		END { print first, last, NR }' | {
		read -r first last all
		echo "kallmodsyms~$((all - first + 1))..kallmodsyms~$((all - last))"
	}
}

# cover_tail TREE RELEASE SET: what a cover letter ends with.
cover_tail() {
	range=$(set_range "$3")
	printf 'Patches:\n\n'
	cgit -C "$1" log --reverse --format=%s "$range" | cat -n |
		sed 's/^ *\([0-9]*\)\t/\1  /; s/^[0-9]  / &/'
	printf '\nBased on Linux %s' "$2"
	set_closure "$3" | awk -v set="$3" '
		$1 != set { printf "%s %s", n++ ? "," : " and set", $1 }'
	printf '.\n\n'
	cgit -C "$1" diff --no-renames --diff-algorithm=myers --stat=74,50 \
		"$range"
}

# ---- patches -------------------------------------------------------------

# The names of the patches that two directories do not have in common.
differing_patches() {
	{ patch_names "$1"; patch_names "$2"; } | sort -u |
		while read -r name; do
			cmp -s "$1/$name" "$2/$name" || printf '%s\n' "$name"
		done
}

# What patches do to which files, a line for each: "what mode path patch",
# what being A(dd), D(elete) or M(odify).  A mode is known of A and D only.
patch_changes() {
	[ $# -gt 0 ] || return 0
	awk '
	function flush() {
		if (path != "")
			print what, mode, path, patch
		path = ""
	}
	FNR == 1 { flush(); patch = FILENAME; sub(/.*\//, "", patch) }
	# diff --git a/kernel/kallsyms.c b/kernel/kallsyms.c
	/^diff --git a\// {
		flush()
		path = substr($3, 3)
		what = "M"
		mode = "-"
	}
	# new file mode 100644
	/^new file mode / { what = "A"; mode = $4 }
	/^deleted file mode / { what = "D"; mode = $4 }
	END { flush() }' "$@"
}

series_changes() {
	series_patches "$1" >"$TMP/changes.list" || return 1
	with_lines "$TMP/changes.list" patch_changes
}

# ---- how a tool ends -----------------------------------------------------

# TMP goes away at the end, and after a failure or a signal $UNDO runs first:
# a tool puts there what takes back the step that it is in.
TMP=
UNDO=:

finish() {
	status=$?
	trap - EXIT
	trap '' HUP INT TERM
	set +e
	[ "$status" = 0 ] || $UNDO
	[ -z "$TMP" ] || rm -rf "$TMP"
	exit "$status"
}

make_tmp() {
	trap finish EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
	mkdir -p "$1"
	TMP=$(cd -- "$1" && pwd -P)/$TOOL.XXXXXX
	TMP=$(mktemp -d "$TMP")
}
