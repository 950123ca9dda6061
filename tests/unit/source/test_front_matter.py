"""Front matter: scalars as typed, each field by its type, Vietnamese keys as exact synonyms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from congvan.model import (
    Archive,
    Column,
    ColumnKind,
    Contact,
    CopyTo,
    Deadline,
    Drafter,
    Issuer,
    Letterhead,
    Orientation,
    Paragraph,
    Period,
    Recipient,
    Reference,
    Script,
    Secrecy,
    SendAs,
    Signatory,
    Text,
    Total,
    Urgency,
    Value,
    ValueOf,
)
from congvan.problems import SourceError
from congvan.source import read_source
from congvan.vietnamese.dates import ClockTime, DateParts
from congvan.vietnamese.wording import DeadlineWording
from tests.unit.source.sources import dispatch, source

EXAMPLE = """\
---
issuer: {name: Sở Nội vụ, parent: UBND tỉnh Lam Giang, place: Lam Giang}
reference: /SNV-CCHC
date: "{{ year }}-03"
subject: đăng ký nhu cầu tập huấn năm {{ year }}
values: {year: 2027}
recipients:
  - Văn phòng UBND tỉnh
  - Các Sở: [Tư pháp, Tài chính]
deadlines:
  reply: {date: 2027-04-15, time: "14:00", wording: chậm nhất}
periods:
  figures: {start: 2026-12-15, end: 2027-03-14}
  q3: {report: quý III, year: "{{ year }}"}
citations:
  plan: {type: Kế hoạch, reference: 14/KH-UBND, date: 2027-01-15, issuer: UBND tỉnh, subject: về tập huấn}
signatory: {authority: KT. Giám đốc, position: Phó Giám đốc, name: Trần Thị Mẫu}
copies_to:
  - Như trên
  - UBND tỉnh (để b/c)
archive: [VT, P.CCHC]
appendices:
  - name: dang_ky
    title: Danh sách đăng ký
    send_as: both
    orientation: landscape
    tables:
      - columns:
          - {title: STT, kind: stt}
          - {title: Họ và tên, key: ho_ten}
          - title: Số buổi
            columns: [{title: Sáng, key: sang, kind: integer}, {title: Chiều, key: chieu, kind: integer}]
        blank_rows: 5
        total: {label: Tổng, under: ho_ten, columns: [sang, chieu]}
---
Thực hiện {{ citations.plan }}, đề nghị gửi trước **{{ deadlines.reply.date }}**.
"""


def test_a_whole_letter_is_read() -> None:
    read = read_source(EXAMPLE, file="x.md")
    found = read.bind()
    assert read.findings == ()
    assert found.issuer == (Issuer("Sở Nội vụ", "UBND tỉnh Lam Giang", place="Lam Giang"),)
    assert found.reference == Reference("SNV-CCHC")
    assert found.date == DateParts(2027, 3)
    assert found.subject == "đăng ký nhu cầu tập huấn năm 2027"
    assert found.recipients == (
        Recipient("Văn phòng UBND tỉnh"),
        Recipient("Các Sở", ("Tư pháp", "Tài chính")),
    )
    assert found.deadlines["reply"] == Deadline(date=date(2027, 4, 15), time=ClockTime(14))
    assert found.periods["q3"] == Period.of_report("quý III", 2027)
    assert found.citations["plan"].short == "Kế hoạch số 14/KH-UBND"
    assert found.signatory == (
        Signatory(authority=["KT. Giám đốc"], position="Phó Giám đốc", name="Trần Thị Mẫu"),
    )
    assert found.copies_to == (CopyTo("Như trên"), CopyTo("UBND tỉnh", "để b/c"))
    assert found.archive == Archive(("VT", "P.CCHC"))
    assert found.body == (
        Paragraph(
            [
                "Thực hiện ",
                Value(ValueOf.CITATION, "plan"),
                ", đề nghị gửi trước ",
                Value(ValueOf.DEADLINE, "reply", "date", bold=True),
                ".",
            ]
        ),
    )


def test_the_appendix_of_a_whole_letter_is_read() -> None:
    (appendix,) = read_source(EXAMPLE).bind().appendices
    assert (appendix.send_as, appendix.orientation) == (SendAs.BOTH, Orientation.LANDSCAPE)
    (table,) = appendix.tables
    assert [leaf.key for leaf in table.leaves] == [None, "ho_ten", "sang", "chieu"]
    assert (table.blank_rows, table.total) == (
        5,
        Total(label="Tổng", under="ho_ten", columns=["sang", "chieu"]),
    )


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("recipients: [Sở Y tế]", "Kính gửi: [Sở Y tế]"),
        ("archive: {units: [VT], copies: 3}", "Lưu: {Đơn vị: [VT], Số bản: 3}"),
        ("urgency: immediate", "Độ khẩn: hoả tốc"),
        ("urgency: immediate", "Độ khẩn: Hỏa tốc"),
        ("medium: paper", "Hình thức: giấy"),
        ("circulation: return_after_reading", "Lưu hành: xem xong trả lại"),
        (
            "deadlines: {a: {date: 2027-04-15, wording: through}}",
            "Thời hạn: {a: {Ngày: 15/4/2027, Cách nói: đến hết}}",
        ),
        (
            "appendices: [{title: A, link_line: false, columns: [{title: B, kind: decimal}]}]",
            "Phụ lục: [{Tiêu đề: A, Dòng kèm theo: không, Cột: [{Tiêu đề: B, Kiểu: số thập phân}]}]",
        ),
    ],
)
def test_vietnamese_keys_and_words_are_exact_synonyms(english: str, vietnamese: str) -> None:
    assert dispatch(english) == dispatch(vietnamese)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("2027", DateParts(2027)),
        ("2027-03", DateParts(2027, 3)),
        ("3/2027", DateParts(2027, 3)),
        ("28/12/2027", DateParts(2027, 12, 28)),
        ('"2027-12-28"', DateParts(2027, 12, 28)),
        ("ngày 05 tháng 01 năm 2027", DateParts(2027, 1, 5)),
    ],
)
def test_dates_are_read_as_typed(typed: str, parts: DateParts) -> None:
    assert dispatch(f"date: {typed}").date == parts


def test_scalars_are_texts_whatever_yaml_makes_of_them() -> None:
    found = dispatch("archive: [05, no, 1_000, 1e3, 0x10, 2027-04-15, ~]")
    assert found.archive == Archive(("05", "no", "1_000", "1e3", "0x10", "2027-04-15", "~"))


def test_a_clock_time_needs_no_quotation_marks_and_the_day_may_end_at_24_00() -> None:
    found = dispatch("deadlines:\n  a: {date: 2027-04-15, time: 24:00}\n  b: {date: 2027-04-15, time: 14h30}")
    assert [deadline.time for deadline in found.deadlines.values()] == [ClockTime(24), ClockTime(14, 30)]


def test_a_deadline_may_be_its_date_alone() -> None:
    assert dispatch("deadlines: {a: 15/4/2027}").deadlines["a"] == Deadline(date=date(2027, 4, 15))


def test_a_list_item_with_a_colon_is_the_text_as_typed() -> None:
    found = dispatch("recipients:\n  - Các Sở: Tư pháp; Tài chính\ncopies_to:\n  - Các phòng:  A, B (để t/h)")
    assert found.recipients == (Recipient("Các Sở: Tư pháp; Tài chính"),)
    assert found.copies_to == (CopyTo("Các phòng:  A, B", "để t/h"),)


def test_one_of_a_list_needs_no_list() -> None:
    found = dispatch("recipients: Sở Y tế\ncopies_to: Như trên")
    assert (found.recipients, found.copies_to) == ((Recipient("Sở Y tế"),), (CopyTo("Như trên"),))


def test_several_issuers_and_signatories_make_a_joint_dispatch() -> None:
    found = dispatch(
        "issuer: [{name: Sở Y tế}, {name: Sở Tài chính}]\n"
        "signatory:\n  - {authority: [TM. Ủy ban nhân dân, KT. Chủ tịch], position: Phó Chủ tịch, name: A}\n"
        "  - {position: Giám đốc, name: B}"
    )
    assert found.is_joint
    assert found.signatory[0].authority == ("TM. Ủy ban nhân dân", "KT. Chủ tịch")


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("true", "DỰ THẢO"),
        ("có", "DỰ THẢO"),
        ("false", None),
        ('"true"', "true"),
        ("Dự thảo lần 2", "Dự thảo lần 2"),
    ],
)
def test_a_draft_is_marked_by_yes_or_by_its_own_words(typed: str, mark: str | None) -> None:
    assert dispatch(f"draft: {typed}").draft == mark


def test_short_forms_of_drafter_and_contact_are_texts() -> None:
    found = dispatch("drafter: LTV.(60)\ncontact: Số 1 đường Bờ Hồ")
    assert (found.drafter, found.contact) == (Drafter("LTV", 60), Contact(address="Số 1 đường Bờ Hồ"))


def test_marks_are_read() -> None:
    found = dispatch("urgency: thượng khẩn\nsecrecy: tối mật\ntype: Giấy uỷ quyền")
    assert (found.urgency, found.secrecy, found.type.code) == (Urgency.HIGHLY_URGENT, Secrecy.SECRET, "GUQ")


def test_what_is_left_empty_is_absent() -> None:
    assert dispatch("urgency:\ncontact: null\nrecipients:") == dispatch()


def test_bases_hold_marks_and_typed_values() -> None:
    (base,) = dispatch(
        "citations: {luat: {type: Luật}}\nbases:\n  - Căn cứ *{{ citations.luat }}* 5^2^;"
    ).bases
    assert base.runs == (
        Text("Căn cứ "),
        Value(ValueOf.CITATION, "luat", italic=True),
        Text(" 5"),
        Text("2", script=Script.SUPERSCRIPT),
        Text(";"),
    )


ROWS = """\
appendices:
  - name: so_lieu
    columns:
      - {title: STT, kind: stt}
      - {title: Tên, key: ten}
      - {title: Số, key: so, kind: integer}
      - {title: Tỷ lệ, key: ty_le, kind: decimal}
      - {title: Ngày, key: ngay, kind: date}
      - {title: Cộng, kind: formula, formula: so + ty_le}
    rows:
"""


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("{ten: An, so: 1234, ty_le: 1.5, ngay: 5/1/2027}", ("An", 1234, Decimal("1.5"), date(2027, 1, 5))),
        ('[An, 1.234, "1.234.567,5", 2027-01-05]', ("An", 1234, Decimal("1234567.5"), date(2027, 1, 5))),
        ('[null, "05", -7, "0,25", null, null]', ("05", -7, Decimal("0.25"), None)),
        ("{so: null, ten: null}", (None, None, None, None)),
        ('["null", 5, "1,234", null]', ("null", 5, Decimal("1.234"), None)),
    ],
)
def test_cells_are_read_by_the_kind_of_their_column(row: str, cells: tuple[object, ...]) -> None:
    (appendix,) = dispatch(f"{ROWS}      - {row}").appendices
    assert appendix.tables[0].rows[0] == (None, *cells, None)


def test_a_cell_may_have_marks_when_it_says_so() -> None:
    (appendix,) = dispatch(f"{ROWS}      - {{ten: {{text: '**An** và *Bình*'}}}}").appendices
    assert appendix.tables[0].rows[0][1] == (Text("An", bold=True), Text(" và "), Text("Bình", italic=True))


def test_the_one_table_of_an_appendix_may_stand_on_it() -> None:
    long = dispatch("appendices: [{title: A, tables: [{columns: [{title: B}], blank_rows: 3}]}]")
    short = dispatch("appendices: [{title: A, columns: [B], blank_rows: 3}]")
    assert long == short
    assert short.appendices[0].tables[0].columns == (Column(title="B"),)


def test_columns_take_every_key() -> None:
    (appendix,) = dispatch(
        "appendices:\n  - columns:\n      - {title: Mức, key: muc, kind: lựa chọn, choices: [cao, thấp],"
        ' unit: điểm, width: "25,5", required: có}'
    ).appendices
    assert appendix.tables[0].columns == (
        Column(
            title="Mức",
            key="muc",
            kind=ColumnKind.CHOICE,
            choices=["cao", "thấp"],
            unit="điểm",
            width=25.5,
            required=True,
        ),
    )


def test_an_appendix_may_hold_text_a_form_head_and_footnotes() -> None:
    (appendix,) = dispatch(
        "appendices:\n  - title: Đề cương\n    letterhead: {parent: UBND xã, date: 2027}\n"
        "    blocks: |\n      I. Kết quả[^a]\n\n      1. Nêu rõ số liệu.\n\n      [^a]: Tính đến cuối kỳ."
    ).appendices
    assert appendix.letterhead == Letterhead(parent="UBND xã", date=DateParts(2027))
    assert [block.marker for block in appendix.blocks if isinstance(block, Paragraph)] == ["I.", "1."]


def test_a_file_is_found_by_the_resolver() -> None:
    def files(name: str) -> bytes:
        return name.encode()

    text = source("draft: có").file
    read = read_source(
        "---\nissuer: {name: A}\nreference: /B\ndate: 2027\nsubject: c\nsignatory: {position: D, name: E}\n"
        "template: mau/cong-van.docx\nappendices: [{file: so-lieu/bang.xlsx}]\n---\n",
        file=text,
        resolver=files,
    )
    attached = read.bind().appendices[0].file
    assert read.template == b"mau/cong-van.docx"
    assert attached is not None
    assert (attached.name, attached.data) == ("bang.xlsx", b"so-lieu/bang.xlsx")


def test_no_deadline_wording_but_the_four() -> None:
    words = ("trước", "chậm nhất", "đến hết", "trong ngày")
    found = dispatch(
        "deadlines:\n"
        + "".join(f"  d{i}: {{date: 2027-04-15, wording: {word}}}\n" for i, word in enumerate(words))
    )
    assert [deadline.wording for deadline in found.deadlines.values()] == list(DeadlineWording)


GROUPED = """\
appendices:
  - name: x
    columns:
      - {title: STT, kind: stt}
      - {title: Tên, key: ten}
      - {title: Số, key: so, kind: integer, min: 0, max: 1.500}
    column_numbers: có
    restarts: không
"""


def test_groups_hold_rows_and_are_read_in_order() -> None:
    groups = """\
    groups:
      - title: Cấp tỉnh
        groups: [{title: Sở, rows: [{ten: Sở A, so: 1}, [Sở B, 2]]}]
      - Tiêu đề: Cấp xã
        Nhóm hàng: [{Tiêu đề: Xã, Hàng: [{ten: Xã C}]}]
"""
    front = GROUPED.replace("1.500", "1500") + groups
    (table,) = dispatch(front).appendices[0].tables
    assert [row[1:] for row in table.rows] == [("Sở A", 1), ("Sở B", 2), ("Xã C", None)]
    assert [(line.mark, line.title, line.rows) for line in table.group_lines] == [
        ("A", "Cấp tỉnh", range(2)),
        ("I", "Sở", range(2)),
        ("B", "Cấp xã", range(2, 3)),
        ("I", "Xã", range(2, 3)),
    ]
    assert (table.column_numbers, table.restarts) == (True, False)
    assert (table.leaves[2].min, table.leaves[2].max) == (0, 1500)


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ("    rows: []\n    groups: []\n", "rows-and-groups"),
        ("    groups: [{title: a, rows: [], groups: []}]\n", "rows-and-groups"),
        ("    groups: [{rows: []}]\n", "missing-key"),
        ("    groups: [{title: a, rows: [{tên: b}]}]\n", "unknown-column"),
    ],
)
def test_wrong_groups_are_told_with_their_place(rest: str, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        dispatch(GROUPED.replace("1.500", "1500") + rest)
    assert [problem.code for problem in caught.value.problems] == [f"congvan.source.{code}"]
    assert "appendices[0].tables" in (caught.value.problems[0].place.path or "")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1.500", "ambiguous-number"), ("nhiều", "bad-bound"), ("3/2027", "date-with-blanks")],
)
def test_a_bound_is_a_number_or_a_day(typed: str, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        dispatch(GROUPED.replace("1.500", typed))
    assert [problem.code for problem in caught.value.problems] == [f"congvan.source.{code}"]
