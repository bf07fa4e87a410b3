// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's log, kernel/printk/printk_ringbuffer.h, in a dump. VMCOREINFO
 * has the offsets of all members.
 *
 * A ring of descriptors has the state of each message and where its text is in
 * a ring of data; an array beside it has the time and the length of the text.
 * Positions in both rings count up without end; their lower bits are the index.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

#define MAX_STRUCT	512	/* bytes of a descriptor */
#define MAX_TEXT	0x10000u
#define MAX_BITS	31
#define PREFIX_LEN	64

/* What is wanted of VMCOREINFO. */
enum key {
	PRB,
	RB_DESCS, RB_TEXTS,
	DESCS_BITS, DESCS_ARRAY, DESCS_INFOS, DESCS_HEAD, DESCS_TAIL,
	DESC_SIZE, DESC_STATE, DESC_LPOS,
	LPOS_SIZE, LPOS_BEGIN, LPOS_NEXT,
	INFO_SIZE, INFO_TIME, INFO_LEN,
	TEXTS_BITS, TEXTS_DATA,
	NUM_KEYS,
};

static const char * const keys[NUM_KEYS] = {
	[PRB] = "SYMBOL(prb)=",
	[RB_DESCS] = "OFFSET(printk_ringbuffer.desc_ring)=",
	[RB_TEXTS] = "OFFSET(printk_ringbuffer.text_data_ring)=",
	[DESCS_BITS] = "OFFSET(prb_desc_ring.count_bits)=",
	[DESCS_ARRAY] = "OFFSET(prb_desc_ring.descs)=",
	[DESCS_INFOS] = "OFFSET(prb_desc_ring.infos)=",
	[DESCS_HEAD] = "OFFSET(prb_desc_ring.head_id)=",
	[DESCS_TAIL] = "OFFSET(prb_desc_ring.tail_id)=",
	[DESC_SIZE] = "SIZE(prb_desc)=",
	[DESC_STATE] = "OFFSET(prb_desc.state_var)=",
	[DESC_LPOS] = "OFFSET(prb_desc.text_blk_lpos)=",
	[LPOS_SIZE] = "SIZE(prb_data_blk_lpos)=",
	[LPOS_BEGIN] = "OFFSET(prb_data_blk_lpos.begin)=",
	[LPOS_NEXT] = "OFFSET(prb_data_blk_lpos.next)=",
	[INFO_SIZE] = "SIZE(printk_info)=",
	[INFO_TIME] = "OFFSET(printk_info.ts_nsec)=",
	[INFO_LEN] = "OFFSET(printk_info.text_len)=",
	[TEXTS_BITS] = "OFFSET(prb_data_ring.size_bits)=",
	[TEXTS_DATA] = "OFFSET(prb_data_ring.data)=",
};

/**
 * struct ring - the log
 * @d: the dump
 * @key: values of VMCOREINFO
 * @word: size of an unsigned long, and of a pointer
 * @id_mask: the bits of a state that are the descriptor's number
 * @bits: binary logarithm of the number of descriptors
 * @descs: address of the descriptors
 * @infos: address of times and lengths
 * @head: number of the newest descriptor
 * @tail: number of the oldest one
 * @text_bits: binary logarithm of the size of @text
 * @text: address of the text
 */
struct ring {
	const struct dump *d;
	uint64_t key[NUM_KEYS];
	u32 word;
	uint64_t id_mask;
	uint64_t bits;
	uint64_t descs;
	uint64_t infos;
	uint64_t head;
	uint64_t tail;
	uint64_t text_bits;
	uint64_t text;
};

/**
 * struct message - a message
 * @time: in nanoseconds
 * @len: length of @text
 * @text: one or more lines, in @buf
 * @buf: with room for the time before the first line, and for the last end
 */
struct message {
	uint64_t time;
	size_t len;
	char *text;
	char buf[PREFIX_LEN + MAX_TEXT + 1];
};

static int read_value(const struct ring *r, uint64_t addr, u32 size,
		      uint64_t *value)
{
	return read_number(&r->d->mem, addr, size, value);
}

static int read_keys(struct ring *r)
{
	for (int i = 0; i < NUM_KEYS; i++) {
		if (!r->d->info ||
		    !vmcoreinfo_number(r->d->info, r->d->info_len, keys[i],
				       i == PRB ? 16 : 10, &r->key[i]))
			return KMS_NO_TABLE;
		if (i != PRB && r->key[i] > MAX_STRUCT - 8)
			return KMS_DAMAGED;
	}
	/* begin and next are of type unsigned long */
	r->word = r->key[LPOS_SIZE] / 2;
	return r->word == 4 || r->word == 8 ? KMS_OK : KMS_DAMAGED;
}

static int read_ring(struct ring *r)
{
	const uint64_t *key = r->key;
	uint64_t prb, descs, texts;
	int status = read_value(r, key[PRB], r->word, &prb);

	if (status)
		return status;
	descs = prb + key[RB_DESCS];
	texts = prb + key[RB_TEXTS];
	if (read_value(r, descs + key[DESCS_BITS], 4, &r->bits) ||
	    read_value(r, descs + key[DESCS_ARRAY], r->word, &r->descs) ||
	    read_value(r, descs + key[DESCS_INFOS], r->word, &r->infos) ||
	    read_value(r, descs + key[DESCS_HEAD], r->word, &r->head) ||
	    read_value(r, descs + key[DESCS_TAIL], r->word, &r->tail) ||
	    read_value(r, texts + key[TEXTS_BITS], 4, &r->text_bits) ||
	    read_value(r, texts + key[TEXTS_DATA], r->word, &r->text))
		return KMS_READ;
	/* the two uppermost bits of a state are none of the number */
	r->id_mask = (1ull << (8 * r->word - 2)) - 1;
	r->head &= r->id_mask;
	r->tail &= r->id_mask;
	return r->bits && r->bits < MAX_BITS &&
	       r->text_bits && r->text_bits <= MAX_BITS ? KMS_OK : KMS_DAMAGED;
}

/* Was the message finished, or at least committed, and not yet overwritten? */
static bool is_valid(const struct ring *r, uint64_t state, uint64_t id)
{
	uint64_t kind = state >> (8 * r->word - 2);

	return (state & r->id_mask) == id && (kind == 1 || kind == 2);
}

/* The text is preceded by a word. What does not fit at the end begins anew. */
static int read_text(const struct ring *r, uint64_t begin, uint64_t next,
		     struct message *m)
{
	uint64_t mask = (1ull << r->text_bits) - 1, size = next - begin;

	/* the lowest bit marks a message without text */
	if (begin & 1 || !m->len) {
		m->len = 0;
		return KMS_OK;
	}
	if (begin >> r->text_bits != (next - 1) >> r->text_bits) {
		size = next & mask;
		begin = 0;
	}
	if (size < r->word || (begin & mask) + size > mask + 1)
		return KMS_DAMAGED;
	if (m->len > size - r->word)
		m->len = size - r->word;
	begin = r->text + (begin & mask) + r->word;
	return r->d->mem.read(r->d->mem.priv, begin, m->text, m->len) ?
	       KMS_READ : KMS_OK;
}

/* KMS_NOT_FOUND if there is no message of this number. */
static int read_message(const struct ring *r, uint64_t id, struct message *m)
{
	uint64_t index = id & ((1ull << r->bits) - 1);
	uint64_t desc = r->descs + index * r->key[DESC_SIZE];
	uint64_t info = r->infos + index * r->key[INFO_SIZE];
	uint64_t lpos = desc + r->key[DESC_LPOS];
	uint64_t state, begin, next, len;

	if (read_value(r, desc + r->key[DESC_STATE], r->word, &state))
		return KMS_READ;
	if (!is_valid(r, state, id))
		return KMS_NOT_FOUND;
	if (read_value(r, lpos + r->key[LPOS_BEGIN], r->word, &begin) ||
	    read_value(r, lpos + r->key[LPOS_NEXT], r->word, &next) ||
	    read_value(r, info + r->key[INFO_TIME], 8, &m->time) ||
	    read_value(r, info + r->key[INFO_LEN], 2, &len))
		return KMS_READ;
	m->len = len;
	if (read_text(r, begin, next, m))
		m->len = sprintf(m->text, "(not in the dump)");
	return KMS_OK;
}

/* The time comes before the line, over the one that has been printed. */
static int print_line(struct message *m, char *line, size_t len,
		      const struct log_reader *to)
{
	char prefix[PREFIX_LEN];
	size_t n = sprintf(prefix, "[%5llu.%06llu] ",
			   (unsigned long long)(m->time / 1000000000),
			   (unsigned long long)(m->time % 1000000000 / 1000));

	line = memcpy(line - n, prefix, n);
	line[n + len] = '\n';
	return to->fn(to->priv, line, n + len + 1);
}

/* As the kernel does, with the time before each line of a message. */
static int print_message(struct message *m, const struct log_reader *to)
{
	char *p = m->text, *end = p + m->len, *line_end;
	int status = 0;

	while (!status && (line_end = memchr(p, '\n', end - p))) {
		status = print_line(m, p, line_end - p, to);
		p = line_end + 1;
	}
	return status ? status : print_line(m, p, end - p, to);
}

static int print_messages(const struct ring *r, struct message *m,
			  const struct log_reader *to)
{
	uint64_t num = ((r->head - r->tail) & r->id_mask) + 1;
	int status = KMS_OK;

	if (num > 1ull << r->bits)
		return KMS_DAMAGED;
	for (uint64_t i = 0; !status && i < num; i++) {
		status = read_message(r, (r->tail + i) & r->id_mask, m);
		if (!status)
			status = print_message(m, to);
		else if (status == KMS_NOT_FOUND)
			status = KMS_OK;
	}
	return status;
}

/**
 * log_read - read the log
 * @d: the dump
 * @reader: a struct log_reader, who gets its lines
 *
 * Return: KMS_OK, what @reader returned, or another &enum kms_status
 */
int log_read(const struct dump *d, void *reader)
{
	struct ring r = { .d = d };
	struct message *m;
	int status = read_keys(&r);

	if (!status)
		status = read_ring(&r);
	if (status)
		return status;
	m = malloc(sizeof(*m));
	if (!m)
		return KMS_NO_MEMORY;
	m->text = m->buf + PREFIX_LEN;
	status = print_messages(&r, m, reader);
	free(m);
	return status;
}
