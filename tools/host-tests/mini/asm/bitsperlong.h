/* SPDX-License-Identifier: GPL-2.0-only */
/* BITS_PER_LONG is given on the command line. */
