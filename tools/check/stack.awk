# SPDX-License-Identifier: GPL-2.0
#
# stack.awk FUNCTION=NAME [LEAVE=NAME] FILE.ci... - the stack that a function takes
# at most, with all that it calls, in bytes, from what GCC's -fcallgraph-info=su
# has written for these files. Functions of other files count for nothing, nor does
# the one to be left out.

# The string between quotes that follows a word.
function quoted(word,  rest) {
	rest = substr($0, index($0, word " \"") + length(word) + 2)
	return substr(rest, 1, index(rest, "\"") - 1)
}

/^node: / {
	if (match($0, /\\n[0-9]+ bytes/))
		bytes[quoted("title:")] = substr($0, RSTART + 2) + 0
}

/^edge: / {
	from = quoted("sourcename:")
	calls[from, ++count[from]] = quoted("targetname:")
}

# A function that calls itself counts once.
function depth(name,  i, most, deep) {
	if (!(name in bytes) || name in active || name == LEAVE)
		return 0
	active[name]
	most = 0
	for (i = 1; i <= count[name]; i++) {
		deep = depth(calls[name, i])
		if (deep > most)
			most = deep
	}
	delete active[name]
	return bytes[name] + most
}

END {
	if (!(FUNCTION in bytes))
		exit 1
	print depth(FUNCTION)
}
