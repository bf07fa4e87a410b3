// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: modules.builtin.objs.
 */
#include <string.h>

#include "../../scripts/kallmodsyms/builtin.h"
#include "../../scripts/kallmodsyms/object.h"
#include "fuzz.h"

/* What a map would have named. */
static const char *const known[] = {
	"a.o", "b.o", "fs/ext4/super.o", "fs/ext4/inode.o",
	"drivers/hid/hid-a.o", "drivers/net/ethernet/ti/cpsw_ale.o",
	"drivers/net/ethernet/ti/cpsw_new.o",
};

static void read_modules(void)
{
	struct object *object;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		object_get(known[i], strlen(known[i]));
	builtin_read("modules.builtin.objs");
	for_each_object(object)
		fuzz_read(object->modules, strlen(object->modules));
	builtin_dump(fuzz_null());
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	fuzz_file("modules.builtin.objs", data, size);
	fuzz_run(read_modules);
	return 0;
}
