"""The workbook that one unit fills in: a sheet a form, only its own cells open (biểu mẫu của đơn vị)."""

from __future__ import annotations

from congvan.excel.forms.identity import shares_of
from congvan.excel.limits import problem, table_problems
from congvan.model import Dispatch
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
    found = [item for share in shares for item in table_problems(share.table, f"tables.{share.form}")]
    if found:
        raise RenderError(found)
    # openpyxl takes a tenth of a second to load: only who gets this far pays for it.
    from congvan.excel.forms.sheets import form_workbook

    return form_workbook(dispatch, shares, standard)
