"""Typed values as the words that are printed: one place for the letter, its annexes and the checks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from attrs import evolve

from congvan.model.appendix import Appendix
from congvan.model.assignments import AssignmentWords
from congvan.model.body import Footnote, Paragraph, Run, Text, Value, ValueOf
from congvan.model.dispatch import Dispatch
from congvan.model.tables.table import Block, Table, has_values
from congvan.vietnamese.numbers import grouped, round_half_up


def printed(dispatch: Dispatch) -> Dispatch:
    """The same dispatch with every typed value replaced by its words.

    A citation is full at its first mention in reading order and short after (ND30-PL1-II.6.b), unless its
    part says otherwise; a footnote is read where its mark stands. A total without a figure prints nothing.
    The assignments become paragraphs where they are all that a paragraph holds, else one sentence. What holds
    no value is the same object as before.
    """
    if not (dispatch.has_marks and has_values(dispatch.blocks)):
        return dispatch
    printer = _Printer(dispatch)
    return evolve(
        dispatch,
        bases=tuple(printer.paragraph(base) for base in dispatch.bases),
        body=printer.blocks(dispatch.body),
        appendices=tuple(printer.appendix(appendix) for appendix in dispatch.appendices),
    )


def words_of(dispatch: Dispatch) -> Callable[[Value], str]:
    """A function that says the words of a value, to be asked for every value once and in reading order."""
    return _Printer(dispatch).words


class _Printer:
    """Walks the dispatch once in reading order and remembers which citations were mentioned."""

    def __init__(self, dispatch: Dispatch) -> None:
        self.dispatch = dispatch
        self.tables = dispatch.tables
        self.assignments = AssignmentWords(
            units=dispatch.units, assignments=dispatch.assignments, forms=dispatch.forms
        )
        self.mentioned: set[str] = set()

    def appendix(self, appendix: Appendix) -> Appendix:
        if not has_values(appendix.content):
            return appendix
        return evolve(
            appendix,
            blocks=self.blocks(appendix.blocks),
            tables=tuple(self.table(table) for table in appendix.tables),
        )

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        found: list[Block] = []
        for block in blocks:
            found += self.paragraphs(block) if isinstance(block, Paragraph) else (self.table(block),)
        return tuple(found)

    def paragraphs(self, paragraph: Paragraph) -> tuple[Paragraph, ...]:
        """One paragraph, or those of the assignments where they stand alone."""
        match paragraph.runs:
            case (Value(of=ValueOf.ASSIGNMENTS),) if not paragraph.marker:
                return self.assignments.paragraphs
        return (self.paragraph(paragraph),)

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        if not has_values((paragraph,)):
            return paragraph
        return evolve(paragraph, runs=[self.run(run) for run in paragraph.runs])

    def table(self, table: Table) -> Table:
        if not has_values((table,)):
            return table
        rows = [[self.runs(cell) if isinstance(cell, tuple) else cell for cell in row] for row in table.rows]
        return evolve(table, rows=rows)

    def runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(self.run(run) for run in runs)

    def run(self, run: Run) -> Run:
        if isinstance(run, Value):
            return Text(self.words(run), bold=run.bold, italic=run.italic)
        if isinstance(run, Footnote):
            blocks = [new for block in run.blocks for new in self.paragraphs(block)]
            return Footnote(blocks, id=run.id)
        return run

    def words(self, value: Value) -> str:
        match value.of:
            case ValueOf.DEADLINE:
                return self.dispatch.deadlines[value.name].text(value.part)
            case ValueOf.PERIOD:
                return self.dispatch.periods[value.name].text(value.part)
            case ValueOf.CITATION:
                return self.citation(value.name, value.part)
            case ValueOf.TABLE_TOTAL:
                return self.total(self.tables[value.name], value.part)
            case ValueOf.ASSIGNMENTS:
                return self.assignments.sentence

    def total(self, table: Table, key: str) -> str:
        total = table.total_of(key)
        return "" if total is None else number_text(round_half_up(total, table.decimals(key)))

    def citation(self, name: str, part: str) -> str:
        citation = self.dispatch.citations[name]
        first = name not in self.mentioned
        self.mentioned.add(name)
        return citation.full if part == "full" or (first and part != "short") else citation.short


def number_text(number: Decimal | int) -> str:
    """A number as Vietnamese print writes it: `1.234.567,89`, without trailing zeros."""
    whole, comma, decimals = grouped(number).partition(",")
    return f"{whole}{comma}{decimals}".rstrip("0").rstrip(",") if comma else whole
