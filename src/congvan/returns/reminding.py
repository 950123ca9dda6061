"""The dispatch that reminds whoever has not sent a form (công văn đôn đốc)."""

from __future__ import annotations

from collections.abc import Collection as Codes
from collections.abc import Iterator
from datetime import date

from congvan.model import (
    Citation,
    Deadline,
    Dispatch,
    Level,
    Paragraph,
    Recipient,
    Reference,
    Run,
    Unit,
    Value,
    ValueOf,
)
from congvan.model.assignments import AssignmentWords
from congvan.returns.faults import ReturnError, finding
from congvan.vietnamese.dates import DateParts
from congvan.vietnamese.wording import DeadlineWording

ASKED = "van_ban"
"""The name under which a reminder cites the dispatch that asked."""

AGAIN = "gui_bieu_mau"
"""The name of the reminder's own deadline."""


def reminder(
    dispatch: Dispatch,
    missing: Codes[str],
    *,
    day: DateParts,
    by: date | None = None,
    deadline: Deadline | None = None,
) -> Dispatch:
    """The reminder to the units with these codes, in the order of `dispatch`, dated `day`.

    `deadline` is the one they missed, said in words; `by` the new one, None asks for the forms at once.
    Issuer, signatory and copies are those of `dispatch`. Raises ReturnError `congvan.returns.nobody-missing`.
    """
    units = [unit for unit in dispatch.units if unit.code in missing]
    if not units:
        raise ReturnError(finding("congvan.returns.nobody-missing"))
    citation = _citation(dispatch)
    deadlines = {} if by is None else {AGAIN: _again(dispatch, by)}
    return Dispatch(
        issuer=dispatch.issuer,
        reference=Reference(dispatch.reference.symbol),
        date=day,
        subject=f"đôn đốc gửi biểu mẫu theo văn bản về việc {dispatch.subject}",
        recipients=[Recipient(unit.name) for unit in units],
        body=[*_body(dispatch, units, deadline, is_dated=by is not None)],
        deadlines=deadlines,
        citations={ASKED: citation},
        signatory=dispatch.signatory,
        copies_to=dispatch.copies_to or "Như trên",
        archive=dispatch.archive,
        medium=dispatch.medium,
    )


def _citation(dispatch: Dispatch) -> Citation:
    """The dispatch that asked: by number and day once it is issued, until then by what it was about."""
    day = dispatch.date.as_date()
    name = dispatch.type.name[:1].upper() + dispatch.type.name[1:]
    is_issued = dispatch.reference.number is not None and day is not None
    return Citation(
        type=name,
        reference=str(dispatch.reference) if is_issued else None,
        date=day if is_issued else None,
        issuer=_issuer(dispatch),
        subject=f"về việc {dispatch.subject}",
    )


def _again(dispatch: Dispatch, by: date) -> Deadline:
    return Deadline(
        date=by,
        wording=DeadlineWording.AT_THE_LATEST,
        owed_by="Các cơ quan, đơn vị nhận văn bản",
        what=f"gửi biểu mẫu về {_issuer(dispatch)}",
    )


def _issuer(dispatch: Dispatch) -> str:
    return " và ".join(issuer.name for issuer in dispatch.issuer)


def _body(
    dispatch: Dispatch, units: list[Unit], deadline: Deadline | None, *, is_dated: bool
) -> Iterator[Paragraph]:
    issuer = _issuer(dispatch)
    asked = f", trong đó đề nghị gửi biểu mẫu {deadline.text()}" if deadline is not None else ""
    yield Paragraph(
        [
            "Thực hiện ",
            Value(ValueOf.CITATION, ASKED),
            f"{asked}; đến nay, {issuer} chưa nhận được biểu mẫu của các cơ quan, đơn vị sau:",
        ]
    )
    for index, unit in enumerate(units):
        end = "." if index == len(units) - 1 else ";"
        yield Paragraph([f"{unit.name}: {_forms(dispatch, unit)}{end}"], level=Level.DASH, marker="-")
    when: tuple[str | Run, ...] = (
        (Value(ValueOf.DEADLINE, AGAIN),) if is_dated else ("ngay sau khi nhận được văn bản này",)
    )
    yield Paragraph(
        [
            f"{issuer} đề nghị các cơ quan, đơn vị nêu trên khẩn trương gửi biểu mẫu về {issuer} ",
            *when,
            " để kịp thời tổng hợp./.",
        ]
    )


def _forms(dispatch: Dispatch, unit: Unit) -> str:
    """What a unit still owes: `biểu mẫu 1, biểu mẫu 2`."""
    words = AssignmentWords(units=dispatch.units, assignments=dispatch.assignments, forms=dispatch.forms)
    labels = [words.label(share.form) for share in dispatch.shares if share.unit == unit]
    return ", ".join(label[:1].lower() + label[1:] for label in labels)
