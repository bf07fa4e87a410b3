// SPDX-License-Identifier: GPL-2.0
/*
 * What /proc/kallmodsyms promises: see
 * Documentation/admin-guide/kallmodsyms.rst.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "symbols.h"
#include "../kselftest_harness.h"

#define KPTR_RESTRICT	"/proc/sys/kernel/kptr_restrict"
#define SIZES		"/proc/sys/kernel/kallmodsyms_sizes"
#define NOBODY		65534

/* Emulated machines take their time. */
#define SECONDS		150

/*
 * Both files of one moment: symbols of BPF programs and of modules come and
 * go, so read until nothing did.
 */
static int read_both(struct text *old, struct text *new)
{
	struct text again;
	int tries, ret;

	for (tries = 0; tries < 10; tries++) {
		ret = read_file(KALLSYMS, old) ?: read_file(KALLMODSYMS, new) ?:
		      read_file(KALLSYMS, &again);
		if (ret)
			return ret;
		if (!strcmp(old->bytes, again.bytes))
			return 0;
		free(old->bytes);
		free(new->bytes);
		free(again.bytes);
	}
	return -EAGAIN;
}

FIXTURE(kallmodsyms) {
	struct text old_text;
	struct text text;
	struct symbols old;
	struct symbols new;
	size_t nr_core;
	size_t core_size;
};

FIXTURE_SETUP(kallmodsyms)
{
	ASSERT_EQ(0, read_both(&self->old_text, &self->text));
	ASSERT_EQ(0, parse_symbols(&self->old_text, &self->old));
	ASSERT_EQ(0, parse_symbols(&self->text, &self->new));
	ASSERT_EQ(self->old.nr, self->new.nr);
	self->nr_core = self->old.nr_core;
	ASSERT_GT(self->nr_core, 0);
	self->core_size = lines_size(&self->text, self->nr_core);
}

FIXTURE_TEARDOWN(kallmodsyms)
{
}

static bool same_symbol(const struct symbol *a, const struct symbol *b)
{
	return a->addr == b->addr && a->type == b->type &&
	       !strcmp(a->name, b->name);
}

TEST_F_TIMEOUT(kallmodsyms, mode_is_that_of_kallsyms, SECONDS)
{
	struct stat old, new;

	ASSERT_EQ(0, stat(KALLSYMS, &old));
	ASSERT_EQ(0, stat(KALLMODSYMS, &new));
	EXPECT_EQ(0444, new.st_mode & 07777);
	EXPECT_EQ(old.st_mode, new.st_mode);
	EXPECT_EQ(old.st_uid, new.st_uid);
	EXPECT_EQ(old.st_gid, new.st_gid);
}

TEST_F_TIMEOUT(kallmodsyms, same_symbols_as_kallsyms, SECONDS)
{
	size_t i;

	for (i = 0; i < self->new.nr; i++)
		ASSERT_TRUE(same_symbol(&self->old.at[i], &self->new.at[i]))
			TH_LOG("line %zu: %s", i + 1, self->new.at[i].name);
}

/* An object after the module is all that can be different. */
TEST_F_TIMEOUT(kallmodsyms, same_modules_outside_kernel_image, SECONDS)
{
	size_t i;

	if (self->nr_core == self->new.nr)
		SKIP(return, "no module is loaded");
	for (i = self->nr_core; i < self->new.nr; i++) {
		const struct symbol *s = &self->new.at[i];

		EXPECT_EQ(strlen(self->old.at[i].origin), s->modules_len);
		EXPECT_EQ(0, strncmp(self->old.at[i].origin, s->origin,
				     s->modules_len))
			TH_LOG("%s\t%s", s->name, s->origin);
	}
}

/* Readers have buffers of 128 bytes for it. */
TEST_F_TIMEOUT(kallmodsyms, suffix_is_short, SECONDS)
{
	size_t i;

	for (i = 0; i < self->new.nr; i++)
		ASSERT_LT(strlen("\t") + strlen(self->new.at[i].origin), 128)
			TH_LOG("line %zu: %s", i + 1, self->new.at[i].origin);
}

/* A kernel without any built-in module or duplicate name does not exist. */
TEST_F_TIMEOUT(kallmodsyms, modules_and_objects_are_told, SECONDS)
{
	size_t i, of_module = 0, with_object = 0;

	for (i = 0; i < self->nr_core; i++) {
		of_module += self->new.at[i].modules_len != 0;
		with_object += self->new.at[i].object[0] != '\0';
	}
	TH_LOG("%zu symbols, %zu of modules, %zu with object",
	       self->nr_core, of_module, with_object);
	EXPECT_GT(of_module, 0);
	EXPECT_GT(with_object, 0);
}

/* By name, then modules, then object. */
static int compare_modules(const struct symbol *a, const struct symbol *b)
{
	if (a->modules_len != b->modules_len)
		return a->modules_len < b->modules_len ? -1 : 1;
	return strncmp(a->origin, b->origin, a->modules_len);
}

static int compare_names(const struct symbol *a, const struct symbol *b)
{
	return strcmp(a->name, b->name) ?: compare_modules(a, b);
}

static int compare_symbols(const void *pa, const void *pb)
{
	const struct symbol *a = pa, *b = pb;

	return compare_names(a, b) ?: strcmp(a->object, b->object);
}

TEST_F_TIMEOUT(kallmodsyms, name_modules_object_are_unique, SECONDS)
{
	struct symbol *at = self->new.at;
	size_t i;

	qsort(at, self->nr_core, sizeof(*at), compare_symbols);
	for (i = 1; i < self->nr_core; i++)
		EXPECT_TRUE(compare_symbols(&at[i - 1], &at[i]) ||
			    at[i - 1].addr == at[i].addr)
			TH_LOG("%s\t%s at %llx and %llx", at[i].name,
			       at[i].origin, at[i - 1].addr, at[i].addr);
}

static bool has_namesake(const struct symbol *at, size_t nr, size_t i)
{
	return (i && !compare_names(&at[i - 1], &at[i])) ||
	       (i + 1 < nr && !compare_names(&at[i], &at[i + 1]));
}

TEST_F_TIMEOUT(kallmodsyms, object_where_namesakes_need_it, SECONDS)
{
	struct symbol *at = self->new.at;
	size_t i;

	qsort(at, self->nr_core, sizeof(*at), compare_symbols);
	for (i = 0; i < self->nr_core; i++)
		EXPECT_EQ(has_namesake(at, self->nr_core, i),
			  at[i].object[0] != '\0')
			TH_LOG("%llx %s\t%s", at[i].addr, at[i].name,
			       at[i].origin);
}

/* A module without the table shows no object. */
static bool shows_objects(const struct symbol *at, size_t nr, size_t i)
{
	size_t j;

	for (j = 0; j < nr; j++)
		if (at[j].object[0] && !compare_modules(&at[j], &at[i]))
			return true;
	return false;
}

TEST_F_TIMEOUT(kallmodsyms, objects_of_loaded_modules, SECONDS)
{
	struct symbol *at = self->new.at + self->nr_core;
	size_t nr = self->new.nr - self->nr_core, i;

	qsort(at, nr, sizeof(*at), compare_symbols);
	for (i = 0; i < nr; i++) {
		if (at[i].object[0]) {
			EXPECT_TRUE(has_namesake(at, nr, i))
				TH_LOG("%s\t%s", at[i].name, at[i].origin);
		} else if (has_namesake(at, nr, i)) {
			EXPECT_FALSE(shows_objects(at, nr, i))
				TH_LOG("%s\t%s", at[i].name, at[i].origin);
		}
		if (i && at[i].object[0]) {
			EXPECT_TRUE(compare_symbols(&at[i - 1], &at[i]) ||
				    at[i - 1].addr == at[i].addr)
				TH_LOG("%s\t%s", at[i].name, at[i].origin);
		}
	}
}

/*
 * Reading in pieces. Only symbols of the kernel image stay the same meanwhile.
 */
static bool same_bytes(const struct text *text, size_t core_size, size_t from,
		       const char *bytes, ssize_t n)
{
	if (n <= 0)
		return false;
	if (from >= core_size)
		return true;
	if (from + n > core_size)
		n = core_size - from;
	return !memcmp(text->bytes + from, bytes, n);
}

/*
 * Reads of @size bytes from @from on, to the end of the kernel image; not too
 * many of them.
 */
static size_t read_pieces(struct __test_metadata *_metadata,
			  const struct text *text, size_t core_size, int fd,
			  size_t from, size_t size)
{
	static char bytes[1 << 20];
	size_t at = from;
	int reads;
	ssize_t n;

	ASSERT_EQ((off_t)from, lseek(fd, from, SEEK_SET));
	for (reads = 0; reads < 20000 && at < core_size; reads++) {
		n = read(fd, bytes, size);
		ASSERT_TRUE(same_bytes(text, core_size, at, bytes, n))
			TH_LOG("read of %zu at %zu returned %zd",
			       size, at, n);
		at += n;
	}
	return at;
}

TEST_F_TIMEOUT(kallmodsyms, reads_of_any_size, SECONDS)
{
	static const size_t sizes[] = {
		1, 2, 3, 7, 63, 4095, 4096, 4097, 65536, 1 << 20,
	};
	int fd = open(KALLMODSYMS, O_RDONLY);
	size_t i, end;

	ASSERT_LE(0, fd);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		read_pieces(_metadata, &self->text, self->core_size, fd, 0,
			    sizes[i]);
		end = read_pieces(_metadata, &self->text, self->core_size, fd,
				  self->core_size - 10000, sizes[i]);
		EXPECT_LE(self->core_size, end);
	}
	close(fd);
}

/* Always the same sequence, so that a failure can be had again. */
static size_t next_random(unsigned long long *seed)
{
	*seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return *seed >> 33;
}

TEST_F_TIMEOUT(kallmodsyms, pread_anywhere, SECONDS)
{
	static char bytes[8192];
	int fd = open(KALLMODSYMS, O_RDONLY), i;
	unsigned long long seed = 1;

	ASSERT_LE(0, fd);
	for (i = 0; i < 60; i++) {
		size_t from = next_random(&seed) % self->core_size;
		size_t size = 1 + next_random(&seed) % sizeof(bytes);
		ssize_t n = pread(fd, bytes, size, from);

		EXPECT_TRUE(same_bytes(&self->text, self->core_size, from,
				       bytes, n))
			TH_LOG("pread of %zu at %zu returned %zd", size, from,
			       n);
	}
	/* none of them moved the position */
	EXPECT_EQ(0, lseek(fd, 0, SEEK_CUR));
	EXPECT_EQ(100, read(fd, bytes, 100));
	EXPECT_TRUE(same_bytes(&self->text, self->core_size, 0, bytes, 100));
	close(fd);
}

TEST_F_TIMEOUT(kallmodsyms, lseek_anywhere, SECONDS)
{
	char bytes[512];
	int fd = open(KALLMODSYMS, O_RDONLY), i;
	unsigned long long seed = 2;

	ASSERT_LE(0, fd);
	for (i = 0; i < 60; i++) {
		off_t from = next_random(&seed) % (self->core_size - 1000);
		off_t at = lseek(fd, from, SEEK_SET);
		ssize_t n = read(fd, bytes, 1 + next_random(&seed) % 500);

		EXPECT_EQ(from, at);
		EXPECT_TRUE(same_bytes(&self->text, self->core_size, from,
				       bytes, n));
		EXPECT_EQ(from + n, lseek(fd, 0, SEEK_CUR));

		/* a little on, and a little back */
		at = lseek(fd, i % 2 ? 17 : -(off_t)(n / 2), SEEK_CUR);
		n = read(fd, bytes, 100);
		EXPECT_TRUE(same_bytes(&self->text, self->core_size, at, bytes,
				       n));
	}
	close(fd);
}

TEST_F_TIMEOUT(kallmodsyms, nothing_behind_end, SECONDS)
{
	int fd = open(KALLMODSYMS, O_RDONLY);
	char bytes[512];

	ASSERT_LE(0, fd);
	EXPECT_EQ(0, pread(fd, bytes, sizeof(bytes), self->text.size + (1 << 20)));
	EXPECT_EQ(-1, lseek(fd, -1, SEEK_SET));
	EXPECT_EQ(EINVAL, errno);
	/* as in /proc/kallsyms: the size is not known in advance */
	EXPECT_EQ(-1, lseek(fd, 0, SEEK_END));
	EXPECT_EQ(EINVAL, errno);
	close(fd);
}

static int write_file(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY), ret = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, value, strlen(value)) < 0)
		ret = -errno;
	close(fd);
	return ret;
}

/* Where there is no such file, or this is not root: why it cannot be set. */
static const char *save_setting(const char *path, char saved[16])
{
	struct text text;

	if (geteuid())
		return "not root";
	if (read_file(path, &text))
		return "no such setting";
	snprintf(saved, 16, "%s", text.bytes);
	free(text.bytes);
	return NULL;
}

/*
 * Who sees addresses.
 */
FIXTURE(credentials) {
	struct symbols root;
	char saved[16];
};

FIXTURE_VARIANT(credentials) {
	const char *kptr_restrict;
	bool root_sees;
	bool others_may_see;
};

/* With 0, others see them only if perf_event_paranoid allows that as well. */
FIXTURE_VARIANT_ADD(credentials, kptr_restrict_0) {
	.kptr_restrict = "0",
	.root_sees = true,
	.others_may_see = true,
};

FIXTURE_VARIANT_ADD(credentials, kptr_restrict_1) {
	.kptr_restrict = "1",
	.root_sees = true,
};

FIXTURE_VARIANT_ADD(credentials, kptr_restrict_2) {
	.kptr_restrict = "2",
};

FIXTURE_SETUP(credentials)
{
	const char *why = save_setting(KPTR_RESTRICT, self->saved);

	if (why)
		SKIP(return, KPTR_RESTRICT ": %s", why);
	ASSERT_EQ(0, write_file(KPTR_RESTRICT, variant->kptr_restrict));
	ASSERT_EQ(0, read_symbols(KALLMODSYMS, &self->root));
}

FIXTURE_TEARDOWN(credentials)
{
	EXPECT_EQ(0, write_file(KPTR_RESTRICT, self->saved));
}

static void become_nobody(void)
{
	if (setgroups(0, NULL) || setresgid(NOBODY, NOBODY, NOBODY) ||
	    setresuid(NOBODY, NOBODY, NOBODY))
		_exit(1);
}

/* In a child: reads @path without privileges, and @fd if it is open already. */
static void __noreturn copy_as_nobody(const char *path, int fd, int to)
{
	struct text text;
	size_t done = 0;
	ssize_t n;

	become_nobody();
	if (fd < 0)
		fd = open(path, O_RDONLY);
	if (fd < 0 || read_fd(fd, &text))
		_exit(1);
	while (done < text.size) {
		n = write(to, text.bytes + done, text.size - done);
		if (n <= 0)
			_exit(1);
		done += n;
	}
	_exit(0);
}

static int read_as_nobody(const char *path, int fd, struct symbols *symbols)
{
	int pipe_fds[2], status = 1, ret;
	struct text text;
	pid_t pid;

	if (pipe(pipe_fds))
		return -errno;
	pid = fork();
	if (!pid)
		copy_as_nobody(path, fd, pipe_fds[1]);
	close(pipe_fds[1]);
	ret = read_fd(pipe_fds[0], &text);
	close(pipe_fds[0]);
	if (waitpid(pid, &status, 0) != pid || status)
		return -ECHILD;
	return ret ?: parse_symbols(&text, symbols);
}

static bool shows_addresses(const struct symbols *symbols)
{
	size_t i;

	for (i = 0; i < symbols->nr; i++)
		if (symbols->at[i].addr || symbols->at[i].size)
			return true;
	return false;
}

/* But for addresses and sizes; and only until the first that can be gone. */
static bool same_but_addresses(const struct symbols *a, const struct symbols *b,
			       size_t nr)
{
	size_t i;

	for (i = 0; i < nr && i < a->nr && i < b->nr; i++)
		if (a->at[i].type != b->at[i].type ||
		    strcmp(a->at[i].name, b->at[i].name) ||
		    strcmp(a->at[i].origin, b->at[i].origin))
			return false;
	return i == nr;
}

TEST_F_TIMEOUT(credentials, root_opens, SECONDS)
{
	EXPECT_EQ(variant->root_sees, shows_addresses(&self->root));
}

TEST_F_TIMEOUT(credentials, root_opens_and_other_reads, SECONDS)
{
	int fd = open(KALLMODSYMS, O_RDONLY);
	struct symbols symbols;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, read_as_nobody(NULL, fd, &symbols));
	EXPECT_EQ(variant->root_sees, shows_addresses(&symbols));
}

TEST_F_TIMEOUT(credentials, other_opens, SECONDS)
{
	struct symbols old, symbols;

	ASSERT_EQ(0, read_as_nobody(KALLSYMS, -1, &old));
	ASSERT_EQ(0, read_as_nobody(KALLMODSYMS, -1, &symbols));
	EXPECT_TRUE(same_but_addresses(&self->root, &symbols, old.nr_core));
	EXPECT_EQ(shows_addresses(&old), shows_addresses(&symbols));
	if (!variant->others_may_see)
		EXPECT_FALSE(shows_addresses(&symbols));
}

/*
 * The column of sizes.
 */
FIXTURE(sizes) {
	char saved[16];
	struct symbols without;
	struct symbols with;
	size_t nr_core;
};

FIXTURE_SETUP(sizes)
{
	const char *why = save_setting(SIZES, self->saved);
	struct symbols old;

	if (why)
		SKIP(return, SIZES ": %s", why);
	ASSERT_EQ(0, read_symbols(KALLSYMS, &old));
	self->nr_core = old.nr_core;
	ASSERT_EQ(0, write_file(SIZES, "0"));
	ASSERT_EQ(0, read_symbols(KALLMODSYMS, &self->without));
	ASSERT_EQ(0, write_file(SIZES, "1"));
	ASSERT_EQ(0, read_symbols(KALLMODSYMS, &self->with));
}

FIXTURE_TEARDOWN(sizes)
{
	EXPECT_EQ(0, write_file(SIZES, self->saved));
}

TEST_F_TIMEOUT(sizes, are_a_column_of_their_own, SECONDS)
{
	EXPECT_FALSE(self->without.sizes);
	EXPECT_TRUE(self->with.sizes);
	EXPECT_TRUE(same_but_addresses(&self->without, &self->with,
				       self->nr_core));
}

TEST_F_TIMEOUT(sizes, other_values_are_refused, SECONDS)
{
	EXPECT_EQ(-EINVAL, write_file(SIZES, "2"));
	EXPECT_EQ(-EINVAL, write_file(SIZES, "-1"));
}

/* An open file does not change its format between two reads. */
TEST_F_TIMEOUT(sizes, are_chosen_by_open, SECONDS)
{
	int with = open(KALLMODSYMS, O_RDONLY), without;
	struct text text;
	struct symbols symbols;

	ASSERT_LE(0, with);
	ASSERT_EQ(0, write_file(SIZES, "0"));
	without = open(KALLMODSYMS, O_RDONLY);
	ASSERT_LE(0, without);
	ASSERT_EQ(0, read_fd(with, &text));
	ASSERT_EQ(0, parse_symbols(&text, &symbols));
	EXPECT_TRUE(symbols.sizes);
	ASSERT_EQ(0, write_file(SIZES, "1"));
	ASSERT_EQ(0, read_fd(without, &text));
	ASSERT_EQ(0, parse_symbols(&text, &symbols));
	EXPECT_FALSE(symbols.sizes);
}

/* The distance to the next address, where all can be seen. */
static bool right_size(const struct symbol *at, size_t nr, size_t i)
{
	size_t next = i + 1;

	while (next < nr && at[next].addr == at[i].addr)
		next++;
	return !at[i].size || (next < nr &&
			       at[next].addr - at[i].addr == at[i].size);
}

TEST_F_TIMEOUT(sizes, lead_to_next_symbol, SECONDS)
{
	const struct symbols *s = &self->with;
	size_t i, known = 0;

	for (i = 0; i < self->nr_core; i++) {
		EXPECT_TRUE(right_size(s->at, self->nr_core, i))
			TH_LOG("line %zu: %s is %llx long", i + 1,
			       s->at[i].name, s->at[i].size);
		known += s->at[i].size != 0;
	}
	if (shows_addresses(s))
		EXPECT_GT(known, self->nr_core / 2);
}

/* What the linker script defines has no size. */
TEST_F_TIMEOUT(sizes, are_zero_for_bounds_of_sections, SECONDS)
{
	const struct symbols *s = &self->with;
	size_t i, found = 0;

	for (i = 0; i < self->nr_core; i++) {
		if (strcmp(s->at[i].name, "_etext") &&
		    strcmp(s->at[i].name, "__bss_stop"))
			continue;
		EXPECT_EQ(0, s->at[i].size);
		found++;
	}
	EXPECT_LT(0, found);
}

TEST_F_TIMEOUT(sizes, are_hidden_with_addresses, SECONDS)
{
	struct symbols symbols;
	char saved[16];

	if (save_setting(KPTR_RESTRICT, saved))
		SKIP(return, "no " KPTR_RESTRICT);
	ASSERT_EQ(0, write_file(KPTR_RESTRICT, "2"));
	EXPECT_EQ(0, read_symbols(KALLMODSYMS, &symbols));
	ASSERT_EQ(0, write_file(KPTR_RESTRICT, saved));
	EXPECT_TRUE(symbols.sizes);
	EXPECT_FALSE(shows_addresses(&symbols));
}

/* A program that skips all has a status of its own; the harness has not. */
int main(int argc, char **argv)
{
	if (access(KALLMODSYMS, F_OK)) {
		ksft_print_header();
		ksft_exit_skip("no " KALLMODSYMS ": CONFIG_KALLMODSYMS is off\n");
	}
	return test_harness_run(argc, argv);
}
