"""Rules on markers: the order of khoản, điểm, mục, điều; their letters and numerals (ND30-PL1-II.6.đ)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, field

from congvan.check.findings import Finding, found
from congvan.check.reading import Part, Passage, Reading
from congvan.model import Level
from congvan.vietnamese.letters import POINT_LETTERS, point_index
from congvan.vietnamese.numbers import from_roman, roman

_RANK = {
    level: rank
    for rank, level in enumerate(
        (
            Level.PART,
            Level.CHAPTER,
            Level.SECTION,
            Level.SUBSECTION,
            Level.ROMAN_SECTION,
            Level.ARTICLE,
            Level.CLAUSE,
            Level.SUBCLAUSE,
            Level.POINT,
        )
    )
}
"""The numbered levels, outermost first."""

_ROMAN_LEVELS = frozenset({Level.PART, Level.CHAPTER, Level.ROMAN_SECTION})
_CONTINUING = frozenset({Level.ARTICLE})
"""Điều is numbered through the whole document, whatever chapters come between."""
_WORDED = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})
_LISTS = frozenset({Level.PLAIN, Level.DASH, Level.PLUS, Level.NOTE})
_NUMERAL = re.compile(
    r"(?P<noun>(?:\w+ +)*?)(?P<numeral>[IVXLCDM]+|\d{1,6})(?P<end>\s*[.):]?)", re.IGNORECASE
)
_STEPS = re.compile(r"(\d{1,6}(?:\.\d{1,6})+)\.?")
_LETTER = re.compile(r"(\w+)\s*[).]?")


def sequences(reading: Reading) -> Iterator[Finding]:
    """Numbers and letters follow each other; they may start again under a new heading or introduction.

    Rules: ND30-PL1-II.6.đ#7, ND30-PL1-II.6.đ#8.
    """
    for passages in _texts(reading):
        counter = _Counter()
        for passage in passages:
            yield from counter.read(passage)


def point_letters(reading: Reading) -> Iterator[Finding]:
    """A điểm is lettered by the 23 letters of the decree: no ă â ê ô ơ ư, no f j w z, no capital.

    Rule: ND30-PL1-II.6.đ#5.
    """
    for passage in reading.passages:
        letter = _letter(passage)
        if letter is not None and point_index(letter) is None:
            letters = ", ".join(POINT_LETTERS)
            yield found("nd30.numbering.point-letter", passage.path, value=letter, letters=letters)


def numerals(reading: Reading) -> Iterator[Finding]:
    """Phần and chương carry Roman numerals, mục and tiểu mục Arabic ones.

    Rules: ND30-PL1-II.6.đ#1, ND30-PL1-II.6.đ#2.
    """
    for passage in reading.passages:
        level, marker = _marker(passage)
        numeral = _numeral(marker) if level in _WORDED else ""
        number = _number(numeral)
        if number and numeral.isdigit() == (level in _ROMAN_LEVELS):
            better = _written(number, in_roman=numeral.isdigit())
            expected = _with_numeral(marker, better)
            yield found("nd30.numbering.numeral", passage.path, value=marker, expected=expected)


def plus_without_dash(reading: Reading) -> Iterator[Finding]:
    """A "+" details a "-": one that stands under no dash skips a level.

    Rule: PRAC-18.
    """
    for passages in _texts(reading):
        dashed = False
        for passage in passages:
            level, _ = _marker(passage)
            if level is Level.PLUS and not dashed:
                yield found("nd30.numbering.plus-without-dash", passage.path)
                dashed = True
            elif level is Level.DASH:
                dashed = True
            elif level in _RANK:
                dashed = False


@define
class _Counter:
    """Remembers the last number of each level while one text is read."""

    last: dict[Level, int] = field(factory=dict)
    restartable: set[Level] = field(factory=set)
    clause: int | None = None
    steps: tuple[int, ...] = ()

    def read(self, passage: Passage) -> Iterator[Finding]:
        level, marker = _marker(passage)
        if level in _LISTS:
            self._introduced(passage, level)
        elif level is Level.SUBCLAUSE:
            yield from self._step(passage, marker)
        else:
            number = _position(level, marker)
            if number is not None:
                yield from self._count(passage, level, number)
            self._entered(level)

    def _introduced(self, passage: Passage, level: Level) -> None:
        """Prose between, or a line that ends in a colon, may introduce a list that starts anew."""
        if level is Level.PLAIN or passage.text.rstrip().endswith(":"):
            self.restartable.update(_RANK)

    def _entered(self, level: Level) -> None:
        self.restartable.update(inner for inner in _RANK if _RANK[inner] > _RANK[level])
        self.restartable.discard(level)
        if _RANK[level] < _RANK[Level.CLAUSE]:
            self.clause, self.steps = None, ()

    def _count(self, passage: Passage, level: Level, number: int) -> Iterator[Finding]:
        last = self.last.get(level, 0)
        self.last[level] = number
        if level is Level.CLAUSE:
            self.clause, self.steps = number, ()
        free = level in self.restartable and level not in _CONTINUING
        if number == last + 1 or (free and number == 1):
            return
        yield _out_of_order(passage, level, 1 if free and number < last else last + 1)

    def _step(self, passage: Passage, marker: str) -> Iterator[Finding]:
        """1.1 belongs to khoản 1 and comes before 1.2; where no khoản is numbered, its first part is free."""
        read = _STEPS.fullmatch(marker)
        if read is None:
            return
        steps = tuple(int(step) for step in read[1].split("."))
        if self.clause is not None and steps[0] != self.clause:
            expected = (self.clause, *steps[1:])
        elif self.steps and steps[:-1] == self.steps[: len(steps) - 1] and len(self.steps) >= len(steps):
            expected = (*steps[:-1], self.steps[len(steps) - 1] + 1)
        else:
            expected = (*steps[:-1], 1)
        self.steps = steps
        if steps != expected:
            value = ".".join(map(str, expected))
            yield found("nd30.numbering.sequence", passage.path, value=marker, expected=f"{value}.")
        self._entered(Level.SUBCLAUSE)


def _out_of_order(passage: Passage, level: Level, expected: int) -> Finding:
    _, marker = _marker(passage)
    if level is not Level.POINT:
        in_roman = not _numeral(marker).isdigit()
        better = _with_numeral(marker, _written(expected, in_roman=in_roman))
        return found("nd30.numbering.sequence", passage.path, value=marker, expected=better)
    if expected > len(POINT_LETTERS):
        return found("nd30.numbering.points-exhausted", passage.path, value=marker)
    letter = POINT_LETTERS[expected - 1]
    return found("nd30.numbering.point-sequence", passage.path, value=marker, expected=f"{letter})")


def _texts(reading: Reading) -> Iterator[list[Passage]]:
    """The texts that are numbered on their own: the body, and each appendix."""
    yield list(reading.in_parts(Part.BODY))
    attached: dict[str, list[Passage]] = {}
    for passage in reading.in_parts(Part.APPENDIX):
        if passage.paragraph is not None:
            attached.setdefault(passage.path.partition(".")[0], []).append(passage)
    yield from attached.values()


def _marker(passage: Passage) -> tuple[Level, str]:
    paragraph = passage.paragraph
    return (paragraph.level, paragraph.marker.strip()) if paragraph else (Level.PLAIN, "")


def _letter(passage: Passage) -> str | None:
    level, marker = _marker(passage)
    read = _LETTER.fullmatch(marker) if level is Level.POINT else None
    return read[1] if read else None


def _position(level: Level, marker: str) -> int | None:
    """The number a marker stands for, điểm a being 1; None when it is not to be read."""
    if level is not Level.POINT:
        return _number(_numeral(marker))
    read = _LETTER.fullmatch(marker)
    index = point_index(read[1].lower()) if read else None
    return None if index is None else index + 1


def _numeral(marker: str) -> str:
    read = _NUMERAL.fullmatch(marker)
    return read["numeral"] if read else ""


def _with_numeral(marker: str, numeral: str) -> str:
    read = _NUMERAL.fullmatch(marker)
    return f"{read['noun']}{numeral}{read['end']}" if read else numeral


def _number(numeral: str) -> int | None:
    return int(numeral) if numeral.isdigit() else from_roman(numeral.upper())


def _written(number: int, *, in_roman: bool) -> str:
    return roman(number) if in_roman and 0 < number < 4000 else str(number)
