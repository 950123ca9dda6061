"""A workbook that somebody sends back, read without trust: its values, and what it carries (tệp gửi về)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.opc import (
    Limits,
    Package,
    PackageError,
    Relationship,
    parse_xml,
    read_package,
)
from congvan.opc.zipping import quickly_packed
from congvan.problems import Place, Problem
from congvan.returns.faults import ReturnError, finding
from congvan.returns.scanning import Area, Cell, Scan, scan

_MIB = 1024 * 1024
LIMITS = Limits(file_size=16 * _MIB, member_size=64 * _MIB, total_size=96 * _MIB)
"""What a returned form may measure; no honest one comes near."""

MOST_SHEETS = 256

_MAIN_PART = re.compile(r".*/officeDocument")
_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<table|<meta)", re.IGNORECASE)
_SHEET_TYPE = "spreadsheetml"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


@frozen(eq=False)
class Values(Mapping[Cell, Any]):
    """What is in the cells of a sheet, blank ones left out; `rows` are its cells from a corner on."""

    rows: Sequence[Sequence[Any]] = field(repr=False)
    corner: Cell = (0, 0)

    def __getitem__(self, cell: Cell) -> Any:
        row, column = cell[0] - self.corner[0], cell[1] - self.corner[1]
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            value = self.rows[row][column]
            if value != "":
                return value
        raise KeyError(cell)

    def __iter__(self) -> Iterator[Cell]:
        top, left = self.corner
        for row, cells in enumerate(self.rows, top):
            for column, value in enumerate(cells, left):
                if value != "":
                    yield row, column

    def __len__(self) -> int:
        return sum(1 for _ in self)


@frozen(kw_only=True)
class Sheet:
    """One worksheet: what is in its cells, formulas and errors by cell, merged areas."""

    name: str
    values: Values
    formulas: immutabledict[Cell, str] = field(factory=immutabledict)
    errors: immutabledict[Cell, str] = field(factory=immutabledict)
    merged: tuple[Area, ...] = ()


@frozen(kw_only=True)
class Returned:
    """A workbook's sheets, and what it carries that no form needs; `saved` is None when it does not say."""

    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    links: tuple[str, ...] = ()
    saved: datetime | None = None


def read_workbook(data: bytes) -> Returned:
    """Read the bytes of a returned file; ReturnError when it is no workbook that can be read safely.

    Nothing in it is run or followed. Problems: `congvan.returns.empty-file`, `.html-file`, `.text-file`,
    `.not-a-workbook`, `.too-wide`, `.unreadable`, and those of `congvan.opc`.
    """
    _refuse_foreign(data)
    try:
        package = read_package(data, LIMITS)
        main = _main_part(package)
        scans = _scans(package, main)
        return Returned(
            sheets=tuple(_sheets(_bare(package, scans), {name: held for name, _, held in scans})),
            has_macros=any(name.lower().endswith("vbaproject.bin") for name in package.names),
            links=_links(package),
            saved=_saved(package),
        )
    except PackageError as error:
        raise ReturnError(error.problems) from None


def _refuse_foreign(data: bytes) -> None:
    if not data.strip(b"\x00 \r\n\t"):
        raise ReturnError(finding("congvan.returns.empty-file"))
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(start):
        raise ReturnError(finding("congvan.returns.html-file"))
    try:
        start.decode("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "strict")
    except UnicodeDecodeError as error:
        # The cut at 4,096 bytes may fall inside a letter.
        if error.start < len(start) - 4:
            raise ReturnError(finding("congvan.returns.not-a-workbook")) from None
    if b"\x00" in start and start[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise ReturnError(finding("congvan.returns.not-a-workbook"))
    raise ReturnError(finding("congvan.returns.text-file"))


def _main_part(package: Package) -> str:
    root = package.relationships()
    found = [item for item in root.items if _MAIN_PART.fullmatch(item.type)]
    part = root.part_of(found[0]) if found else None
    is_workbook = (
        part is not None and part in package and _SHEET_TYPE in (package.content_types().of(part) or "")
    )
    if part is None or not is_workbook:
        raise ReturnError(finding("congvan.returns.not-a-workbook"))
    return part


def _scans(package: Package, main: str) -> list[tuple[str, str, Scan]]:
    """Each worksheet's name, its part and what it holds; charts and other sheets are left out."""
    relationships = package.relationships(main)
    targets: dict[str, Relationship] = {item.id: item for item in relationships.items}
    sheets = list(parse_xml(package.read(main), main).iter("{*}sheet"))
    if len(sheets) > MOST_SHEETS:
        raise ReturnError(finding("congvan.returns.unreadable"))
    found: list[tuple[str, str, Scan]] = []
    for sheet in sheets:
        ids = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        target = targets.get(str(ids[0])) if ids else None
        if target is None or not target.type.endswith("/worksheet"):
            continue
        part = relationships.part_of(target)
        if part is None or part not in package:
            raise ReturnError(finding("congvan.returns.unreadable"))
        name = str(sheet.get("name", ""))
        held = scan(package.read(part), part)
        if held.is_vast:
            raise ReturnError(finding("congvan.returns.too-wide", sheet=name))
        found.append((name, part, held))
    return found


def _bare(package: Package, scans: list[tuple[str, str, Scan]]) -> bytes:
    """The package with nothing but cells in its worksheets."""
    bare = {part: quickly_packed(part, held.cells) for _, part, held in scans}
    return Package(tuple(bare.get(member.name, member) for member in package.members)).data()


def _sheets(data: bytes, scans: dict[str, Scan]) -> Iterator[Sheet]:
    # calamine loads only when there is a file to read.
    from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound, XmlError, ZipError

    wrong = CalamineError, WorksheetNotFound, XmlError, ZipError, OSError, ValueError
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            for name, held in scans.items():
                sheet = book.get_sheet_by_name(name)
                # Its rows are those from the first of the sheet, its columns those from the first filled one.
                corner = (0, sheet.start[1] if sheet.start else 0)
                yield Sheet(
                    name=name,
                    values=Values(list(sheet.iter_rows()), corner),
                    formulas=held.formulas,
                    errors=held.errors,
                    merged=held.merged,
                )
    except wrong:
        raise ReturnError(finding("congvan.returns.unreadable")) from None
    except BaseException as error:
        # A panic of calamine's Rust is no Exception, and no reason to leave the other files unread.
        if type(error).__name__ != "PanicException":
            raise
        raise ReturnError(finding("congvan.returns.unreadable")) from None


def _links(package: Package) -> tuple[str, ...]:
    """Where a workbook reaches out to: other workbooks, databases, programs."""
    found = []
    for name in package.names:
        folded = name.lower()
        if folded.startswith("xl/externallinks/") and folded.endswith(".xml"):
            relationships = package.relationships(name)
            found += [item.target for item in relationships.items if item.external] or [name]
        elif folded in ("xl/connections.xml",):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _saved(package: Package) -> datetime | None:
    """When the workbook was last saved, as it says itself; world time, None when it does not say."""
    if "docProps/core.xml" not in package:
        return None
    try:
        root = parse_xml(package.read("docProps/core.xml"), "docProps/core.xml")
    except PackageError:
        return None
    said = _MOMENT.match((root.findtext("{*}modified") or "").strip())
    try:
        return datetime.fromisoformat(said[0]) if said else None
    except ValueError:
        return None


def placed(problems: tuple[Problem, ...], file: str) -> tuple[Problem, ...]:
    """The same problems of one file, with its name."""
    return tuple(problem.at(Place(file=file)) for problem in problems)
