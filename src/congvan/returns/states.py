"""How every unit stands: kept out of sight in the summary, read there for a reminder (tình trạng)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from immutabledict import immutabledict

from congvan.excel.forms import dispatch_key
from congvan.model import Dispatch
from congvan.returns.collecting import Collection
from congvan.returns.faults import ReturnError, finding
from congvan.returns.workbooks import read_workbook

STATES_SHEET = "congvan"
_KEY = "congvan-summary"
_UNIT = "unit:"


class State(Enum):
    """Whether a unit's form is there."""

    SENT = "sent"
    LATE = "late"
    MISSING = "missing"


def rows_of(collection: Collection, key: str) -> Iterator[tuple[str, str]]:
    """Names and values as they stand on the hidden sheet."""
    yield _KEY, key
    for standing in collection.standings:
        came = State.LATE if standing.is_late else State.SENT
        state = State.MISSING if standing.read is None else came
        yield f"{_UNIT}{standing.unit.code}", state.value


def states_in(data: bytes, dispatch: Dispatch) -> immutabledict[str, State]:
    """How the units stood when a summary was written, by code.

    Raises ReturnError: `congvan.returns.not-a-summary`, `congvan.returns.summary-of-other`, and those of
    `read_workbook`.
    """
    sheets = [sheet for sheet in read_workbook(data).sheets if sheet.values.get((0, 0)) == _KEY]
    if not sheets:
        raise ReturnError(finding("congvan.returns.not-a-summary"))
    values = sheets[0].values
    said = {str(values[row, 0]): str(values.get((row, 1), "")) for row, column in values if column == 0}
    if said[_KEY] != dispatch_key(dispatch):
        raise ReturnError(finding("congvan.returns.summary-of-other", expected=dispatch.subject))
    known = {state.value: state for state in State}
    return immutabledict(
        {
            name.removeprefix(_UNIT): known[value]
            for name, value in said.items()
            if name.startswith(_UNIT) and value in known
        }
    )
