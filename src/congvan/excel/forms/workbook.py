"""The workbooks that units fill in: a sheet a form, only their own cells open (biểu mẫu của đơn vị)."""

from __future__ import annotations

from collections.abc import Iterator

from congvan.excel.forms.identity import shares_of
from congvan.excel.limits import problem, table_problems
from congvan.model import Dispatch, Share, Unit, printed
from congvan.problems import RenderError
from congvan.standard import Standard


def form(dispatch: Dispatch, unit: str, *, standard: Standard) -> bytes:
    """The workbook of the unit with this code; `dispatch` as it was bound, not printed.

    Raises RenderError: `congvan.excel.no-form` for a unit that owes nothing, and what `annex` refuses.
    """
    try:
        shares = shares_of(dispatch, unit)
    except KeyError:
        raise RenderError(problem("no-form", "units", unit=unit)) from None
    return _workbook(dispatch, printed(dispatch), shares, standard)


def forms(dispatch: Dispatch, *, standard: Standard) -> Iterator[tuple[Unit, bytes]]:
    """Every unit that owes something with its workbook, in the order of units; raises as `form` does."""
    owed: dict[Unit, tuple[Share, ...]] = {}
    for share in dispatch.shares:
        owed[share.unit] = (*owed.get(share.unit, ()), share)
    text = printed(dispatch)
    for unit, shares in owed.items():
        yield unit, _workbook(dispatch, text, shares, standard)


def _workbook(dispatch: Dispatch, text: Dispatch, shares: tuple[Share, ...], standard: Standard) -> bytes:
    found = [item for share in shares for item in table_problems(share.table, f"tables.{share.form}")]
    if found:
        raise RenderError(found)
    # Only who gets this far needs what writes workbooks.
    from congvan.excel.forms.sheets import form_workbook

    return form_workbook(dispatch, text, shares, standard)
