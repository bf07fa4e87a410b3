# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2034
#
# What is to be known of each architecture that is built and booted; its
# configuration is in configs/arch.

all_archs="s390x mips arm64 thumb2 ppc64 ppc64le riscv64 i386 m68k arm arm64be
	arm64-llvm arm-llvm riscv64-llvm hppa riscv32 loongarch"

# archs_of BASE: all on the first base, but for sparc64, for which 6.12.117 does not
# compile: FMODE_NONOTIFY has the bit of its O_TMPFILE; on others a link by "ld -r"
# (KVM), function descriptors, and big-endian 64-bit tables
archs_of()
{
	case $1 in
	6.12) echo "$all_archs" ;;
	*) echo arm64 ppc64 s390x sparc64 ;;
	esac
}

: "${KALLMODSYMS_LLVM:=-19}"

# What kbuild calls with this LLVM=: llvm_program NAME
llvm_program()
{
	case $KALLMODSYMS_LLVM in
	*/) echo "$KALLMODSYMS_LLVM$1" ;;
	-*) echo "$1$KALLMODSYMS_LLVM" ;;
	*) echo "$1" ;;
	esac
}

# choose_arch NAME sets
#
#   arch	what kbuild calls it
#   prefix	of the names of the compiler and its like
#   packages	Debian's, on top of those of "make check"
#   image	what QEMU loads
#   console	the kernel's name for QEMU's first serial port
#   qemu	the emulator and its machine
#   unbootable	why it is only built and checked
#   fragments	of the configuration, in configs/
#   probes	has it kprobes?
#   long	a probe in an object with a path of more than 56 characters
#   firing	"no" if a probe that fires is not survived
#   libc	has Debian a C library for the first process?
#   compiler	of the first process, with options
#   llvm	is the kernel built by clang and lld?
choose_arch()
{
	image=vmlinux console=ttyS0 probes=yes libc=yes long='' llvm='' firing=''
	fragments="arch/more arch/$1" compiler='' unbootable='' qemu=''
	case $1 in
	s390x)
		arch=s390 prefix=s390x-linux-gnu-
		packages="gcc-s390x-linux-gnu libc6-dev-s390x-cross
			qemu-system-misc"
		image=arch/s390/boot/bzImage console=ttysclp0
		qemu="qemu-system-s390x -M s390-ccw-virtio -cpu max"
		;;
	mips)
		arch=mips prefix=mips-linux-gnu-
		packages="gcc-mips-linux-gnu libc6-dev-mips-cross
			qemu-system-mips"
		qemu="qemu-system-mips -M malta -cpu 24Kf"
		;;
	arm64)
		arch=arm64 prefix=aarch64-linux-gnu-
		packages="gcc-aarch64-linux-gnu libc6-dev-arm64-cross
			qemu-system-arm"
		image=arch/arm64/boot/Image console=ttyAMA0
		qemu="qemu-system-aarch64 -M virt,virtualization=on"
		qemu="$qemu -cpu cortex-a57"
		;;
	arm64be)
		choose_arch arm64
		fragments="$fragments arch/big" libc=
		compiler="${prefix}gcc -mbig-endian"
		;;
	arm)
		arch=arm prefix=arm-linux-gnueabihf-
		packages="gcc-arm-linux-gnueabihf libc6-dev-armhf-cross
			qemu-system-arm"
		image=arch/arm/boot/zImage console=ttyAMA0
		qemu="qemu-system-arm -M virt -cpu cortex-a15"
		;;
	thumb2)
		choose_arch arm
		fragments="$fragments arch/thumb2"
		# by whatever name: a plain one of mnt_find_id_at(), too
		firing=no
		;;
	ppc64)
		arch=powerpc prefix=powerpc64-linux-gnu-
		packages="gcc-powerpc64-linux-gnu libc6-dev-ppc64-cross
			qemu-system-ppc"
		console=hvc0
		qemu="qemu-system-ppc64 -M pseries -cpu power9"
		long=arch/powerpc/platforms/pseries
		long=$long/papr_platform_attributes.o:desc_show
		;;
	ppc64le)
		arch=powerpc prefix=powerpc64le-linux-gnu-
		packages="gcc-powerpc64le-linux-gnu libc6-dev-ppc64el-cross
			qemu-system-ppc"
		console=hvc0
		qemu="qemu-system-ppc64 -M pseries -cpu power9"
		;;
	riscv64)
		arch=riscv prefix=riscv64-linux-gnu-
		packages="gcc-riscv64-linux-gnu libc6-dev-riscv64-cross
			qemu-system-misc opensbi"
		image=arch/riscv/boot/Image
		qemu="qemu-system-riscv64 -M virt"
		;;
	i386)
		arch=i386 prefix=i686-linux-gnu-
		packages="gcc-i686-linux-gnu libc6-dev-i386-cross
			qemu-system-x86"
		image=arch/x86/boot/bzImage
		qemu="qemu-system-i386 -cpu max"
		;;
	m68k)
		arch=m68k prefix=m68k-linux-gnu-
		packages="gcc-m68k-linux-gnu libc6-dev-m68k-cross
			qemu-system-misc"
		console=ttyGF0 probes=
		qemu="qemu-system-m68k -M virt"
		;;
	sparc64)
		arch=sparc64 prefix=sparc64-linux-gnu-
		packages="gcc-sparc64-linux-gnu libc6-dev-sparc64-cross
			qemu-system-sparc"
		qemu="qemu-system-sparc64 -M sun4u"
		;;
	hppa)
		arch=parisc prefix=hppa-linux-gnu-
		packages="gcc-hppa-linux-gnu"
		unbootable="dies in kmem_cache_init(), with the option off, too"
		;;
	riscv32)
		choose_arch riscv64
		fragments="arch/more arch/riscv32"
		unbootable="Debian has no 32-bit OpenSBI"
		;;
	loongarch)
		arch=loongarch prefix=loongarch64-linux-gnu- packages=''
		llvm=yes compiler=$(llvm_program clang)
		unbootable="Debian 12 has no UEFI for it"
		;;
	arm64-llvm)
		choose_arch arm64
		llvm=yes fragments="$fragments thinlto cfi"
		;;
	arm-llvm|riscv64-llvm)
		choose_arch "${1%-llvm}"
		llvm=yes
		;;
	*)
		return 1
		;;
	esac
	: "${compiler:=${prefix}gcc}"
}
