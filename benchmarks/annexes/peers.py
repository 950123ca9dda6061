"""The ways of making the annex: each writes the same title, headings, rows and total to a file."""

from __future__ import annotations

import copy
import importlib.util
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.annexes.annex import (
    FIRST,
    FORMATS,
    GROUP,
    HEAD,
    HEADINGS,
    KEYS,
    SUMMED,
    TITLE,
    Task,
    template,
)

Maker = Callable[[Task], bytes | None]


def congvan() -> Maker:
    """Our template, streamed; compiled once."""
    from congvan.excel import Template

    ready = Template(template(tags=("{%tr for row in rows %}", "{%tr endfor %}")))

    def make(task: Task) -> bytes | None:
        if task.path is None:
            return ready.render({"rows": list(task.rows())})
        with Path(task.path).open("wb") as file:
            ready.write({"rows": task.rows()}, file)
        return None

    return make


def openpyxl_fill() -> Maker:
    """A template loaded, filled row by row, saved."""
    data = template(tags=None)

    def make(task: Task) -> bytes | None:
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet: Any = book.active
        looks = [copy.copy(sheet.cell(FIRST, column)._style) for column in range(1, 11)]
        totals = [copy.copy(sheet.cell(FIRST + 1, column)._style) for column in range(1, 11)]
        for line, row in enumerate(task.rows(), FIRST):
            for column, key in enumerate(KEYS, 1):
                cell = sheet.cell(line, column)
                cell.value = row[key]
                cell._style = looks[column - 1]
            sheet.row_dimensions[line].height = 24
        last = FIRST + task.count
        for column, value in enumerate(task.totals, 1):
            cell = sheet.cell(last, column)
            cell.value, cell._style = value, totals[column - 1]
        sheet.print_area = f"A1:J{last}"
        choice = sheet.data_validations.dataValidation[0]
        choice.sqref = type(choice.sqref)(f"H{FIRST}:H{last - 1}")
        return _saved(book, task.path)

    return make


def _saved(book: Any, path: str | None) -> bytes | None:
    if path is not None:
        book.save(path)
        return None
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def openpyxl_write_only() -> Maker:
    """From nothing, in openpyxl's mode for many rows."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    pattern = openpyxl.load_workbook(io.BytesIO(template(tags=None)))
    sample: Any = pattern.active

    def make(task: Task) -> bytes | None:
        book = openpyxl.Workbook(write_only=True)
        sheet: Any = book.create_sheet("Phụ lục")
        looks = {
            line: [_look(sheet, sample.cell(line, column)) for column in range(1, 11)]
            for line in (HEAD, FIRST, FIRST + 1)
        }
        sheet.append([TITLE])
        sheet.append([])

        def line(values: list[Any], kind: int) -> list[Any]:
            cells = []
            for value, look in zip(values, looks[kind], strict=True):
                cell = WriteOnlyCell(sheet, value)
                cell._style = look
                cells.append(cell)
            return cells

        sheet.append(line([None, None, None, GROUP, *([None] * 6)], HEAD))
        sheet.append(line(list(HEADINGS), HEAD))
        for row in task.rows():
            sheet.append(line([row[key] for key in KEYS], FIRST))
        sheet.append(line(list(task.totals), FIRST + 1))
        return _saved(book, task.path)

    return make


def _look(sheet: Any, sample: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, None)
    cell.border, cell.font = copy.copy(sample.border), copy.copy(sample.font)
    cell.alignment, cell.number_format = copy.copy(sample.alignment), sample.number_format
    return cell._style


def xlsxwriter() -> Maker:
    """From nothing; many rows in its constant memory mode."""

    def make(task: Task) -> bytes | None:
        import xlsxwriter as library

        file = io.BytesIO()
        constant = task.count > 1000
        options = {"constant_memory": constant, "in_memory": task.path is None and not constant}
        book = library.Workbook(task.path or file, options)
        sheet = book.add_worksheet("Phụ lục")
        font = {"font_name": "Times New Roman", "font_size": 12, "border": 1, "valign": "vcenter"}
        head = book.add_format({**font, "bold": True})
        looks = [book.add_format({**font, "num_format": each}) for each in FORMATS]
        sheet.merge_range("A1:J1", TITLE, head)
        sheet.merge_range("D3:F3", GROUP, head)
        sheet.write_row(3, 0, HEADINGS, head)
        for line, row in enumerate(task.rows(), FIRST - 1):
            sheet.set_row(line, 24)
            for column, key in enumerate(KEYS):
                value = row[key]
                if isinstance(value, str):
                    sheet.write_string(line, column, value, looks[column])
                elif isinstance(value, date):
                    sheet.write_datetime(line, column, value, looks[column])
                else:
                    sheet.write_number(line, column, value, looks[column])
        for column, value in enumerate(task.totals):
            sheet.write(task.count + FIRST - 1, column, value, head)
        sheet.set_landscape()
        sheet.repeat_rows(2, 3)
        sheet.data_validation(
            FIRST - 1, 7, task.count + FIRST - 2, 7, {"validate": "list", "source": ["Đạt", "Khá", "Tốt"]}
        )
        book.close()
        return None if task.path else file.getvalue()

    return make


def rustpy() -> Maker:
    """From nothing, by a writer in Rust."""

    def make(task: Task) -> bytes | None:
        from rustpy_xlsxwriter import Format, write_worksheet

        file = io.BytesIO()

        def plain() -> Any:
            return Format().set_font_name("Times New Roman").set_font_size(12).set_border("thin")

        looks = {
            heading: plain().set_num_format(each) for heading, each in zip(HEADINGS, FORMATS, strict=True)
        }
        write_worksheet(
            task.rows(HEADINGS),
            task.path or file,
            "Phụ lục",
            column_formats=looks,
            header_format=plain().set_bold(),
            header_row=3,
            merge_ranges=[(0, 0, 0, 9, TITLE), (2, 3, 2, 5, GROUP)],
            totals_row={HEADINGS[index]: "sum" for index in SUMMED},
        )
        return None if task.path else file.getvalue()

    return make


def fastxlsx() -> Maker:
    """From nothing, by another writer in Rust: no styles, no formulas."""
    temporary = Path("/tmp" if Path("/tmp").exists() else ".", "congvan-benchmark-fastxlsx.xlsx")

    def make(task: Task) -> bytes | None:
        import fastxlsx as library

        book = library.WriteOnlyWorkbook()
        sheet = book.create_sheet("Phụ lục")
        sheet.write_row((3, 0), list(HEADINGS), dtype=library.DType.Str)
        sheet.write_cell((0, 0), TITLE, dtype=library.DType.Str)
        for line, row in enumerate(task.rows(), FIRST - 1):
            sheet.write_row((line, 0), list(row.values()), dtype=library.DType.Any)
        target = Path(task.path) if task.path else temporary
        book.save(str(target))
        return None if task.path else target.read_bytes()

    return make


def xltpl() -> Maker:
    """A template with Jinja tags, filled by way of openpyxl."""
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.load_workbook(io.BytesIO(template(tags=None, value="{{% xv row.{0} %}}")))
    sheet: Any = book.active
    sheet.cell(FIRST, 1).comment = Comment("beforerow{% for row in rows %}", "")
    sheet.cell(FIRST + 1, 1).comment = Comment("beforerow{% endfor %}", "")
    file = io.BytesIO()
    book.save(file)
    data = file.getvalue()

    def make(task: Task) -> bytes | None:
        from xltpl.writerx import BookWriter

        writer = BookWriter(io.BytesIO(data))
        name = "Phụ lục"
        writer.render_book([{"rows": list(task.rows()), "tpl_name": name, "sheet_name": name}])
        out = io.BytesIO()
        writer.save(task.path or out)
        return None if task.path else out.getvalue()

    return make


@frozen(kw_only=True)
class Peer:
    """One way of making the annex: `least` is how many times as long it must take, for 30 and many rows."""

    name: str
    make: Callable[[], Maker]
    module: str
    package: str
    note: str
    least_small: float | None
    least_large: float | None

    @property
    def compares_fresh(self) -> bool:
        """Whether it is also held to texts that never come again: who has a bar for many rows, and we."""
        return self.least_large is not None or self.module == "congvan"

    @property
    def is_installed(self) -> bool:
        """Whether it can run here."""
        return importlib.util.find_spec(self.module) is not None


PEERS = (
    Peer(
        name="congvan",
        make=congvan,
        module="congvan",
        package="congvan",
        note="from a template",
        least_small=None,
        least_large=None,
    ),
    Peer(
        name="openpyxl fill",
        make=openpyxl_fill,
        module="openpyxl",
        package="openpyxl",
        note="from a template, shifted by hand",
        least_small=25,
        least_large=None,
    ),
    Peer(
        name="openpyxl write-only",
        make=openpyxl_write_only,
        module="openpyxl",
        package="openpyxl",
        note="no template, row heights, choices or merges",
        least_small=1.5,
        least_large=10,
    ),
    Peer(
        name="XlsxWriter",
        make=xlsxwriter,
        module="xlsxwriter",
        package="XlsxWriter",
        note="no template",
        least_small=1.5,
        least_large=None,
    ),
    Peer(
        name="rustpy-xlsxwriter",
        make=rustpy,
        module="rustpy_xlsxwriter",
        package="rustpy-xlsxwriter",
        note="no template; no row heights or choices here",
        least_small=1.5,
        least_large=1,
    ),
    Peer(
        name="fastxlsx",
        make=fastxlsx,
        module="fastxlsx",
        package="fastxlsx",
        note="no template, styles, formulas or merges",
        least_small=1.5,
        least_large=None,
    ),
    Peer(
        name="xltpl",
        make=xltpl,
        module="xltpl",
        package="xltpl",
        note="from a template; quadratic, so few rows only",
        least_small=1.5,
        least_large=None,
    ),
)
