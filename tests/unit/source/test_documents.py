"""The file itself: encodings, line ends, the three forms a source may have, its limits."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Paragraph, Recipient
from congvan.problems import CongvanError, SourceError
from congvan.source import read_source
from congvan.vietnamese.hygiene import LegacyEncoding
from tests.unit.source.sources import HEAD

TEXT = f"---\n{HEAD}recipients:\n  - Sở Tài chính\n---\n1. Kết quả.\n\na) Đề nghị gửi:\n"


def code(data: bytes | str, file: str = "x.md") -> str:
    with pytest.raises(SourceError) as caught:
        read_source(data, file=file)
    return caught.value.problems[0].code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_in_every_encoding_that_editors_save(encoding: str) -> None:
    assert read_source(TEXT.encode(encoding), file="x.md").bind() == read_source(TEXT, file="x.md").bind()


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    assert read_source(TEXT.replace("\n", end)).bind() == read_source(TEXT).bind()


def test_decomposed_letters_are_composed() -> None:
    assert read_source(unicodedata.normalize("NFD", TEXT)).bind() == read_source(TEXT).bind()


def test_old_encodings_are_named() -> None:
    tcvn3 = "---\nsubject: C\xabng v\xa8n c\xf1a S\xeb N\xe9i v\xf4 v\xd2 b\xb8o c\xb8o\n".encode("latin-1")
    vni = "---\nsubject: Co\xe2ng va\xeen cu\xfba So\xf4\xfb No\xe4i vu\xef ve\xe0 ba\xf9o ca\xf9o\n".encode(
        "latin-1"
    )
    names = []
    for data in (tcvn3, vni):
        with pytest.raises(SourceError) as caught:
            read_source(data, file="x.md")
        names.append(caught.value.problems[0].parameters["name"])
    assert names == [LegacyEncoding.TCVN3.value, LegacyEncoding.VNI.value]


def test_bytes_that_are_no_text_and_files_that_are_too_large_are_refused() -> None:
    assert code(b"---\nsubject: \xff\xfe\xfd\n") == "congvan.source.not-utf8"
    assert code(b"a" * 5_000_001) == "congvan.source.too-large"


def test_control_characters_and_lone_surrogates_are_refused_with_their_place() -> None:
    with pytest.raises(SourceError) as caught:
        read_source(TEXT.replace("Kết", "K\x00ết").replace("nghị", "ngh\ud800ị"), file="x.md")
    assert [(item.place.line, item.place.column) for item in caught.value.problems] == [(10, 5), (12, 10)]


def test_yaml_and_json_carry_the_same() -> None:
    from_text = read_source(TEXT, file="x.md").bind()
    body = "1. Kết quả.\n\na) Đề nghị gửi:"
    yaml = f"{HEAD}recipients: [Sở Tài chính]\nbody: |\n  1. Kết quả.\n\n  a) Đề nghị gửi:\n"
    letter = {
        "issuer": {"name": "Sở Nội vụ", "parent": "UBND tỉnh Lam Giang", "place": "Lam Giang"},
        "reference": "/SNV-CCHC",
        "date": "2027-03",
        "subject": "báo cáo",
        "signatory": {"position": "Giám đốc", "name": "Trần Thị Mẫu"},
        "recipients": ["Sở Tài chính"],
        "body": body,
    }
    assert read_source(yaml, file="x.yaml").bind() == from_text
    assert read_source(json.dumps(letter), file="x.json").bind() == from_text
    assert read_source(json.dumps(letter, ensure_ascii=False, indent=2)).bind() == from_text


def test_a_body_may_be_a_list_of_blocks() -> None:
    blocks = (
        "body:\n  - Đoạn một.\n  - Lưu ý: nộp đúng hạn.\n  - |\n    1. Kết quả\n\n    a) Số liệu;\n"
        "  - {level: khoản, marker: 2., text: '**Nhiệm vụ**', heading: false}\n"
        "  - {level: clause, marker: 3., text: Giải pháp}\n"
        "  - {columns: [A], rows: [[x]]}\n"
    )
    found = read_source(f"{HEAD}{blocks}", file="x.yaml").bind()
    assert [type(block).__name__ for block in found.body] == ["Paragraph"] * 6 + ["Table"]
    marks = [(block.marker, block.heading) for block in found.body if isinstance(block, Paragraph)]
    assert marks == [("", False), ("", False), ("1.", True), ("a)", False), ("2.", False), ("3.", True)]


def test_numbers_of_json_are_texts_where_text_is_wanted_and_decimals_where_those_are() -> None:
    letter = {
        "issuer": {"name": "A"},
        "reference": "/B",
        "date": 2027,
        "subject": "c",
        "signatory": {"position": "D", "name": "E"},
        "recipients": [5, True, None][:2],
        "appendices": [
            {"columns": [{"title": "F", "kind": "decimal", "key": "f"}], "rows": [[1.234], {"f": None}]}
        ],
    }
    found = read_source(json.dumps(letter), file="x.json").bind()
    assert found.recipients == (Recipient("5"), Recipient("true"))
    assert [str(cell) for (cell,) in found.appendices[0].tables[0].rows] == ["1.234", "None"]


def unplaced(text: str) -> list[str]:
    """What is said about a text without a line; nothing for one that can be bound."""
    try:
        read_source(text, file="x.md").bind()
    except CongvanError as error:
        return [problem.describe() for problem in error.problems if problem.place.line is None]
    return []


@given(st.text(alphabet=st.sampled_from("a:-[]{}\"'#&*!|>%@` \n\t,?é"), max_size=60))
def test_any_front_matter_is_read_or_refused_with_a_place(text: str) -> None:
    assert unplaced(f"---\n{HEAD}{text}\n---\n") == []


@given(st.text(alphabet=st.sampled_from("a1. )-+*^~<>[]{}%|\\\n :é\"'"), max_size=60))
def test_any_body_is_read_or_refused_with_a_place(text: str) -> None:
    assert unplaced(f"---\n{HEAD}---\n{text}") == []
