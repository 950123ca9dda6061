"""A zip written the same on every run: fixed times, fixed order, unchanged members as the bytes they were."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Self, cast

from attrs import frozen

from congvan.opc.limits import PackageError
from congvan.problems import Problem

STORED = 0
DEFLATED = 8

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_UTF8 = 0x800
_TIME = 0
_DATE = (0 << 9) | (1 << 5) | 1  # 1980-01-01, the first day a zip can name
_LEVEL = 3  # as fast as level 1 on letters, and 3 % larger than level 6
_ISAL_LEVEL = 1
_MOST = 0xFFFF_FFFF
_MOST_MEMBERS = 0xFFFF


@frozen(kw_only=True)
class Member:
    """One file inside a zip, its `data` as compressed; `size` is the number of bytes it unpacks to."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes


@frozen
class Deflater:
    """How data is packed: `deflate(data, level, wbits)` and `crc32(data, crc)` of one library, at one level.

    `packer(level, method, wbits)` and `unpacker(wbits)` work piece by piece; `error` is raised for what is no
    deflate stream.
    """

    deflate: Callable[[bytes, int, int], bytes]
    crc32: Callable[..., int]
    level: int
    packer: Callable[[int, int, int], Any]
    unpacker: Callable[[int], Any]
    error: type[Exception]

    def __call__(self, data: bytes) -> bytes:
        """`data` as a raw deflate stream."""
        return self.deflate(data, self.level, -zlib.MAX_WBITS)

    def stream(self) -> Any:
        """What packs data that comes in pieces: `compress(piece)`, and `flush()` at the end."""
        return self.packer(self.level, zlib.DEFLATED, -zlib.MAX_WBITS)

    def unpacked(self, data: bytes, most: int) -> bytes:
        """The first `most` bytes, or fewer, of a raw deflate stream; raises `error`."""
        found: bytes = self.unpacker(-zlib.MAX_WBITS).decompress(data, most)
        return found


PORTABLE = Deflater(zlib.compress, zlib.crc32, _LEVEL, zlib.compressobj, zlib.decompressobj, zlib.error)
"""Python's own zlib, there everywhere."""


@cache
def fastest() -> Deflater:
    """Isal's where it is installed, else Python's own: other bytes, the same content."""
    try:
        from isal import isal_zlib
    except ImportError:
        return PORTABLE
    return Deflater(
        isal_zlib.compress,
        isal_zlib.crc32,
        _ISAL_LEVEL,
        isal_zlib.compressobj,
        isal_zlib.decompressobj,
        cast("type[Exception]", isal_zlib.error),
    )


def compressed(name: str, data: bytes) -> Member:
    """`data` as a deflated member called `name`."""
    packer = fastest()
    return Member(name=name, method=DEFLATED, crc=packer.crc32(data), size=len(data), data=packer(data))


@frozen
class Part:
    """A member and what it unpacks to, for who needs both."""

    member: Member
    content: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> Self:
        """The part called `name`, deflated."""
        return cls(compressed(name, content), content)


def quickly_packed(name: str, pieces: Sequence[bytes | memoryview]) -> Member:
    """Pieces as one member called `name`: deflated where that takes less time than to carry them about."""
    packer = fastest()
    if packer is PORTABLE:
        whole = b"".join(pieces)
        return Member(name=name, method=STORED, crc=packer.crc32(whole), size=len(whole), data=whole)
    stream = packer.stream()
    crc, size, packed = 0, 0, []
    for piece in pieces:
        crc, size = packer.crc32(piece, crc), size + len(piece)
        packed.append(stream.compress(piece))
    data = b"".join((*packed, stream.flush()))
    return Member(name=name, method=DEFLATED, crc=crc, size=size, data=data)


@frozen
class Laid:
    """Members laid one after another: their bytes, their lines of the directory, and how many they are."""

    blob: bytes = b""
    directory: bytes = b""
    count: int = 0


def laid(members: Iterable[Member], after: Laid = Laid()) -> Laid:
    """`members` in the order given, behind those of `after`.

    Raises PackageError `congvan.opc.part-too-large` where the plain zip format ends (4 GiB, 65,535 members).
    """
    pieces, directory, _ = _laid(members, after)
    return Laid(b"".join(pieces), b"".join(directory), len(directory) // 2 + after.count)


def write_zip(members: Iterable[Member], after: Laid = Laid()) -> bytes:
    """The members, in the order given, as a zip dated 1980-01-01; raises as `laid` does."""
    pieces, lines, offset = _laid(members, after)
    count, directory = len(lines) // 2 + after.count, b"".join(lines)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
    return b"".join((*pieces, directory, end))


def _laid(members: Iterable[Member], after: Laid) -> tuple[list[bytes], list[bytes], int]:
    """What comes after one another, the lines of the directory with a name after each, and where it ends."""
    pieces: list[bytes] = [after.blob]
    lines: list[bytes] = [after.directory]
    offset = len(after.blob)
    room = _MOST_MEMBERS - after.count
    for member in members:
        name, data, crc, size = member.name.encode(), member.data, member.crc, member.size
        packed, length = len(data), len(name)
        if max(offset, size, packed) > _MOST - 1024 or room <= 0:
            raise PackageError(_too_large(member.name))
        room -= 1
        start = (_VERSION, _UTF8, member.method, _TIME, _DATE, crc, packed, size, length)
        pieces += (_LOCAL.pack(b"PK\x03\x04", *start, 0), name, data)
        lines += (_CENTRAL.pack(b"PK\x01\x02", _VERSION, *start, 0, 0, 0, 0, 0, offset), name)
        offset += _LOCAL.size + length + packed
    return pieces, lines, offset


def _too_large(name: str) -> Problem:
    return Problem("congvan.opc.part-too-large", parameters={"name": name, "most": _MOST >> 20})
