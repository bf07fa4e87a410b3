# SPDX-License-Identifier: GPL-2.0
"""
Run by check/kdump with the Python of drgn: origins.py DUMP [VMLINUX]

Reads addresses and names, one in a line, and prints their symbols. After "bt",
the stack trace of the thread that panicked, which takes a VMLINUX.
"""

import sys

import drgn
from drgn_kallmodsyms import print_trace, symbol_origin, symbols_named

prog = drgn.Program()
prog.set_core_dump(sys.argv[1])
if len(sys.argv) > 2:
    prog.load_debug_info(sys.argv[2:])

for line in sys.stdin.read().split():
    if line == "bt":
        print_trace(prog.crashed_thread().stack_trace())
    elif line.startswith("0x"):
        address = int(line, 16)
        print(symbol_origin(prog, address))
    else:
        for symbol in symbols_named(prog, line):
            print(symbol)
