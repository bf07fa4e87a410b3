# SPDX-License-Identifier: GPL-2.0
#
# How many bytes another encoding takes, one that knows text symbols only: three
# 32-bit words for each range (address, modules, object), ranges fused while
# modules and object stay the same, an object only where a name needs it, as its
# last path component without ".o", and the strings of modules and objects once.
#
# The input is twice what kallmodsyms --dump=symbols prints.

# symbol ADDR T NAME OBJECT EVIDENCE [ambiguous] [MODULES]
{
	ambiguous = $7 == "ambiguous"
	modules = ""
	for (i = 7 + ambiguous; i <= NF; i++)
		modules = modules " " $i
	object = $5
	sub(/.*\//, "", object)
	sub(/\.o$/, "", object)
}

# An object that one symbol has to show is shown for all of its ranges.
NR == FNR {
	if (ambiguous)
		shown[$5]
	next
}

$3 !~ /^[tTwW]$/ {
	next
}

{
	if (!($5 in shown))
		object = ""
	key = modules "\t" object
	if (key != last)
		ranges++
	last = key
	strings[modules]
	strings["\t" object]
}

END {
	for (s in strings)
		bytes += length(s)
	print 12 * ranges + bytes
}
