# SPDX-License-Identifier: GPL-2.0
#
# gdb helper commands and functions for Linux kernel debugging
#
#  object files and built-in modules of kernel symbols
#
# Documentation/dev-tools/kallmodsyms-format.rst describes the table. Types are
# not used for the image, so that a vmlinux without debug information will do.

import struct

import gdb

MAGIC = 0x4b4d5359
VERSION = 1
HEADER_WORDS = 11
RUN_BLOCK = 256
RECORD_BLOCK = 16
NAMES_BLOCK = 256

# Values that do not fit in the first byte of a run
STEP_FAR, COUNT_FAR = 7, 15

# Control characters of records
END, MODULES = 0x00, 0x01


def address_of(name):
    """Return the address of a symbol of vmlinux, or None"""
    try:
        return int(gdb.parse_and_eval("(unsigned long)&" + name))
    except gdb.error:
        return None


def need_address(name):
    address = address_of(name)
    if address is None:
        raise gdb.GdbError("no symbol {0}: load a vmlinux with "
                           "CONFIG_KALLMODSYMS=y".format(name))
    return address


def read(address, length):
    try:
        return gdb.selected_inferior().read_memory(address, length).tobytes()
    except gdb.MemoryError:
        raise gdb.GdbError("cannot read 0x{0:x}: is the kernel there? With "
                           "KASLR, give its offset to symbol-file -o"
                           .format(address))


def unpack(letter, data):
    """Return data as a tuple of numbers in the byte order of the kernel"""
    big = "big endian" in gdb.execute("show endian", to_string=True)
    number = len(data) // struct.calcsize("=" + letter)
    return struct.unpack("{0}{1}{2}".format("><"[not big], number, letter),
                         data)


def blocks(number, size):
    return (number + size - 1) // size


class Table:
    """The kallmodsyms table of the image or of a module: from the position of
a symbol to its object and modules"""

    def __init__(self, address):
        header = unpack("I", read(address, 4 * HEADER_WORDS))
        if header[0] != MAGIC or header[1] != VERSION:
            raise gdb.GdbError("no kallmodsyms table of version {0} at "
                               "0x{1:x}".format(VERSION, address))
        size, self.num_syms, num_objects, num_literals = header[2:6]
        self.at = 4 * HEADER_WORDS
        self.data = read(address, size)
        self.run_markers = self.words(blocks(self.num_syms, RUN_BLOCK))
        self.record_markers = self.words(blocks(num_objects, RECORD_BLOCK))
        self.literals = self.bytes(num_literals)
        self.pairs = self.bytes(size - self.at - header[6] - header[7])
        self.runs = self.bytes(header[6])
        self.records = self.bytes(header[7])

    def bytes(self, size):
        self.at += size
        return self.data[self.at - size:self.at]

    def words(self, number):
        return unpack("I", self.bytes(4 * number))

    def number(self, pos):
        """Return a number of the runs, and where it ends"""
        value = shift = 0
        while True:
            byte = self.runs[pos]
            value |= (byte & 0x7f) << shift
            shift += 7
            pos += 1
            if byte < 0x80:
                return value, pos

    def object_number(self, symbol):
        """Follow the runs from the beginning of the block"""
        pos = self.run_markers[symbol // RUN_BLOCK]
        end = symbol - symbol % RUN_BLOCK
        last = -1
        while end <= symbol:
            head = self.runs[pos]
            pos += 1
            step, count = head >> 4 & 7, head & 15
            far = 2 * step or 1
            if step == STEP_FAR:
                far, pos = self.number(pos)
            if count == COUNT_FAR:
                count = self.runs[pos]
                pos += 1
            end += count + 1
            last += -(far >> 1) if far & 1 else far >> 1
        return last if far else None

    def expand(self, code):
        if code < len(self.literals):
            return [self.literals[code]]
        pair = 2 * (code - len(self.literals))
        return (self.expand(self.pairs[pair]) +
                self.expand(self.pairs[pair + 1]))

    def record(self, pos):
        """Return the characters of a record, and where the next one begins"""
        characters = []
        while not characters or characters[-1] != END:
            characters += self.expand(self.records[pos])
            pos += 1
        return bytes(characters[:-1]).decode(), pos

    def origin(self, symbol):
        """Return the path of a symbol's object and the list of its modules"""
        number = self.object_number(symbol)
        if number is None:
            return "", []
        path = modules = ""
        pos = self.record_markers[number // RECORD_BLOCK]
        for _ in range(number % RECORD_BLOCK + 1):
            kept = self.records[pos]
            text, pos = self.record(pos + 1)
            rest, has_modules, own = text.partition(chr(MODULES))
            path = path[:kept] + rest
            modules = own if has_modules else modules
        return path + ".o", modules.split()


class Kallsyms:
    """Names and addresses of the symbols in kallsyms"""

    def __init__(self):
        self.num = self.at("kallsyms_num_syms", 0, "I")[0]
        self.tokens = self.at("kallsyms_token_table", 0, "B",
                              need_address("kallsyms_token_index") -
                              need_address("kallsyms_token_table"))
        self.token_index = self.at("kallsyms_token_index", 0, "H", 256)
        self.bits = 8 * gdb.lookup_type("long").sizeof
        self.base = None
        if address_of("kallsyms_relative_base") is not None:
            self.base = self.at("kallsyms_relative_base", 0,
                                "Q" if self.bits == 64 else "I")[0]
        # From the last offset, as that symbol is after the tables
        last = self.offset(self.num - 1)
        if self.base is not None:
            # Those of percpu symbols are positive then, others negative
            self.percpu = last < 0
        else:
            # A 32-bit kernel that is not relocatable has addresses
            self.absolute = (self.bits == 32 and (last & 0xffffffff) >=
                             need_address("kallsyms_offsets"))

    @staticmethod
    def at(name, first, letter, number=1):
        size = struct.calcsize("=" + letter)
        address = need_address(name) + size * first
        return unpack(letter, read(address, size * number))

    def offset(self, symbol):
        return self.at("kallsyms_offsets", symbol, "i")[0]

    def address(self, symbol):
        offset = self.offset(symbol)
        if self.base is None:
            if self.absolute:
                return offset & 0xffffffff
            return need_address("kallsyms_offsets") + 4 * symbol + offset
        if not self.percpu:
            return self.base + (offset & 0xffffffff)
        return offset if offset >= 0 else self.base - 1 - offset

    def token(self, code):
        start = self.token_index[code]
        return self.tokens[start:self.tokens.index(0, start)]

    def names(self, block):
        """Return the bytes of a block of names"""
        pos = self.at("kallsyms_markers", block, "I")[0]
        if block + 1 < blocks(self.num, NAMES_BLOCK):
            end = self.at("kallsyms_markers", block + 1, "I")[0]
        else:
            end = (need_address("kallsyms_markers") -
                   need_address("kallsyms_names"))
        return self.at("kallsyms_names", pos, "B", end - pos)

    def name(self, symbol):
        """Return a symbol's letter and name in one"""
        codes = self.names(symbol // NAMES_BLOCK)
        pos = 0
        for _ in range(symbol % NAMES_BLOCK + 1):
            length = codes[pos]
            pos += 1
            if length & 0x80:
                length = (length & 0x7f) | codes[pos] << 7
                pos += 1
            start, pos = pos, pos + length
        tokens = (self.token(code) for code in codes[start:pos])
        return bytes(sum(tokens, ())).decode()

    def first(self, number, fits):
        """Return the first of so many for which fits() is true"""
        low, high = 0, number
        while low < high:
            middle = (low + high) // 2
            if fits(middle):
                high = middle
            else:
                low = middle + 1
        return low

    def by_name(self, place):
        high, middle, low = self.at("kallsyms_seqs_of_names", 3 * place, "B",
                                    3)
        return high << 16 | middle << 8 | low

    def named(self, name):
        """Return the positions of all symbols of a name"""
        symbols = []
        place = self.first(self.num, lambda place:
                           self.name(self.by_name(place))[1:] >= name)
        while place < self.num:
            symbol = self.by_name(place)
            if self.name(symbol)[1:] != name:
                break
            symbols.append(symbol)
            place += 1
        return sorted(symbols)

    def covers(self, address):
        """Is the address in the image, as is_ksym_addr() sees it?"""
        ranges = [("_stext", "_etext"), ("_sinittext", "_einittext")]
        if self.named("_end"):
            ranges = [("_stext", "_end")]
        return any(need_address(start) <= address < need_address(end)
                   for start, end in ranges)

    def lookup(self, address):
        """Return the position of the first symbol at the last address with
a symbol that is not after the given one"""
        last = self.first(self.num,
                          lambda symbol: self.address(symbol) > address) - 1
        start = self.address(last)
        return self.first(self.num,
                          lambda symbol: self.address(symbol) >= start)


def entries(node, end, kind, member):
    """Walk a list of structures of a kind, which debug information has"""
    kind = gdb.lookup_type(kind)
    while int(node) != end:
        address = int(node) - kind[member].bitpos // 8
        yield gdb.Value(address).cast(kind.pointer()).dereference()
        node = node["next"]


class Modules:
    """Symbols of loaded modules"""

    def __init__(self):
        self.modules, self.tables = [], {}
        try:
            head = gdb.parse_and_eval("modules")
            lists = gdb.parse_and_eval("known_tables")
            self.modules = list(entries(head["next"], int(head.address),
                                        "struct module", "list"))
            for i in range(lists.type.range()[1] + 1):
                for known in entries(lists[i]["first"], 0,
                                     "struct known_table", "node"):
                    self.tables[int(known["mod"])] = int(known["header"])
        except gdb.error:
            # No debug information, or no modules
            pass

    def symbols(self, module):
        """Return address, letter and name, path, [module] of each symbol that
stays when the module has been initialised"""
        kallsyms = module["core_kallsyms"]
        address = self.tables.get(int(module.address))
        table = Table(address) if address else None
        for i in range(1, int(kallsyms["num_symtab"])):
            symbol = kallsyms["symtab"][i]
            yield (int(symbol["st_value"]),
                   chr(int(kallsyms["typetab"][i])) +
                   (kallsyms["strtab"] + symbol["st_name"]).string(),
                   table.origin(i - 1)[0] if table else "",
                   [module["name"].string()])

    def named(self, name):
        """Return all symbols of a name"""
        return [symbol for module in self.modules
                for symbol in self.symbols(module) if symbol[1][1:] == name]

    def lookup(self, address):
        """Return the first symbol at the last address with a symbol that is
not after the given one, or None"""
        for module in self.modules:
            kinds = module["mem"].type.range()[1] + 1
            for mem in (module["mem"][i] for i in range(kinds)):
                if 0 <= address - int(mem["base"]) < int(mem["size"]):
                    return max((symbol for symbol in self.symbols(module)
                                if symbol[0] <= address),
                               key=lambda symbol: symbol[0], default=None)
        return None


class LxKallmodsyms(gdb.Command):
    """Show the object file and the modules of a kernel symbol.

lx-kallmodsyms ADDRESS|NAME: ADDRESS is any expression without a colon that
begins with a digit, '$' or '*'. NAME may be qualified by a module or an object
file: name, module:name, path/object.o:name, where leading directories may be
omitted. The kernel's own table is read, with its ELF symbols for the start, and
those of loaded modules, if there is debug information."""

    def __init__(self):
        super(LxKallmodsyms, self).__init__("lx-kallmodsyms", gdb.COMMAND_DATA)

    @staticmethod
    def selected(qualifier, path, modules, *image):
        if qualifier.endswith(".o"):
            return ("/" + path).endswith("/" + qualifier)
        return qualifier in ("", *image, *modules)

    @staticmethod
    def write(kallsyms, address, letter_and_name, path, modules):
        origin = ["[{0}]".format(module) for module in modules]
        if path:
            origin.append("<{0}>".format(path))
        gdb.write("{0:0{1}x} {2} {3}{4}{5}\n".format(
            address, kallsyms.bits // 4, letter_and_name[0],
            letter_and_name[1:], "\t" if origin else "", " ".join(origin)))

    def show_address(self, kallsyms, table, address):
        if kallsyms.covers(address):
            symbol = kallsyms.lookup(address)
            start, name = kallsyms.address(symbol), kallsyms.name(symbol)
            path, modules = table.origin(symbol)
        else:
            found = Modules().lookup(address)
            if not found:
                raise gdb.GdbError("0x{0:x} is not in the kernel image or a "
                                   "known module".format(address))
            start, name, path, modules = found
        if address != start:
            name += "+0x{0:x}".format(address - start)
        self.write(kallsyms, address, name, path, modules)

    @staticmethod
    def all_named(kallsyms, table, name):
        for symbol in kallsyms.named(name):
            path, modules = table.origin(symbol)
            yield (kallsyms.address(symbol), kallsyms.name(symbol), path,
                   modules, "vmlinux")
        yield from Modules().named(name)

    def show_name(self, kallsyms, table, argument):
        qualifier, _, plain = argument.rpartition(":")
        if not qualifier.endswith(".o"):
            qualifier = qualifier.replace("-", "_").replace(",", "_")
        found = False
        for symbol in self.all_named(kallsyms, table, plain):
            if self.selected(qualifier, *symbol[2:]):
                self.write(kallsyms, *symbol[:4])
                found = True
        if not found:
            raise gdb.GdbError("no symbol " + argument)

    def invoke(self, arg, from_tty):
        if not arg:
            raise gdb.GdbError("lx-kallmodsyms takes an address or a name")
        table = Table(need_address("kallmodsyms_table"))
        kallsyms = Kallsyms()
        if kallsyms.num != table.num_syms:
            raise gdb.GdbError("the kallmodsyms table is of another kernel")
        try:
            # A module's name can begin with a digit
            if ":" not in arg and (arg[0].isdigit() or arg[0] in "$*"):
                address = int(gdb.parse_and_eval(arg.lstrip("*")))
                self.show_address(kallsyms, table,
                                  address & ((1 << kallsyms.bits) - 1))
            else:
                self.show_name(kallsyms, table, arg)
        except gdb.error as error:
            raise gdb.GdbError(str(error))


LxKallmodsyms()
