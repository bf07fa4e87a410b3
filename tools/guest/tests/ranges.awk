#!/usr/bin/gawk -f
# SPDX-License-Identifier: GPL-2.0
#
# Compare the modules in the kallmodsyms table with modules.builtin.ranges,
# symbol by symbol, and explain each difference by a rule.
#
# usage: ranges.awk kind=sections SECTIONS kind=sizes SIZES kind=map MAP... \
#		    kind=symbols TABLE kind=ranges RANGES
#
# SECTIONS	readelf -SW vmlinux
# SIZES		readelf -sW vmlinux
# MAP		vmlinux.map, vmlinux.o.map
# TABLE		kallmodsyms --dump=table --symbols=... vmlinux
# RANGES	modules.builtin.ranges
#
# Prints comments of KTAP. Fails if no rule explains a difference, or if there
# is nothing to compare. Addresses lose their first four digits, for which a
# number in awk has no room; the kernel's have nothing in them.

function address(hex)
{
	sub(/^0x/, "", hex)
	if (length(hex) == 16)
		hex = substr(hex, 5)
	return strtonum("0x" hex)
}

# [ 7] __param           PROGBITS        ffffffff81cb6208 eb6208 001108 00 ...
kind == "sections" && /^ *\[ *[0-9]+\]/ {
	sub(/^ *\[ *[0-9]+\] */, "")
	if ($2 ~ /^(PROGBITS|NOBITS)$/ && $7 ~ /A/) {
		section_start[++nr_sections] = address($3)
		section_end[nr_sections] = address($3) + address($5)
		section_name[nr_sections] = $1
	}
}

#    12: ffffffff823b5138     0 OBJECT  LOCAL  DEFAULT   36 __key.0
kind == "sizes" && $1 ~ /^[0-9]+:$/ && $3 == 0 {
	is_empty[address($2), $8]
}

#                 0xffffffff81000000                _text = .
#                 0xffffffff82000000                PROVIDE (_etext = .)
kind == "map" && $1 ~ /^0x/ && / = / {
	name = $2 ~ /^PROVIDE/ ? substr($3, 2) : $2
	is_script[address($1), name]
}

#  .bss           0x000000000003f1b0        0x0 crypto/api.o
kind == "map" && NF == 4 && $3 == "0x0" && /^ \./ {
	has_empty_section["<" $4 ">"]
}

# ffffffff8113aa10 t s_next	ext4 <fs/ext4/super.o> ambiguous
kind == "symbols" {
	nr++
	addr[nr] = address($1)
	name_of[nr] = $3
	modules[nr] = object[nr] = ""
	for (i = 4; i <= NF && $i !~ /^</; i++)
		modules[nr] = modules[nr] (i > 4 ? " " : "") $i
	if (i <= NF)
		object[nr] = $i
	if (!($3 in anchor))
		anchor[$3] = addr[nr]
}

# .text 00000000-00000000 = _text
# .text 00009960-0000a238 rapl
kind == "ranges" {
	split($2, offsets, "-")
	from = strtonum("0x" offsets[1])
	to = strtonum("0x" offsets[2])
}

kind == "ranges" && $3 == "=" {
	if (!($4 in anchor)) {
		print "# " $4 ", where ranges of " $1 " begin, is no symbol"
		unexplained++
	}
	base = anchor[$4] - from
	section = $1
	next
}

# No symbol tells where this section begins, so there is none to compare.
kind == "ranges" && $1 != section {
	nr_ranges_nowhere++
	next
}

kind == "ranges" {
	nr_ranges++
	start[nr_ranges] = base + from
	end[nr_ranges] = base + to
	range_modules[nr_ranges] = sorted($3 (NF > 3 ? " " $4 : ""), 5)
	if (to < from)
		is_inverted[start[nr_ranges], range_modules[nr_ranges]]
	begins[start[nr_ranges], range_modules[nr_ranges]]
	ends[end[nr_ranges], range_modules[nr_ranges]]
}

# The names in @names and in the fields from @field on, sorted.
function sorted(names, field,	list, i, n)
{
	for (; field <= NF; field++)
		names = names " " $field
	n = split(names, list, " ")
	asort(list)
	names = list[1]
	for (i = 2; i <= n; i++)
		names = names " " list[i]
	return names
}

# Ranges rise as symbols do, but for those that are upside down.
function find_range(a,	low, high, middle)
{
	low = 0
	high = nr_ranges + 1
	while (high - low > 1) {
		middle = int((low + high) / 2)
		if (order_start[middle] <= a)
			low = middle
		else
			high = middle
	}
	return low && a < end[order[low]] ? range_modules[order[low]] : ""
}

function sort_ranges(	keys, i, n, at)
{
	for (i = 1; i <= nr_ranges; i++)
		keys[i] = sprintf("%020d %d", start[i], i)
	n = asort(keys)
	for (i = 1; i <= n; i++) {
		split(keys[i], at, " ")
		order[i] = at[2] + 0
		order_start[i] = start[order[i]]
	}
}

function section_of(a,	i)
{
	for (i = 1; i <= nr_sections; i++)
		if (a >= section_start[i] && a < section_end[i])
			return section_name[i]
	return "?"
}

# Why is the empty symbol @i not where a range is, or in another's range?
function explain_empty(i, want)
{
	if (want != "" && !((addr[i], want) in begins))
		return ""
	if (modules[i] == "" || (addr[i], modules[i]) in ends)
		return "empty, at the end of its object, where another's range begins"
	if (object[i] in has_empty_section)
		return "empty, in an empty section, of which there is no range"
	return ""
}

# What explains that symbol @i has other modules than @want, the ranges'?
function explain(i, want,	section)
{
	section = section_of(addr[i])
	if (want == "" && (section !~ /^\./ || section ~ /\.percpu/))
		return "there are no ranges of such sections: " section
	if (want == "" && (addr[i], modules[i]) in is_inverted)
		upside_down = i
	if (want == "" && upside_down && modules[i] == modules[upside_down])
		return "its range ends before it begins"
	if (object[i] == "" && (addr[i], name_of[i]) in is_script)
		return "the linker script defines it, no object"
	if ((addr[i], name_of[i]) in is_empty)
		return explain_empty(i, want)
	return ""
}

function show(set)
{
	return "[" set "]"
}

# The range that ends before it begins is that of symbol @upside_down, and of
# those that follow while they have its modules.
function compare(i, want,	why, origin)
{
	if (upside_down && modules[i] != modules[upside_down])
		upside_down = 0
	if (want == modules[i])
		return
	why = explain(i, want)
	if (why == "") {
		why = "NOT EXPLAINED"
		unexplained++
	}
	origin = show(modules[i]) (object[i] == "" ? "" : " " object[i])
	reasons[why]++
	list[why] = list[why] sprintf("#   %012x %s: %s, by ranges %s\n",
				      addr[i], name_of[i], origin, show(want))
}

END {
	sort_ranges()
	for (i = 1; i <= nr; i++) {
		nr_modules += modules[i] != ""
		compare(i, find_range(addr[i]))
	}
	for (why in reasons)
		printf "# %d differ: %s\n%s", reasons[why], why, list[why]
	printf "# %d symbols, %d of modules, %d ranges, %d unexplained\n", nr,
	       nr_modules, nr_ranges, unexplained
	printf "# %d ranges in sections without symbols\n", nr_ranges_nowhere
	exit unexplained || !nr_modules || !nr_ranges
}
