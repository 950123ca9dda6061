"""What a batch came to (báo cáo kết quả)."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from congvan.batch.sorting import Sorted
from congvan.batch.targets.records import Line
from congvan.batch.working import Outcome
from congvan.problems import CongvanError, Place, Problem


@frozen(kw_only=True)
class Failure:
    """A row without letter: its key, its line, the number it keeps for another try (None: none), and why."""

    key: str
    line: int
    number: str | None
    problems: tuple[Problem, ...]


@frozen(kw_only=True)
class Finding:
    """What is merely wrong, said once for all letters that share it."""

    problem: Problem
    letters: int


@frozen(kw_only=True)
class Progress:
    """How far a run is: `stage` is `check`, `make` or `pdf`; rows done of all."""

    stage: str
    done: int
    total: int


@frozen(kw_only=True)
class Report:
    """What a batch came to, rows named by their keys.

    `made` letters were written now, `kept` were there from before; `files` counts those written. `changed`
    rows say something else than their letters, which were kept; `tampered` files are no longer as written,
    and were kept; `restored` rows had lost a file. `gone` rows are no longer in the data, their letters were
    left. `numbers` are those of the letters made now, in order; `voided` the numbers given up; `checked` is
    how many rows were found good when nothing was to be written.
    """

    checked: int = 0
    made: int = 0
    kept: int = 0
    files: int = 0
    numbers: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    changed: tuple[str, ...] = ()
    tampered: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    voided: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    pages: int | None = None
    seconds: float = 0.0

    @property
    def is_complete(self) -> bool:
        """True when every row has the letter it asks for, as it was written."""
        return not (self.failures or self.changed or self.tampered)


def count(found: Problem, findings: dict[Problem, int]) -> None:
    """Count a finding with those of other letters that say the same."""
    bare = evolve(found, place=Place(path=found.place.path))
    findings[bare] = findings.get(bare, 0) + 1


class Tally:
    """What the ranges of a run have come to so far."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.made = 0
        self.files = 0
        self.numbers: dict[int, str] = {}
        self.failures: list[Failure] = []
        self.findings: dict[Problem, int] = {}
        self.waiting: list[Line] = []
        self.put_off_by: CongvanError | None = None

    def take(self, good: Sequence[Outcome]) -> None:
        """Count letters that are published."""
        for item in good:
            self.made += 1
            self.files += len(item.files)
            if item.number is not None:
                self.numbers[item.line] = item.number
            for found in item.findings:
                count(found, self.findings)

    def put_off(self, lines: Sequence[Line], error: CongvanError) -> None:
        """Letters that are there while the register cannot be used."""
        self.waiting += lines
        self.put_off_by = error

    def refuse(self, line: Line, error: CongvanError | None) -> None:
        """A letter that is there and that the register does not take."""
        assert error is not None
        failure = Failure(key=line.key, line=line.line, number=line.number, problems=error.problems)
        self.failures.append(failure)
        if self.numbers.pop(failure.line, None) is not None:
            self.made -= 1

    def report(self, left: Sorted, gone: tuple[str, ...], seconds: float) -> Report:
        """The whole as a report."""
        return Report(
            made=self.made,
            kept=len(left.kept),
            files=self.files,
            numbers=tuple(number for _, number in sorted(self.numbers.items())),
            failures=tuple(sorted(self.failures, key=lambda failure: failure.line)),
            changed=tuple(left.changed),
            tampered=tuple(left.tampered),
            restored=tuple(left.restored),
            gone=gone,
            findings=tuple(Finding(problem=found, letters=count) for found, count in self.findings.items()),
            seconds=seconds,
        )
