# SPDX-License-Identifier: GPL-2.0
#
# The kallmodsyms patch series: see README.md for what to call.

help:
	@sed -n 's/^## //p' $(firstword $(MAKEFILE_LIST))

## make demo [BASE=7.3]           build a kernel, boot it, show /proc/kallmodsyms
demo:
	+@tools/guest/demo $(BASE)

## make check [BASE=7.3] [LLVM=1] run all tests, or all of one base, or those with clang
check:
	+@tools/check/run $(BASE)

## make check ARCH=s390x           run the tests of kernels for another architecture
## make check-full                the same, and in large kernels: hours
check-full:
	+@tools/check/run --full $(BASE)

## make bench [BASE=7.3]          measure what the tables cost: 20 minutes
bench:
	+@tools/bench/run $(BASE)

## make results                   bring RESULTS.md up to date with what was run
results:
	@tools/check/results

## make KERNEL=/path/linux apply  apply the series, or SETS="core tracing", to a kernel tree
apply:
	@tools/series/apply "$${KERNEL:?say which tree: make KERNEL=/path/linux apply}" $(SETS)

## make tree [BASE=7.3]           make build/BASE/git, the series as git commits
tree:
	@tools/series/tree $(or $(BASE),6.12) $(if $(SETS),"$${DIR:?say where, DIR=/path: build/BASE/git is for all sets}" $(SETS))

## make refresh                   write patches/ anew from new files and build/BASE/git
refresh:
	@tools/series/refresh

## make verify                    prove that patches/ and new files are in step
verify:
	@tools/series/verify

## make clean                     remove build/
clean:
	rm -rf build

.PHONY: help demo check check-full bench results apply tree refresh verify clean
