# SPDX-License-Identifier: GPL-2.0-only
#
# Write random assembler sources dir/0.s, dir/1.s and so on; print how many.
#
# usage: awk -v seed=NUMBER -v dir=FOLDER -v told=0|1 [-v call=TEXT] -f random.awk
#
# Few names stand for many symbols. With told=1 the same sources come out, but
# each name says which object it is of: "name..3". What the linker makes of
# the one tells the truth about the other. A call is an instruction which the
# linker may make shorter.

# A number below n; the same on every awk: all products are less than 2^53.
function random(n)
{
	state = (state * 69069 + 12345) % 4294967296
	return int(state / 65536) % n
}

function emit(line)
{
	print line > file
}

function symbol(name, global)
{
	if (told)
		name = name ".." object
	if (global)
		emit("\t.globl\t" name)
	emit(name ":")
}

# A static name, once for each object; in merged sections at most one for an
# entry, since that is what a symbol is found by.
function local_symbol(merged, name)
{
	name = (merged ? "m" : "n") random(6)
	if (!(name in used))
		symbol(name, 0)
	used[name] = 1
}

function string(len)
{
	return substr("abcabcabcabc", 1 + random(4), len)
}

function contents(section, len)
{
	if (section == CONSTANTS)
		emit("\t.long\t" random(3) ", 0, 0, " random(2))
	else if (section == STRINGS)
		emit("\t.asciz\t\"" string(1 + random(5)) "\"")
	else if (call && section <= NR_TEXT)
		emit(random(2) ? "\t" call : "")
	else if ((len = random(section == RARE ? 2 : 4)))
		emit("\t.space\t" 4 * len)
}

# One section has little in it, and often nothing.
function choose_section(section)
{
	section = 1 + random(nr_sections)
	return section == RARE && random(2) ? 1 : section
}

# One to three symbols or, in merged sections, one, and what they stand for.
function definition(number, section, merged, i)
{
	section = choose_section()
	merged = section == CONSTANTS || section == STRINGS
	emit("\t.section " sections[section])
	for (i = merged ? 0 : random(3); i >= 0; i--)
		if (random(4))
			local_symbol(merged)
		else
			symbol("g" object "_" number "_" i, 1)
	contents(section)
}

BEGIN {
	NR_TEXT = 2
	CONSTANTS = 5
	STRINGS = 6
	RARE = 10
	nr_sections = split(".text;.text.unlikely, \"ax\";.data;.rodata;" \
			    ".rodata.cst16, \"aM\", %progbits, 16;" \
			    ".rodata.str1.1, \"aMS\", %progbits, 1;" \
			    ".data..ro, \"aw\";.discard.x, \"a\";.bss;" \
			    ".rare, \"aw\"",
			    sections, ";")
	state = seed
	nr_objects = 2 + random(6)
	for (object = 0; object < nr_objects; object++) {
		file = dir "/" object ".s"
		split("", used)
		nr = 3 + random(12)
		for (i = 0; i < nr; i++)
			definition(i)
		close(file)
	}
	print nr_objects
}
