"""Write a form, fill it in, read it back: what was filled in is what is read, whatever it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congvan.model import ColumnKind
from congvan.returns import read_form
from congvan.vietnamese.hygiene import nfc
from tests.support.assigned import PEOPLE, assigned_dispatch
from tests.support.returned import blank, edited, fill, returned

WORDS = st.text(
    st.characters(
        min_codepoint=0x20, max_codepoint=0x1EFF, exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp")
    ),
    min_size=1,
    max_size=20,
)
VALUES: dict[ColumnKind, st.SearchStrategy[Any]] = {
    ColumnKind.TEXT: WORDS,
    ColumnKind.INTEGER: st.integers(-(10**9), 10**9),
    ColumnKind.DECIMAL: st.decimals(-(10**6), 10**6, places=3, allow_nan=False),
    ColumnKind.DATE: st.dates(date(1906, 1, 1), date(2999, 12, 31)),
    ColumnKind.CHOICE: st.sampled_from(("Trực tiếp", "Trực tuyến")),
}
OWED = {share.unit.code: share for share in assigned_dispatch().shares if share.form == "bm2"}["X1"]


@st.composite
def fillings(draw: st.DrawFn) -> dict[tuple[str, int, int], Any]:
    found: dict[tuple[str, int, int], Any] = {("bm1", 0, 2): draw(st.integers(0, 99)), ("bm1", 1, 2): 1}
    for row, column in OWED.cells:
        if draw(st.booleans()):
            found["bm2", row, column] = draw(VALUES[PEOPLE.leaves[column].kind])
    return found


BLANK = blank("X1")


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=10)
@given(fillings())
def test_what_is_filled_in_is_what_is_read(filled: dict[tuple[str, int, int], Any]) -> None:
    def damage(book: Any) -> None:
        fill(filled)(book)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f" and cell.value in filled.values():
                        cell.data_type = "s"

    form = read_form(returned(edited(BLANK, damage)), assigned_dispatch())
    for (name, row, column), value in filled.items():
        assert form.values[name].get((row, column)) == (nfc(value) if isinstance(value, str) else value)
    assert {item.code for item in form.findings} <= {
        "congvan.returns.required",
        "congvan.returns.converted",
    }
