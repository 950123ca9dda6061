"""A zip written to a file piece by piece: parts of any size, never held whole."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import BinaryIO

from congvan.opc.limits import PackageError
from congvan.opc.zipping import DEFLATED, Laid, Member, fastest
from congvan.problems import Problem

_LOCAL = struct.Struct("<4s5H3I2H")
_SIZES = struct.Struct("<3I")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_SIZES_AT = 14
_VERSION = 20
_UTF8 = 0x800
_DATE = (1 << 5) | 1  # 1980-01-01, the first day a zip can name
_MOST = 0xFFFF_FFFF - 1024
_PIECE = 1 << 16


class ZipStream:
    """A zip on its way into a file that can seek; the same members give the same bytes on every run."""

    def __init__(self, file: BinaryIO, first: Laid) -> None:
        """Begin where the file stands, with the members of `first`."""
        self._file = file
        self._start = file.tell()
        self._offset = file.write(first.blob)
        self._directory: list[bytes] = [first.directory]
        self._count = first.count

    def add(self, member: Member) -> None:
        """A member as it was compressed."""
        self._header(member.name, member.method, (member.crc, len(member.data), member.size))
        self._file.write(member.data)
        self._offset += len(member.data)

    def part(self, name: str, pieces: Iterable[str]) -> None:
        """A part from the pieces of its text, deflated as they come.

        Raises PackageError `congvan.opc.part-too-large` where the plain zip format ends (4 GiB).
        """
        begins = self._offset
        self._header(name, DEFLATED, (0, 0, 0))
        entry = len(self._directory) - 2
        stream, crc, size, packed = fastest().stream(), 0, 0, 0
        for data in _gathered(pieces):
            crc, size = fastest().crc32(data, crc), size + len(data)
            packed += self._file.write(stream.compress(data))
            if size > _MOST or self._offset + packed > _MOST:
                raise PackageError(_too_large(name))
        packed += self._file.write(stream.flush())
        self._offset += packed
        sizes = (crc, packed, size)
        self._file.seek(self._start + begins + _SIZES_AT)
        self._file.write(_SIZES.pack(*sizes))
        self._file.seek(self._start + self._offset)
        self._directory[entry] = _listed(name, DEFLATED, sizes, begins)

    def finish(self) -> None:
        """The list of the members, which ends the zip."""
        listing = b"".join(self._directory)
        count = self._count
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), self._offset, 0)
        self._file.write(listing + end)

    def _header(self, name: str, method: int, sizes: tuple[int, int, int]) -> None:
        if self._offset + sizes[1] > _MOST:
            raise PackageError(_too_large(name))
        encoded = name.encode()
        self._count += 1
        self._directory += (_listed(name, method, sizes, self._offset), encoded)
        start = (_VERSION, _UTF8, method, 0, _DATE)
        self._file.write(_LOCAL.pack(b"PK\x03\x04", *start, *sizes, len(encoded), 0) + encoded)
        self._offset += _LOCAL.size + len(encoded)


def _listed(name: str, method: int, sizes: tuple[int, int, int], offset: int) -> bytes:
    start = (_VERSION, _VERSION, _UTF8, method, 0, _DATE)
    return _CENTRAL.pack(b"PK\x01\x02", *start, *sizes, len(name.encode()), 0, 0, 0, 0, 0, offset)


def _gathered(pieces: Iterable[str]) -> Iterable[bytes]:
    """The pieces in bytes, small ones together: each call of a packer costs something."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _PIECE:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    if waiting:
        yield "".join(waiting).encode()


def _too_large(name: str) -> Problem:
    return Problem("congvan.opc.part-too-large", parameters={"name": name, "most": _MOST >> 20})
