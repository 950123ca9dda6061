"""An appendix as a workbook of its own: what cannot be kept is refused before anything is written."""

from __future__ import annotations

from congvan.excel.limits import problem, table_problems
from congvan.model import Dispatch
from congvan.problems import RenderError
from congvan.standard import Standard


def annex(dispatch: Dispatch, position: int, *, standard: Standard) -> bytes:
    """The workbook of the appendix at `position`, counted from 0, of a printed dispatch: a sheet a table.

    Each sheet has room for the agency's signature, label, title, link line, a form's head, and its
    table with live formulas and totals (XLSX-1 to XLSX-13). The same dispatch gives the same bytes.
    Raises RenderError with every problem: `congvan.excel.no-table`, `.too-many-rows`, `.too-many-columns`,
    `.too-many-groups`, `.text-too-long`, `.number-too-long`, `.date-too-early`, `.row-too-high`.
    """
    appendix = dispatch.appendices[position]
    path = f"appendices[{position}]"
    if not appendix.tables:
        raise RenderError(problem("no-table", path))
    places = [f"{path}.tables[{number}]" for number in range(len(appendix.tables))]
    found = [
        item
        for place, one in zip(places, appendix.tables, strict=True)
        for item in table_problems(one, place)
    ]
    if found:
        raise RenderError(found)
    # Only who gets this far needs what writes workbooks.
    from congvan.excel.stock import workbook

    return workbook(dispatch, position, standard=standard)
