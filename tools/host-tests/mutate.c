// SPDX-License-Identifier: GPL-2.0-only
/*
 * mutate SEED RUNS MAP... -- COMMAND...
 *
 * Changes lines of one of the MAPs at random, as a build might lose them or a
 * linker of another version might write them, and runs COMMAND, which reads
 * them: it has to fail with a message, or print what it prints for the maps as
 * they are. RUNS times; the first run that does neither ends it, and its map is
 * left as it is.
 */
#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_MAPS	4
#define OUT		"mutate.out"
#define MESSAGE		"mutate.message"

/**
 * struct text - a file
 * @data: its bytes, and a zero byte
 * @len: how many
 */
struct text {
	char *data;
	size_t len;
};

/**
 * struct map - a map, as it was and as it is changed
 * @path: the file
 * @good: its contents
 * @lines: its lines, without newlines
 * @nr: how many
 */
struct map {
	const char *path;
	struct text good;
	char **lines;
	size_t nr;
};

static unsigned long long state;

static size_t below(size_t nr)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return nr ? (state >> 33) % nr : 0;
}

static struct text read_file(const char *path)
{
	FILE *in = fopen(path, "r");
	struct text text = { 0 };
	size_t got;

	if (!in)
		err(2, "%s", path);
	do {
		text.data = realloc(text.data, text.len + BUFSIZ + 1);
		got = fread(text.data + text.len, 1, BUFSIZ, in);
		text.len += got;
	} while (got);
	text.data[text.len] = '\0';
	fclose(in);
	return text;
}

static void write_file(const char *path, const void *data, size_t len)
{
	FILE *out = fopen(path, "w");

	if (!out || fwrite(data, 1, len, out) != len || fclose(out))
		err(2, "%s", path);
}

static void split(struct map *map)
{
	size_t room = 0;
	char *p;

	for (p = map->good.data; *p; p++)
		room += *p == '\n';
	/* room for lines that are added */
	map->lines = calloc(room + 16, sizeof(*map->lines));
	map->nr = 0;
	for (p = map->good.data; *p; p += strcspn(p, "\n") + 1)
		map->lines[map->nr++] = strndup(p, strcspn(p, "\n"));
}

static void free_lines(struct map *map)
{
	for (size_t i = 0; i < map->nr; i++)
		free(map->lines[i]);
	free(map->lines);
}

static void write_map(const struct map *map)
{
	FILE *out = fopen(map->path, "w");

	if (!out)
		err(2, "%s", map->path);
	for (size_t i = 0; i < map->nr; i++)
		fprintf(out, "%s\n", map->lines[i]);
	fclose(out);
}

/* ---- changes ------------------------------------------------------------- */

static void delete_lines(struct map *map, size_t at, size_t nr)
{
	if (nr > map->nr - at)
		nr = map->nr - at;
	for (size_t i = 0; i < nr; i++)
		free(map->lines[at + i]);
	memmove(map->lines + at, map->lines + at + nr,
		(map->nr - at - nr) * sizeof(*map->lines));
	map->nr -= nr;
}

static void delete_one(struct map *map, size_t at)
{
	delete_lines(map, at, 1);
}

static void delete_some(struct map *map, size_t at)
{
	delete_lines(map, at, 2 + below(20));
}

static void delete_rest(struct map *map, size_t at)
{
	delete_lines(map, at, map->nr);
}

/* All lines that end as this one does, which mostly means with an object. */
static void delete_alike(struct map *map, size_t at)
{
	const char *word = strrchr(map->lines[at], ' ');
	char *copy = strdup(word ? word : map->lines[at]);
	size_t len = strlen(copy), i = 0;

	while (len && i < map->nr) {
		size_t end = strlen(map->lines[i]);

		if (end >= len && !strcmp(map->lines[i] + end - len, copy))
			delete_lines(map, i, 1);
		else
			i++;
	}
	free(copy);
}

/* Put @what in the place of @len characters from @from on. */
static void replace(struct map *map, size_t at, size_t from, size_t len,
		    const char *what)
{
	char *line = map->lines[at];

	if (asprintf(&map->lines[at], "%.*s%s%s", (int)from, line, what,
		     line + from + len) < 0)
		err(2, NULL);
	free(line);
}

static void indent(struct map *map, size_t at)
{
	replace(map, at, 0, 0, "         " + 1 + below(8));
}

static void unindent(struct map *map, size_t at)
{
	size_t blanks = strspn(map->lines[at], " ");

	replace(map, at, 0, blanks ? 1 + below(blanks) : 0, "");
}

static void widen(struct map *map, size_t at)
{
	char *blank = strchr(map->lines[at] +
			     below(strlen(map->lines[at]) + 1), ' ');
	char *colon = strchr(map->lines[at], ':');

	if (colon && below(2))
		blank = colon + 1;
	if (blank)
		replace(map, at, blank - map->lines[at], 0, " ");
}

static void cut_end(struct map *map, size_t at)
{
	size_t from = below(strlen(map->lines[at]) + 1);

	replace(map, at, from, strlen(map->lines[at]) - from, "");
}

static void cut_begin(struct map *map, size_t at)
{
	replace(map, at, 0, below(strlen(map->lines[at]) + 1), "");
}

static void swap(struct map *map, size_t at)
{
	size_t other = below(map->nr);
	char *line = map->lines[at];

	map->lines[at] = map->lines[other];
	map->lines[other] = line;
}

static void swap_next(struct map *map, size_t at)
{
	char *line = map->lines[at];

	if (at + 1 == map->nr)
		return;
	map->lines[at] = map->lines[at + 1];
	map->lines[at + 1] = line;
}

/* Another line's place is right behind @at. */
static void move(struct map *map, size_t at)
{
	size_t from = below(map->nr);
	char *line = map->lines[from];

	memmove(map->lines + from, map->lines + from + 1,
		(map->nr - from - 1) * sizeof(*map->lines));
	if (at == map->nr)
		at--;
	memmove(map->lines + at + 1, map->lines + at,
		(map->nr - at - 1) * sizeof(*map->lines));
	map->lines[at] = line;
}

static void join(struct map *map, size_t at)
{
	if (at + 1 == map->nr)
		return;
	replace(map, at, strlen(map->lines[at]), 0, map->lines[at + 1]);
	delete_lines(map, at + 1, 1);
}

static void break_up(struct map *map, size_t at)
{
	size_t from = below(strlen(map->lines[at]) + 1);
	char *rest = strdup(map->lines[at] + from);

	replace(map, at, from, strlen(map->lines[at]) - from, "");
	memmove(map->lines + at + 2, map->lines + at + 1,
		(map->nr - at - 1) * sizeof(*map->lines));
	map->lines[at + 1] = rest;
	map->nr++;
}

/* In German, as far as it goes. */
static void translate(struct map *map, size_t at)
{
	static const char *const words[][2] = {
		{ "Linker script and memory map", "Linker-Skript und Speicherzuordnung" },
		{ "load address", "Lade-Adresse" },
		{ "(size before relaxing)", "(Größe vor Optimierung)" },
		{ "linker stubs", "Linker-Rümpfe" },
		{ "LOAD", "LADE" },
		{ "OUTPUT", "AUSGABE" },
		{ "Symbol", "Symbole" },
		{ "<internal>", "<intern>" },
		{ "ABSOLUTE", "ABSOLUT" },
		{ "PROVIDE", "BIETE" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		for (size_t line = 0; line < map->nr; line++) {
			char *p = strstr(map->lines[line], words[i][0]);

			if (p && (line == at || !below(8)))
				replace(map, line, p - map->lines[line],
					strlen(words[i][0]), words[i][1]);
		}
}

static void change(struct map *map)
{
	static void (*const changes[])(struct map *, size_t) = {
		delete_one, delete_one, delete_some, delete_rest, delete_alike,
		indent, unindent, widen, cut_end, cut_begin, swap, swap_next,
		move, join, break_up, translate,
	};

	for (size_t nr = 1 + below(3); nr-- && map->nr; )
		changes[below(sizeof(changes) / sizeof(changes[0]))](map,
			below(map->nr));
}

/* ---- runs ---------------------------------------------------------------- */

static int run(char **command)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		if (!freopen(OUT, "w", stdout) || !freopen(MESSAGE, "w", stderr))
			_exit(127);
		execvp(command[0], command);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		err(2, "%s", command[0]);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* One line, "kallmodsyms: file...: what is wrong" */
static bool is_message(void)
{
	struct text message = read_file(MESSAGE);
	char *end = strchr(message.data, '\n');
	bool good = !strncmp(message.data, "kallmodsyms: ", 13) &&
		    end && !end[1];

	free(message.data);
	return good;
}

static bool is_output(const struct text *good)
{
	struct text out = read_file(OUT);
	bool same = out.len == good->len &&
		    !memcmp(out.data, good->data, out.len);

	free(out.data);
	return same;
}

static bool run_changed(struct map *map, char **command,
			const struct text *good, size_t *refused)
{
	int status;

	split(map);
	change(map);
	write_map(map);
	free_lines(map);
	status = run(command);
	if (status == 1 ? !is_message() : status || !is_output(good)) {
		printf("# exit status %d for the map %s that was left\n",
		       status, map->path);
		return false;
	}
	*refused += status == 1;
	write_file(map->path, map->good.data, map->good.len);
	return true;
}

int main(int argc, char **argv)
{
	struct map maps[MAX_MAPS];
	size_t nr_maps = 0, refused = 0, runs;
	struct text good;
	int i = 3;

	if (argc < 6)
		errx(2, "usage: mutate SEED RUNS MAP... -- COMMAND...");
	state = strtoull(argv[1], NULL, 10);
	runs = strtoull(argv[2], NULL, 10);
	for (; i < argc - 1 && strcmp(argv[i], "--"); i++, nr_maps++) {
		if (nr_maps == MAX_MAPS)
			errx(2, "too many maps");
		maps[nr_maps].path = argv[i];
		maps[nr_maps].good = read_file(argv[i]);
	}
	if (run(argv + i + 1))
		errx(1, "the maps as they are: see %s", MESSAGE);
	good = read_file(OUT);
	for (size_t n = 0; n < runs; n++)
		if (!run_changed(&maps[below(nr_maps)], argv + i + 1, &good,
				 &refused))
			return 1;
	printf("# %zu runs, %zu refused\n", runs, refused);
	/* a tool that never complains has not read the maps */
	return !refused;
}
