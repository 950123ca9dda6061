"""The lists of a summary as tables: units, missing and late ones, findings, figures with whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from attrs import evolve

from congvan.model import Cell, Column, ColumnKind, Table
from congvan.problems import Problem, Severity
from congvan.returns.collecting import Collection, Standing
from congvan.returns.totals import Total
from congvan.vietnamese.dates import short_date

STT = Column(title="STT", kind=ColumnKind.STT)
_WEIGHTS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"}

_FINDING_COLUMNS = (
    STT,
    Column(title="Mức độ", width=18),
    Column(title="Tệp"),
    Column(title="Trang tính", width=24),
    Column(title="Ô", width=14),
    Column(title="Nội dung", width=60),
    Column(title="Cách xử lý", width=48),
    Column(title="Mã"),
)


def _texts(*titles: str) -> tuple[Column, ...]:
    return (STT, *(Column(title=title) for title in titles))


def units_table(collection: Collection) -> Table:
    """One row for each unit: what it owes, the file that counts, when it came, its version."""
    rows = [
        (
            None,
            standing.unit.code,
            standing.unit.name,
            state_of(standing),
            _forms(standing, collection),
            standing.read.file.name if standing.read else None,
            moment_text(standing.read.moment) if standing.read else None,
            standing.read.version if standing.read else None,
            len(errors_of(standing)),
        )
        for standing in collection.standings
    ]
    columns = (
        *_texts("Mã", "Đơn vị", "Tình trạng", "Biểu mẫu", "Tệp", "Thời điểm nhận", "Phiên bản"),
        Column(title="Số lỗi", kind=ColumnKind.INTEGER),
    )
    return Table(columns=columns, rows=rows, title="Tình hình gửi biểu mẫu")


def overdue_table(collection: Collection) -> Table:
    """The units that are missing, then those that were late."""
    wanted = [standing for standing in collection.standings if standing.read is None]
    wanted += [standing for standing in collection.standings if standing.is_late]
    rows = [
        (
            None,
            standing.unit.code,
            standing.unit.name,
            "Chưa gửi" if standing.read is None else "Gửi muộn",
            _forms(standing, collection),
            moment_text(standing.read.moment) if standing.read else None,
        )
        for standing in wanted
    ]
    deadline = collection.deadline.text() if collection.deadline else "không ghi"
    columns = _texts("Mã", "Đơn vị", "Tình trạng", "Biểu mẫu", "Thời điểm nhận")
    return Table(columns=columns, rows=rows, title=f"Đơn vị chưa gửi, gửi muộn (thời hạn: {deadline})")


def findings_table(collection: Collection) -> Table:
    """Every finding with file, sheet and cell, errors first."""
    order = list(_WEIGHTS)
    found = sorted(collection.findings, key=lambda item: order.index(item.severity))
    return Table(
        columns=_FINDING_COLUMNS, rows=[_finding_row(item) for item in found], title="Kết quả kiểm tra"
    )


def _finding_row(item: Problem) -> list[Cell]:
    sheet, _, cell = (item.place.part or "").rpartition("!")
    said = (_WEIGHTS[item.severity], item.place.file, sheet or cell, cell if sheet else None)
    return [None, *said, item.message(), item.hint(), item.code]


def details_table(total: Total) -> Table:
    """Every row that a unit filled in, with the unit before it and the file behind it."""
    columns = (
        STT,
        Column(title="Đơn vị"),
        Column(title="Hàng số", kind=ColumnKind.INTEGER),
        *_without_stt(total.columns),
        Column(title="Tệp"),
    )
    rows = []
    for detail in total.details:
        cells = [
            cell if leaf.kind is not ColumnKind.DATE else _day(cell)
            for cell, leaf in zip(detail.cells, total.leaves, strict=True)
            if leaf.kind is not ColumnKind.STT
        ]
        rows.append([None, detail.unit.name, detail.row + 1, *cells, detail.read.file.name])
    return Table(
        columns=columns, rows=rows, title=f"{total.table.title or total.form} - chi tiết theo đơn vị"
    )


def _day(cell: Cell) -> Cell:
    return short_date(cell) if isinstance(cell, date) else cell


def _without_stt(columns: tuple[Column, ...]) -> Iterator[Column]:
    for column in columns:
        if column.columns:
            inner = tuple(_without_stt(column.columns))
            if inner:
                yield evolve(column, columns=inner)
        elif column.kind is not ColumnKind.STT:
            yield column


def state_of(standing: Standing) -> str:
    """How a unit stands, in words."""
    if standing.read is None:
        return "Chưa gửi"
    errors = ", có lỗi" if errors_of(standing) else ""
    return f"{'Gửi muộn' if standing.is_late else 'Đã gửi'}{errors}"


def errors_of(standing: Standing) -> list[Problem]:
    """What of a unit's form was not taken."""
    found = standing.read.findings if standing.read else ()
    return [item for item in found if item.severity is Severity.ERROR]


def _forms(standing: Standing, collection: Collection) -> str:
    forms = collection.dispatch.forms
    return ", ".join((forms[form].title or form).partition(":")[0].strip() for form in standing.forms)


def moment_text(moment: datetime | None) -> str | None:
    """A moment as a clerk writes it: `14:05 ngày 05/3/2027`; None when nobody knows."""
    return None if moment is None else f"{moment:%H:%M} ngày {short_date(moment.date())}"
