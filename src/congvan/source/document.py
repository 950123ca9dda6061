"""From bytes to text cut in two: encodings, line ends, front matter and body (tệp nguồn)."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from enum import Enum
from pathlib import PurePath

from attrs import frozen

from congvan.problems import Place, Problem, SourceError
from congvan.vietnamese.hygiene import legacy_encoding, nfc, refused_characters

LARGEST = 5_000_000
"""Bytes a source file may have."""

_MOST_REPORTED = 20
_WORDS_OF_A_LINE = 5
_FENCE = "---"
_ZEROS = 4
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class Form(Enum):
    """How a source is written: front matter and body, all in YAML, or all in JSON."""

    FRONT_MATTER = "front matter"
    YAML = "yaml"
    JSON = "json"


@frozen
class Part:
    """A stretch of the source's text and the line, from 1, that it begins on."""

    text: str
    line: int


@frozen
class Document:
    """A source file as text: its front matter, and its body, None in YAML and JSON."""

    form: Form
    front: Part
    body: Part | None


def read_document(data: bytes | str, file: str | None) -> Document:
    """The text of a source file, cut in front matter and body.

    UTF-8 with or without a mark, UTF-16, any line ends. Raises SourceError: too large, no text at all, an old
    Vietnamese encoding by its name, characters no document may hold, no front matter.
    """
    _check_size(data, file)
    text = _decoded(data, file) if isinstance(data, bytes) else data
    text = nfc(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    problems = [*_character_problems(text, file), *_legacy_problems(text, file)]
    if problems:
        raise SourceError(problems)
    if not text.strip():
        raise SourceError(_problem("empty-file", file))
    return _cut(text, file)


def _problem(code: str, file: str | None, line: int | None = None, **parameters: object) -> Problem:
    return Problem(f"congvan.source.{code}", place=Place(file=file, line=line), parameters=parameters)


def _check_size(data: bytes | str, file: str | None) -> None:
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        raise SourceError(_problem("too-large", file, size=size, most=LARGEST))


def _decoded(data: bytes, file: str | None) -> str:
    if data.startswith(_OFFICE):
        raise SourceError(_problem("office-file", file))
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise SourceError(_problem("cut-utf16", file)) from None
        legacy = next(_legacy_problems(data.decode("latin-1"), file), None)
        line = data[: error.start].count(b"\n") + 1
        wrong = "not-text" if 0 in data else "not-utf8"
        raise SourceError(legacy or _problem(wrong, file, line, position=error.start + 1)) from None
    if "\0" in text:
        raise SourceError(_problem("not-text", file, text[: text.index("\0")].count("\n") + 1))
    return text


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Notepad's "Unicode" without a mark: every other byte of the ASCII in front matter is zero.
    zeros = (data[:40:2].count(0), data[1:40:2].count(0))
    if max(zeros) >= _ZEROS and min(zeros) == 0:
        return "utf-16-be" if zeros[0] else "utf-16-le"
    return "utf-8"


def _legacy_problems(text: str, file: str | None) -> Iterator[Problem]:
    """The first line in an old encoding; each is judged for itself, so that one among new ones is seen.

    A single line of a few words may be a foreign name: it takes two such lines, or a longer one.
    """
    first: Problem | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii() or not (encoding := legacy_encoding(line)):
            continue
        found = _problem("legacy-encoding", file, number, name=encoding.value)
        if first is not None or len(line.split()) >= _WORDS_OF_A_LINE:
            yield first or found
            return
        first = found


def _character_problems(text: str, file: str | None) -> Iterator[Problem]:
    for found in refused_characters(text)[:_MOST_REPORTED]:
        before = text[: found.position]
        place = Place(file, before.count("\n") + 1, found.position - before.rfind("\n"))
        yield Problem(
            "congvan.source.refused-character", place=place, parameters={"character": found.code_point}
        )


def _cut(text: str, file: str | None) -> Document:
    suffix = PurePath(file).suffix.lower() if file else ""
    lines = text.split("\n")
    if suffix == ".json" or (not file and text.lstrip().startswith("{")):
        return Document(Form.JSON, Part(text, 1), None)
    if suffix in (".yaml", ".yml"):
        return Document(Form.YAML, Part(text, 1), None)
    first = next(number for number, line in enumerate(lines) if line.strip())
    if lines[first].rstrip() != _FENCE:
        if not file:
            return Document(Form.YAML, Part(text, 1), None)
        raise SourceError(_problem("no-front-matter", file, first + 1))
    closing = _closing_fence(lines, first + 1)
    if closing is None:
        raise SourceError(_problem("unclosed-front-matter", file, first + 1))
    front = Part("\n".join(lines[first + 1 : closing]) + "\n", first + 2)
    return Document(Form.FRONT_MATTER, front, Part("\n".join(lines[closing + 1 :]), closing + 2))


def _closing_fence(lines: list[str], start: int) -> int | None:
    return next((number for number in range(start, len(lines)) if lines[number].rstrip() == _FENCE), None)
