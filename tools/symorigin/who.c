// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whom to report a trace to.
 *
 * Each function of the trace votes for the entries of MAINTAINERS that have
 * its source file. The first functions know most; those that every trace has,
 * and helpers that anybody calls, know little. In the log of a dump, it is the
 * last report that counts.
 */
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "maintainers.h"
#include "trace.h"

#define MAX_VOTES	64	/* functions of a trace that count */
#define MAX_REASON	512

/**
 * struct vote - a function of the trace
 * @text: "name (object)"
 * @object: its object
 * @weight: how much it counts
 */
struct vote {
	char *text;
	char *object;
	double weight;
};

/**
 * struct trace - the functions of a trace
 * @kms: the kernel
 * @votes: those that are in the kernel
 * @num: how many
 * @loaded: number of functions of loadable modules
 * @next: weight of the next function
 * @last_only: of several reports, only the last one counts
 * @restart: the next function is the first one of a report
 */
struct trace {
	const struct kms *kms;
	struct vote votes[MAX_VOTES];
	unsigned int num;
	unsigned int loaded;
	double next;
	bool last_only;
	bool restart;
};

/* How the kernel begins to report a fault. */
static const char * const beginnings[] = {
	"-[ cut here ]-", "BUG: ", "Oops: ", "Unable to handle ",
	"Internal error: ", "INFO: ", "Kernel panic - ",
};

/*
 * Where the machinery of traps, stacks, locks, memory and threads is. It shows
 * up in traces of any fault, and seldom has it.
 */
static const char * const machinery[] = {
	"arch/*/entry/*", "arch/*/kernel/entry*", "arch/*/kernel/traps*",
	"arch/*/kernel/dumpstack*", "arch/*/kernel/stacktrace*",
	"arch/*/kernel/process*", "arch/*/kernel/irq*", "arch/*/kernel/apic/*",
	"arch/*/kernel/smp*", "arch/*/kernel/syscall*", "arch/*/kernel/head*",
	"arch/*/mm/fault*", "arch/*/mm/extable*", "arch/*/lib/*",
	"kernel/panic.o", "kernel/kthread.o", "kernel/workqueue.o",
	"kernel/softirq.o", "kernel/fork.o", "kernel/exit.o", "kernel/smpboot.o",
	"kernel/hung_task.o", "kernel/watchdog*", "kernel/stacktrace.o",
	"kernel/locking/*", "kernel/rcu/*", "kernel/time/*", "kernel/irq/*",
	"kernel/printk/*", "kernel/sched/*", "kernel/entry/*", "kernel/smp.o",
	"kernel/task_work.o", "kernel/module/main.o", "kernel/kcsan/*",
	"init/main.o", "lib/*", "mm/kasan/*", "mm/kfence/*", "mm/kmsan/*",
	"mm/slub.o", "mm/slab*", "mm/util.o", "mm/maccess.o", "mm/usercopy.o",
	"mm/page_alloc.o", "mm/vmalloc.o", "mm/memory.o",
};

/* What many subsystems are called through. */
static const char * const common[] = {
	"fs/*.o", "net/core/*", "net/socket.o", "net/sched/sch_generic.o",
	"block/*", "drivers/base/*", "drivers/pci/*", "mm/*", "kernel/*",
	"security/*.o", "arch/*", "crypto/*.o", "net/netlink/*", "fs/proc/*",
	"fs/kernfs/*", "fs/sysfs/*", "net/ipv4/*", "net/ipv6/*",
};

static bool matches_any(const char * const *globs, size_t num, const char *path)
{
	for (size_t i = 0; i < num; i++)
		if (!fnmatch(globs[i], path, FNM_PATHNAME))
			return true;
	return false;
}

#define MATCHES(globs, path)	\
	matches_any(globs, sizeof(globs) / sizeof(*(globs)), path)

static double weight_of(const char *object)
{
	if (MATCHES(machinery, object))
		return 0.05;
	return MATCHES(common, object) ? 0.5 : 1;
}

static int add_vote(struct trace *t, const struct function *f,
		    const char *object)
{
	struct vote *v = &t->votes[t->num];
	double weight = weight_of(object);

	if (asprintf(&v->text, "%.*s (%s)", (int)f->name_len, f->name,
		     object) < 0)
		return fail("out of memory");
	v->object = strdup(object);
	if (!v->object)
		return fail("out of memory");
	v->weight = weight * t->next * (f->unsure ? 0.2 : 1);
	/* machinery does not make what follows less telling */
	if (weight >= 0.5 && !f->unsure)
		t->next *= 0.75;
	t->num++;
	return 0;
}

/*
 * Votes for the symbols of the log's size or, if there is none, of its name,
 * or of what comes before a suffix that this kernel's compiler did not add.
 */
static int vote_by_name(struct trace *t, const struct function *f)
{
	const char *dot = memchr(f->name, '.', f->name_len);
	struct kms_symbol sym = { 0 };
	bool exact = !match_function(t->kms, f, true, 0, &sym);
	struct function base = *f;
	uint32_t from = 0;
	int status = 0;

	while (!status && t->num < MAX_VOTES &&
	       !match_function(t->kms, f, exact, from, &sym)) {
		from = sym.index + 1;
		if (*sym.object)
			status = add_vote(t, f, sym.object);
	}
	if (!from && dot && dot > f->name) {
		base.name_len = dot - f->name;
		return vote_by_name(t, &base);
	}
	if (!from && f->modules)
		t->loaded++;
	return status;
}

static bool begins_report(const char *line, size_t len)
{
	for (size_t i = 0; i < sizeof(beginnings) / sizeof(*beginnings); i++)
		if (memmem(line, len, beginnings[i], strlen(beginnings[i])))
			return true;
	return false;
}

static void forget_votes(struct trace *t)
{
	while (t->num) {
		struct vote *v = &t->votes[--t->num];

		free(v->text);
		free(v->object);
	}
	t->loaded = 0;
	t->next = 1;
	t->restart = false;
}

static int take_line(void *data, const char *line, size_t len)
{
	const char *p = line, *end = line + len;
	struct trace *t = data;
	struct function f;
	int status = 0;

	if (t->last_only && begins_report(line, len))
		t->restart = true;
	while (!status && (t->num < MAX_VOTES || t->restart) &&
	       next_function(p, end, &f)) {
		char object[KMS_PATH_LEN];

		if (t->restart)
			forget_votes(t);
		if (f.object && f.object_len < sizeof(object)) {
			memcpy(object, f.object, f.object_len);
			object[f.object_len] = '\0';
			status = add_vote(t, &f, object);
		} else {
			status = vote_by_name(t, &f);
		}
		p = f.end;
	}
	return status;
}

static void count_votes(const struct trace *t, struct maintainers *m)
{
	for (unsigned int i = 0; i < t->num; i++)
		maintainers_vote(m, t->votes[i].object, t->votes[i].text,
				 t->votes[i].weight);
}

static int print_result(const struct options *o, const struct trace *t,
			struct maintainers *m)
{
	if (t->loaded)
		fail("%u functions of loadable modules are not in the kernel",
		     t->loaded);
	if (!t->num) {
		fail("no function of this kernel was found, as in \"name+0x12/0x34\"");
		return 1;
	}
	count_votes(t, m);
	if (maintainers_print(m, o->top))
		return 0;
	fail("no entry of the MAINTAINERS file has one of the files");
	return 1;
}

int verb_who(const struct options *o, const struct kms *kms, int argc,
	     char **argv)
{
	const char *path = o->maintainers ? o->maintainers : "MAINTAINERS";
	struct trace t = { .kms = kms, .next = 1, .last_only = o->log };
	struct maintainers *m = maintainers_read(path);
	int status;

	if (!m)
		return fail("%s: %s; give the file of a kernel tree with --maintainers",
			    path, strerror(errno));
	status = each_line(o, argc, argv, take_line, &t);
	if (!status)
		status = print_result(o, &t, m);
	forget_votes(&t);
	maintainers_free(m);
	return status;
}
