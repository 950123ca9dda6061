"""A dispatch is valid by construction, frozen, and knows its parts."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from congvan.model import (
    Appendix,
    Citation,
    Column,
    ColumnKind,
    Deadline,
    Dispatch,
    Footnote,
    Issuer,
    Paragraph,
    Period,
    Recipient,
    Signatory,
    Table,
    Text,
    Total,
    Value,
    ValueOf,
)
from congvan.problems import ModelError
from congvan.vietnamese.dates import DateParts
from tests.support.small import small_dispatch

SIGNATORY = Signatory(position="Giám đốc", name="Trần Thị Mẫu")
NUMBERS = Table(
    columns=[Column(title="Đơn vị", key="don_vi"), Column(title="Số", key="so", kind=ColumnKind.INTEGER)],
    rows=[["Sở Y tế", 2]],
    total=Total(columns=("so",)),
)


def rich_dispatch() -> Dispatch:
    note = Footnote(["Xem ", Paragraph(Value(ValueOf.CITATION, "plan"))], id="ke")
    return small_dispatch(
        bases=["Căn cứ Luật Lưu trữ năm 2024;"],
        body=[Paragraph(["Theo kế hoạch", note, " đề nghị"]), NUMBERS],
        deadlines={"reply": Deadline(date=date(2027, 4, 15))},
        periods={"q3": Period.of_report("quý III", 2027)},
        citations={"plan": Citation(type="Kế hoạch", reference="14/KH-UBND")},
        appendices=[Appendix(name="dang_ky", title="Đăng ký", tables=NUMBERS)],
    )


def codes(**changes: Any) -> list[tuple[str, str | None]]:
    with pytest.raises(ModelError) as caught:
        small_dispatch(**changes)
    return [(found.code.removeprefix("congvan.model."), found.place.path) for found in caught.value.problems]


def test_one_issuer_and_one_signatory_may_be_given_bare() -> None:
    dispatch = small_dispatch(signatory=SIGNATORY)
    assert dispatch.issuer == (Issuer("Sở Nội vụ", "UBND tỉnh Hà Tĩnh", place="Hà Tĩnh"),)
    assert dispatch.signatory == (SIGNATORY,)
    assert not dispatch.is_joint
    assert small_dispatch(issuer=[Issuer("Sở A"), Issuer("Sở B")]).is_joint


def test_bare_texts_become_parts() -> None:
    dispatch = small_dispatch(
        recipients="Sở Tài chính", body="Một đoạn.", type="Tờ trình", date=DateParts(2027, 3)
    )
    assert dispatch.recipients == (Recipient("Sở Tài chính"),)
    assert dispatch.body == (Paragraph("Một đoạn."),)
    assert dispatch.type.code == "TTr"
    assert dispatch.date.as_date() is None


@pytest.mark.parametrize("typed", ["V/v đăng ký", "v/v  đăng ký", "V/v: đăng ký", "đăng ký"])
def test_a_typed_marker_before_the_subject_is_never_doubled(typed: str) -> None:
    assert small_dispatch(subject=typed).subject == "đăng ký"


def test_a_subject_of_nothing_but_its_marker_is_empty() -> None:
    assert codes(subject="V/v ") == [("empty", "subject")]


def test_every_wrong_field_is_told_at_once() -> None:
    wrong = dict.fromkeys(
        (
            "issuer",
            "reference",
            "date",
            "subject",
            "recipients",
            "bases",
            "body",
            "deadlines",
            "periods",
            "citations",
            "signatory",
            "copies_to",
            "archive",
            "appendices",
            "medium",
            "urgency",
            "secrecy",
            "circulation",
            "drafter",
            "contact",
            "draft",
        ),
        5,
    )
    assert sorted(codes(**wrong)) == sorted(("wrong-type", name) for name in wrong)
    assert codes(type="công vân")[0][0] == "unknown-type"


def test_bare_texts_that_cannot_be_are_told_with_the_rest() -> None:
    assert codes(
        reference="5/SNV", recipients=["", "Sở Tài chính"], copies_to=[" "], body=["a\x07"], issuer=()
    ) == [
        ("bad-number", "reference.number"),
        ("empty", "recipients[0].name"),
        ("refused-character", "body[0].runs[0].text"),
        ("empty", "copies_to[0].name"),
        ("empty", "issuer"),
    ]


def test_a_mistyped_type_hears_the_nearest() -> None:
    with pytest.raises(ModelError) as caught:
        small_dispatch(type="quyết đinh")
    assert caught.value.problems[0].parameters["nearest"] == "quyết định"


def test_a_value_nobody_declared_is_refused_where_it_stands() -> None:
    unknown = [
        Value(ValueOf.DEADLINE, "reply"),
        Value(ValueOf.PERIOD, "q3", "start"),
        Value(ValueOf.CITATION, "plan"),
        Value(ValueOf.TABLE_TOTAL, "dang_ky", "so"),
    ]
    assert codes(body=["Lời dẫn", Paragraph(unknown)]) == [("unknown-value", "body[1]")] * 4
    wrong_part = Paragraph(Value(ValueOf.DEADLINE, "reply", "start"))
    assert codes(body=[wrong_part], deadlines={"reply": Deadline(date=date(2027, 4, 15))}) == [
        ("unknown-value", "body[0]")
    ]


def test_names_are_unique_and_can_be_written_in_a_placeholder() -> None:
    one = Appendix(name="a", tables=[NUMBERS])
    assert codes(appendices=[one, one]) == [
        ("duplicate-name", "appendices[1].name"),
        ("duplicate-name", "appendices[1].tables[0].name"),
    ]
    assert codes(deadlines={"a b": Deadline(date=date(2027, 4, 15))}) == [("bad-name", "deadlines")]


def test_two_footnotes_of_one_id_are_refused() -> None:
    assert codes(body=[Paragraph([Footnote("x", id="a"), Footnote("y", id="a")])]) == [
        ("duplicate-footnote", "body[0]")
    ]


def test_footnotes_are_seen_in_reading_order() -> None:
    first, second, third = Footnote("một"), Footnote("hai"), Footnote("ba")
    cell = Table(columns=[Column(title="Cột")], rows=[[("ô", second)]])
    dispatch = small_dispatch(
        body=[Paragraph(["x", first]), cell],
        appendices=[Appendix(blocks=[Paragraph([third])])],
    )
    assert dispatch.footnotes == (first, second, third)


def test_the_only_table_of_a_named_appendix_goes_by_its_name() -> None:
    assert dict(rich_dispatch().tables) == {"dang_ky": NUMBERS}


def test_equal_dispatches_have_equal_hashes() -> None:
    assert rich_dispatch() == rich_dispatch()
    assert hash(rich_dispatch()) == hash(rich_dispatch())
    assert rich_dispatch() != evolve(rich_dispatch(), subject="khác")


def test_a_dispatch_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(rich_dispatch())) == rich_dispatch()


def test_nothing_in_a_dispatch_can_be_changed() -> None:
    dispatch = rich_dispatch()
    for value, name in (
        (dispatch, "subject"),
        (dispatch.reference, "number"),
        (dispatch.body[0], "runs"),
        (dispatch.tables["dang_ky"], "rows"),
        (Text("x"), "text"),
    ):
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, "khác")
    with pytest.raises(TypeError):
        dispatch.deadlines["x"] = Deadline(date=date(2027, 1, 1))  # type: ignore[index]


def test_lists_given_are_copied() -> None:
    recipients = ["Sở Tài chính"]
    dispatch = small_dispatch(recipients=recipients)
    recipients.append("Sở Y tế")
    assert len(dispatch.recipients) == 1
