"""Forms as other programs write them again, and bytes as nobody should write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from congvan.problems import Problem
from congvan.returns import ReturnError, read_form
from tests.support.assigned import assigned_dispatch
from tests.support.returned import returned, stc


def rewritten(data: bytes) -> bytes:
    """The values alone, as a program writes them that knows nothing of styles, hiding and protection."""
    held = BytesIO()
    source = load_workbook(BytesIO(data), data_only=True)
    with xlsxwriter.Workbook(held, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for sheet in source.worksheets:
            copy = book.add_worksheet(sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    _write(copy, cell)
    return held.getvalue()


def _write(copy: Any, cell: Any) -> None:
    place = cell.row - 1, cell.column - 1
    if isinstance(cell.value, str):
        copy.write_string(*place, cell.value)
    elif isinstance(cell.value, date | datetime):
        copy.write_datetime(*place, cell.value)
    elif cell.value is not None:
        copy.write(*place, cell.value)


def test_a_form_whose_values_alone_were_kept_is_read_as_it_is() -> None:
    form = read_form(returned(rewritten(stc())), assigned_dispatch())
    assert form.findings == ()
    assert form.values == read_form(returned(stc()), assigned_dispatch()).values


WHOLE = stc()


def told(data: bytes) -> tuple[Problem, ...]:
    """Everything that is said of a file; what is read of it is what was filled in, or nothing."""
    try:
        form = read_form(returned(data), assigned_dispatch())
    except ReturnError as error:
        return error.problems
    assert form.values["bm1"].get((0, 2)) in (12, None)
    return form.findings


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, len(WHOLE) - 1),
    st.binary(min_size=1, max_size=40),
    st.sampled_from(("put over", "put in", "cut")),
)
def test_whatever_befalls_a_file_it_is_read_or_named(start: int, junk: bytes, what: str) -> None:
    after = {"put over": start + len(junk), "put in": start, "cut": start + 10 * len(junk)}[what]
    data = WHOLE[:start] + (b"" if what == "cut" else junk) + WHOLE[after:]
    (file,) = {problem.place.file for problem in told(data)} or {"stc.xlsx"}
    assert file == "stc.xlsx"


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_named(data: bytes) -> None:
    with pytest.raises(ReturnError):
        read_form(returned(data), assigned_dispatch())


def test_a_plain_decimal_stays_itself() -> None:
    assert read_form(returned(stc()), assigned_dispatch()).values["bm1"][0, 3] == Decimal("1250.5")
