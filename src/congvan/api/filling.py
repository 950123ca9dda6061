"""From a dispatch to its fill-in forms, and from what came back to a summary (biểu mẫu, tổng hợp)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immutabledict import immutabledict

from congvan.api.outputs import name_problems
from congvan.api.rendering import Rendered, standard_of
from congvan.problems import OutputError, Problem

if TYPE_CHECKING:
    from congvan.model import Dispatch
    from congvan.returns import Collection
    from congvan.standard import Standard


def forms(
    dispatch: Dispatch, *, name: str = "bieu-mau", standard: Standard | None = None, language: str = "vi"
) -> Rendered:
    """A workbook for every unit that owes something, `<name>-<code>.xlsx`, in memory.

    `findings` has the assignments that leave nobody anything to fill in.
    Raises RenderError for what cannot be built, OutputError for the name, ReturnError when nobody owes a
    form.
    """
    from congvan.excel.forms import forms as workbooks
    from congvan.returns import ReturnError, pointless

    shares = dispatch.shares
    findings = pointless(dispatch.assignments, shares)
    if not shares:
        raise ReturnError([Problem("congvan.returns.nothing-assigned"), *findings])
    codes = dict.fromkeys(share.unit.code for share in shares)
    names = {code: f"{name}-{code}.xlsx" for code in codes}
    if problems := [*name_problems(tuple(names.values()))]:
        raise OutputError(problems)
    chosen = standard or standard_of(dispatch)
    made = workbooks(dispatch, standard=chosen)
    files = {names[unit.code]: data for unit, data in made}
    return Rendered(immutabledict(files), findings, language)


def consolidate(collection: Collection, *, standard: Standard | None = None) -> bytes:
    """The workbook of everything that came back; the same files give the same bytes."""
    from congvan.returns import consolidate as workbook_of

    chosen = standard or standard_of(collection.dispatch)
    return workbook_of(collection, standard=chosen)
