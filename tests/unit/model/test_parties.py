"""Who issues, receives and signs, as it is printed."""

from __future__ import annotations

import pytest

from congvan.model import (
    Archive,
    Authority,
    AuthorityKind,
    Contact,
    CopyTo,
    Drafter,
    Recipient,
    Signatory,
)
from congvan.problems import ModelError
from tests.support.small import small_dispatch


@pytest.mark.parametrize(
    ("authority", "position", "lines"),
    [
        ((), "Giám đốc", ("GIÁM ĐỐC",)),
        ("Q. Giám đốc", None, ("Q. GIÁM ĐỐC",)),
        ("KT. Bộ trưởng", "Thứ trưởng", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")),
        ("TL. Bộ trưởng", "Vụ trưởng Vụ Tổ chức", ("TL. BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ TỔ CHỨC")),
        ("TUQ. Giám đốc", "Trưởng phòng", ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG")),
        ("TM. Ủy ban nhân dân", "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            ["TM. Ủy ban nhân dân", "KT. Chủ tịch"],
            "Phó Chủ tịch",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (
            ["TL. Chủ tịch", "KT. Chánh Văn phòng"],
            "Phó Chánh Văn phòng",
            ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
    ],
)
def test_a_chain_of_authority_is_printed_line_by_line(
    authority: str | list[str], position: str | None, lines: tuple[str, ...]
) -> None:
    signatory = Signatory(authority=authority, position=position, name="Trần Thị Mẫu")
    assert signatory.lines == lines


def test_a_signatory_needs_a_position_or_an_authority() -> None:
    with pytest.raises(ModelError) as caught:
        Signatory(name="")
    assert [problem.code for problem in caught.value.problems] == [
        "congvan.model.empty",
        "congvan.model.no-position",
    ]


def test_an_authority_is_taken_apart_only_as_the_decree_writes_it() -> None:
    assert Authority.parse("KT. Giám đốc") == Authority(AuthorityKind.DEPUTISING, "Giám đốc")
    assert Authority.parse("K/T Giám đốc") is None
    assert Authority.parse("KT.Giám đốc") is None


def test_lines_of_recipients_copies_and_archive_read_as_printed() -> None:
    assert Recipient("Các Sở", ["Tư pháp", "Tài chính"]).text == "Các Sở: Tư pháp, Tài chính"
    assert Archive(("VT", "P.CCHC"), "Cm", 3).text == "Lưu: VT, P.CCHC, Cm (3)"
    assert Archive().text == "Lưu: VT"
    assert Drafter("pl", 300).text == "PL.(300)"
    assert Drafter("PL").text == "PL"


def test_a_purpose_in_brackets_is_taken_from_a_copys_text() -> None:
    dispatch = small_dispatch(copies_to=["Như trên", "UBND tỉnh (để b/c)", "Báo (giấy) Mới"])
    assert dispatch.copies_to == (CopyTo("Như trên"), CopyTo("UBND tỉnh", "để b/c"), CopyTo("Báo (giấy) Mới"))
    assert dispatch.copies_to[1].text == "UBND tỉnh (để b/c)"


@pytest.mark.parametrize("copies", [0, -2, True, "3"])
def test_a_number_of_copies_is_a_positive_whole_number(copies: object) -> None:
    with pytest.raises(ModelError):
        Archive(("VT",), copies=copies)  # type: ignore[arg-type]


def test_an_address_block_says_something() -> None:
    with pytest.raises(ModelError):
        Contact()
    assert Contact(phone="0239 000 000").phone == "0239 000 000"
