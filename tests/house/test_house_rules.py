"""Each rule of the house finds what it is there to find."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.support import house


def file_of(folder: Path, text: str, name: str = "parts.py") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_function_of_fifty_one_lines_is_found(tmp_path: Path) -> None:
    long = "def long():\n" + "    x = 1\n" * 50
    assert list(house.oversized_functions(file_of(tmp_path, long)))
    assert not list(house.oversized_functions(file_of(tmp_path, long.replace("    x = 1\n", "", 1), "b.py")))


def test_a_file_of_four_hundred_and_one_lines_is_found(tmp_path: Path) -> None:
    assert list(house.oversized_file(file_of(tmp_path, "x = 1\n" * 401)))
    assert not list(house.oversized_file(file_of(tmp_path, "x = 1\n" * 400)))


def test_an_eleventh_module_is_found(tmp_path: Path) -> None:
    for number in range(12):
        file_of(tmp_path, "", f"m{number}.py")
    file_of(tmp_path, "", "__init__.py")
    assert not list(house.crowded_room(tmp_path))
    file_of(tmp_path, "", "m12.py")
    assert list(house.crowded_room(tmp_path))


@pytest.mark.parametrize(
    "code",
    [
        "def f(): ...",
        '"""M."""\ndef f(): ...',
        '"""M."""\nclass C: ...',
        '"""M."""\nclass C:\n    """C."""\n    def f(self): ...',
        '""""""\n',
    ],
)
def test_a_public_name_without_a_docstring_is_found(code: str, tmp_path: Path) -> None:
    assert len(list(house.undocumented(file_of(tmp_path, code)))) >= 1


def test_private_names_and_overloads_need_no_docstring(tmp_path: Path) -> None:
    code = '"""M."""\ndef _f(): ...\n@typing.overload\ndef f(): ...\nclass _C:\n    def f(self): ...\n'
    assert not list(house.undocumented(file_of(tmp_path, code)))


def test_a_name_that_says_nothing_is_found() -> None:
    assert list(house.nameless(Path("src/congvan/word/utils.py")))
    assert not list(house.nameless(Path("src/congvan/word/footnotes.py")))


def test_decomposed_letters_and_forbidden_words_are_found_with_their_line(tmp_path: Path) -> None:
    file = file_of(tmp_path, "một\n" + unicodedata.normalize("NFD", "hoà\n"))
    assert [said.split(": ")[0] for said in house.decomposed(file)] == [f"{file}:2"]
    assert [said.split(": ")[0] for said in house.mentions(file, ["một"])] == [f"{file}:1"]


MAKER = 'def problem(code):\n    return Problem(f"congvan.word.{code}")\n'


def test_codes_are_found_in_full_and_behind_a_function_of_the_room(tmp_path: Path) -> None:
    file_of(tmp_path, MAKER, "word/problems.py")
    file_of(
        tmp_path, 'problem("no-tag")\nproblem("a" if x else "b")\nY = "nd30.reference.symbol"', "word/tags.py"
    )
    file_of(
        tmp_path,
        'def f(old):\n    kind = "c" if old else "d"\n    return f"congvan.opc.{kind}"',
        "opc/zip.py",
    )
    file_of(tmp_path, 'problem("deep")', "word/engine/parts.py")
    file_of(tmp_path, 'problem("elsewhere")\nX = "congvan.excel.too-wide"', "excel/annex.py")
    assert set(house.codes_in(tmp_path)) == {
        "congvan.word.no-tag",
        "congvan.word.a",
        "congvan.word.b",
        "congvan.word.deep",
        "congvan.opc.c",
        "congvan.opc.d",
        "nd30.reference.symbol",
        "congvan.excel.too-wide",
    }


def catalogue(folder: Path, language: str, **texts: str) -> None:
    body = "".join(f'msgid "{key}"\nmsgstr "{text}"\n\n' for key, text in texts.items())
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    file_of(folder, head + body, f"{language}/LC_MESSAGES/word.po")


def test_a_code_needs_a_message_and_a_hint_in_both_languages_with_the_same_fields(tmp_path: Path) -> None:
    code, codes = "congvan.word.no-tag", {"congvan.word.no-tag": "tags.py:1"}
    whole = {code: "«{tag}»", f"{code}#hint": "Bỏ đi."}
    catalogue(tmp_path, "vi", **whole)
    catalogue(tmp_path, "en", **whole)
    assert list(house.Catalogues.read(tmp_path).faults(codes)) == []
    assert len(list(house.Catalogues.read(tmp_path).faults({}))) == 4
    catalogue(tmp_path, "en", **{**whole, code: "{other}"})
    assert list(house.Catalogues.read(tmp_path).faults(codes)) == [f"{code!r}: different fields in vi and en"]
    catalogue(tmp_path, "en", **{code: "{tag}", f"{code}#hint": ""})
    assert list(house.Catalogues.read(tmp_path).faults(codes)) == [
        f"tags.py:1: no text for '{code}#hint' in en"
    ]
