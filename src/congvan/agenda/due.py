"""One deadline of one dispatch, with all a reminder needs (một thời hạn)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from congvan.model import Deadline, Dispatch
from congvan.vietnamese.calendar import is_working_day
from congvan.vietnamese.wording import last_day


@frozen(kw_only=True)
class Due:
    """What is due: its last day, who owes what to whom, by which dispatch.

    `owed_by` is as the deadline says, else the addressees of the letter; `what` as it says, else the subject.
    `file` is the name of the source, `name` that of the deadline in it; `reference` is blank until issued.
    """

    day: date
    deadline: Deadline
    owed_by: str
    what: str
    owed_to: str
    reference: str
    subject: str
    file: str
    name: str

    @property
    def clock(self) -> str:
        """The hour, empty without one: 14h00."""
        return self.deadline.text("clock")

    def working_days_left(self, today: date) -> int:
        """Working days from the day after `today` to the last day, that one included; negative when past."""
        step = 1 if self.day >= today else -1
        first, last = (today, self.day) if step > 0 else (self.day, today)
        days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
        return step * sum(1 for day in days if is_working_day(day))


def due_of(dispatch: Dispatch, file: str) -> Iterator[Due]:
    """Every deadline of a dispatch, in the order it declares them."""
    receivers = "; ".join(recipient.text for recipient in dispatch.recipients)
    reference = dispatch.reference
    for name, deadline in dispatch.deadlines.items():
        yield Due(
            day=last_day(deadline.wording, deadline.date, deadline.time),
            deadline=deadline,
            owed_by=deadline.owed_by or receivers,
            what=deadline.what or dispatch.subject,
            owed_to="; ".join(issuer.name for issuer in dispatch.issuer),
            reference=str(reference) if reference.number else "",
            subject=dispatch.subject,
            file=file,
            name=name,
        )
