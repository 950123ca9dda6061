"""What went into a letter, as a digest that the record of a batch keeps (mã băm của dữ liệu vào)."""

from __future__ import annotations

import hashlib

from attrs import field, fields, frozen

from congvan.batch.data.rows import Row
from congvan.batch.fields import Columns
from congvan.model import Dispatch
from congvan.source import Source
from congvan.vietnamese.dates import DateParts

MARK = "2:"
"""What a digest of an input begins with; one without it was made by `former_digest`."""

_OF_ISSUE = frozenset(("date", "reference"))


@frozen(kw_only=True)
class Inputs:
    """Digests of what goes into the letters of one job: source, template, the cells that are used.

    Comments and blank lines of the source, columns that nothing asks for, number and day of issue do not
    count.
    """

    columns: Columns
    start: bytes = field(repr=False)

    @classmethod
    def of(cls, source: Source, columns: Columns, template: bytes | None) -> Inputs:
        """The digests of a job; `template` None is the stock one."""
        names = [name for _, name in columns.said]
        total = hashlib.sha256(hashlib.sha256(template or b"").digest())
        total.update(source.fingerprint(names).encode())
        total.update(repr(names).encode())
        return cls(columns=columns, start=total.digest())

    def digest(self, row: Row, dispatch: Dispatch, own_date: DateParts | None) -> str:
        """SHA-256 of the input of a row, marked with `MARK`.

        `own_date` is the date that its source and its row say by themselves; files and units that the source
        names are part of the input too, and are found in the dispatch.
        """
        cells = [row.cells[index] for index, _ in self.columns.said]
        total = hashlib.sha256(self.start)
        total.update(f"{cells!r}|{own_date}|".encode())
        if dispatch.units:
            total.update(repr(dispatch.units).encode())
        for appendix in dispatch.appendices:
            if appendix.file is not None:
                total.update(hashlib.sha256(appendix.file.data).digest())
        return f"{MARK}{total.hexdigest()}"


def former_digest(dispatch: Dispatch, template: bytes | None, own_date: DateParts | None) -> str:
    """The digest that records of the first batches hold: of the dispatch as it came to be."""
    total = hashlib.sha256(template or b"")
    for attribute in fields(Dispatch):
        if attribute.name not in _OF_ISSUE:
            total.update(f"{attribute.name}={getattr(dispatch, attribute.name)!r}\n".encode())
    total.update(f"{dispatch.reference.symbol}|{own_date}".encode())
    for appendix in dispatch.appendices:
        if appendix.file is not None:
            total.update(hashlib.sha256(appendix.file.data).digest())
    return total.hexdigest()
