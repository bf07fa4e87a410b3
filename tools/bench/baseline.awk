# SPDX-License-Identifier: GPL-2.0
#
# How many bytes another encoding takes: three 32-bit words for each range
# (address, modules, object), ranges fused while modules and object stay the
# same, and the strings of modules and objects once.
#
# FACTS=all	what the table has: all symbols, each with its object's path
# FACTS=text	less: text symbols, with an object only where a text symbol's name
#		is ambiguous within its modules, and of that object the last
#		component without ".o"
#
# The input is twice what kallmodsyms --dump=symbols prints. The output is the
# number of bytes, of ranges and of objects.

# symbol ADDR T NAME OBJECT EVIDENCE [ambiguous] [MODULES]
FACTS == "text" && $3 !~ /^[tTwW]$/ {
	next
}

{
	modules = ""
	for (i = 7 + ($7 == "ambiguous"); i <= NF; i++)
		modules = modules (modules == "" ? "" : " ") $i
	object = $5 == "-" ? "" : $5
}

NR == FNR {
	name = $4 "\t" modules
	if (!(name in first)) {
		first[name] = object
	} else if (first[name] != object) {
		shown[first[name]]
		shown[object]
	}
	next
}

{
	if (FACTS == "text") {
		if (!(object in shown))
			object = ""
		sub(/.*\//, "", object)
		sub(/\.o$/, "", object)
	}
	key = modules "\t" object
	if (key != last)
		ranges++
	last = key
	if (modules != "")
		strings["m" modules]
	if (object != "")
		strings["o" object]
}

END {
	# a zero byte after each, as the letter before
	for (s in strings) {
		bytes += length(s)
		objects += s ~ /^o/
	}
	print 12 * ranges + bytes, ranges, objects
}
