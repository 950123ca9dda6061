"""A reserved number is issued or void, once and for good; nothing is lost in between."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from congvan.model import Archive, CopyTo, Dispatch, Drafter, Issuer, Secrecy, Signatory
from congvan.problems import ModelError
from congvan.register import Issue, Number, Particulars, Register, Series, State
from tests.support.registers import (
    DAY,
    OFFICE,
    SECRET,
    SERIES,
    codes,
    issue_of,
    kind,
    letter,
)


def test_an_issued_number_shows_what_was_entered(register: Register) -> None:
    drawn = register.reserve(SERIES, 1, date=DAY)
    (entry,) = register.issue([issue_of(drawn[0], digest="cd")])
    assert entry == register.entry(drawn[0])
    assert (entry.reference, entry.state, entry.date) == ("01/SDL-LH", State.ISSUED, DAY)
    assert entry.particulars == evolve(letter(), copies=1)
    assert entry.digests == {"thu.docx": "cd"}
    assert register.holes(SERIES) == ()


def test_issuing_again_in_the_same_words_changes_nothing(register: Register) -> None:
    number = register.reserve(SERIES, 1, date=DAY).first
    first = register.issue([issue_of(number)])
    assert register.issue([issue_of(number), issue_of(number)]) == first * 2


ISSUED = issue_of(Number(SERIES, 1))


@pytest.mark.parametrize(
    "other",
    [
        evolve(ISSUED, digests={"thu.docx": "other"}),
        evolve(ISSUED, digests={}),
        evolve(ISSUED, particulars=letter(subject="khác")),
        evolve(ISSUED, date=date(2027, 3, 6)),
    ],
)
def test_an_issued_number_takes_nothing_else(register: Register, other: Issue) -> None:
    register.reserve(SERIES, 1, date=DAY)
    register.issue([ISSUED])
    assert codes(lambda: register.issue([other])) == ["already-issued"]
    assert register.entry(ISSUED.number).digests == {"thu.docx": "ab"}


def test_one_number_takes_in_the_files_of_all_its_letters(register: Register) -> None:
    drawn = register.reserve(SERIES, 3, date=DAY, one_number=True)
    register.issue([issue_of(drawn[0], name="a.docx"), issue_of(drawn[1], name="b.docx")])
    (entry,) = register.issue([issue_of(drawn[2], name="c.docx")])
    assert (entry.copies, [*entry.digests]) == (3, ["a.docx", "b.docx", "c.docx"])
    assert register.entry(drawn[0]) == entry
    other = issue_of(drawn[0], name="b.docx", digest="other")
    assert codes(lambda: register.issue([other])) == ["already-issued"]


def test_all_problems_are_said_at_once_and_nothing_is_issued(register: Register) -> None:
    drawn = register.reserve(SERIES, 3, date=DAY)
    register.void(drawn[1], "hỏng")
    wrong = [issue_of(drawn[0]), issue_of(drawn[1]), issue_of(Number(SERIES, 9))]
    secret = issue_of(drawn[2], evolve(letter(), secrecy=Secrecy.SECRET))
    found = codes(lambda: register.issue([*wrong, secret]))
    assert found == ["is-void", "unknown-number", "secret-in-open-series"]
    assert register.entry(drawn[0]).state is State.RESERVED


def test_a_secret_dispatch_needs_a_series_of_its_own(register: Register) -> None:
    register.open_series(SECRET)
    number = register.reserve(SECRET, 1, date=DAY).first
    assert codes(lambda: register.issue([issue_of(number)])) == ["open-in-secret-series"]
    secret = issue_of(number, evolve(letter(), secrecy=Secrecy.CONFIDENTIAL))
    (entry,) = register.issue([secret])
    assert entry.particulars is not None
    assert entry.particulars.secrecy is Secrecy.CONFIDENTIAL


def test_a_series_of_one_type_numbers_that_type_only(register: Register) -> None:
    decisions = Series(OFFICE, 2027, type=kind("quyết định"))
    register.open_series(decisions)
    number = register.reserve(decisions, 1, date=DAY).first
    assert codes(lambda: register.issue([issue_of(number)])) == ["series-of-other-type"]
    decision = evolve(letter("QĐ-SDL"), type="quyết định")
    assert register.issue([issue_of(number, decision)])[0].reference == "01/QĐ-SDL"


def test_number_symbol_and_issuer_are_unique_in_a_year(register: Register) -> None:
    reports = Series(OFFICE, 2027, type=kind("báo cáo"))
    next_year = Series(OFFICE, 2028)
    for series in (reports, next_year):
        register.open_series(series)
    register.issue([issue_of(register.reserve(SERIES, 1, date=DAY).first, letter("BC-SDL"))])
    report = evolve(letter("BC-SDL"), type="báo cáo")
    first, second = register.reserve(reports, 2, date=DAY)
    assert codes(lambda: register.issue([issue_of(first, report)])) == ["triple-taken"]
    assert register.issue([issue_of(second, report)])[0].reference == "02/BC-SDL"
    again = register.reserve(next_year, 1, date=date(2028, 1, 4)).first
    assert register.issue([issue_of(again, letter("BC-SDL"))])[0].reference == "01/BC-SDL"


def test_two_series_in_one_call_cannot_take_one_triple(register: Register) -> None:
    reports = Series(OFFICE, 2027, type=kind("báo cáo"))
    register.open_series(reports)
    one, other = register.reserve(SERIES, 1, date=DAY)[0], register.reserve(reports, 1, date=DAY)[0]
    report = evolve(letter("BC-SDL"), type="báo cáo")
    both = [issue_of(one, report), issue_of(other, report)]
    assert codes(lambda: register.issue(both)) == ["triple-taken"]
    assert {register.entry(number).state for number in (one, other)} == {State.RESERVED}


def test_a_later_date_of_issue_is_taken_where_the_order_of_dates_allows(register: Register) -> None:
    drawn = register.reserve(SERIES, 3, date=DAY)
    later = date(2027, 3, 8)
    moved = [evolve(issue_of(number), date=later) for number in drawn]
    assert codes(lambda: register.issue(moved[:1])) == ["date-falls"]
    assert {entry.date for entry in register.issue(moved)} == {later}
    register.reserve(SERIES, 1, date=later)
    with pytest.raises(ModelError):
        evolve(moved[0], date=date(2028, 1, 1))


def test_a_void_number_stays_with_its_reason_and_is_never_drawn_again(register: Register) -> None:
    drawn = register.reserve(SERIES, 3, date=DAY)
    register.void([drawn[1], drawn[1], drawn[2]], "bỏ")
    register.void(drawn[1], "bỏ")
    assert codes(lambda: register.void(drawn[1], "lý do khác")) == ["already-void"]
    assert register.entry(drawn[1]).reason == "bỏ"
    assert codes(lambda: register.issue([issue_of(drawn[1])])) == ["is-void"]
    assert str(register.reserve(SERIES, 1, date=DAY)) == "04"


def test_what_is_issued_is_never_void(register: Register) -> None:
    drawn = register.reserve(SERIES, 2, date=DAY)
    register.issue([issue_of(drawn[0])])
    assert codes(lambda: register.void(drawn, "bỏ")) == ["issued-stays"]
    assert register.entry(drawn[1]).state is State.RESERVED
    assert codes(lambda: register.void(Number(SERIES, 7), "bỏ")) == ["unknown-number"]
    assert codes(lambda: register.void(drawn[1], " ")) == ["empty"]


def test_holes_name_every_number_that_is_not_issued_and_why(register: Register) -> None:
    drawn = register.reserve(SERIES, 6, date=DAY, holder="đợt 1")
    register.reserve(SERIES, 2, date=DAY, holder="đợt 2")
    register.issue([issue_of(drawn[0]), issue_of(drawn[3])])
    register.void([drawn[1], drawn[2]], "hỏng")
    holes = [(hole.text, hole.state, hole.explanation) for hole in register.holes(SERIES)]
    assert holes == [
        ("02-03", State.VOID, "hỏng"),
        ("05-06", State.RESERVED, "đợt 1"),
        ("07-08", State.RESERVED, "đợt 2"),
    ]


def test_transfer_receipt_and_note_are_filled_in_later(register: Register) -> None:
    drawn = register.reserve(SERIES, 2, date=DAY)
    issued = issue_of(drawn[0])
    register.issue([issued])
    register.annotate(drawn[0], transferred=date(2027, 3, 8), receipt="Mẫu")
    entry = register.annotate(drawn[0], note="đã thu hồi")
    assert (entry.transferred, entry.receipt, entry.note) == (date(2027, 3, 8), "Mẫu", "đã thu hồi")
    assert register.issue([issued]) == (entry,)
    assert codes(lambda: register.annotate(drawn[1], note="x")) == ["not-issued"]
    assert codes(lambda: register.annotate(Number(SERIES, 8), note="x")) == ["unknown-number"]
    assert codes(lambda: register.annotate(drawn[0], note="\x07")) == ["refused-character"]


def dispatch(**rest: object) -> Dispatch:
    given: dict[str, object] = {
        "issuer": Issuer(OFFICE, place="Lam Giang"),
        "reference": "/SDL-LH",
        "date": DAY,
        "subject": "V/v mở tuyến tham quan",
        "recipients": ["Khu du lịch Hồ Mây"],
        "copies_to": [CopyTo("Như trên"), CopyTo("UBND tỉnh", "để b/c")],
        "archive": Archive(("VT", "LH")),
        "signatory": Signatory(position="Giám đốc", name="Lê Thị Mẫu"),
        "drafter": Drafter("PL", 4),
    }
    return Dispatch(**{**given, **rest})  # type: ignore[arg-type]


def test_a_dispatch_says_itself_what_is_entered_of_it() -> None:
    entered = Particulars.of(dispatch())
    assert entered == Particulars(
        symbol="SDL-LH",
        subject="mở tuyến tham quan",
        signatory="Lê Thị Mẫu",
        recipients="Khu du lịch Hồ Mây; UBND tỉnh",
        archive="VT, LH",
        copies=4,
    )
    assert entered.title == "Công văn V/v mở tuyến tham quan"
    assert Particulars.of(dispatch(archive=None), copies=7).copies == 7
    assert evolve(entered, type="quyết định", subject="về việc X").title == "Quyết định về việc X"


def test_the_register_says_which_series_numbers_a_dispatch(register: Register) -> None:
    register.open_series(SECRET)
    letters = Series(OFFICE, 2027, type=kind("công văn"))
    assert register.series_for(dispatch()) == SERIES
    assert register.series_for(dispatch(secrecy=Secrecy.SECRET)) == SECRET
    assert register.series_for(dispatch(), year=2028) == Series(OFFICE, 2028)
    register.open_series(letters)
    assert register.series_for(dispatch()) == letters


def test_particulars_that_cannot_be_are_refused_all_at_once() -> None:
    assert codes(
        lambda: Particulars(symbol="sai ký hiệu", subject="", signatory="A\nB", type="tờ rơi", copies=0)
    ) == ["empty", "line-break", "bad-symbol", "wrong-type", "bad-count"]
    assert codes(lambda: Issue(number=Number(SERIES, 1), particulars=letter(), digests={"": ""})) == [
        "empty",
        "empty",
    ]
