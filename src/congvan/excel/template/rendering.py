"""One rendering of a compiled template: sheets streamed in order, then the parts that speak of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO

from congvan.excel.names import FORBIDDEN, LONGEST, RESERVED
from congvan.excel.template.emission import Desk, SheetWriter
from congvan.excel.template.parts.formats import with_date_styles
from congvan.excel.template.parts.patches import Filling, filled
from congvan.excel.template.placing.following import Session
from congvan.excel.template.placing.positions import Rows, columns_of
from congvan.excel.template.reaching import Text
from congvan.excel.template.sheets import Sheet
from congvan.excel.template.workbook import Workbook
from congvan.excel.template.writing import DateStyles, SharedTexts
from congvan.opc.streaming import ZipStream
from congvan.problems import CongvanError, Place, Problem, RenderError


def render(workbook: Workbook, values: Mapping[str, object], file: BinaryIO) -> None:
    """Write the finished workbook to a file that can seek.

    Raises RenderError with the problems found; the file is then cut where it began.
    """
    start = file.tell()
    try:
        _Rendering(workbook, values).write(file)
    except CongvanError as error:
        file.seek(start)
        file.truncate()
        raise RenderError(error.problems) from None


class _Rendering:
    def __init__(self, workbook: Workbook, values: Mapping[str, object]) -> None:
        self._workbook = workbook
        self._values = values
        self._problems: list[Problem] = []
        self._desk = Desk(
            shared=SharedTexts(workbook.strings.count if workbook.strings else None),
            dates=DateStyles(workbook.styles_count),
            problems=self._problems,
        )

    def write(self, file: BinaryIO) -> None:
        """Write all parts; raises an error of congvan with every problem."""
        filling = Filling(values=self._values, session=self._session())
        stream = ZipStream(file, self._workbook.still)
        for number in self._workbook.order:
            sheet = self._workbook.sheets[number]
            if sheet.is_changed:
                self._try(lambda sheet=sheet: stream.part(sheet.part, self._sheet(sheet, filling)))  # type: ignore[misc]
        for name, patch in self._workbook.parts:
            self._try(lambda name=name, patch=patch: stream.part(name, filled(patch, filling)))  # type: ignore[misc]
        if self._problems:
            raise RenderError(self._problems)
        self._write_shared(stream)
        stream.finish()

    def _try(self, work: Callable[[], None]) -> None:
        """Do a part of the work; what is wrong in it is told together with what is wrong elsewhere."""
        try:
            work()
        except CongvanError as error:
            if error.problems != tuple(self._problems):
                self._problems += error.problems
            raise RenderError(self._problems) from None

    def _sheet(self, sheet: Sheet, filling: Filling) -> Iterator[str]:
        yield from filled(sheet.before, filling)
        yield from SheetWriter(sheet, filling, self._desk).pieces()
        yield from filled(sheet.after, filling)

    def _write_shared(self, stream: ZipStream) -> None:
        strings, styles = self._workbook.strings, self._workbook.styles
        if strings and self._desk.shared:
            stream.part(strings.name, strings.with_texts(self._desk.shared))
        elif strings:
            stream.add(strings.alone)
        if styles:
            wanted = self._desk.dates.wanted
            package = self._workbook.package
            stream.add(with_date_styles(package, styles.name, wanted) if wanted else styles)

    # Where everything stands

    def _session(self) -> Session:
        workbook = self._workbook
        names = self._names(workbook.sheet_names)
        rows: list[Rows] = []
        for sheet in workbook.sheets:
            standing = Rows(tracks=sheet.tracks)
            if not sheet.plan.rows.moves:
                for block in sheet.plan.rows.blocks:
                    standing.stand(block.number, block.first, block.first)
            rows.append(standing)
        columns = [
            columns_of(sheet.plan.columns, sheet.used, self._values, name)
            for sheet, name in zip(workbook.sheets, names, strict=True)
        ]
        return Session(names=names, rows=rows, columns=columns)

    def _names(self, wanted: Sequence[Text | str]) -> list[str]:
        names: list[str] = []
        for each in wanted:
            name = each if isinstance(each, str) else each.of(self._values)
            if isinstance(each, Text) and not _is_sheet_name(name, names):
                place = Place(part=each.place.part, near=each.place.near)
                parameters = {"name": name[:80], "most": LONGEST}
                raise RenderError(Problem("congvan.excel.sheet-name", place=place, parameters=parameters))
            names.append(name)
        return names


def _is_sheet_name(name: str, taken: Sequence[str]) -> bool:
    units = len(name.encode("utf-16-le", "surrogatepass")) // 2
    folded = name.casefold()
    return (
        0 < units <= LONGEST
        and not FORBIDDEN.search(name)
        and name.strip("'") == name
        and name.strip() == name
        and folded not in RESERVED
        and all(folded != each.casefold() for each in taken)
    )
