#!/usr/bin/gawk -f
# SPDX-License-Identifier: GPL-2.0
#
# Write the modules in the kallmodsyms table in the format of
# modules.builtin.ranges, for verify_builtin_ranges.awk to judge.
#
# usage: as-ranges.awk sizes=1 SIZES sizes=0 TABLE
#
# Ranges are by address, and begin at symbols. Of several symbols at one
# address, those that are not empty say whose it is. Offsets are from _text,
# and symbols before it (of the percpu section, at 0) have no place here.

# A number in awk has no room for the first four digits.
function address(hex)
{
	return strtonum("0x" substr(hex, length(hex) == 16 ? 5 : 1))
}

#    12: ffffffff823b5138     0 OBJECT  LOCAL  DEFAULT   36 __key.0
sizes && $1 ~ /^[0-9]+:$/ && $3 == 0 {
	is_empty[address($2), $8]
}

# Ends the range of symbols so far, at @to.
function end_range(to)
{
	if (modules != "")
		printf "all %08x-%08x %s\n", from - text, to - text, modules
}

function begin_range(at, whose)
{
	if (whose == modules)
		return
	end_range(at)
	from = at
	modules = whose
}

# ffffffff8113aa10 t s_next	ext4 <fs/ext4/super.o> ambiguous
!sizes {
	at = address($1)
	if ($3 == "_text" && !text) {
		text = at
		print "all 00000000-00000000 = _text"
	}
	if (!text)
		next
	whose = ""
	for (i = 4; i <= NF && $i !~ /^</; i++)
		whose = whose (i > 4 ? " " : "") $i

	if (at != last) {
		if (last)
			begin_range(last, owner)
		owner = ""
		sure = 0
	}
	last = at
	if (!sure)
		owner = whose
	if (!((at, $3) in is_empty))
		sure = 1
}

END {
	begin_range(last, owner)
	end_range(last + 1)
}
