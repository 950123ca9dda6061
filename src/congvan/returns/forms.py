"""One returned file read as the form it is: typed values, and a finding for whatever is not plain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from attrs import evolve, field, frozen
from immutabledict import immutabledict

from congvan.excel.forms import IDENTITY_SHEET, Identity, dispatch_key, version_of
from congvan.model import Cell, Column, Dispatch, Share, Table, Unit, printed
from congvan.model.tables.columns import FILLED_BY_CONGVAN, bounds_of
from congvan.problems import Problem, Severity
from congvan.returns.faults import ReturnError, finding
from congvan.returns.places import Grid, grid_of
from congvan.returns.scanning import address
from congvan.returns.values import Refused, shown, value_of, words_of
from congvan.returns.workbooks import Returned, placed, read_workbook

_REACHING = ("[", "|", "WEBSERVICE(", "DDE(", "://")
"""What a formula that takes its value from elsewhere holds."""


@frozen
class ReturnedFile:
    """A file that came back: its name, its bytes, when it was received (None when nobody knows)."""

    name: str
    data: bytes = field(repr=False)
    received: datetime | None = None


@frozen(kw_only=True)
class ReadForm:
    """What one file says: `values` by form and by cell (row, leaf column, from 0), empty ones left out.

    Rows beyond those of the table are the ones that somebody put into a list. `saved` is when the workbook
    says it was saved last.
    """

    file: ReturnedFile
    unit: Unit
    version: str
    saved: datetime | None
    values: immutabledict[str, immutabledict[tuple[int, int], Cell]]
    findings: tuple[Problem, ...]

    @property
    def moment(self) -> datetime | None:
        """When it was received; when it was saved, where nobody knows."""
        return self.file.received or self.saved


@frozen
class Expected:
    """What is expected back: the key of a dispatch, and what each unit owes with its words as printed."""

    subject: str
    key: str
    owed: immutabledict[str, tuple[Share, ...]]
    printed: immutabledict[str, Table]

    @classmethod
    def of(cls, dispatch: Dispatch) -> Expected:
        """What a dispatch expects back; worked out once for any number of files."""
        owed: dict[str, tuple[Share, ...]] = {}
        for share in dispatch.shares:
            owed[share.unit.code] = (*owed.get(share.unit.code, ()), share)
        forms = printed(dispatch).forms
        return cls(dispatch.subject, dispatch_key(dispatch), immutabledict(owed), forms)


def read_form(file: ReturnedFile, dispatch: Dispatch) -> ReadForm:
    """Read a returned file as a form of `dispatch`; as `read_expected`."""
    return read_expected(file, Expected.of(dispatch))


def read_expected(file: ReturnedFile, expected: Expected) -> ReadForm:
    """Read a returned file as one of the forms expected; ReturnError when it is none, naming the file.

    Codes: those of `read_workbook`, and `congvan.returns.no-identity`, `.other-dispatch`, `.unknown-unit`,
    `.identity-changed`, `.other-version`.
    """
    try:
        workbook = read_workbook(file.data)
        identity = _identity(workbook)
        _refuse_other(identity, expected)
    except ReturnError as error:
        raise ReturnError(placed(error.problems, file.name)) from None
    reader = _Reader(workbook)
    owed = expected.owed[identity.unit]
    shares = [evolve(share, table=expected.printed[share.form]) for share in owed]
    values = {share.form: immutabledict(reader.form(share)) for share in shares}
    if not any(values.values()) and all(item.code == "congvan.returns.required" for item in reader.findings):
        reader.findings.append(finding("congvan.returns.nothing-filled"))
    return ReadForm(
        file=file,
        unit=shares[0].unit,
        version=identity.version,
        saved=workbook.saved,
        values=immutabledict(values),
        findings=placed((*_carried(workbook), *reader.findings), file.name),
    )


def _identity(workbook: Returned) -> Identity:
    for sheet in workbook.sheets:
        said = {
            str(sheet.values[row, 0]): _plain(sheet.values.get((row, 1), ""))
            for row, column in sheet.values
            if column == 0
        }
        if sheet.name == IDENTITY_SHEET or "congvan" in said:
            identity = Identity.of_rows(said)
            if identity is not None:
                if identity.seal != said["seal"]:
                    raise ReturnError(finding("congvan.returns.identity-changed", unit=identity.unit))
                return identity
    raise ReturnError(finding("congvan.returns.no-identity"))


def _plain(value: Any) -> str:
    """A code of digits that an office program made a number of is those digits."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _refuse_other(identity: Identity, expected: Expected) -> None:
    if identity.dispatch != expected.key:
        raise ReturnError(
            finding(
                "congvan.returns.other-dispatch",
                reference=identity.reference,
                subject=identity.subject,
                expected=expected.subject,
            )
        )
    if identity.unit not in expected.owed:
        unit = f"{identity.unit_name} ({identity.unit})"
        raise ReturnError(finding("congvan.returns.unknown-unit", unit=unit))
    if identity.version != version_of(expected.owed[identity.unit]):
        raise ReturnError(finding("congvan.returns.other-version", unit=identity.unit_name))


def _carried(workbook: Returned) -> Iterator[Problem]:
    if workbook.has_macros:
        yield finding("congvan.returns.macros", Severity.WARNING)
    for link in workbook.links:
        yield finding("congvan.returns.external-link", Severity.WARNING, target=link[:200])


@frozen
class _Reader:
    """Reads the forms of one workbook and gathers findings."""

    workbook: Returned
    findings: list[Problem] = field(factory=list)

    def form(self, share: Share) -> dict[tuple[int, int], Cell]:
        grid = grid_of(self.workbook, share)
        if isinstance(grid, Problem):
            self.findings.append(grid)
            return {}
        self.findings.extend((*grid.problems, *_merged(grid, share)))
        found = self.own_cells(grid, share)
        found |= self.added_rows(grid, share)
        self.required(grid, share, found)
        self.findings.extend(_not_theirs(grid, share))
        return found

    def own_cells(self, grid: Grid, share: Share) -> dict[tuple[int, int], Cell]:
        found: dict[tuple[int, int], Cell] = {}
        leaves = share.table.leaves
        for row, column in share.cells:
            if row in grid.rows and column in grid.columns:
                place = grid.rows[row], grid.columns[column]
                value = self.value(grid, leaves[column], place)
                if value is not None:
                    found[row, column] = value
        return found

    def added_rows(self, grid: Grid, share: Share) -> dict[tuple[int, int], Cell]:
        """The rows that were put into a list, numbered after those that were sent."""
        found: dict[tuple[int, int], Cell] = {}
        next_row = len(share.table.rows) + share.table.blank_rows
        columns = sorted({column for _, column in share.cells})
        leaves = share.table.leaves
        for number, place in enumerate(grid.added, next_row):
            cells = {
                column: self.value(grid, leaves[column], (place, grid.columns[column]))
                for column in columns
                if column in grid.columns
            }
            found |= {(number, column): value for column, value in cells.items() if value is not None}
            self.tell(
                "congvan.returns.row-taken", grid, (place, 0), severity=Severity.INFO, row=str(place + 1)
            )
        return found

    def value(self, grid: Grid, leaf: Column, place: tuple[int, int]) -> Cell:
        """The value of one cell; None when it is empty or refused, which is told."""
        sheet = grid.sheet
        if place in sheet.errors:
            self.tell("congvan.returns.error-value", grid, place, found=sheet.errors[place])
            return None
        found = sheet.values.get(place)
        formula = sheet.formulas.get(place)
        if formula is not None and not self.is_own_formula(grid, place, formula, found):
            return None
        taken = value_of(found, leaf)
        if isinstance(taken, Refused):
            low, high = map(shown, bounds_of(leaf).values())
            said = {"found": shown(found), "column": leaf.title, "choices": "; ".join(leaf.choices)}
            self.tell(taken.code, grid, place, severity=Severity.ERROR, **said, min=low, max=high)
            return None
        if taken.converted and taken.value is not None:
            self.tell(
                "congvan.returns.converted",
                grid,
                place,
                severity=Severity.INFO,
                found=shown(found),
                value=words_of(taken.value),
            )
        return taken.value

    def is_own_formula(self, grid: Grid, place: tuple[int, int], formula: str, found: Any) -> bool:
        """Whether a pasted formula has a result of this workbook alone; told either way."""
        if any(sign in formula.upper() for sign in _REACHING):
            self.tell("congvan.returns.formula-from-outside", grid, place, found=f"={formula[:200]}")
            return False
        if found is None:
            self.tell("congvan.returns.formula-without-result", grid, place, found=f"={formula[:200]}")
            return False
        self.tell(
            "congvan.returns.formula-taken",
            grid,
            place,
            severity=Severity.WARNING,
            found=f"={formula[:200]}",
            value=shown(found),
        )
        return True

    def required(self, grid: Grid, share: Share, found: dict[tuple[int, int], Cell]) -> None:
        """Tell required cells that are empty; in a list only of rows in which anything stands."""
        fixed = len(share.table.rows)
        leaves = share.table.leaves
        begun = {row for row, _ in found}
        told = {problem.place.part for problem in self.findings}
        for row, column in share.cells:
            leaf = leaves[column]
            if not leaf.required or (row, column) in found or (row >= fixed and row not in begun):
                continue
            if row in grid.rows and column in grid.columns:
                place = grid.rows[row], grid.columns[column]
                if f"{grid.sheet.name}!{address(place)}" not in told:
                    self.tell("congvan.returns.required", grid, place, column=leaf.title)

    def tell(
        self,
        code: str,
        grid: Grid,
        place: tuple[int, int],
        *,
        severity: Severity = Severity.ERROR,
        **parameters: str,
    ) -> None:
        self.findings.append(
            finding(code, severity, sheet=grid.sheet.name, cell=address(place), **parameters)
        )


def _merged(grid: Grid, share: Share) -> Iterator[Problem]:
    """Areas merged by hand over cells of the unit: only the first of them still holds anything."""
    first, last = min(grid.rows.values(), default=0), max(grid.rows.values(), default=-1)
    for (top, left), (bottom, right) in grid.sheet.merged:
        # Headings and titles are merged too; they lie above.
        if bottom < first or top > last:
            continue
        own = (
            (grid.rows[row], grid.columns[column])
            for row, column in share.cells
            if row in grid.rows and column in grid.columns
        )
        if any(top <= row <= bottom and left <= column <= right for row, column in own):
            area = f"{address((top, left))}:{address((bottom, right))}"
            yield finding("congvan.returns.merged", sheet=grid.sheet.name, cell=area)


def _not_theirs(grid: Grid, share: Share) -> Iterator[Problem]:
    """Figures in cells of the form that were not open to this unit."""
    own = set(share.cells)
    typed = [index for index, leaf in enumerate(share.table.leaves) if leaf.kind not in FILLED_BY_CONGVAN]
    for row, cells in enumerate(share.table.rows):
        for column in typed:
            if cells[column] is None and (row, column) not in own:
                place = grid.rows.get(row, -1), grid.columns.get(column, -1)
                found = grid.sheet.values.get(place)
                if found is not None and str(found).strip():
                    yield finding(
                        "congvan.returns.not-theirs",
                        Severity.WARNING,
                        sheet=grid.sheet.name,
                        cell=address(place),
                        found=shown(found),
                    )
