#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Run iter_ksym, if there was what it takes to build it. "--list=FILE" is for it;
# the path has to be absolute.

cd "$(dirname "$0")" || exit 1

if [ ! -x iter_ksym ] || [ ! -f iter_ksym.bpf.o ]; then
	echo "TAP version 13"
	echo "1..0 # SKIP not built: needs clang with BPF, libbpf, libelf, zlib"
	exit 4
fi

exec ./iter_ksym "$@" iter_ksym.bpf.o
