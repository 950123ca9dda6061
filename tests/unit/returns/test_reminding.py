"""The reminder: to whom, about what, by when; and that its source says the same."""

from __future__ import annotations

from datetime import date

import pytest

from congvan.model import Dispatch, Issuer, Paragraph, printed
from congvan.returns import ReturnError, deadline_of, reminder
from congvan.source import dump, read_source
from congvan.vietnamese.dates import DateParts
from tests.support.assigned import assigned_dispatch

DAY = DateParts(2027, 4)


def reminded(*codes: str, dispatch: Dispatch | None = None, by: date | None = None) -> Dispatch:
    asked = dispatch or assigned_dispatch()
    return reminder(asked, codes, day=DAY, by=by, deadline=deadline_of(asked, None))


def lines(dispatch: Dispatch) -> list[str]:
    body = printed(dispatch).body
    return [f"{block.marker} {block.text}".strip() for block in body if isinstance(block, Paragraph)]


def test_units_stand_in_the_order_of_the_dispatch_with_what_they_owe() -> None:
    found = reminded("X2", "STP")
    assert [recipient.name for recipient in found.recipients] == ["Sở Tư pháp", "UBND xã Đồng Vông"]
    assert lines(found)[1:3] == [
        "- Sở Tư pháp: biểu mẫu 1;",
        "- UBND xã Đồng Vông: biểu mẫu 1, biểu mẫu 2.",
    ]


def test_an_issued_dispatch_is_cited_by_number_and_day() -> None:
    issued = assigned_dispatch(reference="15/SNV-CCHC")
    assert lines(reminded("STP", dispatch=issued))[0].startswith(
        "Thực hiện Công văn số 15/SNV-CCHC ngày 09 tháng 3 năm 2027 của Sở Nội vụ về việc đăng ký"
    )


def test_one_without_a_number_is_cited_by_what_it_was_about() -> None:
    assert lines(reminded("STP"))[0].startswith("Thực hiện Công văn của Sở Nội vụ về việc đăng ký")


def test_the_missed_deadline_and_the_new_one_are_said() -> None:
    said = lines(reminded("STP", by=date(2027, 4, 20)))
    assert "chậm nhất ngày 15/4/2027" in said[0]
    assert said[-1] == (
        "Sở Nội vụ đề nghị các cơ quan, đơn vị nêu trên khẩn trương gửi biểu mẫu về Sở Nội vụ "
        "chậm nhất ngày 20/4/2027 để kịp thời tổng hợp./."
    )


def test_its_own_number_is_still_to_come() -> None:
    found = reminded("STP", dispatch=assigned_dispatch(reference="15/SNV-CCHC"))
    assert (found.reference.number, found.reference.symbol) == (None, "SNV-CCHC")
    assert found.date == DAY


def test_several_issuers_remind_together() -> None:
    joint = assigned_dispatch(issuer=[Issuer("Sở Nội vụ", place="Hà Tĩnh"), Issuer("Sở Tài chính")])
    assert "Sở Nội vụ và Sở Tài chính chưa nhận được" in lines(reminded("STP", dispatch=joint))[0]


def test_nobody_is_reminded_when_nobody_is_missing() -> None:
    with pytest.raises(ReturnError) as caught:
        reminded()
    assert caught.value.problems[0].code == "congvan.returns.nobody-missing"


def test_its_source_file_says_the_same() -> None:
    found = reminded("STP", "X1", by=date(2027, 4, 20))
    assert read_source(dump(found), file="don-doc.md").bind() == found
