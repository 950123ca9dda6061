"""What is wrong, where, and what to do instead: the one error currency of congvan (vấn đề)."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Self

from attrs import evolve, field, frozen
from immutabledict import immutabledict

LANGUAGES = ("vi", "en")
LOCALE = Path(__file__).parent / "locale"


class Severity(Enum):
    """How much a problem weighs: an error of the law or of the input, a warning, or information."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@frozen
class Place:
    """Where a problem stands; every part may be None when it is not known or does not apply.

    `line` and `column` count from 1; `path` is the field's path (`recipients[1].name`, counted from 0);
    `part` is the part of an Office file in words (`header 2`, `footnote 3`); `near` is the text around.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    part: str | None = None
    near: str | None = None

    def __str__(self) -> str:
        """`file:line:column: path`, leaving out what is not known."""
        position = ":".join(str(item) for item in (self.file, self.line, self.column) if item is not None)
        near = f"«{self.near}»" if self.near else None
        return ", ".join(item for item in (position, self.part, self.path, near) if item)


def _parameters(value: Mapping[str, object]) -> immutabledict[str, str]:
    return immutabledict({key: str(item) for key, item in value.items()})


@frozen
class Problem:
    """One thing that is wrong: a stable code, its weight, its place, and the values its message quotes."""

    code: str
    severity: Severity = Severity.ERROR
    place: Place = field(factory=Place)
    parameters: immutabledict[str, str] = field(factory=immutabledict, converter=_parameters)

    def message(self, language: str = "vi") -> str:
        """The sentence that says what is wrong, in `vi` or `en`."""
        return self._text(self.code, language)

    def hint(self, language: str = "vi") -> str:
        """The sentence that says what to do instead, in `vi` or `en`."""
        return self._text(f"{self.code}#hint", language)

    def describe(self, language: str = "vi") -> str:
        """Place, message, hint and code on one line, as the command line prints it."""
        place = str(self.place)
        said = f"{self.message(language)} {self.hint(language)} [{self.code}]"
        return f"{place}: {said}" if place else said

    def at(self, place: Place) -> Self:
        """The same problem, its unknown parts of the place filled from `place`; what is known stays."""
        mine = self.place
        merged = Place(
            file=mine.file if mine.file is not None else place.file,
            line=mine.line if mine.line is not None else place.line,
            column=mine.column if mine.column is not None else place.column,
            path=mine.path if mine.path is not None else place.path,
            part=mine.part if mine.part is not None else place.part,
            near=mine.near if mine.near is not None else place.near,
        )
        return evolve(self, place=merged)

    def under(self, path: str) -> Self:
        """The same problem with `path` put before its own path, as a parent reports its child's problem."""
        inner = self.place.path
        if not inner:
            joined = path
        elif inner.startswith("["):
            joined = path + inner
        else:
            joined = f"{path}.{inner}"
        return evolve(self, place=evolve(self.place, path=joined))

    def _text(self, key: str, language: str) -> str:
        text = catalogue(domain_of(self.code), language).gettext(key)
        return text.format_map(_Quoted(self.parameters))


class _Quoted(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def domain_of(code: str) -> str:
    """The catalogue a code's texts stand in: `source` for `congvan.source.…`, `nd30` for `nd30.…`."""
    first, _, rest = code.partition(".")
    return rest.partition(".")[0] if first == "congvan" else first


@cache
def catalogue(domain: str, language: str) -> gettext.NullTranslations:
    """The compiled message catalogue of one domain, in Vietnamese for any language but `en`.

    Where an installation lacks it the codes stand for themselves: a problem told badly is better than none.
    """
    chosen = language if language in LANGUAGES else "vi"
    return gettext.translation(domain, localedir=LOCALE, languages=[chosen], fallback=True)


class CongvanError(Exception):
    """Something could not be done; `problems` says everything that is wrong, never empty."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        """Keep the problems; a single one may be given bare."""
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Every problem on a line of its own, in Vietnamese."""
        return self.describe()

    def describe(self, language: str = "vi") -> str:
        """Every problem on a line of its own, in `vi` or `en`."""
        return "\n".join(problem.describe(language) for problem in self.problems)


class ModelError(CongvanError, ValueError):
    """A value of the model was given something it cannot be."""


class SourceError(CongvanError):
    """A source file cannot be read or bound; all its problems at once."""


class TemplateError(CongvanError):
    """An Office template cannot be used; all its problems at once."""


class RenderError(CongvanError):
    """A dispatch cannot be rendered."""


class OutputError(CongvanError):
    """An output cannot be written where it was asked for."""
