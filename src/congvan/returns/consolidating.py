"""All returned forms as one workbook (bảng tổng hợp)."""

from __future__ import annotations

from congvan.returns.collecting import Collection
from congvan.standard import Standard


def consolidate(collection: Collection, *, standard: Standard) -> bytes:
    """The summary: each form added up with live formulas, each figure with whose it is, units, findings.

    The same files give the same bytes, in whatever order they came and however often it is made.
    """
    # openpyxl takes a tenth of a second to load.
    from congvan.returns.summary import summary_workbook

    return summary_workbook(collection, standard)
