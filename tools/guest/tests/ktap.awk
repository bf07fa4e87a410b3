# SPDX-License-Identifier: GPL-2.0
#
# Count the results in a stream of KTAP and say what is wrong with it:
#
#	PASSED FAILED SKIPPED PROBLEM...
#
# A result that stands for a group of subtests, with a deeper one before it,
# is not counted; it counts as a failure if it is one without their doing.
# Subtests are recognised by their indentation.

function indent(line)
{
	match(line, /^ */)
	return RLENGTH
}

# The number of results at a level is known once it ends.
function end_level(n)
{
	if ((n in plan) && plan[n] != results[n] && problem == "")
		problem = (results[n] + 0) " of " plan[n] " results"
	delete plan[n]
	delete results[n]
	delete failures[n]
}

function end_deeper_levels(n,	i)
{
	for (i = deepest; i > n; i--)
		end_level(i)
	deepest = n
}

BEGIN {
	deepest = 0
}

/^ *1\.\.[0-9]+/ {
	n = indent($0)
	if (n > deepest)
		deepest = n
	line = $0
	sub(/^ *1\.\./, "", line)
	plan[n] = line + 0
	if (line ~ /# *SKIP/)
		skipped++
	plans++
	next
}

/^ *(not )?ok [0-9]+/ {
	n = indent($0)
	group = last > n
	in_group = group ? failures[last] : 0
	if (group)
		end_deeper_levels(n)
	else if (n > deepest)
		deepest = n
	last = n
	results[n]++

	bad = $1 == "not" && !/# *TODO/
	if (bad)
		failures[n]++
	if (bad && !(group && in_group))
		failed++
	else if (!group && /# *SKIP/)
		skipped++
	else if (!group)
		passed++
}

END {
	end_deeper_levels(-1)
	if (!plans && problem == "")
		problem = "no results"
	print passed + 0, failed + 0, skipped + 0, problem
}
