from __future__ import annotations

import pickle
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from attrs import frozen

from congvan.excel import Template
from congvan.excel.limits import MOST_ROWS
from congvan.problems import CongvanError, RenderError, TemplateError
from tests.support.spreadsheets import made, opened, parts, values


@frozen
class Person:
    name: str
    count: int


LIST = Template(
    made(
        {
            "A1": "Danh sách",
            "A2": "{%tr for row in rows %}",
            "A3": "{{ loop.index }}",
            "B3": "{{ row.name }}",
            "C3": "{{ row.count }}",
            "A4": "{%tr endfor %}",
            "A5": "hết",
        }
    )
)
GROUPS = Template(
    made(
        {
            "A1": "{%tr for group in groups %}",
            "A2": "{{ group.name }}",
            "A3": "{%tr for row in group.rows %}",
            "A4": "{{ loop.index }}",
            "B4": "{{ row.count }}",
            "C4": "=B4*2",
            "A5": "{%tr endfor %}",
            "A6": "cộng",
            "B6": "=SUM(B4)",
            "A7": "{%tr endfor %}",
            "A8": "tổng",
            "B8": '=SUMIF(A2:A6,"cộng",B2:B6)',
        }
    )
)


def codes(error: pytest.ExceptionInfo[CongvanError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def people(count: int) -> list[dict[str, object]]:
    return [{"name": f"N{number}", "count": number} for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, 499, 500, 501, 1200])
def test_a_row_stands_for_each_item(count: int) -> None:
    sheet = opened(LIST.render({"rows": people(count)})).worksheets[0]
    read = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2, max_col=3)]
    assert read == [(n + 1, f"N{n}", n) for n in range(count)] + [("hết", None, None)]


def test_items_may_be_mappings_frozen_values_or_rows_of_a_generator() -> None:
    expected = LIST.render({"rows": people(3)})
    frozen_rows = [Person(f"N{number}", number) for number in range(3)]
    assert LIST.render({"rows": frozen_rows}) == expected
    assert LIST.render({"rows": iter(people(3))}) == expected
    assert values(LIST.render({"rows": [people(1)[0], *frozen_rows[1:]]})) == values(expected)


def test_items_may_be_tuples_taken_apart_or_by_position() -> None:
    apart = Template(
        made({"A1": "{%tr for a, b in rows %}", "A2": "{{ a }}", "B2": "{{ b }}", "A3": "{%tr endfor %}"})
    )
    whole = Template(
        made({"A1": "{%tr for r in rows %}", "A2": "{{ r[0] }}", "B2": "{{ r[1] }}", "A3": "{%tr endfor %}"})
    )
    for template in (apart, whole):
        assert values(template.render({"rows": [(1, "x"), (2, "y")]})) == {
            "A1": 1,
            "B1": "x",
            "A2": 2,
            "B2": "y",
        }


def test_loops_stand_in_loops_and_each_formula_keeps_to_its_group() -> None:
    groups = [{"name": "a", "rows": people(2)}, {"name": "b", "rows": []}, {"name": "c", "rows": people(3)}]
    assert values(GROUPS.render({"groups": groups})) == {
        "A1": "a", "A2": 1, "B2": 0, "C2": "=B2*2", "A3": 2, "B3": 1, "C3": "=B3*2",
        "A4": "cộng", "B4": "=SUM(B2:B3)",
        "A5": "b", "A6": "cộng", "B6": "=SUM(B1048576)",
        "A7": "c", "A8": 1, "B8": 0, "C8": "=B8*2", "A9": 2, "B9": 1, "C9": "=B9*2", "A10": 3, "B10": 2,
        "C10": "=B10*2", "A11": "cộng", "B11": "=SUM(B8:B10)",
        "A12": "tổng", "B12": '=SUMIF(A1:A11,"cộng",B1:B11)',
    }  # fmt: skip


def test_rows_may_depend_on_a_condition() -> None:
    template = Template(
        made(
            {
                "A1": "{%tr if n > 1 %}", "A2": "nhiều", "A3": "{%tr elif n == 1 %}", "A4": "một",
                "A5": "{%tr else %}", "A6": "không", "A7": "{%tr endif %}", "A8": "sau",
            }
        )
    )  # fmt: skip
    assert [values(template.render({"n": n}))["A1"] for n in (0, 1, 2)] == ["không", "một", "nhiều"]
    assert values(template.render({"n": 0}))["A2"] == "sau"


def test_a_loop_without_items_may_say_so() -> None:
    template = Template(
        made(
            {
                "A1": "{%tr for r in rows %}",
                "A2": "{{ r }}",
                "A3": "{%tr else %}",
                "A4": "trống",
                "A5": "{%tr endfor %}",
            }
        )
    )
    assert values(template.render({"rows": []})) == {"A1": "trống"}
    assert values(template.render({"rows": [1, 2]})) == {"A1": 1, "A2": 2}


def test_heights_styles_and_merged_cells_of_a_row_are_repeated() -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[2].height = 33
        sheet.merge_cells("B2:C2")
        sheet.merge_cells("A1:A5")
        sheet["B2"].number_format = "0.000"

    template = Template(
        made(
            {"A1": "trên", "B1": "{%tr for r in rows %}", "B2": "{{ r }}", "B3": "{%tr endfor %}"}
            | {"A1": None, "A4": None},
            change=None,
        )
    )
    assert template.names == {"rows"}
    template = Template(
        made(
            {"B1": "{%tr for r in rows %}", "B2": "{{ r }}", "B3": "{%tr endfor %}", "B4": "dưới"},
            change=change,
        )
    )
    sheet = opened(template.render({"rows": [1, 2, 3]})).worksheets[0]
    assert {str(found) for found in sheet.merged_cells.ranges} == {"A1:A5", "B1:C1", "B2:C2", "B3:C3"}
    assert [sheet.row_dimensions[row].height for row in (1, 2, 3, 4)] == [33, 33, 33, None]
    assert sheet["B3"].number_format == "0.000"


def test_the_same_values_give_the_same_bytes_in_every_thread_and_after_pickling() -> None:
    data = {"rows": people(700)}
    expected = LIST.render(data)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: LIST.render(data), range(8))) == {expected}
    again = pickle.loads(pickle.dumps(LIST))
    assert again.render(data) == expected
    assert again.names == {"rows"}


def test_writing_into_a_file_leaves_what_stood_before_it() -> None:
    file = BytesIO()
    file.write(b"before")
    LIST.write({"rows": people(3)}, file)
    assert file.getvalue() == b"before" + LIST.render({"rows": people(3)})


def test_a_file_is_cut_to_what_it_was_when_a_row_cannot_be_written() -> None:
    file = BytesIO()
    file.write(b"before")
    with pytest.raises(RenderError):
        LIST.write({"rows": [*people(3), {"name": "\x00", "count": 1}]}, file)
    assert file.getvalue() == b"before"


def test_rows_of_a_generator_are_never_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congvan.excel.template.writing._MOST_KEPT", 2000)

    def rows(count: int) -> Iterator[dict[str, object]]:
        return ({"name": f"tên khác nhau {number}", "count": number} for number in range(count))

    class Sink(BytesIO):
        """Takes what is written and keeps only how long it is."""

        def write(self, data: Any, /) -> int:
            return super().write(data) if self.tell() < 2000 else self.seek(len(data), 1) and len(data)

    peaks = []
    for count in (4_000, 16_000):
        tracemalloc.start()
        LIST.write({"rows": rows(count)}, Sink())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 8_000_000
    assert peaks[1] - peaks[0] < 500_000


def test_more_rows_than_a_sheet_has_are_refused() -> None:
    template = Template(
        made({"A1": "{%tr for n in rows %}", "A1048570": "{{ n }}", "A1048571": "{%tr endfor %}"})
    )
    with pytest.raises(RenderError) as error:
        template.render({"rows": [1, 2]})
    assert codes(error) == ["congvan.excel.too-many-rows"]
    assert str(MOST_ROWS) in error.value.describe()


def test_loops_that_leave_no_row_end_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congvan.excel.template.emission.MOST_TURNS", 5000)
    cells = {"A1": "{%tr for a in range(1000) %}", "A2": "{%tr for b in range(1000) %}"}
    template = Template(
        made(
            {
                **cells,
                "A3": "{%tr if a < 0 %}",
                "A4": 1,
                "A5": "{%tr endif %}",
                "A6": "{%tr endfor %}",
                "A7": "{%tr endfor %}",
            }
        )
    )
    with pytest.raises(RenderError) as error:
        template.render({})
    assert codes(error) == ["congvan.tags.too-many-steps"]


def test_what_is_not_a_list_cannot_be_repeated_over() -> None:
    for rows in (5, "chữ", None):
        with pytest.raises(RenderError) as error:
            LIST.render({"rows": rows})
        assert codes(error) == ["congvan.tags.not-iterable"]
        assert error.value.problems[0].place.path == "A2"


def test_no_tag_is_left_anywhere_in_the_file() -> None:
    import io

    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, text in enumerate(
        ["{%tr for r in rows %}", "{{ r.name }}", "{%tr endfor %}", "giữ {{ x }}", "giữ"]
    ):
        sheet.write_string(row, 0, text)
    book.close()
    out = Template(file.getvalue()).render({"rows": people(2), "x": 1})
    assert values(out) == {"A1": "N0", "A2": "N1", "A3": "giữ 1", "A4": "giữ"}
    assert not [name for name, data in parts(out).items() if b"{{" in data or b"{%" in data]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"A1": "{%tr for r in rows %}", "A2": "x"}, "congvan.excel.unfinished-tag"),
        ({"A1": "{%tr endfor %}"}, "congvan.excel.unopened-tag"),
        (
            {"A1": "{%tr if x %}", "A2": "{%tr endfor %}", "A3": "{%tr endif %}"},
            "congvan.excel.unopened-tag",
        ),
        ({"A1": "{%tr while x %}"}, "congvan.excel.unknown-tag"),
        ({"A1": "{%tr for r rows %}", "A3": "{%tr endfor %}"}, "congvan.excel.unknown-tag"),
        (
            {"A1": "{%tr for r in rows %}", "B1": "mất", "A3": "{%tr endfor %}"},
            "congvan.excel.tag-not-alone-in-line",
        ),
        ({"A1": "{%tr for r in rows %}", "B1": "{%tr endfor %}"}, "congvan.excel.two-tags-of-a-line"),
        ({"A1": "a {%tr for r in rows %}", "A3": "{%tr endfor %}"}, "congvan.excel.tag-not-alone"),
        ({"A1": "{%tr for r in rows if r %}", "A3": "{%tr endfor %}"}, "congvan.excel.choice-without-else"),
        ({"A1": "{%tr for r in rows | bad %}", "A3": "{%tr endfor %}"}, "congvan.tags.unknown-filter"),
    ],
)
def test_tags_that_do_not_fit_together_are_told(cells: dict[str, str], code: str) -> None:
    with pytest.raises(TemplateError) as error:
        Template(made(cells))
    assert code in codes(error)
    assert all(problem.message(language) for problem in error.value.problems for language in ("vi", "en"))
