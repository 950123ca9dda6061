"""Appendices as a workbook: what cannot be kept is refused before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from congvan.excel.limits import problem, table_problems
from congvan.model import Appendix, Dispatch
from congvan.problems import Problem, RenderError
from congvan.standard import Standard


def annex(dispatch: Dispatch, *positions: int, standard: Standard) -> bytes:
    """The workbook of the appendix at a position, counted from 0, of a printed dispatch, or of several.

    Each table is a sheet with room for the agency's signature, a form's head, label, title, link line, and
    live formulas, sums of groups and totals (XLSX-1 to XLSX-13). The same dispatch gives the same bytes.
    Raises RenderError with every problem: `congvan.excel.no-table`, `.too-many-rows`, `.too-many-columns`,
    `.too-many-groups`, `.text-too-long`, `.number-too-long`, `.date-too-early`, `.row-too-high`.
    """
    return laid_annex(dispatch, *positions, standard=standard)()


def laid_annex(dispatch: Dispatch, *positions: int, standard: Standard) -> Callable[[], bytes]:
    """What `annex` makes, laid out; called, it is its bytes, or raises `.row-too-high`. Else as `annex`."""
    found = [item for position in positions for item in _problems(dispatch.appendices[position], position)]
    if found:
        raise RenderError(found)
    # Only who gets this far needs what writes workbooks.
    from congvan.excel.stock import workbook

    return workbook(dispatch, positions, standard=standard)


def _problems(appendix: Appendix, position: int) -> Iterator[Problem]:
    path = f"appendices[{position}]"
    if not appendix.tables:
        yield problem("no-table", path)
    for number, table in enumerate(appendix.tables):
        yield from table_problems(table, f"{path}.tables[{number}]")
