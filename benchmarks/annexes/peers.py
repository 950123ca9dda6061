"""The ways of making the annex: each writes the same title, headings, rows and total to a file."""

from __future__ import annotations

import copy
import importlib.util
import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

KEYS = ("stt", "ho_ten", "don_vi", "so_luong", "don_gia", "diem", "ngay", "xep_loai", "ghi_chu", "ty_le")
HEADINGS = tuple(f"Cột {number}" for number in range(1, 11))
FORMATS = ("0", "@", "@", "#,##0", "#,##0.00", "0.0", "dd/mm/yyyy", "@", "@", "0.00")
TITLE = "DANH SÁCH ĐĂNG KÝ"
SUMMED = (3, 4)
MERGED = ("A1:J1", *(f"{letter}3:{letter}4" for letter in "ABCGHIJ"), "D3:F3")
GROUP = "Số lượng, đơn giá, điểm"
HEAD, FIRST = 3, 5
"""The first of two rows of headings, and the first row of data, counted from 1."""
Row = dict[str, Any]


def rows(count: int) -> Iterator[Row]:
    """The rows: texts that repeat and texts that do not, whole numbers, decimals, days."""
    for number in range(count):
        yield {
            "stt": number + 1,
            "ho_ten": f"Nguyễn Văn {number % 700}",
            "don_vi": f"Phòng số {number % 40}",
            "so_luong": number % 900 + 1,
            "don_gia": (number % 5000) * 12.25,
            "diem": number % 10 + 0.5,
            "ngay": date(2027, 1 + number % 12, 1 + number % 28),
            "xep_loai": ("Đạt", "Khá", "Tốt")[number % 3],
            "ghi_chu": f"ghi chú {number % 1000} & <b>",
            "ty_le": (number % 97) / 97,
        }


def _styled(sheet: Any, line: int, *, bold: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    edge = Side(style="thin")
    for column in range(1, 11):
        cell = sheet.cell(line, column)
        cell.border = Border(edge, edge, edge, edge)
        cell.font = Font(name="Times New Roman", size=12, bold=bold)
        cell.alignment = Alignment(vertical="center", wrap_text=column in (2, 3, 9))
        if line >= FIRST:
            cell.number_format = FORMATS[column - 1]


def template(*, tags: tuple[str, str] | None, value: str = "{{{{ row.{0} }}}}") -> bytes:
    """The annex with one row in place of all, and the total below; `tags` stand around that row."""
    import openpyxl
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Phụ lục"
    sheet["A1"] = TITLE
    sheet["D3"] = GROUP
    sample = FIRST + bool(tags)
    total = sample + 1 + bool(tags)
    if tags:
        sheet.cell(sample - 1, 1, tags[0])
        sheet.cell(sample + 1, 1, tags[1])
    for column, heading in enumerate(HEADINGS, 1):
        letter = "ABCDEFGHIJ"[column - 1]
        sheet[f"{letter}{4 if letter in 'DEF' else 3}"] = heading
        sheet.cell(sample, column, value.format(KEYS[column - 1]))
        if column - 1 in SUMMED:
            sheet.cell(total, column, f"=SUM({letter}{sample}:{letter}{sample})")
    for line in (3, 4, sample, total):
        _styled(sheet, line, bold=line != sample)
    for area in MERGED:
        sheet.merge_cells(area)
    sheet.cell(total, 2, "Tổng")
    sheet.row_dimensions[sample].height = 24
    sheet.print_title_rows = "3:4"
    sheet.print_area = f"A1:J{total}"
    sheet.page_setup.orientation = "landscape"
    sheet.add_data_validation(DataValidation(type="list", formula1='"Đạt,Khá,Tốt"', sqref=f"H{sample}"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def congvan(_count: int) -> Callable[[int, str | None], bytes | None]:
    """Our template, streamed; compiled once."""
    from congvan.excel import Template

    ready = Template(template(tags=("{%tr for row in rows %}", "{%tr endfor %}")))

    def make(count: int, path: str | None) -> bytes | None:
        if path is None:
            return ready.render({"rows": list(rows(count))})
        with Path(path).open("wb") as file:
            ready.write({"rows": rows(count)}, file)
        return None

    return make


def openpyxl_fill(_count: int) -> Callable[[int, str | None], bytes | None]:
    """A template loaded, filled row by row, saved."""
    data = template(tags=None)

    def make(count: int, path: str | None) -> bytes | None:
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet: Any = book.active
        looks = [copy.copy(sheet.cell(FIRST, column)._style) for column in range(1, 11)]
        totals = [copy.copy(sheet.cell(FIRST + 1, column)._style) for column in range(1, 11)]
        for line, row in enumerate(rows(count), FIRST):
            for column, key in enumerate(KEYS, 1):
                cell = sheet.cell(line, column)
                cell.value = row[key]
                cell._style = looks[column - 1]
            sheet.row_dimensions[line].height = 24
        last = FIRST + count
        for column, value in enumerate(_totals(count), 1):
            cell = sheet.cell(last, column)
            cell.value, cell._style = value, totals[column - 1]
        sheet.print_area = f"A1:J{last}"
        choice = sheet.data_validations.dataValidation[0]
        choice.sqref = type(choice.sqref)(f"H{FIRST}:H{last - 1}")
        return _saved(book, path)

    return make


def _totals(count: int) -> list[str | None]:
    """The row below the data."""
    last = FIRST + count - 1
    sums = [f"=SUM({letter}{FIRST}:{letter}{last})" for letter in "ABCDEFGHIJ"]
    found = [each if index in SUMMED else None for index, each in enumerate(sums)]
    found[1] = "Tổng"
    return found


def _saved(book: Any, path: str | None) -> bytes | None:
    if path is not None:
        book.save(path)
        return None
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def openpyxl_write_only(_count: int) -> Callable[[int, str | None], bytes | None]:
    """From nothing, in openpyxl's mode for many rows."""

    def make(count: int, path: str | None) -> bytes | None:
        import openpyxl
        from openpyxl.cell import WriteOnlyCell

        book = openpyxl.Workbook(write_only=True)
        sheet: Any = book.create_sheet("Phụ lục")
        pattern = openpyxl.load_workbook(io.BytesIO(template(tags=None)))
        sample: Any = pattern.active
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
        for row in rows(count):
            sheet.append(line([row[key] for key in KEYS], FIRST))
        sheet.append(line(list(_totals(count)), FIRST + 1))
        return _saved(book, path)

    return make


def _look(sheet: Any, sample: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, None)
    cell.border, cell.font = copy.copy(sample.border), copy.copy(sample.font)
    cell.alignment, cell.number_format = copy.copy(sample.alignment), sample.number_format
    return cell._style


def xlsxwriter(count_at_once: int) -> Callable[[int, str | None], bytes | None]:
    """From nothing; many rows in its constant memory mode."""
    constant = count_at_once > 1000

    def make(count: int, path: str | None) -> bytes | None:
        import xlsxwriter as library

        file = io.BytesIO()
        options = {"constant_memory": constant, "in_memory": path is None and not constant}
        book = library.Workbook(path or file, options)
        sheet = book.add_worksheet("Phụ lục")
        font = {"font_name": "Times New Roman", "font_size": 12, "border": 1, "valign": "vcenter"}
        head = book.add_format({**font, "bold": True})
        looks = [book.add_format({**font, "num_format": each}) for each in FORMATS]
        sheet.merge_range("A1:J1", TITLE, head)
        sheet.merge_range("D3:F3", GROUP, head)
        sheet.write_row(3, 0, HEADINGS, head)
        for line, row in enumerate(rows(count), FIRST - 1):
            sheet.set_row(line, 24)
            for column, key in enumerate(KEYS):
                value = row[key]
                if isinstance(value, str):
                    sheet.write_string(line, column, value, looks[column])
                elif isinstance(value, date):
                    sheet.write_datetime(line, column, value, looks[column])
                else:
                    sheet.write_number(line, column, value, looks[column])
        for column, value in enumerate(_totals(count)):
            sheet.write(count + FIRST - 1, column, value, head)
        sheet.set_landscape()
        sheet.repeat_rows(2, 3)
        sheet.data_validation(
            FIRST - 1, 7, count + FIRST - 2, 7, {"validate": "list", "source": ["Đạt", "Khá", "Tốt"]}
        )
        book.close()
        return None if path else file.getvalue()

    return make


def rustpy(_count: int) -> Callable[[int, str | None], bytes | None]:
    """From nothing, by a writer in Rust."""

    def make(count: int, path: str | None) -> bytes | None:
        from rustpy_xlsxwriter import Format, write_worksheet

        file = io.BytesIO()

        def plain() -> Any:
            return Format().set_font_name("Times New Roman").set_font_size(12).set_border("thin")

        looks = {
            heading: plain().set_num_format(each) for heading, each in zip(HEADINGS, FORMATS, strict=True)
        }
        write_worksheet(
            ({heading: row[key] for heading, key in zip(HEADINGS, KEYS, strict=True)} for row in rows(count)),
            path or file,
            "Phụ lục",
            column_formats=looks,
            header_format=plain().set_bold(),
            header_row=3,
            merge_ranges=[(0, 0, 0, 9, TITLE), (2, 3, 2, 5, GROUP)],
            totals_row={HEADINGS[index]: "sum" for index in SUMMED},
        )
        return None if path else file.getvalue()

    return make


def fastxlsx(_count: int) -> Callable[[int, str | None], bytes | None]:
    """From nothing, by another writer in Rust: no styles, no formulas."""
    temporary = Path("/tmp" if Path("/tmp").exists() else ".", "congvan-benchmark-fastxlsx.xlsx")

    def make(count: int, path: str | None) -> bytes | None:
        import fastxlsx as library

        book = library.WriteOnlyWorkbook()
        sheet = book.create_sheet("Phụ lục")
        sheet.write_row((3, 0), list(HEADINGS), dtype=library.DType.Str)
        sheet.write_cell((0, 0), TITLE, dtype=library.DType.Str)
        for line, row in enumerate(rows(count), FIRST - 1):
            sheet.write_row((line, 0), list(row.values()), dtype=library.DType.Any)
        target = Path(path) if path else temporary
        book.save(str(target))
        return None if path else target.read_bytes()

    return make


def xltpl(_count: int) -> Callable[[int, str | None], bytes | None]:
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

    def make(count: int, path: str | None) -> bytes | None:
        from xltpl.writerx import BookWriter

        writer = BookWriter(io.BytesIO(data))
        name = "Phụ lục"
        writer.render_book([{"rows": list(rows(count)), "tpl_name": name, "sheet_name": name}])
        out = io.BytesIO()
        writer.save(path or out)
        return None if path else out.getvalue()

    return make


@frozen(kw_only=True)
class Peer:
    """One way of making the annex: `least` is how many times as long it must take, for 30 and many rows."""

    name: str
    make: Callable[[int], Callable[[int, str | None], bytes | None]]
    module: str
    package: str
    note: str
    least_small: float | None
    least_large: float | None

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
        note="no template",
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
        note="from a template; quadratic, so 30 rows only",
        least_small=1.5,
        least_large=None,
    ),
)
