"""The assignments in words: the paragraphs of a footnote, or one sentence (lời phân công)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import frozen

from congvan.model.assignments.parts import Assignment, Unit
from congvan.model.body import Level, Paragraph, Run, Text, run_text
from congvan.model.tables.cells import Cell
from congvan.model.tables.table import Table

WHOLE = "toàn bộ"
"""What a unit provides of a form none of whose parts is named."""


@frozen(kw_only=True)
class AssignmentWords:
    """Says assignments as a letter does: units in bold on dashes, their several forms on plus signs."""

    units: tuple[Unit, ...]
    assignments: tuple[Assignment, ...]
    forms: Mapping[str, Table]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """A dash for each unit or group in the order assigned; several forms each on a line with a plus."""
        return tuple(block for unit in self._units_named() for block in self._of_unit(unit))

    @property
    def sentence(self) -> str:
        """The same on one line, without a full stop: `Sở Tư pháp: biểu mẫu 2; Sở Tài chính: biểu mẫu 6`."""
        said = []
        for unit in self._units_named():
            name, phrases = self.name_of(unit), self._phrases(unit)
            said.append(f"{name}: {phrases[0]}" if len(phrases) == 1 else f"{name} ({'; '.join(phrases)})")
        return "; ".join(said)

    def name_of(self, code: str) -> str:
        """The name of the unit with this code; a group is called by its own."""
        return next((unit.name for unit in self.units if unit.code == code), code)

    def label(self, form: str) -> str:
        """What a form is called: of `Biểu mẫu 1: Nhân sự` the part before the colon."""
        title = (self.forms[form].title or "").partition(":")[0].strip()
        return title or form

    def _units_named(self) -> tuple[str, ...]:
        """The units that have a line: those that lead, and those that assist where nobody does."""
        return tuple(dict.fromkeys(item.unit for item in self.assignments if self._has_line(item)))

    def _has_line(self, item: Assignment) -> bool:
        return item.leads or self._leader(item) is None

    def _of_unit(self, unit: str) -> Iterator[Paragraph]:
        own = self._own(unit)
        name = self.name_of(unit)
        if all(_is_plain(item) for item in own) and not any(self._helpers(item) for item in own):
            forms = ", ".join(_lower(self.label(item.form)) for item in own)
            yield _dash(name, f" {forms}.")
            return
        if len(own) == 1 and own[0].division is None:
            yield _dash(name, f" {self._phrase(own[0], _lower)}.")
            return
        yield _dash(name, "")
        parts = list(self._parts(own))
        for index, part in enumerate(parts):
            end = "." if index == len(parts) - 1 else ";"
            yield Paragraph([Text(part + end)], level=Level.PLUS, marker="+")

    def _own(self, unit: str) -> list[Assignment]:
        return [item for item in self.assignments if item.unit == unit and self._has_line(item)]

    def _parts(self, own: list[Assignment]) -> Iterator[str]:
        """The lines below a unit; the plain forms of one division stand on one line."""
        done: set[int] = set()
        for index, item in enumerate(own):
            if index in done:
                continue
            if item.division is None:
                yield self._form_first(item)
                continue
            same = [
                position
                for position, other in enumerate(own)
                if position >= index and other.division == item.division and position not in done
            ]
            done.update(same)
            yield f"{item.division}: {'; '.join(self._phrase(own[position], _lower) for position in same)}"

    def _form_first(self, item: Assignment) -> str:
        """`Biểu mẫu 1: dòng 5 (...)`, `Biểu mẫu 3: toàn bộ`."""
        label = self.label(item.form)
        if self._helpers(item) or not item.leads or item.except_:
            phrase = self._phrase(item, _lower)
            return phrase[:1].upper() + phrase[1:]
        return f"{label}: {item.what or self._part(item) or WHOLE}{_noted(item)}"

    def _phrases(self, unit: str) -> list[str]:
        return [
            f"{item.division}: {self._phrase(item, _lower)}" if item.division else self._phrase(item, _lower)
            for item in self._own(unit)
        ]

    def _phrase(self, item: Assignment, cased: Callable[[str], str]) -> str:
        """One assignment in words: `biểu mẫu 1, trừ phần đã giao cho ...`, with whoever assists."""
        label = cased(self.label(item.form))
        helpers = self._helpers(item)
        silent = [self._helper_name(item, other) for other in helpers if other.what is None]
        if not item.leads:
            label = f"phối hợp lập {label}"
        elif silent:
            label = f"chủ trì, phối hợp với {_listed(silent)} lập {label}"
        part = item.what or self._part(item)
        said = f"{label}, {part}" if part else label
        members, others = self._left_out(item)
        if members:
            said += f", trừ {_listed(members)}"
        if others:
            said += f", trừ phần đã giao cho {_listed(others)}"
        said += _noted(item)
        for other in helpers:
            if other.what is not None:
                said += f"; {self._helper_name(item, other)} phối hợp {other.what}"
        return said

    def _left_out(self, item: Assignment) -> tuple[list[str], list[str]]:
        """The units that the group is without, and those whose own parts are left out, by name."""
        codes = {unit.code for unit in self.units if unit.group == item.unit}
        members = [self.name_of(code) for code in item.except_ if code in codes]
        return members, [self.name_of(code) for code in item.except_ if code not in codes]

    def _part(self, item: Assignment) -> str:
        """Rows and columns by number and name; empty for the whole form."""
        table = self.forms[item.form]
        rows = ", ".join(_row_words(table, row) for row in item.rows)
        titles = [table.leaves[table.index(key)].title for key in item.columns]
        columns = f"cột {_listed([_lower(title) for title in titles])}" if titles else ""
        return ", ".join(words for words in (rows, columns) if words)

    def _helper_name(self, leader: Assignment, helper: Assignment) -> str:
        if helper.division is not None and helper.unit == leader.unit:
            return helper.division
        name = self.name_of(helper.unit)
        return f"{helper.division} ({name})" if helper.division else name

    def _helpers(self, leader: Assignment) -> list[Assignment]:
        return [item for item in self.assignments if not item.leads and self._leader(item) is leader]

    def _leader(self, helper: Assignment) -> Assignment | None:
        """Whom an assistant helps: who leads most of the form, that is, is not held to rows or columns."""
        leading = [item for item in self.assignments if item.leads and item.form == helper.form]
        return next((item for item in leading if not item.is_limited), leading[0] if leading else None)


def _dash(name: str, rest: str) -> Paragraph:
    runs: list[Run] = [Text(f"{name}:", bold=True)]
    return Paragraph([*runs, rest], level=Level.DASH, marker="-")


def _is_plain(item: Assignment) -> bool:
    limits = item.division, item.rows, item.columns, item.except_, item.what, item.note
    return item.leads and not any(limits)


def _noted(item: Assignment) -> str:
    return f", {item.note}" if item.note else ""


def _row_words(table: Table, row: int) -> str:
    """`dòng 5 (Nhiệm vụ cấp trên giao)`: the number and the first words that stand in the row."""
    cells = table.rows[row - 1] if row <= len(table.rows) else ()
    said = next((words for words in map(_cell_words, cells) if words), "")
    return f"dòng {row} ({said})" if said else f"dòng {row}"


def _cell_words(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return "".join(run_text(run) for run in cell)
    return cell if isinstance(cell, str) else ""


def _lower(text: str) -> str:
    """A label inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _listed(names: Iterable[str]) -> str:
    """`A`, `A và B`, `A, B và C`."""
    *most, last = names
    return f"{', '.join(most)} và {last}" if most else last
