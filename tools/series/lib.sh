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
MIRRORED="scripts kernel Documentation tools/testing tools/lib/kallmodsyms tools/symorigin"

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

# The patch names that "series" lists, in order.  Like quilt it may carry
# comments.
series_names() {
	[ ! -e "$TOP/series" ] ||
		awk '{ sub(/#.*/, "") } NF { print $1 }' "$TOP/series"
}

# The patches that a directory has, in the order of their numbers.  The cover
# letter is no patch and has another suffix.
patch_names() (
	cd -- "$1" || exit 1
	for patch in *.patch; do
		[ ! -e "$patch" ] || printf '%s\n' "$patch"
	done
)

# The full paths of a base's patches, in the order of "series".
series_patches() {
	series_names | while read -r name; do
		[ -f "$TOP/patches/$1/$name" ] ||
			die "series" "patches/$1 has no $name," \
			    "run tools/series/refresh $1"
		printf '%s\n' "$TOP/patches/$1/$name"
	done
}

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

# "git am" has no fuzz.  Without a patch it would read one from stdin.
am_series() (
	: >"$TMP/am.log"
	series_patches "$2" >"$TMP/am.list" || exit 1
	[ -s "$TMP/am.list" ] || exit 0
	identity "1000000000 +0000"
	with_lines "$TMP/am.list" cgit -C "$1" am -q \
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
