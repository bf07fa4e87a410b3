// SPDX-License-Identifier: GPL-2.0
/*
 * Variables at a place in the code, as fetch arguments of a kprobe event.
 *
 * The debug information says where a variable is at an address. A fetch
 * argument reads it from a register, "%di:s32", or from memory at an offset from
 * one, "+8(%sp):u64". No argument reads what is elsewhere, such as a value in two
 * registers or one that a debugger has to compute.
 */
#include <gelf.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dwarf.h>

#include <xalloc.h>

#include "error.h"
#include "grow.h"
#include "variables.h"

#include "../../kernel/kallmodsyms_points.h"

/* By their numbers in DWARF, as regs_query_register_offset() has them. */
static const char *const x86_64_registers[] = {
	"ax", "dx", "cx", "bx", "si", "di", "bp", "sp",
	"r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
};

#define NR_REGISTERS	(sizeof(x86_64_registers) / sizeof(*x86_64_registers))

/**
 * struct location - where a variable is
 * @reg: number of a register
 * @in_memory: whether it is in memory, not in the register
 * @offset: in memory, from the contents of the register
 */
struct location {
	unsigned long long reg;
	bool in_memory;
	long long offset;
};

/**
 * struct list - the variables of a place
 * @out: where they are written
 * @function: the function of the code
 * @addr: the place
 * @names: those that have been written; inner ones hide outer ones
 * @nr: how many
 */
struct list {
	FILE *out;
	Dwarf_Die *function;
	Dwarf_Addr addr;
	const char **names;
	size_t nr;
};

static bool is_supported(Dwarf_Die *die)
{
	Dwarf *dwarf = dwarf_cu_getdwarf(die->cu);
	GElf_Ehdr ehdr;

	return gelf_getehdr(dwarf_getelf(dwarf), &ehdr) &&
	       ehdr.e_machine == EM_X86_64 &&
	       ehdr.e_ident[EI_CLASS] == ELFCLASS64;
}

/* A register, or an offset from one, in the words of DWARF. */
static bool read_register(const Dwarf_Op *op, struct location *to)
{
	unsigned int atom = op->atom;

	to->in_memory = false;
	to->offset = 0;
	if (atom >= DW_OP_reg0 && atom <= DW_OP_reg31) {
		to->reg = atom - DW_OP_reg0;
		return true;
	}
	if (atom == DW_OP_regx) {
		to->reg = op->number;
		return true;
	}
	to->in_memory = true;
	if (atom >= DW_OP_breg0 && atom <= DW_OP_breg31) {
		to->reg = atom - DW_OP_breg0;
		to->offset = op->number;
		return true;
	}
	to->reg = op->number;
	to->offset = op->number2;
	return atom == DW_OP_bregx;
}

/* The address of the caller's frame, by .debug_frame. */
static bool read_caller_frame(const struct list *list, struct location *to)
{
	Dwarf_CFI *cfi = dwarf_getcfi(dwarf_cu_getdwarf(list->function->cu));
	Dwarf_Frame *frame;
	Dwarf_Op *ops;
	bool found;
	size_t n;

	if (!cfi || dwarf_cfi_addrframe(cfi, list->addr, &frame))
		return false;
	found = !dwarf_frame_cfa(frame, &ops, &n) && n == 1 &&
		read_register(ops, to) && to->in_memory;
	free(frame);
	return found;
}

/* The one word of DWARF that is the value of an attribute at the place. */
static Dwarf_Op *single_op(Dwarf_Die *die, unsigned int name, Dwarf_Addr addr)
{
	Dwarf_Attribute attr;
	Dwarf_Op *ops;
	size_t n;

	if (!dwarf_attr(die, name, &attr) ||
	    dwarf_getlocation_addr(&attr, addr, &ops, &n, 1) != 1 || n != 1)
		return NULL;
	return ops;
}

static bool read_frame(const struct list *list, struct location *to)
{
	Dwarf_Op *op = single_op(list->function, DW_AT_frame_base, list->addr);

	if (op && op->atom == DW_OP_call_frame_cfa)
		return read_caller_frame(list, to);
	return op && read_register(op, to);
}

static bool read_location(const struct list *list, Dwarf_Die *die,
			  struct location *to)
{
	Dwarf_Op *op = single_op(die, DW_AT_location, list->addr);

	if (!op)
		return false;
	if (op->atom != DW_OP_fbreg)
		return read_register(op, to) && to->reg < NR_REGISTERS;
	if (!read_frame(list, to) || to->reg >= NR_REGISTERS)
		return false;
	to->in_memory = true;
	to->offset += op->number;
	return true;
}

/* Has the variable a value at the place, whatever it takes to read it? */
static bool has_value(const struct list *list, Dwarf_Die *die)
{
	Dwarf_Attribute attr;
	Dwarf_Op *ops;
	size_t n;

	if (dwarf_attr_integrate(die, DW_AT_const_value, &attr))
		return true;
	return dwarf_attr(die, DW_AT_location, &attr) &&
	       dwarf_getlocation_addr(&attr, list->addr, &ops, &n, 1) == 1 && n;
}

static char letter_of(Dwarf_Die *type)
{
	Dwarf_Attribute attr;
	Dwarf_Word encoding;

	switch (dwarf_tag(type)) {
	case DW_TAG_pointer_type:
		return 'x';
	case DW_TAG_enumeration_type:
		return 'u';
	case DW_TAG_base_type:
		break;
	default:
		return '\0';
	}
	if (dwarf_formudata(dwarf_attr(type, DW_AT_encoding, &attr), &encoding))
		return '\0';
	switch (encoding) {
	case DW_ATE_signed:
	case DW_ATE_signed_char:
		return 's';
	case DW_ATE_boolean:
	case DW_ATE_unsigned:
	case DW_ATE_unsigned_char:
		return 'u';
	}
	return '\0';
}

/* The type of a fetch argument, "s32", or false if none is like it. */
static bool read_type(Dwarf_Die *die, char *letter, unsigned int *bits)
{
	Dwarf_Attribute attr;
	Dwarf_Word size = 8;
	Dwarf_Die type;

	if (!dwarf_attr_integrate(die, DW_AT_type, &attr) ||
	    !dwarf_formref_die(&attr, &type) || dwarf_peel_type(&type, &type))
		return false;
	*letter = letter_of(&type);
	if (*letter != 'x' && dwarf_aggregate_size(&type, &size))
		return false;
	*bits = 8 * size;
	return *letter && (size == 1 || size == 2 || size == 4 || size == 8);
}

static void print_argument(const struct list *list, Dwarf_Die *die)
{
	struct location at;
	unsigned int bits;
	char letter;

	if (!has_value(list, die))
		return;
	if (!read_type(die, &letter, &bits) || !read_location(list, die, &at)) {
		fputc(KALLMODSYMS_POINT_NO_ARG, list->out);
		return;
	}
	if (at.in_memory)
		fprintf(list->out, "%+lld(%%%s):%c%u", at.offset,
			x86_64_registers[at.reg], letter, bits);
	else
		fprintf(list->out, "%%%s:%c%u", x86_64_registers[at.reg],
			letter, bits);
}

static bool is_listed(const struct list *list, const char *name)
{
	for (size_t i = 0; i < list->nr; i++)
		if (!strcmp(list->names[i], name))
			return true;
	return false;
}

/* Two underscores begin the names that macros give. */
static void add_variable(struct list *list, Dwarf_Die *die)
{
	const char *name = dwarf_diename(die);

	if (!name || !strncmp(name, "__", 2) || is_listed(list, name))
		return;
	list->names = xgrow(list->names, list->nr, sizeof(*list->names));
	list->names[list->nr++] = name;
	fprintf(list->out, " %s=", name);
	print_argument(list, die);
}

static void add_block(struct list *list, Dwarf_Die *block)
{
	Dwarf_Die die;

	if (dwarf_child(block, &die))
		return;
	do {
		int tag = dwarf_tag(&die);

		if (tag == DW_TAG_variable || tag == DW_TAG_formal_parameter)
			add_variable(list, &die);
	} while (!dwarf_siblingof(&die, &die));
}

/* A copy of a block may lack the variables that have no value in it. */
static void add_scope(struct list *list, Dwarf_Die *block)
{
	Dwarf_Attribute attr;
	Dwarf_Die origin;

	add_block(list, block);
	if (dwarf_attr(block, DW_AT_abstract_origin, &attr) &&
	    dwarf_formref_die(&attr, &origin))
		add_block(list, &origin);
}

char *variables_at(const struct scope *scope, Dwarf_Die *function,
		   Dwarf_Addr addr)
{
	struct list list = { .function = function, .addr = addr };
	char *text;
	size_t len;

	list.out = open_memstream(&text, &len);
	if (!list.out)
		die_at("variables", 0, "out of memory");
	for (; scope && is_supported(function); scope = scope->outer)
		add_scope(&list, scope->die);
	if (fclose(list.out))
		die_at("variables", 0, "out of memory");
	free(list.names);
	return text;
}
