/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The order in which the objects went into the link.
 */
#ifndef KALLMODSYMS_LINK_ORDER_H
#define KALLMODSYMS_LINK_ORDER_H

#include <stddef.h>

struct placement;

/**
 * link_order - sort the list of objects by the order of the link
 * @placements: the placements, in the order of the map
 * @nr: how many
 *
 * Neighbours in the kernel then are neighbours in the list too, which is what
 * makes the tables small. Objects without a placement come last.
 */
void link_order(const struct placement *placements, size_t nr);

#endif /* KALLMODSYMS_LINK_ORDER_H */
