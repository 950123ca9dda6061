"""What a batch came to (báo cáo kết quả)."""

from __future__ import annotations

from attrs import frozen

from congvan.problems import Problem


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
