// SPDX-License-Identifier: GPL-2.0
/*
 * Patches two functions of one name, of network devices and of perf. They do what
 * they did, and are counted.
 */
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/perf_event.h>

static char *net = "net/core/net-sysfs.o:type_show";
module_param(net, charp, 0444);
MODULE_PARM_DESC(net, "name of the function of network devices");

static char *perf = "kernel/events/core.o:type_show";
module_param(perf, charp, 0444);
MODULE_PARM_DESC(perf, "name of the function of perf, or empty");

static unsigned long net_sympos;
module_param(net_sympos, ulong, 0444);
MODULE_PARM_DESC(net_sympos, "position of the function of network devices");

static bool replace;
module_param(replace, bool, 0444);
MODULE_PARM_DESC(replace, "replace the patches that are there");

static unsigned int net_calls;
module_param(net_calls, uint, 0444);
MODULE_PARM_DESC(net_calls, "calls of the function of network devices");

static unsigned int perf_calls;
module_param(perf_calls, uint, 0444);
MODULE_PARM_DESC(perf_calls, "calls of the function of perf");

static ssize_t net_type_show(struct device *dev, struct device_attribute *attr,
			     char *buf)
{
	WRITE_ONCE(net_calls, net_calls + 1);
	return sysfs_emit(buf, "%d\n", READ_ONCE(to_net_dev(dev)->type));
}

static ssize_t perf_type_show(struct device *dev,
			      struct device_attribute *attr, char *buf)
{
	struct pmu *pmu = dev_get_drvdata(dev);

	WRITE_ONCE(perf_calls, perf_calls + 1);
	return sysfs_emit(buf, "%d\n", pmu->type);
}

static struct klp_func funcs[] = {
	{ .new_func = net_type_show },
	{ .new_func = perf_type_show },
	{}
};

static struct klp_object objs[] = {
	{ .funcs = funcs },
	{}
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int test_klp_qualified_init(void)
{
	funcs[0].old_name = net;
	funcs[0].old_sympos = net_sympos;
	if (*perf)
		funcs[1].old_name = perf;
	else
		funcs[1].new_func = NULL;
	patch.replace = replace;
	return klp_enable_patch(&patch);
}

static void test_klp_qualified_exit(void)
{
}

module_init(test_klp_qualified_init);
module_exit(test_klp_qualified_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
MODULE_DESCRIPTION("Livepatch test: functions by qualified names");
