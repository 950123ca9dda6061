"""A package as a frozen value: its members as compressed, read one by one, written back with some changed."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from attrs import field, frozen

from congvan.opc.content_types import CONTENT_TYPES, ContentTypes
from congvan.opc.limits import DEFAULT_LIMITS, MIB, Limits, PackageError
from congvan.opc.relationships import Relationships, relationships_name
from congvan.opc.zipping import DEFLATED, STORED, Member, compressed, fastest, write_zip
from congvan.problems import Place, Problem

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_CORE_PROPERTIES = "docProps/core.xml"
_LOCAL_HEADER = 30
_LARGE = 1 << 20
_MOST_JOINED = 4096
"""A member larger than this is unpacked some at a time where it need not be whole."""


@frozen
class Package:
    """An Office package; `members` keep the order of the file, each name once."""

    members: tuple[Member, ...]
    _by_name: dict[str, Member] = field(init=False, repr=False, eq=False)

    @_by_name.default
    def _index(self) -> dict[str, Member]:
        return {member.name: member for member in self.members}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, in the order of the file."""
        return tuple(self._by_name)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def read(self, name: str) -> bytes:
        """A member's bytes.

        Raises PackageError `congvan.opc.missing-part` when there is none, `congvan.opc.damaged-part` when it
        does not unpack.
        """
        member = self._by_name.get(name)
        if member is None:
            raise PackageError(Problem("congvan.opc.missing-part", parameters={"name": name}))
        return _unpacked(member)

    def content_types(self) -> ContentTypes:
        """What each part is."""
        return ContentTypes.parse(self.read(CONTENT_TYPES))

    def relationships(self, part: str = "") -> Relationships:
        """What a part (the package itself when not named) refers to; none when it has no relationships."""
        name = relationships_name(part)
        return Relationships.parse(part, self.read(name)) if name in self else Relationships(part)

    def changed(self, parts: Mapping[str, bytes | None]) -> Self:
        """The same package with parts replaced, added (bytes) or taken out (None).

        `[Content_Types].xml` comes first, then what stays, then what changed, then what is new by name.
        """
        kept = [member for member in self.members if member.name not in parts]
        fresh = [name for name in self.names if parts.get(name) is not None]
        fresh += sorted(name for name, data in parts.items() if data is not None and name not in self)
        members = kept + [compressed(name, data) for name in fresh if (data := parts[name]) is not None]
        members.sort(key=lambda member: member.name != CONTENT_TYPES)
        return type(self)(tuple(members))

    def with_parts(self, parts: Mapping[str, bytes | None]) -> bytes:
        """The file with parts replaced, added (bytes) or taken out (None); what stays is not packed again."""
        return self.changed(parts).data()

    def data(self) -> bytes:
        """The file."""
        return write_zip(self.members)

    def digest(self, *, without: frozenset[str] = frozenset()) -> str:
        """SHA-256 over the names and uncompressed bytes of the members, the same however they are packed."""
        total = hashlib.sha256()
        for name in sorted(self.names):
            if name not in without:
                member = self._by_name[name]
                total.update(_announced(name, member.size))
                for piece in _pieces(member):
                    total.update(piece)
        return total.hexdigest()


def digest_of(contents: Iterable[tuple[str, bytes] | bytes]) -> str:
    """What `Package.digest` says of members given by name and bytes, in the order of their names.

    Members may also be given as `spelled` pieces.
    """
    total = hashlib.sha256()
    for item in contents:
        if isinstance(item, bytes):
            total.update(item)
            continue
        name, data = item
        total.update(_announced(name, len(data)))
        total.update(data)
    return total.hexdigest()


def spelled(contents: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Members as the digest takes them in: few pieces, of which large ones are the bytes of members."""
    said: list[bytes] = []
    for name, data in contents:
        said.append(_announced(name, len(data)))
        if len(data) <= _MOST_JOINED:
            said.append(data)
        else:
            yield from (b"".join(said), data)
            said = []
    if said:
        yield b"".join(said)


def _announced(name: str, size: int) -> bytes:
    return f"{len(name.encode())}:{name}{size}:".encode()


def content_digest(data: bytes) -> str:
    """SHA-256 over what a package says, not how it is packed; raises PackageError as `read_package`."""
    return read_package(data).digest()


def read_package(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Package:
    """An Office package from its bytes, nothing unpacked yet.

    Raises PackageError with every problem: `congvan.opc.not-a-package`, `.old-format`, `.encrypted`,
    `.encrypted-part`, `.too-large`, `.part-too-large`, `.too-many-members`, `.compressed-too-much`,
    `.unsafe-name`, `.duplicate-name`, `.unknown-compression`, `.damaged`, `.damaged-part`.
    """
    if len(data) > limits.file_size:
        raise PackageError(_over("congvan.opc.too-large", limits.file_size))
    _refuse_foreign(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, EOFError):
        raise PackageError(Problem("congvan.opc.damaged")) from None
    problems = [*_whole_problems(entries, limits), *_member_problems(entries, limits)]
    if problems:
        raise PackageError(problems)
    package = Package(tuple({entry.filename: _member(data, entry) for entry in entries}.values()))
    if CONTENT_TYPES not in package:
        raise PackageError(Problem("congvan.opc.not-a-package"))
    return package


def _refuse_foreign(data: bytes) -> None:
    if data.startswith(_OLE):
        encrypted = _ENCRYPTED_STREAM in data
        raise PackageError(Problem("congvan.opc.encrypted" if encrypted else "congvan.opc.old-format"))
    if not data.startswith(b"PK"):
        raise PackageError(Problem("congvan.opc.not-a-package"))


def _whole_problems(entries: list[zipfile.ZipInfo], limits: Limits) -> Iterator[Problem]:
    if len(entries) > limits.members:
        yield Problem("congvan.opc.too-many-members", parameters={"most": limits.members})
    if sum(entry.file_size for entry in entries) > limits.total_size:
        yield _over("congvan.opc.too-large", limits.total_size)
    seen: set[str] = set()
    for entry in entries:
        folded = entry.filename.lower()
        # LibreOffice and WPS are known to write the core properties twice; Word reads the last.
        if folded in seen and entry.filename != _CORE_PROPERTIES:
            yield _named("congvan.opc.duplicate-name", entry)
        seen.add(folded)


def _member_problems(entries: list[zipfile.ZipInfo], limits: Limits) -> Iterator[Problem]:
    for entry in entries:
        if not _is_safe_name(entry, limits):
            yield _named("congvan.opc.unsafe-name", entry)
        if entry.flag_bits & 0x1:
            yield _named("congvan.opc.encrypted-part", entry)
        if entry.compress_type not in (STORED, DEFLATED):
            yield _named("congvan.opc.unknown-compression", entry)
        if entry.file_size > limits.member_size:
            yield _named("congvan.opc.part-too-large", entry, most=limits.member_size // MIB)
        elif entry.file_size > max(limits.ratio_from, entry.compress_size * limits.ratio):
            yield _named("congvan.opc.compressed-too-much", entry, most=limits.ratio)


def _named(code: str, entry: zipfile.ZipInfo, **limit: int) -> Problem:
    name = entry.orig_filename.encode("utf-8", "replace").decode()[:120]
    return Problem(code, place=Place(part=name), parameters={"name": name, **limit})


def _over(code: str, most: int) -> Problem:
    return Problem(code, parameters={"most": most // MIB})


def _is_safe_name(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    name = entry.orig_filename
    return (
        0 < len(name) <= limits.name_length
        and name.isprintable()
        and not any(character in name for character in '\\:*?<>|"')
        and all(segment not in ("", ".", "..") for segment in name.split("/"))
    )


def _member(data: bytes, entry: zipfile.ZipInfo) -> Member:
    header = entry.header_offset
    lengths = data[header + 26 : header + _LOCAL_HEADER]
    if data[header : header + 4] != b"PK\x03\x04" or len(lengths) != 4:
        raise PackageError(_named("congvan.opc.damaged-part", entry))
    name_length, extra_length = struct.unpack("<2H", lengths)
    start = header + _LOCAL_HEADER + name_length + extra_length
    packed = data[start : start + entry.compress_size]
    if len(packed) != entry.compress_size:
        raise PackageError(_named("congvan.opc.damaged-part", entry))
    return Member(
        name=entry.filename, method=entry.compress_type, crc=entry.CRC, size=entry.file_size, data=packed
    )


def _unpacked(member: Member) -> bytes:
    data, unpacker = member.data, fastest()
    if member.method == DEFLATED:
        try:
            # One byte more than it says it holds: whoever lies about the size is found out, not unpacked.
            data = unpacker.unpacked(data, member.size + 1)
        except unpacker.error:
            data = b""
    if len(data) != member.size or unpacker.crc32(data) != member.crc:
        raise _damaged(member)
    return data


def _damaged(member: Member) -> PackageError:
    place = Place(part=member.name)
    return PackageError(Problem("congvan.opc.damaged-part", place=place, parameters={"name": member.name}))


def _pieces(member: Member) -> Iterator[bytes]:
    """A member's bytes, a large one some at a time; raises PackageError as `read` does."""
    if member.method != DEFLATED or member.size <= _LARGE:
        yield _unpacked(member)
        return
    unpacker, waiting, size, crc = zlib.decompressobj(-zlib.MAX_WBITS), member.data, 0, 0
    while not unpacker.eof and size <= member.size:
        try:
            piece = unpacker.decompress(waiting, _LARGE)
        except zlib.error:
            raise _damaged(member) from None
        if not piece:
            break
        waiting, size, crc = unpacker.unconsumed_tail, size + len(piece), zlib.crc32(piece, crc)
        yield piece
    if size != member.size or crc != member.crc:
        raise _damaged(member)
