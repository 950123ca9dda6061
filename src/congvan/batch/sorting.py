"""Rows by what is left to do for them: the record and the files tell (phân loại dòng)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from congvan.batch.digests import MARK
from congvan.batch.faults import problem
from congvan.batch.job import Checked, Job
from congvan.batch.numbering import Numbering
from congvan.batch.targets.places import Opened
from congvan.batch.targets.records import Line, Stage
from congvan.problems import CongvanError, Place, Problem

_AT_ONCE = 500


@frozen(kw_only=True)
class Wishes:
    """What to do beyond finishing the rest: make changed letters anew, or run only rows that failed."""

    replace: bool = False
    retry: bool = False


@frozen(kw_only=True)
class Sorted:
    """The rows by what is left to do for them; `unsaid` files are there and nobody recorded them."""

    pending: list[Checked] = field(factory=list)
    published: list[Checked] = field(factory=list)
    kept: list[str] = field(factory=list)
    changed: list[str] = field(factory=list)
    tampered: list[str] = field(factory=list)
    restored: list[str] = field(factory=list)
    unsaid: list[Problem] = field(factory=list)


@frozen(kw_only=True)
class Sorting:
    """Sorts the rows of a run by its record and its files."""

    job: Job
    numbering: Numbering
    place: Opened
    wishes: Wishes

    def rows(self, checked: Sequence[Checked]) -> Sorted:
        """Every row by what is left to do for it."""
        found = Sorted()
        fresh: list[Checked] = []
        for start in range(0, len(checked), _AT_ONCE):
            some = checked[start : start + _AT_ONCE]
            lines = self.place.manifest.lines_of([item.row.key for item in some])
            for item in some:
                line = lines.get(item.row.key)
                if line is None and not self.wishes.retry:
                    fresh.append(item)
                    found.pending.append(item)
                else:
                    self._sort(item, line, found)
        found.unsaid.extend(self._unsaid(fresh))
        return found

    def _sort(self, item: Checked, line: Line | None, found: Sorted) -> None:
        """Put one row where it belongs."""
        if line is None or (self.wishes.retry and line.stage is not Stage.FAILED):
            found.kept.append(item.row.key)
        elif line.stage is Stage.VOID:
            self.place.manifest.forget_numbers([item.row.key])
            found.pending.append(item)
        elif line.stage in (Stage.PLANNED, Stage.FAILED):
            found.pending.append(item)
        else:
            self._sort_written(item, line, found)

    def _sort_written(self, item: Checked, line: Line, found: Sorted) -> None:
        """Put a row whose letter was written where it belongs."""
        digests = {name: self.place.store.digest(name) for name in line.files}
        edited = [name for name, now in digests.items() if now not in (None, line.files[name])]
        is_changed = not self._is_same(item, line)
        # What the register holds as issued left the office: it is never made anew under its number.
        may_replace = self.wishes.replace and not (line.stage is Stage.DONE and line.entered is not None)
        if edited and not may_replace:
            found.tampered.extend(edited)
        elif is_changed and not may_replace and not self._wants_number(line):
            found.changed.append(item.row.key)
        elif edited or is_changed or self._wants_number(line):
            found.pending.append(item)
        elif None in digests.values():
            found.restored.append(item.row.key)
            found.pending.append(item)
        elif line.stage is Stage.PUBLISHED:
            found.published.append(item)
        else:
            found.kept.append(item.row.key)

    def _is_same(self, item: Checked, line: Line) -> bool:
        """Whether the input of a row is the one its letter was made from."""
        if line.input.startswith(MARK):
            return line.input == item.digest
        try:
            return line.input == self.job.former_digest(item.row, item.number, self.numbering.day)
        except CongvanError:
            return False

    def _wants_number(self, line: Line) -> bool:
        """True for a draft that is to be numbered now."""
        return self.numbering.is_numbered and line.number is None

    def _unsaid(self, fresh: Sequence[Checked]) -> Iterator[Problem]:
        """Files that are there already and that this batch never wrote."""
        if self.wishes.replace:
            return
        there = self.place.store.present(name for item in fresh for name in item.names)
        for item in fresh if there else ():
            for name in item.names:
                if name in there:
                    place = Place(self.job.file, item.row.line)
                    yield problem("not-ours", place, name=name, key=item.row.key)
