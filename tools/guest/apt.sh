# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# Sourced after lib.sh, by programs that take packages from another suite of
# Debian than the machine's own, without making that suite known to the machine.
#
#   $suite	the suite
#   $apt	a directory for what apt keeps, to be removed afterwards
#   $log	a file

# Address of the archive that the distribution itself came from. It is known
# even where no list was fetched yet.
archive()
{
	. /etc/os-release
	apt-get indextargets --no-release-info \
		--format "\$(RELEASE) \$(COMPONENT) \$(REPO_URI)" \
		'Created-By: Packages' |
	awk -v release="$VERSION_CODENAME" '
		$1 == release && $2 == "main" { print $3; exit }'
}

# apt, with nothing of its own but the keys; and nothing counts as installed.
apt()
{
	what=$1
	seconds=$2
	shift 2
	part "$what" "$seconds" "$log" env -C "$apt" apt-get -q -y \
		-o Dir::Etc::sourcelist="$apt/sources.list" \
		-o Dir::Etc::sourceparts=/dev/null \
		-o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache" \
		-o Dir::State::status=/dev/null \
		-o APT::Sandbox::User=root "$@"
}

# use_suite REMEDY: what to do where there is no archive
use_suite()
{
	rm -rf "$apt"
	mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
	address=$(archive)
	[ "$address" ] ||
		die "the machine's package lists name no Debian archive: $1"
	printf '%s\n' "deb $address $suite main" \
		"deb-src $address $suite main" >"$apt/sources.list"
	apt "the package list of $suite" 300 update
}
