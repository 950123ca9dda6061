"""What each letter is called, from a pattern over its row (tên tệp theo mẫu)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from attrs import frozen

from congvan.api import folded_name
from congvan.api.outputs import DOCUMENT, WORKBOOK
from congvan.batch.data.rows import Row, Rows, key_text, nearest_column
from congvan.batch.faults import BatchError, problem
from congvan.problems import Place, Problem

KEY, STEM, LINE = "key", "stem", "row"
DEFAULT_PATTERN = f"{{{KEY}}}-{{{STEM}}}"
_FIELD = re.compile(r"\{([^{}]+)\}")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@frozen
class Pattern:
    """Text with `{column}`, `{key}`, `{stem}` (the source's name) and `{row}` (the line) in it."""

    text: str
    parts: tuple[str, ...]
    columns: tuple[int | str, ...]

    @classmethod
    def of(cls, text: str, rows: Rows) -> Pattern:
        """The pattern over the columns of a batch; BatchError for a name that no column has."""
        pieces = _FIELD.split(text)
        found = [_column(name.strip(), rows) for name in pieces[1::2]]
        unknown = [name for name, column in zip(pieces[1::2], found, strict=True) if column is None]
        unknown += [part for part in pieces[::2] if "{" in part or "}" in part]
        if unknown:
            known = "; ".join((KEY, STEM, LINE, *rows.columns))
            raise BatchError(problem("bad-pattern", name="; ".join(unknown), known=known))
        return cls(text, tuple(pieces[::2]), tuple(column for column in found if column is not None))

    def stem(self, row: Row, stem: str) -> str:
        """The name of a row's letter without its ending; an empty cell leaves nothing in its place."""
        words = {KEY: row.key, STEM: stem, LINE: str(row.line)}
        said = [
            file_safe(words[column] if isinstance(column, str) else key_text(row.cells[column]))
            for column in self.columns
        ]
        return "".join(part + word for part, word in zip(self.parts, (*said, ""), strict=True))


def _column(name: str, rows: Rows) -> int | str | None:
    if name in (KEY, STEM, LINE) and name not in rows.columns:
        return name
    found = nearest_column(rows.columns, name)
    return None if found is None else rows.columns.index(found)


def file_safe(text: str) -> str:
    """A text as part of a name that Windows, Linux and object stores all take: `Sở Nội vụ` is So-Noi-vu."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _UNSAFE.sub("-", letters).strip("-.")


def collisions(
    named: Iterable[tuple[Row, tuple[str, ...]]], rows: Rows, *, pdf: bool = False
) -> Iterator[Problem]:
    """Two rows that would write one file, both named; with `pdf` the PDFs beside their files count too."""
    taken: dict[str, Row] = {}
    for row, names in named:
        for name in (*names, *pdf_names(names)) if pdf else names:
            first = taken.setdefault(folded_name(name), row)
            if first is not row:
                place = Place(rows.file, row.line)
                yield problem("same-output", place, name=name, key=row.key, other=first.key, line=first.line)
                break


def pdf_names(names: Iterable[str]) -> Iterator[str]:
    """The names of the PDFs that are made of files: of letters and workbooks."""
    for name in names:
        stem, _, ending = name.rpartition(".")
        if f".{ending}" in (DOCUMENT, WORKBOOK):
            yield f"{stem}.pdf"
