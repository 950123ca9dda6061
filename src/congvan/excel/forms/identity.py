"""What a form says about itself out of sight: its dispatch, unit and version, its rows and columns."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import frozen

from congvan.excel.cells import text_of
from congvan.model import Cell, Dispatch, Share
from congvan.model.tables.columns import BOUNDED_KINDS

FORMAT = 1
"""The version of how a form is marked."""

IDENTITY_SHEET = "congvan"
"""The sheet, out of sight even in Excel's own list of hidden ones, that says what a form is."""

_MARK = re.compile(r"cv:(?P<form>\w+):(?P<kind>[rcg])(?P<number>\d{1,7})")
_LENGTH = 16


@frozen(kw_only=True)
class Identity:
    """What a form is: keys of its dispatch and of its own shape, the unit it was made for, its forms.

    `dispatch` stays the same when number and day are filled in; `version` changes with any row, column or
    open cell; `seal` binds the three, so that a unit changed by hand is seen.
    """

    dispatch: str
    reference: str
    subject: str
    unit: str
    unit_name: str
    forms: tuple[str, ...]
    version: str

    @property
    def seal(self) -> str:
        """A digest of dispatch, unit and version."""
        return _digest([self.dispatch, self.unit, self.version])

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Names and values, as they stand on the hidden sheet."""
        return (
            ("congvan", str(FORMAT)),
            ("dispatch", self.dispatch),
            ("reference", self.reference),
            ("subject", self.subject),
            ("unit", self.unit),
            ("unit_name", self.unit_name),
            ("forms", " ".join(self.forms)),
            ("version", self.version),
            ("seal", self.seal),
        )

    @classmethod
    def of_rows(cls, said: Mapping[str, str]) -> Identity | None:
        """The identity that names and values say; None where one is missing."""
        names = ("dispatch", "reference", "subject", "unit", "unit_name", "version")
        if not {*names, "forms", "seal"} <= said.keys():
            return None
        return cls(**{name: said[name] for name in names}, forms=tuple(said["forms"].split()))


def identity_of(dispatch: Dispatch, unit: str) -> Identity:
    """The identity of the form of the unit with this code; KeyError when it owes nothing."""
    return identity_with(dispatch, shares_of(dispatch, unit))


def identity_with(dispatch: Dispatch, shares: tuple[Share, ...]) -> Identity:
    """The identity of the form of a unit that owes these shares of a dispatch; never none."""
    return Identity(
        dispatch=dispatch_key(dispatch),
        reference=str(dispatch.reference),
        subject=dispatch.subject,
        unit=shares[0].unit.code,
        unit_name=shares[0].unit.name,
        forms=tuple(share.form for share in shares),
        version=version_of(shares),
    )


def version_of(shares: tuple[Share, ...]) -> str:
    """A digest of everything in a unit's forms that decides where cells are and what they may hold."""
    return _digest([_shape(share) for share in shares])


def shares_of(dispatch: Dispatch, unit: str) -> tuple[Share, ...]:
    """What the unit with this code owes, in the order of forms; KeyError when it owes nothing."""
    found = tuple(share for share in dispatch.shares if share.unit.code == unit)
    if not found:
        raise KeyError(unit)
    return found


def dispatch_key(dispatch: Dispatch) -> str:
    """A key of what is asked, the same before and after the number and the day are filled in."""
    issuers = [issuer.name for issuer in dispatch.issuer]
    return _digest([*issuers, dispatch.reference.symbol, dispatch.subject, dispatch.date.year])


def line_mark(form: str, kind: Literal["r", "g"], number: int) -> str:
    """What stands, out of sight, beside a row of a form or the line of a group, both counted from 0."""
    return f"cv:{form}:{kind}{number}"


def column_mark(form: str, column: int) -> str:
    """What stands, out of sight, above a leaf column of a form, counted from 0."""
    return f"cv:{form}:c{column}"


def parse_mark(text: str) -> tuple[str, Literal["r", "c", "g"], int] | None:
    """The form, whether a row, a column or a group's line, and its number that a mark says; None for none."""
    found = _MARK.fullmatch(text.strip())
    if found is None:
        return None
    kinds: tuple[Literal["r", "c", "g"], ...] = ("r", "c", "g")
    return found["form"], kinds["rcg".index(found["kind"])], int(found["number"])


def _shape(share: Share) -> object:
    """Everything of a form that decides where its cells are and what they may hold."""
    table = share.table
    leaves = [
        [leaf.key, leaf.title, leaf.kind.value, leaf.required, list(leaf.choices), leaf.formula]
        + ([str(leaf.min), str(leaf.max)] if leaf.kind in BOUNDED_KINDS and leaf.is_limited else [])
        for leaf in table.leaves
    ]
    rows = [[_words(cell) for cell in row] for row in table.rows]
    shape = [share.form, leaves, rows, table.blank_rows, [list(cell) for cell in share.cells]]
    groups = [[line.title, line.rows.start, line.level] for top in table.headings for line in top.all]
    # What a form had before there were groups keeps its version.
    return [*shape, groups] if groups else shape


def _words(cell: Cell) -> str | None:
    if cell is None:
        return None
    return text_of(cell) if isinstance(cell, str | tuple) else str(cell)


def _digest(said: Iterable[object]) -> str:
    text = json.dumps([*said], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
