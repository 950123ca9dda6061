"""The end of the letter: who signs, who gets copies, all on one page."""

from __future__ import annotations

from congvan.model import Archive, Drafter, Signatory
from congvan.word.emitters.signature import signature
from congvan.word.looks import Look
from tests.support.dispatches import joint_letter, plain_letter
from tests.support.emitted import W, in_style, said, sheet, texts, tree, words_of


def test_authority_and_position_are_in_capitals_one_line_each() -> None:
    fragment = signature(plain_letter(), sheet())
    assert [one.text for one in in_style(fragment, "CV Quyền hạn")] == ["KT. GIÁM ĐỐC"]
    assert [one.text for one in in_style(fragment, "CV Chức vụ")] == ["PHÓ GIÁM ĐỐC"]
    assert [one.text for one in in_style(fragment, "CV Họ tên")] == ["Phan Thị Thu Nguyệt"]


def test_a_chain_of_authority_keeps_its_order() -> None:
    chain = ("TM. Ủy ban nhân dân", "KT. Chủ tịch")
    signatory = Signatory(authority=chain, position="Phó Chủ tịch", name="Võ Minh Khôi")
    found = texts(signature(plain_letter(signatory=signatory), sheet()))
    assert found[found.index("TM. ỦY BAN NHÂN DÂN") :][:3] == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    ]


def test_a_long_title_is_parted_and_fits_its_column() -> None:
    long = "TM. Ban Chỉ đạo cải cách hành chính và chuyển đổi số tỉnh Lam Giang"
    signatory = Signatory(authority=(long,), position="Trưởng ban", name="Võ Minh Khôi")
    fragment = signature(plain_letter(signatory=signatory), sheet())
    (line,) = in_style(fragment, "CV Quyền hạn")
    assert line.text.replace("\n", " ") == long.upper()
    widths = [sheet().width(part, Look.AUTHORITY) for part in line.text.split("\n")]
    assert max(widths) < sheet().page.text_width_mm * sheet().standard.letterhead.signature_share_right


def test_copies_end_by_position_and_the_archive_comes_last() -> None:
    fragment = signature(plain_letter(), sheet())
    assert [one.text for one in in_style(fragment, "CV Nơi nhận")] == ["Nơi nhận:"]
    assert [one.text for one in in_style(fragment, "CV Nơi nhận danh sách")] == [
        "- Như trên;",
        "- UBND tỉnh (để b/c);",
        "- Các phòng: CCVC, TCBC (để thực hiện);",
        "- Lưu: VT, P.CCHC (3).",
    ]


def test_without_an_archive_the_last_copy_ends_the_list() -> None:
    fragment = signature(plain_letter(archive=None, copies_to=("Như trên", "Sở Y tế;")), sheet())
    lines = [one.text for one in in_style(fragment, "CV Nơi nhận danh sách")]
    assert lines == ["- Như trên;", "- Sở Y tế."]
    alone = signature(plain_letter(archive=Archive(), copies_to=()), sheet())
    assert [one.text for one in in_style(alone, "CV Nơi nhận danh sách")] == ["- Lưu: VT."]


def test_nobody_to_copy_prints_no_empty_label() -> None:
    fragment = signature(plain_letter(archive=None, copies_to=()), sheet())
    assert not in_style(fragment, "CV Nơi nhận")
    assert texts(fragment)[-1] == "Phan Thị Thu Nguyệt"


def test_the_drafters_code_stands_below_the_list() -> None:
    fragment = signature(plain_letter(drafter=Drafter("pl", 300)), sheet())
    found = texts(fragment)
    assert found.index("PL.(300)") == found.index("- Lưu: VT, P.CCHC (3).") + 1


def test_the_block_never_parts() -> None:
    for dispatch in (plain_letter(), joint_letter()):
        element = tree(signature(dispatch, sheet()))
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in element.iter(f"{W}tr"))


def test_joint_signatories_stand_side_by_side_their_names_in_one_row() -> None:
    element = tree(signature(joint_letter(), sheet()))
    rows = [[words_of(cell) for cell in row.iter(f"{W}tc")] for row in element.iter(f"{W}tr")]
    assert rows[0] == ["KT. GIÁM ĐỐC SỞ TÀI CHÍNHPHÓ GIÁM ĐỐC", "GIÁM ĐỐC SỞ NỘI VỤ"]
    assert rows[1] == ["Lê Văn Mẫu", "Nguyễn Thị Ví Dụ"]
    assert rows[2][0].startswith("Nơi nhận:")


def test_three_signatories_share_the_width() -> None:
    three = [Signatory(position="Giám đốc", name=f"Người {n}") for n in "ABC"]
    element = tree(signature(plain_letter(signatory=three), sheet()))
    assert len(list(element.iter(f"{W}gridCol"))) == 3
    names = [
        one.text for one in said(signature(plain_letter(signatory=three), sheet())) if "Người" in one.text
    ]
    assert names == ["Người A", "Người B", "Người C"]
