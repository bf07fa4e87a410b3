# SPDX-License-Identifier: GPL-2.0-only
"""
Object files and modules of kernel symbols, for drgn.

They come from the tables in the kernel's own memory, which VMCOREINFO leads
to. No debug information is needed.

    >>> from drgn_kallmodsyms import *
    >>> print(symbol_origin(prog, 0xffffffff9a2d3f45))
    ffffffff9a2d3f40 t m_start      <fs/namespace.o>
    >>> for symbol in symbols_named(prog, "namespace.o:m_start"):
    ...     print(hex(symbol.address), symbol.object)
    0xffffffff9a2d3f40 fs/namespace.o
    >>> print_trace(prog.crashed_thread().stack_trace())
    #0  panic (kernel/panic.c:288:3) <kernel/panic.o>

As a plugin, by DRGN_PLUGINS=kallmodsyms=/path/drgn_kallmodsyms.py in the
environment, it lets drgn itself take qualified names:

    >>> prog.symbol("namespace.o:m_start")

libkallmodsyms reads the tables. KALLMODSYMS_LIBRARY in the environment is its
path, where the dynamic linker does not find it.
"""

import ctypes
import os
from typing import Any, Iterator, List, NamedTuple, Optional, Tuple

from drgn import FaultError, Program, StackTrace

__all__ = ("KernelSymbol", "print_trace", "symbol_origin", "symbols_named")

_API_VERSION = 1
_NOT_FOUND = -1
_INVALID = -9
_AMBIGUOUS = 1


class KernelSymbol(NamedTuple):
    """A symbol of the kernel or a loaded module, as in /proc/kallmodsyms"""

    address: int
    size: int
    type: str
    name: str
    object: str
    """Path of its object file, "" for none"""
    modules: Tuple[str, ...]
    """Built-in modules that the object is part of, or the loaded module"""
    ambiguous: bool
    """Whether another symbol has its name and modules"""

    def origin(self) -> str:
        """Return "[module] <path/object.o>", or what there is of it."""
        parts = ["[{}]".format(module) for module in self.modules]
        if self.object:
            parts.append("<{}>".format(self.object))
        return " ".join(parts)

    def __str__(self) -> str:
        origin = self.origin()
        return "{:016x} {} {}{}{}".format(
            self.address, self.type, self.name, "\t" if origin else "", origin
        )


class _Symbol(ctypes.Structure):
    """struct kms_symbol of kallmodsyms.h"""

    _fields_ = [
        ("addr", ctypes.c_uint64),
        ("size", ctypes.c_uint64),
        ("index", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("cursor", ctypes.c_uint32 * 16),
        ("type", ctypes.c_char),
        ("name", ctypes.c_char * 512),
        ("object", ctypes.c_char * 256),
        ("modules", ctypes.c_char * 256),
    ]

    def value(self) -> KernelSymbol:
        return KernelSymbol(
            self.addr,
            self.size,
            self.type.decode(),
            self.name.decode(),
            self.object.decode(),
            tuple(self.modules.decode().split()),
            bool(self.flags & _AMBIGUOUS),
        )


_Read = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p, ctypes.c_size_t
)


def _load_library() -> Any:
    path = os.getenv("KALLMODSYMS_LIBRARY", "libkallmodsyms.so.1")
    lib = ctypes.CDLL(path)
    lib.kms_symbol_size.restype = ctypes.c_size_t
    lib.kms_strerror.restype = ctypes.c_char_p
    if (
        lib.kms_api_version() != _API_VERSION
        or lib.kms_symbol_size() != ctypes.sizeof(_Symbol)
    ):
        raise ImportError("{} does not match drgn_kallmodsyms".format(path))
    return lib


_lib = _load_library()


class _Tables:
    """The tables of a program, which are read once"""

    def __init__(self, prog: Program) -> None:
        def read(priv: Any, address: int, buffer: int, size: int) -> int:
            try:
                ctypes.memmove(buffer, prog.read(address, size), size)
            except FaultError:
                return 1
            return 0

        self._kms = ctypes.c_void_p()
        note = prog["VMCOREINFO"].string_()
        self._check(
            _lib.kms_open_vmcoreinfo(
                ctypes.byref(self._kms), _Read(read), None, note,
                ctypes.c_size_t(len(note)),
            )
        )

    def __del__(self) -> None:
        _lib.kms_close(self._kms)

    @staticmethod
    def _check(status: int) -> None:
        if status:
            raise ValueError(_lib.kms_strerror(status).decode())

    def lookup(self, address: int) -> KernelSymbol:
        symbol = _Symbol()
        status = _lib.kms_lookup(
            self._kms, ctypes.c_uint64(address), ctypes.byref(symbol)
        )
        if status == _NOT_FOUND:
            raise LookupError("no symbol at {:#x}".format(address))
        self._check(status)
        return symbol.value()

    def find(self, name: str) -> Iterator[KernelSymbol]:
        symbol = _Symbol()
        start = 0
        while True:
            status = _lib.kms_find(
                self._kms, name.encode(), ctypes.c_uint32(start),
                ctypes.byref(symbol),
            )
            if status == _NOT_FOUND:
                return
            self._check(status)
            yield symbol.value()
            start = symbol.index + 1


def _tables(prog: Program) -> _Tables:
    if "kallmodsyms" not in prog.cache:
        prog.cache["kallmodsyms"] = _Tables(prog)
    return prog.cache["kallmodsyms"]


def symbol_origin(prog: Program, address: int) -> KernelSymbol:
    """
    Get the symbol of the kernel image or of a loaded module that an address is
    in, with its object file and its modules.

    :raises LookupError: if no symbol contains the address
    """
    return _tables(prog).lookup(int(address))


def symbols_named(prog: Program, name: str) -> List[KernelSymbol]:
    """
    Get all symbols that match a name, which may be qualified: ``name``,
    ``module:name``, ``path/object.o:name``, where leading directories may be
    omitted, or ``vmlinux:name``.
    """
    return list(_tables(prog).find(name))


def _frame_origin(trace: StackTrace, index: int) -> str:
    frame = trace[index]
    try:
        pc = frame.pc - (0 if frame.interrupted else 1)
        return symbol_origin(trace.prog, pc).origin()
    except LookupError:
        return ""


def print_trace(trace: StackTrace) -> None:
    """Print a stack trace with modules and object of each frame."""
    for index, line in enumerate(str(trace).splitlines()):
        print("{} {}".format(line, _frame_origin(trace, index)).rstrip())


def _find_qualified(
    prog: Program, name: Optional[str], address: Optional[int], one: bool
) -> List[Any]:
    """A symbol finder: drgn has others for names that are not qualified."""
    from drgn import Symbol, SymbolBinding, SymbolKind

    if name is None or ":" not in name:
        return []
    try:
        symbols = symbols_named(prog, name)
    except (FaultError, KeyError, ValueError):
        return []
    return [
        Symbol(
            symbol.name,
            symbol.address,
            symbol.size,
            SymbolBinding.GLOBAL if symbol.type.isupper() else SymbolBinding.LOCAL,
            SymbolKind.FUNC if symbol.type in "tTwW" else SymbolKind.OBJECT,
        )
        for symbol in symbols
    ][: 1 if one else None]


def drgn_prog_set(prog: Program) -> None:
    """Called by drgn if this file is a plugin. It takes drgn 0.0.27 or later."""
    prog.register_symbol_finder("kallmodsyms", _find_qualified, enable_index=-1)
