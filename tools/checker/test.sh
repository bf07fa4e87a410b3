#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# test.sh CHECKER TREE SYMBOLS
#
# Is kallmodsyms-check worth its name? SYMBOLS is what "kallmodsyms --dump=table"
# says of vmlinux in the build tree TREE. It must find nothing wrong there, and
# in copies with a planted fault it must find this fault, all of it, and nothing
# else but its consequences.
set -eu

checker=$1
tree=$(cd "$2" && pwd)
symbols=$3
count=0 passed=0 failed=0 skipped=0
export LC_ALL=C

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

ok()
{
	count=$((count + 1)) passed=$((passed + 1))
	echo "ok $count - $*"
}

not_ok()
{
	count=$((count + 1)) failed=$((failed + 1))
	echo "not ok $count - $*"
}

skip()
{
	count=$((count + 1)) skipped=$((skipped + 1))
	echo "ok $count - $1 # SKIP $2"
}

# check OPTION: prints what the checker says, and is true if it calls it wrong.
# Status 2 is none of its verdicts.
finds_fault()
{
	status=0
	timeout 300 "$checker" --tree="$tree" --limit=1000000 \
		"$1=$dir/planted" >"$dir/said" 2>&1 || status=$?
	[ "$status" = 1 ]
}

# For the programs below, which change lines L[1] to L[NR] and tell expect() what
# the checker must say then.
cat >"$dir/lib.awk" <<'EOF'
{ L[NR] = $0 }

function expect(text) { print text >expected }

function address(i) { split(L[i], W, /[ \t]/); return W[1] }
function letter(i) { split(L[i], W, /[ \t]/); return W[2] }
function name(i) { split(L[i], W, /[ \t]/); return W[3] }
function head(i) { return address(i) " " letter(i) " " name(i) }

function object(i)
{
	return match(L[i], /<[^>]*>/) ? substr(L[i], RSTART, RLENGTH) : ""
}

# The text from the tab to the object, or to the end.
function modules(i,    text)
{
	if (!match(L[i], /\t[^<]*/))
		return ""
	text = substr(L[i], RSTART + 1, RLENGTH - 1)
	sub(/ *$/, "", text)
	return text
}

function is_ambiguous(i) { return L[i] ~ / ambiguous$/ }
function is_text(i) { return letter(i) ~ /[tTwW]/ }

function set(i, mods, obj, ambiguous)
{
	L[i] = head(i) "\t" (mods ? mods " " : "") obj \
	       (ambiguous ? " ambiguous" : "")
}

# It has an address of its own.
function is_alone(i)
{
	return address(i) != address(i - 1) && address(i) != address(i + 1)
}

# A function of an object, with a name of its own.
function is_plain(i)
{
	return is_text(i) && object(i) && !is_ambiguous(i) && is_alone(i) &&
	       name(i) !~ /^__pfx_/
}

function find_plain(i)
{
	while (i < NR && !is_plain(i))
		i++
	return i < NR ? i : 0
}

# A line with that name and letter, or 0.
function find(pattern, letters,    i)
{
	for (i = 1; i <= NR; i++)
		if (name(i) ~ pattern && letter(i) ~ letters)
			return i
	return 0
}

function expect_wrong(i, obj)
{
	expect("  " head(i) ": " object(i) ", but " obj " defines it")
}

# Each of two symbols that share their name gets the other's object.
function swap_objects(functions_only,    i, j, one, two)
{
	for (i = 1; i <= NR; i++) {
		if (!is_ambiguous(i) || !object(i) || modules(i) ||
		    (functions_only && !is_text(i)))
			continue
		j = seen[name(i)]
		if (j && address(i) != address(j) && object(i) != object(j))
			break
		seen[name(i)] = i
	}
	if (i > NR)
		return
	one = object(i)
	two = object(j)
	set(i, "", two, 1)
	set(j, "", one, 1)
	expect_wrong(i, one)
	expect_wrong(j, two)
	expect("FAULT wrong object: 2")
}

END {
	plant()
	for (i = 1; i <= NR; i++)
		if (L[i] != "")
			print L[i]
}
EOF

# plant WHAT OPTION <PROGRAM: plants a fault, and looks at what the checker says.
# All that is expected must be there. Where a line "FAULT kind: N" is among that,
# no other kind may be there but "wrong number of lines", which follows from most
# of the others.
plant()
{
	cat "$dir/lib.awk" - >"$dir/plant.awk"
	: >"$dir/expected"
	awk -v expected="$dir/expected" -f "$dir/plant.awk" \
		<"$dir/source" >"$dir/planted"
	if [ ! -s "$dir/expected" ]; then
		skip "planted: $1" "nothing like that in this kernel"
	elif ! finds_fault "$2"; then
		tail -n 5 "$dir/said" | sed 's/^/# /'
		not_ok "planted: $1: status $status"
	elif missed; then
		not_ok "planted: $1: not as expected"
	else
		ok "planted: $1"
		sed -n 's/^/# /p' "$dir/expected" | head -n 3
	fi
}

# Something that is expected is not there, or a kind that is not.
missed()
{
	grep '^FAULT' "$dir/expected" >"$dir/kinds" || :
	grep '^FAULT' "$dir/said" >"$dir/said.kinds" || :
	grep -vxF -f "$dir/kinds" "$dir/said.kinds" |
		grep -v '^FAULT wrong number of lines' >"$dir/wrong" || :
	grep -vxF -f "$dir/said" "$dir/expected" >>"$dir/wrong" || :
	[ -s "$dir/wrong" ] || return 1
	sed 's/^/# /' "$dir/wrong" | head -n 5
}

# The other form: as /proc/kallmodsyms, and the kernel not where it was linked.
as_proc()
{
	awk '{
		ambiguous = / ambiguous$/
		sub(/ ambiguous$/, "")
		n = split($0, part, "\t")
		if (n == 1) {
			print
			next
		}
		rest = ""
		n = split(part[2], word, " ")
		for (i = 1; i < n; i++)
			rest = rest " [" word[i] "]"
		if (ambiguous)
			rest = rest " " word[n]
		print part[1] (rest == "" ? "" : "\t" substr(rest, 2))
	}' | sed 's/^ffffffff8/ffffffffa/'
}

echo "KTAP version 1"
cp "$symbols" "$dir/source"
cp "$symbols" "$dir/planted"
if ! finds_fault --symbols && [ "$status" = 0 ]; then
	ok "nothing wrong with the table"
else
	tail -n 20 "$dir/said" | sed 's/^/# /'
	not_ok "nothing wrong with the table: status $status"
fi

plant "another object on one line" --symbols <<'EOF'
function plant(    i, was)
{
	i = find_plain(int(NR / 2))
	was = object(i)
	set(i, modules(i), "<init/none.o>")
	expect_wrong(i, was)
	expect("FAULT wrong object: 1")
}
EOF

plant "a run that is one symbol too long" --symbols <<'EOF'
function plant(    i, was)
{
	for (i = int(NR / 3); i < NR; i++)
		if (is_plain(i) && is_plain(i - 1) &&
		    object(i) != object(i - 1) && modules(i) == modules(i - 1))
			break
	if (i == NR)
		return
	was = object(i)
	set(i, modules(i), object(i - 1))
	expect_wrong(i, was)
	expect("FAULT wrong object: 1")
}
EOF

plant "all runs shifted by one symbol from here on" --symbols <<'EOF'
function plant(    i, n, last, was)
{
	last = object(int(NR / 2))
	for (i = int(NR / 2); i < NR; i++) {
		was = object(i)
		if (was == "" || last == "" || modules(i) != modules(i - 1)) {
			last = was
			continue
		}
		if (was != last && is_alone(i)) {
			set(i, modules(i), last, is_ambiguous(i))
			expect_wrong(i, was)
			n++
		}
		last = was
	}
	expect("FAULT wrong object: " n)
}
EOF

plant "a module left out" --symbols <<'EOF'
function plant(    i, n, module)
{
	for (i = 1; i <= NR && !module; i++)
		module = modules(i)
	if (!module)
		return
	for (i = 1; i <= NR; i++) {
		if (modules(i) != module)
			continue
		set(i, "", object(i), is_ambiguous(i))
		n++
		expect("  " head(i) ": modules [], but [" module "] of " object(i))
	}
	expect("FAULT wrong modules: " n)
}
EOF

plant "a module too many" --symbols <<'EOF'
function plant(    i)
{
	i = find("^start_kernel$", "T")
	if (!i)
		return
	set(i, "ext4", object(i))
	expect("  " head(i) ": modules [ext4], but [] of " object(i))
	expect("FAULT wrong modules: 1")
}
EOF

plant "two objects as one" --symbols <<'EOF'
function plant(    i, j, n, one, two)
{
	i = find_plain(int(NR / 4))
	one = object(i)
	for (j = i; j < NR; j++)
		if (is_plain(j) && object(j) != one && modules(j) == modules(i))
			break
	two = object(j)
	for (i = 1; i <= NR; i++) {
		if (object(i) != two)
			continue
		set(i, modules(i), one, is_ambiguous(i))
		expect_wrong(i, two)
		n++
	}
	expect("FAULT wrong object: " n)
}
EOF

plant "an object left out" --symbols <<'EOF'
function plant(    i, n, hidden, victim)
{
	for (i = int(NR / 5); i < NR; i++)
		if (is_plain(i) && !modules(i))
			break
	victim = object(i)
	for (i = 1; i <= NR; i++) {
		if (object(i) != victim)
			continue
		hidden += is_ambiguous(i)
		L[i] = head(i)
		n++
		expect("  " head(i) ": no object, but " victim " defines it")
	}
	expect("FAULT object missing: " n)
	if (hidden)
		expect("FAULT object shown or hidden wrongly: " hidden)
}
EOF

plant "an object for a symbol of the linker script" --symbols <<'EOF'
function plant(    i)
{
	i = find("^_stext$", "T")
	set(i, "", "<arch/x86/kernel/head_64.o>")
	expect("  " head(i) ": " object(i) ", but the linker script defines it")
	expect("FAULT object where there is none: 1")
}
EOF

plant "an object for a symbol of kallsyms' own object" --symbols <<'EOF'
function plant(    i)
{
	i = find("^kallsyms_names$", "[DdRr]")
	if (!i)
		return
	set(i, "", "<kernel/kallsyms.o>")
	expect("FAULT object where there is none: 1")
}
EOF

plant "two objects that have changed their symbols of one name" --symbols <<'EOF'
function plant() { swap_objects(0) }
EOF

plant "the same with functions" --symbols <<'EOF'
function plant() { swap_objects(1) }
EOF

plant "a percpu variable with another object" --symbols <<'EOF'
function plant(    i, was)
{
	for (i = 2; i < NR && letter(i) == "A"; i++)
		if (object(i) && !is_ambiguous(i) && address(i) != address(i - 1))
			break
	if (letter(i) != "A")
		return
	was = object(i)
	set(i, modules(i), "<init/none.o>")
	expect_wrong(i, was)
	expect("FAULT wrong object: 1")
}
EOF

plant "a prefix with the object before the function's" --symbols <<'EOF'
function plant(    i, was)
{
	for (i = int(NR / 3); i < NR; i++)
		if (name(i) ~ /^__pfx_/ && !is_ambiguous(i) && object(i - 1) &&
		    object(i) != object(i - 1) &&
		    modules(i) == modules(i - 1))
			break
	if (i >= NR)
		return
	was = object(i)
	set(i, modules(i), object(i - 1))
	expect_wrong(i, was)
	expect("FAULT wrong object: 1")
}
EOF

plant "an object hidden that is needed" --symbols <<'EOF'
function plant(    i)
{
	for (i = 1; i <= NR && !is_ambiguous(i); i++)
		;
	if (i > NR)
		return
	set(i, modules(i), object(i))
	expect("FAULT object shown or hidden wrongly: 1")
	expect("  " head(i) ": object is hidden, but another symbol has name and modules")
}
EOF

plant "an object shown that is not needed" --symbols <<'EOF'
function plant(    i)
{
	i = find_plain(1)
	set(i, modules(i), object(i), 1)
	expect("FAULT object shown or hidden wrongly: 1")
	expect("  " head(i) ": object is shown, but nothing else has name and modules")
}
EOF

plant "a line left out" --symbols <<'EOF'
function plant(    i)
{
	i = find_plain(100)
	expect("  " head(i) ": no line for it")
	expect("FAULT line missing: 1")
	L[i] = ""
}
EOF

plant "a line twice" --symbols <<'EOF'
function plant(    i)
{
	i = find_plain(200)
	expect("  " head(i) ": not in vmlinux")
	expect("FAULT line too many: 1")
	L[i] = L[i] "\n" L[i]
}
EOF

plant "a local symbol as a global one" --symbols <<'EOF'
function plant(    i)
{
	for (i = 1; i < NR; i++)
		if (is_plain(i) && letter(i) == "t")
			break
	sub(/ t /, " T ", L[i])
	expect("  " head(i) ": but it is t")
	expect("FAULT wrong letter: 1")
}
EOF

plant "two lines that have changed places" --symbols <<'EOF'
function plant(    i, line)
{
	for (i = 1; i < NR; i++)
		if (is_plain(i) && is_plain(i + 1))
			break
	line = L[i]
	L[i] = L[i + 1]
	L[i + 1] = line
	expect("FAULT lines not sorted: 1")
}
EOF

as_proc <"$symbols" >"$dir/source"
cp "$dir/source" "$dir/planted"
if ! finds_fault --proc && [ "$status" = 0 ]; then
	ok "/proc: nothing wrong"
else
	tail -n 20 "$dir/said" | sed 's/^/# /'
	not_ok "/proc: nothing wrong: status $status"
fi

plant "/proc: another object on one line" --proc <<'EOF'
function plant(    i)
{
	for (i = 1; i <= NR && !object(i); i++)
		;
	if (i > NR)
		return
	set(i, modules(i), "<init/none.o>")
	expect("FAULT wrong object: 1")
}
EOF

plant "/proc: an object on only one side" --proc <<'EOF'
function plant(    i)
{
	for (i = int(NR / 2); i <= NR; i++)
		if (object(i) && !modules(i))
			break
	if (i > NR)
		return
	L[i] = head(i)
	expect("FAULT object shown or hidden wrongly: 1")
}
EOF

plant "/proc: a module left out" --proc <<'EOF'
function plant(    i)
{
	for (i = int(NR / 2); i <= NR; i++)
		if (modules(i) && !object(i))
			break
	if (i > NR)
		return
	L[i] = head(i)
	expect("FAULT wrong modules: 1")
}
EOF

# The build tree can be at fault, too. This is one with links to all that is in
# the other one, for the tests to replace some.
farm=$dir/tree
mkdir "$farm"
for file in "$tree"/* "$tree"/.[!.]*; do
	ln -s "$file" "$farm/"
done
cp "$symbols" "$dir/planted"

# replace FILE <CONTENTS
replace()
{
	rm "$farm/$1"
	cat >"$farm/$1"
}

restore()
{
	rm "$farm/$1"
	ln -s "$tree/$1" "$farm/$1"
}

# in_farm WHAT FILE: looks at what the checker says with a file replaced.
in_farm()
{
	tree_was=$tree
	tree=$farm
	if ! finds_fault --symbols; then
		tail -n 5 "$dir/said" | sed 's/^/# /'
		not_ok "tree: $1: status $status"
	elif missed; then
		not_ok "tree: $1: not as expected"
	else
		ok "tree: $1"
		sed 's/^/# /' "$dir/expected"
	fi
	tree=$tree_was
	restore "$2"
}

line=$(grep ' __start_rodata$' "$tree/System.map")
grep -v ' __start_rodata$' "$tree/System.map" | replace System.map
cat >"$dir/expected" <<EOF
  ${line%% *} __start_rodata: not in System.map
FAULT System.map contradicts: 1
FAULT line too many: 1
EOF
in_farm "a symbol that is not in System.map" System.map

if [ -s "$tree/modules.builtin" ]; then
	{ cat "$tree/modules.builtin"; echo kernel/none.ko; } |
		replace modules.builtin
	cat >"$dir/expected" <<-EOF
	  kernel/none.ko: no object's command names it
	FAULT module without object: 1
	EOF
	in_farm "a built-in module without an object" modules.builtin
else
	skip "tree: a built-in module without an object" "no built-in module"
fi

# A thin archive of the objects whose names are read. The archiver would follow
# the links and write down where they lead to.
make_archive()
{
	awk '{
		pos[NR] = length(names)
		names = names $0 "/\n"
	}
	END {
		if (length(names) % 2)
			names = names "\n"
		printf "!<thin>\n%-48s%-10d`\n%s", "//", length(names), names
		for (i = 1; i <= NR; i++)
			printf "/%-15d%-12d%-6d%-6d%-8d%-10d`\n", pos[i], 0, 0,
			       0, 644, 0
	}'
}

# The symbols of what is not linked come from nowhere, then. It is an object that
# needs nothing from a library that others do not need, too.
(cd "$tree" && ar t vmlinux.a) | grep -v '^kernel/kallsyms\.o$' | make_archive |
	replace vmlinux.a
lines=$(grep -c '<kernel/kallsyms.o>' "$symbols") || :
ambiguous=$(grep -c '<kernel/kallsyms.o> ambiguous' "$symbols") || :
awk '{ sub(/\t.*/, "") }
     $3 == "kallsyms_lookup_name" {
	print "  " $0 ": neither an object nor the linker script defines it"
     }' "$symbols" >"$dir/expected"
cat >>"$dir/expected" <<EOF
FAULT unexplained symbol: $lines
FAULT object where there is none: $lines
EOF
[ "$ambiguous" = 0 ] || echo "FAULT object shown or hidden wrongly: $ambiguous" \
	>>"$dir/expected"
in_farm "an object that is not in vmlinux.a" vmlinux.a

echo "1..$count"
echo "# $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
