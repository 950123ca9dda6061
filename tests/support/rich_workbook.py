"""A template with all that may refer to cells: charts, pictures, rules, choices, links, comments, tables."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import date
from typing import Any

import xlsxwriter


def picture() -> bytes:
    """A small grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + b"\x80" * 24 for _ in range(8)))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def rich_template() -> bytes:
    """The template: rows 5 to 7 of its first sheet hold the loop, everything else hangs on them."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet, summary, listed = (book.add_worksheet(name) for name in ("Biểu 1", "Tổng hợp", "Bảng"))
    bold = book.add_format({"bold": True})
    _rows(book, sheet, bold)
    _rules(sheet, bold)
    _around(book, sheet)
    summary.write_formula("A1", "=SUM('Biểu 1'!E6:E6)")
    summary.write_formula("A2", "='Biểu 1'!E8")
    summary.write_formula("A3", "=SUM(SoLuong)")
    summary.write_column("D1", ["Loại 1", "Loại 2", "Loại 3"])
    summary.add_sparkline("B1", {"range": "'Biểu 1'!C6:C6"})
    columns = [{"header": "Số lượng"}, {"header": "Tên"}]
    listed.add_table("A1:B4", {"columns": columns, "name": "BangMot"})
    listed.write_column("A2", ["{%tr for row in rows %}", "{{ row.count }}", "{%tr endfor %}"])
    listed.write("B3", "{{ row.name }}")
    book.set_properties({"title": "Biểu {{ number }}"})
    book.close()
    return file.getvalue()


def _rows(book: Any, sheet: Any, bold: Any) -> None:
    figure = book.add_format({"num_format": "#,##0", "border": 1})
    sheet.merge_range("A1:F1", "BIỂU {{ number }}", bold)
    sheet.write_rich_string("A2", "Đơn vị ", bold, "{{ office }}", " năm {{ year }}")
    sheet.write_row("A4", ["STT", "Tên", "Số lượng", "Đơn giá", "Tiền", "Ngày"], bold)
    sheet.write("A5", "{%tr for row in rows %}")
    sheet.write("A6", "{{ loop.index }}")
    sheet.write("B6", "{{ row.name }}")
    sheet.write("C6", "{{ row.count }}", figure)
    sheet.write("D6", "{{ row.price }}", figure)
    sheet.write_formula("E6", "=C6*D6", figure)
    sheet.write("F6", "{{ row.day }}", book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write_formula("G6", "=SUM(C$6:C6)")
    sheet.merge_range("H6:I6", "{{ row.name }}")
    sheet.set_row(5, 24)
    sheet.write("A7", "{%tr endfor %}")
    sheet.write("B8", "Tổng", bold)
    sheet.write_formula("C8", "=SUM(C6)", figure)
    sheet.write_formula("D8", "=IF(C8>0,E8/C8,0)")
    sheet.write_formula("E8", "=SUM(E6:E6)", figure)


def _rules(sheet: Any, bold: Any) -> None:
    sheet.data_validation("C6", {"validate": "integer", "criteria": ">", "value": 0})
    sheet.data_validation("B6", {"validate": "list", "source": "='Tổng hợp'!$D$1:$D$3"})
    sheet.conditional_format("C6:E6", {"type": "formula", "criteria": "=$C6>$D$8", "format": bold})
    sheet.conditional_format("C6", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D6", {"type": "icon_set", "icon_style": "3_arrows"})


def _around(book: Any, sheet: Any) -> None:
    sheet.write_comment("B6", "ghi chú của hàng")
    sheet.write_comment("B8", "ghi chú của tổng")
    sheet.write_url("J6", "https://example.com/")
    sheet.write_url("J8", "internal:'Tổng hợp'!A1")
    sheet.print_area("A1:F8")
    sheet.repeat_rows(3)
    sheet.freeze_panes(4, 0)
    sheet.autofilter("A4:F6")
    sheet.set_header("&L{{ office }}&RTrang &P")
    sheet.set_h_pagebreaks([8])
    sheet.insert_image("K6", "a.png", {"image_data": io.BytesIO(picture())})
    sheet.insert_image("K10", "b.png", {"image_data": io.BytesIO(picture()), "object_position": 2})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "='Biểu 1'!$B$6:$B$6", "values": "='Biểu 1'!$C$6:$C$6"})
    chart.set_title({"name": "Đồ thị {{ year }}"})
    sheet.insert_chart("A11", chart)
    book.define_name("TongTien", "='Biểu 1'!$E$8")
    book.define_name("SoLuong", "='Biểu 1'!$C$6")


def rich_values(count: int) -> dict[str, object]:
    """Values for the template with so many rows."""
    rows = [
        {"name": f"Người {n}", "count": n + 1, "price": 1000 * n + 500, "day": date(2027, 3, n % 28 + 1)}
        for n in range(count)
    ]
    return {"number": "01", "office": "Sở A & B", "year": 2027, "rows": rows}
