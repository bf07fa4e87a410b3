# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh

# "GCC 12.2.0, ld 2.40" of a build tree
toolchain()
{
	awk -F '"' '
	function dots(n) { return int(n / 10000) "." int(n / 100) % 100 "." n % 100 }
	/^CONFIG_CC_VERSION_TEXT=/ {
		cc = $2 ~ /clang/ ? "Clang" : "GCC"
		match($2, /[0-9]+\.[0-9.]+/)
		cc = cc " " substr($2, RSTART, RLENGTH)
	}
	/^CONFIG_LD_VERSION=/ { split($0, w, "="); ld = w[2] }
	/^CONFIG_LLD_VERSION=/ { split($0, w, "="); lld = w[2] }
	END { print cc ", " (lld ? "lld " dots(lld) : "ld " int(ld / 10000) "." int(ld / 100) % 100) }' \
		"$1/.config"
}
