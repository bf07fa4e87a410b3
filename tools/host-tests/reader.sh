#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Read a small kernel in all its forms by tools/symorigin, and compare with
# what went into its tables; results are in KTAP.
#
# usage: O=FOLDER KERNEL=FOLDER reader.sh x86_64|i386|powerpc|riscv64

. "$(dirname "$0")/lib.sh"
. "$here/toolchain.sh"
. "$here/mini.sh"

machine=$1
choose_toolchain "$machine"

# What "$@" prints has to be what is wanted; $name names the result.
same()
{
	"$@" > got 2> got.stderr && cmp -s wanted got
	status=$?
	if [ $status -ne 0 ]; then
		{ diff wanted got; cat got.stderr; } 2>&1 | comment 10
	fi
	report $status "$name"
}

# refused TEXT COMMAND...: the command fails, prints nothing, and says TEXT
refused()
{
	text=$1
	shift
	! "$@" > got 2> got.stderr && [ ! -s got ] && grep -qF "$text" got.stderr
	status=$?
	[ $status -eq 0 ] || comment 10 < got.stderr
	report $status "$name"
}

# The lines by the table that the host program reads, with the ELF symbols.
wanted_lines()
{
	kallmodsyms --dump=table --symbols=sorted vmlinux | awk -F '\t' \
		-v all="$1" -v digits=$((bits / 4)) '
	{
		ambiguous = sub(/ ambiguous$/, "")
		object = modules = ""
		if (match($2, /<.*>$/)) {
			object = substr($2, RSTART)
			modules = substr($2, 1, RSTART - 1)
		}
		line = ""
		n = split(modules, module, " ")
		for (i = 1; i <= n; i++)
			line = line " [" module[i] "]"
		if (object != "" && (all || ambiguous))
			line = line " " object
		sub(/^ /, "\t", line)
		print substr($1, 17 - digits) line
	}'
}

strip_kernel()
{
	"${prefix}strip" --strip-all -o stripped vmlinux
}

# pack NAME COMMAND...: a compressed image, with something on both sides
pack()
{
	name="image compressed by $1"
	if ! have "$2"; then
		skip "$name" "there is no $2"
		return
	fi
	if symorigin_lacks "$1"; then
		skip "$name" "symorigin was built without $1"
		return
	fi
	shift
	{ head -c 5000 /dev/zero
	  "$@" < stripped
	  head -c 64 /dev/zero; } > packed 2> /dev/null
	same symorigin list packed
}

symorigin_lacks()
{
	case $1 in
	gzip) library=-lz ;;
	xz) library=-llzma ;;
	lzo) library=-llzo2 ;;
	*) library=-l$1 ;;
	esac
	! grep -q -e "$library " "$out/libkallmodsyms.libs"
}

# Each symbol of the kernel, as the kernel's own rule has it.
check_addresses()
{
	awk -v digits=$((bits / 4)) '
		{ while (length($1) < digits) $1 = "0" $1 }
		FNR == NR { if (!($1 in first)) first[$1] = $3 }
		FNR == NR { if ($3 == "_stext") stext = $1; next }
		$3 == "_end" { exit }
		$1 == stext { inside = 1 }
		inside && $1 != last { last = $1; print $1, first[$1] }
	' sorted sorted > rules
	cut -d ' ' -f1 rules | xargs symorigin addr -k stripped > got &&
		sed 's|+0x0/.*||' got | cmp -s - rules
}

check_names()
{
	symorigin name -k stripped kernel/k2.o:init_once > one &&
		[ "$(wc -l < one)" = 1 ] && grep -q '<kernel/k2.o>$' one &&
	symorigin name -k stripped ext4:init_once > ten &&
		[ "$(wc -l < ten)" = 10 ] &&
	symorigin name -k stripped init_once > fifty &&
		[ "$(wc -l < fifty)" = 50 ] &&
	! symorigin name --one -k stripped init_once > /dev/null 2>&1 &&
	! symorigin name -k stripped 4.o:init_once > /dev/null 2>&1
}

check_annotate()
{
	printf 'a\0b fn_1_of_object_3+0x4/0xc c\r\n? fn_1_of_object_5+0x0/0xc [ext4]' > log
	printf ' local_1_6+0x0/0x4 [other] +0x1/0x2\nx' >> log
	printf 'a\0b fn_1_of_object_3+0x4/0xc <kernel/k3.o> c\r\n? fn_1_of_object_5+0x0/0xc [ext4] <fs/ext4/f5.o>' > wanted
	printf ' local_1_6+0x0/0x4 [other] +0x1/0x2\nx' >> wanted
	symorigin annotate -k stripped log | cmp -s - wanted &&
		symorigin annotate -k stripped < wanted | cmp -s - wanted
}

check_who()
{
	cat > MAINTAINERS <<-END
		Text before
		NETWORK
		M:	one@localhost
		F:	drivers/net/

		EXT4
		M:	two@localhost
		F:	fs/ext4/

		VFS
		F:	fs/*

		KERNEL
		F:	kernel

		THE REST
		F:	*
		F:	*/
	END
	printf ' init_once+0x0/0x4 [n_6]\n fn_0_of_object_0+0x0/0xc\n fn_0_of_object_5+0x0/0xc\n' |
		symorigin who -k stripped | grep '^[0-9]' > got
	printf '1. EXT4 (57 %%)\n2. NETWORK (43 %%)\n' | cmp -s - got ||
		{ comment 5 < got; false; }
}

# The log of a dump: what core.c has put there
check_log()
{
	core vmlinux log.elf 64 nvl 0
	printf '[    5.000010] first\n[    6.000012] two\n[    6.000012] lines\n[    8.000016] in fn_1_of_object_3+0x4/0xc <kernel/k3.o>\n' > wanted
	symorigin annotate -k log.elf --log | cmp - wanted
	status=$?
	rm -f log.elf
	return $status
}

check_no_log()
{
	core vmlinux nolog.elf 64 nv 0
	refused "describes the log" symorigin annotate -k nolog.elf --log
	rm -f nolog.elf
	name="log of a vmlinux"
	refused "no dump" symorigin annotate -k stripped --log
}

plan 26
mini_kernel "$scratch/kernel" > "$scratch/log" 2>&1
status=$?
[ $status -eq 0 ] || comment 20 < "$scratch/log"
report $status "a kernel is linked"
cd "$scratch/kernel" || exit 1
strip_kernel

wanted_lines "" > wanted
name="vmlinux"
same symorigin list vmlinux
name="stripped vmlinux"
same symorigin list stripped
pack gzip gzip -c
pack xz xz -c --check=crc32
pack zstd zstd -c -q
pack lz4 lz4 -l -c -q
pack lzo lzop -c
# dumped FORM SLIDE NAME: a dump has the lines of the kernel, moved
dumped()
{
	name="dump $3"
	if [ "$machine" != x86_64 ]; then
		skip "$name" "dumps are made of x86_64 kernels"
		return
	fi
	core vmlinux dump.elf 1024 "$1" "$2"
	gawk -v slide="$2" '{
		if ($1 ~ /^ffffffff/) {
			low = strtonum("0x" substr($1, 9))
			low += strtonum("0x" slide)
			sub(/^................/, sprintf("ffffffff%08x", low))
		}
		print
	}' unmoved > wanted
	same symorigin list dump.elf
}

cp wanted unmoved
dumped nv 0 "with addresses and note"
dumped nv 12400000 "with addresses and note, KASLR"
dumped n 12400000 "with note, KASLR"
dumped nm 12400000 "with note, not aligned, KASLR"
dumped v 12400000 "with addresses, KASLR"
name="dump with neither is refused"
if ! grep -q pc-relative "$KERNEL/scripts/kallsyms.c"; then
	dumped - 12400000 "with neither, KASLR"
elif [ "$machine" != x86_64 ]; then
	skip "$name" "dumps are made of x86_64 kernels"
else
	core vmlinux dump.elf 1024 - 0
	refused "with VMCOREINFO or with paging" symorigin list dump.elf
fi
rm -f dump.elf
name="log of a dump"
if [ "$machine" = x86_64 ]; then
	check_log
	report $? "$name"
	name="dump without a log"
	check_no_log
else
	skip "$name" "dumps are made of x86_64 kernels"
	skip "dump without a log" "dumps are made of x86_64 kernels"
	skip "log of a vmlinux" "dumps are made of x86_64 kernels"
fi
wanted_lines all > wanted
name="objects of all symbols"
same symorigin list --objects stripped

name="sections without contents"
"${prefix}objcopy" --only-keep-debug vmlinux debug
refused "give the full vmlinux" symorigin list debug
name="flattened dump"
printf 'makedumpfile\0\0\0\0' > flat
refused "makedumpfile -R" symorigin list flat
name="no kernel"
refused "CONFIG_KALLMODSYMS=y" symorigin list link.lds
name="changed bytes"
before=$("${prefix}nm" vmlinux | awk '
	$3 == "kallsyms_num_syms" { first = $1 }
	$3 == "kallmodsyms_table" { table = $1 }
	# the lower half, which is less than 2 GiB on
	END { print "0x" substr(table, length(table) - 7),
		    "0x" substr(first, length(first) - 7) }')
# shellcheck disable=SC2086
before=$(printf '%d - %d\n' $before)
ASAN_OPTIONS=detect_leaks=0 damage stripped $(($before)) 2000 1 > got 2>&1
status=$?
comment 5 < got
report $status "$name"

for part in addresses names annotate who; do
	"check_$part"
	report $? "$part"
done
finish
