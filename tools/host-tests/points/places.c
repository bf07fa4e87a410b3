// SPDX-License-Identifier: GPL-2.0
/*
 * Points where compilers do something with the code around them. Without
 * POINTS, there are none.
 */
#ifdef POINTS
#define KPROBE_POINT(name) __kprobe_point_##name: __attribute__((__unused__))
#else
#define KPROBE_POINT(name) do { } while (0)
#endif

int g(int x);
int h(int x);
int take(void *p);
void die(void) __attribute__((noreturn));

static inline int inlined(int x)
{
	if (x > 3) {
		KPROBE_POINT(twice);
		x = g(x);
	}
	return x;
}

static __attribute__((noinline)) int impossible(int x)
{
	if (sizeof(x) == 8) {
		KPROBE_POINT(dropped);
		return g(x);
	}
	return h(x) + 1;
}

int first(int x)
{
	return inlined(x) + 1;
}

int second(int x)
{
	return inlined(x + 5) * impossible(x);
}

/* The arms are the same code. */
int merged(int x)
{
	if (x) {
		KPROBE_POINT(arm_a);
		g(5);
	} else {
		KPROBE_POINT(arm_b);
		g(5);
	}
	return h(x);
}

int ends(int x)
{
	h(2);
	if (x == 7) {
		KPROBE_POINT(before_die);
		die();
		KPROBE_POINT(after_die);
	}
	KPROBE_POINT(end);
	return x;
}

struct pair {
	long a, b;
};

/* In a register, in memory, no single value, and no value yet */
int variables(char *pointer, int x)
{
	struct pair whole = { x, g(x) };
	short memory = 3;
	int later;

	take(&memory);
	take(&whole);
	KPROBE_POINT(variables);
	later = g(x);
	return take(pointer) + memory + whole.b + later;
}

/* Nothing calls it, so the linker leaves its section out. */
__attribute__((section(".text.gone"))) void gone(int x)
{
	g(x);
	KPROBE_POINT(discarded);
	g(x + 1);
}
