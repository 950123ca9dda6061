"""All that came back against all that was asked: which version counts, who is missing, who is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from attrs import field, frozen

from congvan.model import Assignment, Deadline, Dispatch, Share, Unit
from congvan.problems import Place, Problem, Severity
from congvan.returns.faults import ReturnError, finding
from congvan.returns.forms import Expected, ReadForm, ReturnedFile, read_expected
from congvan.vietnamese.wording import DeadlineWording


@frozen(kw_only=True)
class Standing:
    """How one unit stands: the forms it owes, what was read of it (None while missing), if it was late."""

    unit: Unit
    forms: tuple[str, ...]
    read: ReadForm | None = None
    is_late: bool = False


@frozen(kw_only=True)
class Collection:
    """What `collect` found; `standings` has every unit that owes something, in the order of the dispatch."""

    dispatch: Dispatch
    deadline: Deadline | None
    standings: tuple[Standing, ...]
    findings: tuple[Problem, ...] = field(repr=False)

    @property
    def missing(self) -> tuple[Unit, ...]:
        """The units that sent no form that could be read."""
        return tuple(standing.unit for standing in self.standings if standing.read is None)

    @property
    def late(self) -> tuple[Unit, ...]:
        """The units whose form came after the deadline."""
        return tuple(standing.unit for standing in self.standings if standing.is_late)

    @property
    def is_whole(self) -> bool:
        """True when every unit sent its form and every value of it was taken."""
        return not self.missing and not any(item.severity is Severity.ERROR for item in self.findings)


def collect(files: Iterable[ReturnedFile], dispatch: Dispatch, *, deadline: str | None = None) -> Collection:
    """Read every file and see who sent what; the order of the files does not matter.

    `deadline` names one of the dispatch's, None means its last. Of two versions from one unit the later
    counts, and that is told. A file that cannot be read is a finding; the others are read all the same, and
    so are `pointless` assignments.
    Raises ReturnError: `congvan.returns.nothing-assigned`, `congvan.returns.unknown-deadline`.
    """
    shares = dispatch.shares
    unfilled = pointless(dispatch.assignments, shares)
    if not shares:
        raise ReturnError([finding("congvan.returns.nothing-assigned"), *unfilled])
    expected = Expected.of(dispatch)
    due = deadline_of(dispatch, deadline)
    findings = [*unfilled]
    versions: dict[str, list[ReadForm]] = {}
    for file in sorted(files, key=lambda file: (file.name, file.data)):
        try:
            read = read_expected(file, expected)
        except ReturnError as error:
            findings += error.problems
            continue
        versions.setdefault(read.unit.code, []).append(read)
    standings = []
    for unit, forms in _owed(shares).items():
        chosen = _chosen(versions.get(unit.code, []), findings)
        if chosen is not None:
            findings += chosen.findings
        standings.append(Standing(unit=unit, forms=forms, read=chosen, is_late=is_late(chosen, due)))
    return Collection(dispatch=dispatch, deadline=due, standings=tuple(standings), findings=tuple(findings))


def _owed(shares: Iterable[Share]) -> dict[Unit, tuple[str, ...]]:
    forms: dict[Unit, tuple[str, ...]] = {}
    for share in shares:
        forms[share.unit] = (*forms.get(share.unit, ()), share.form)
    return forms


def pointless(assignments: Iterable[Assignment], shares: Iterable[Share]) -> tuple[Problem, ...]:
    """A warning for each assignment that leaves nobody a cell to fill in: A without B, where B does all.

    `shares` are those of all the assignments of a dispatch.
    """
    owed: dict[tuple[str, str | None], list[Share]] = {}
    for share in shares:
        for name in (share.unit.code, share.unit.group):
            owed.setdefault((share.form, name), []).append(share)
    return tuple(
        Problem(
            "congvan.returns.pointless-assignment",
            Severity.WARNING,
            Place(path=f"assignments[{index}]"),
            {"unit": item.unit, "form": item.form},
        )
        for index, item in enumerate(assignments)
        if item.leads and not any(_opens(item, share) for share in owed.get((item.form, item.unit), ()))
    )


def _opens(item: Assignment, share: Share) -> bool:
    """Whether any cell of a share is one that the assignment names."""
    keys = [leaf.key for leaf in share.table.leaves]
    rows = frozenset(item.rows)
    return item.binds(share.unit) and any(
        (not rows or row + 1 in rows) and (not item.columns or keys[column] in item.columns)
        for row, column in share.cells
    )


def deadline_of(dispatch: Dispatch, name: str | None) -> Deadline | None:
    """The deadline with this name, or the last one; ReturnError `congvan.returns.unknown-deadline`."""
    known = dispatch.deadlines
    if name is None:
        return max(known.values(), key=due_moment, default=None)
    if name not in known:
        raise ReturnError(
            finding("congvan.returns.unknown-deadline", name=name, known="; ".join(known) or "–")
        )
    return known[name]


def due_moment(deadline: Deadline) -> datetime:
    """The first moment that is too late: the end of its hour or day, for `trước` its beginning."""
    day = datetime.combine(deadline.date, time())
    if deadline.time is not None:
        minute = 0 if deadline.wording is DeadlineWording.BEFORE or deadline.time.hour == 24 else 1
        return day + timedelta(hours=deadline.time.hour, minutes=deadline.time.minute + minute)
    return day if deadline.wording is DeadlineWording.BEFORE else day + timedelta(days=1)


def is_late(read: ReadForm | None, deadline: Deadline | None) -> bool:
    """Whether a form came too late; False while it is missing, or nobody knows when it came."""
    if read is None or deadline is None or read.moment is None:
        return False
    return read.moment >= due_moment(deadline)


def _chosen(versions: list[ReadForm], findings: list[Problem]) -> ReadForm | None:
    """The version that counts; the others, and whether it is clear which is later, are told."""
    if not versions:
        return None
    *older, newest = sorted(versions, key=_age)
    for one in older:
        place = Place(file=one.file.name)
        names = {"other": newest.file.name, "unit": newest.unit.name}
        if one.values == newest.values:
            findings.append(Problem("congvan.returns.sent-twice", Severity.INFO, place, names))
        elif _age(one)[:2] == _age(newest)[:2]:
            findings.append(Problem("congvan.returns.versions-unclear", Severity.ERROR, place, names))
        else:
            findings.append(Problem("congvan.returns.replaced", Severity.WARNING, place, names))
    return newest


def _age(read: ReadForm) -> tuple[datetime, datetime, str]:
    return read.file.received or datetime.min, read.saved or datetime.min, read.file.name
