// SPDX-License-Identifier: GPL-2.0
/*
 * The linker script, as a text: which names it gives a value to, and where it
 * sends the sections of the objects. Expressions are skipped.
 */
#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

#include "die.h"
#include "file.h"
#include "lexer.h"
#include "script.h"

/**
 * struct parser - where we are in the script
 * @script: what has been found
 * @path: name of the script, for messages
 * @list: all tokens
 * @pos: the token to look at
 * @depth: how many braces are open; 2 within an output section
 * @output: the output section
 */
struct parser {
	struct script *script;
	const char *path;
	const struct token *list;
	size_t pos;
	unsigned int depth;
	const char *output;
};

static bool is(const struct parser *parser, size_t pos, const char *text)
{
	return token_is(&parser->list[pos], text);
}

/* Behind the ")" for the "(" at @pos. */
static size_t skip_parens(const struct parser *parser, size_t pos)
{
	unsigned int depth = 0;

	for (; *parser->list[pos].text; pos++) {
		depth += is(parser, pos, "(");
		depth -= is(parser, pos, ")");
		if (!depth)
			return pos + 1;
	}
	die("%s: ends within parentheses", parser->path);
}

/* The "(" for the ")" at @pos. */
static size_t skip_parens_back(const struct parser *parser, size_t pos)
{
	unsigned int depth = 0;

	for (; pos; pos--) {
		depth += is(parser, pos, ")");
		depth -= is(parser, pos, "(");
		if (!depth)
			return pos;
	}
	die("%s: begins within parentheses", parser->path);
}

static void add_assignment(struct parser *parser, const char *name,
			   enum assignment kind)
{
	*map_at(&parser->script->assigned, name) = (void *)(size_t)kind;
}

static void add_rule(struct parser *parser, const char *file,
		     const char *section)
{
	struct script *script = parser->script;
	struct rule *rule;

	GROW(script->rules, script->num_rules);
	rule = &script->rules[script->num_rules++];
	rule->file = file;
	rule->section = section;
	rule->output = parser->output;
}

/* *(.text .text.*)   *(SORT(___kentry+*))   *(EXCLUDE_FILE(*a.o) .ctors) */
static void parse_sections(struct parser *parser)
{
	const char *file = parser->list[parser->pos].text;
	size_t pos = parser->pos + 1, end = skip_parens(parser, pos);

	for (; pos < end; pos++) {
		if (is(parser, pos, "EXCLUDE_FILE"))
			pos = skip_parens(parser, pos + 1) - 1;
		else if (!strchr("(),", *parser->list[pos].text) &&
			 !is(parser, pos + 1, "("))
			add_rule(parser, file, parser->list[pos].text);
	}
	parser->pos = end;
}

/* A wildcard for files, as opposed to a function. */
static bool is_file_pattern(const struct parser *parser)
{
	const char *text = parser->list[parser->pos].text;

	return is(parser, parser->pos + 1, "(") &&
	       (strchr(text, '*') || ends_with(text, ".o") ||
		ends_with(text, ".a"));
}

static void skip_statement(struct parser *parser)
{
	while (*parser->list[parser->pos].text && !is(parser, parser->pos, ";"))
		if (is(parser, parser->pos, "("))
			parser->pos = skip_parens(parser, parser->pos);
		else
			parser->pos++;
}

/*
 * At a "=": either
 *
 *   _text = .;      . += 64;
 *
 * or what to fill gaps with, without a semicolon:
 *
 *   } :text = 0xcccccccc      } = 0x9090
 */
static void parse_equals(struct parser *parser)
{
	size_t pos = parser->pos;

	if (pos < 2 || is(parser, pos - 1, "}") || is(parser, pos - 2, ":")) {
		parser->pos += 2;
		return;
	}
	if (isalpha((unsigned char)*parser->list[pos - 1].text) ||
	    strlen(parser->list[pos - 1].text) > 1)
		add_assignment(parser, parser->list[pos - 1].text, ASSIGNED);
	skip_statement(parser);
}

/* PROVIDE(name = value)   PROVIDE_HIDDEN(name = value) */
static void parse_provide(struct parser *parser)
{
	add_assignment(parser, parser->list[parser->pos + 2].text, PROVIDED);
	parser->pos = skip_parens(parser, parser->pos + 1);
}

/* The end of an address, or what is in front of the parentheses there. */
static bool is_address(const struct parser *parser, size_t pos)
{
	return pos && (isdigit((unsigned char)*parser->list[pos].text) ||
		       is(parser, pos, "ALIGN") || is(parser, pos, "ADDR") ||
		       is(parser, pos, "+"));
}

/*
 * The name of the output section whose "{" is at the position:
 *
 *   .text : AT(ADDR(.text) - 0xffffffff80000000) {
 *   .data..percpu 0 : AT(__per_cpu_load) {
 *   .got.plt (INFO) : {
 *   .text ALIGN(256) : AT(ADDR(.text) - 0xc000000000000000) {
 *   .stubs ADDR(.vectors) + 0x1000 : AT(__stubs_lma) {
 *   } :text :note __restore_ph : {
 */
static const char *output_name(const struct parser *parser)
{
	size_t pos = parser->pos - 1;

	while (pos && !is(parser, pos, ":"))
		if (is(parser, pos, ")"))
			pos = skip_parens_back(parser, pos) - 1;
		else
			pos--;
	pos--;
	if (is(parser, pos, ")"))
		pos = skip_parens_back(parser, pos) - 1;
	while (is_address(parser, pos)) {
		pos--;
		if (is(parser, pos, ")"))
			pos = skip_parens_back(parser, pos) - 1;
	}
	return parser->list[pos].text;
}

static void parse_token(struct parser *parser)
{
	if (is(parser, parser->pos, "ASSERT")) {
		parser->pos = skip_parens(parser, parser->pos + 1);
	} else if (!strncmp(parser->list[parser->pos].text, "PROVIDE", 7)) {
		parse_provide(parser);
	} else if (is(parser, parser->pos, "=")) {
		parse_equals(parser);
	} else if (parser->depth == 2 && is_file_pattern(parser)) {
		parse_sections(parser);
	} else {
		if (is(parser, parser->pos, "{") && ++parser->depth == 2)
			parser->output = output_name(parser);
		else if (is(parser, parser->pos, "}"))
			parser->depth--;
		parser->pos++;
	}
}

/**
 * script_read - read the linker script
 * @script: filled in; all zero before
 * @path: its name
 */
void script_read(struct script *script, const char *path)
{
	struct parser parser = { .script = script, .path = path };
	struct tokens tokens;
	struct file file;

	file_must_open(&file, path);
	tokens_read(&tokens, file.data);
	file_close(&file);
	parser.list = tokens.list;
	while (*tokens.list[parser.pos].text)
		parse_token(&parser);
	if (!script->num_rules)
		die("%s: sends no section anywhere", path);
}

/**
 * script_assigns - does the linker script give a value to a name?
 * @script: the script
 * @name: the name
 *
 * Return: PROVIDED if it does so only for a name that no object defines.
 */
enum assignment script_assigns(const struct script *script, const char *name)
{
	return (size_t)map_get(&script->assigned, name);
}

static bool for_all_files(const struct rule *rule)
{
	return !strcmp(rule->file, "*");
}

static bool fits(const struct rule *rule, const char *section)
{
	return !fnmatch(rule->section, section, 0);
}

static struct rule *find_rule(struct script *script, const char *section)
{
	static struct rule none;
	size_t i;

	for (i = 0; i < script->num_rules; i++)
		if (for_all_files(&script->rules[i]) &&
		    fits(&script->rules[i], section))
			return &script->rules[i];
	return &none;
}

/* A rule for some files only, before the rule for all files. */
static struct rule *find_special_rule(struct script *script, const char *path,
				      const char *section,
				      const struct rule *end)
{
	struct rule *rule, *last = script->rules + script->num_rules;

	for (rule = script->rules; rule < last && rule != end; rule++)
		if (!for_all_files(rule) && !fnmatch(rule->file, path, 0) &&
		    fits(rule, section))
			return rule;
	return NULL;
}

/**
 * script_output - where does the linker script send a section?
 * @script: the script
 * @path: the object
 * @section: the name of the section in the object; kept
 *
 * Return: the name of the section in vmlinux, "/DISCARD/", or NULL if the
 * script does not mention it; the linker then leaves it its name.
 */
const char *script_output(struct script *script, const char *path,
			  const char *section)
{
	void **known = map_at(&script->outputs, section);
	struct rule *special;

	if (!*known)
		*known = find_rule(script, section);
	special = find_special_rule(script, path, section, *known);
	return (special ? special : (struct rule *)*known)->output;
}

bool is_discarded(const char *output)
{
	return output && !strcmp(output, "/DISCARD/");
}
