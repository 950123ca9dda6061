"""The rules of wording, one plain function each, in one explicit tuple."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from congvan.check.findings import Finding
from congvan.check.reading import Reading
from congvan.check.rules import (
    addressees,
    appendices,
    body,
    citing,
    days,
    letterhead,
    names,
    numbering,
    signing,
    typography,
)

Check = Callable[[Reading], Iterator[Finding]]
"""A rule: what it finds in a dispatch that was read."""

CHECKS: tuple[Check, ...] = (
    letterhead.issuer_in_full,
    letterhead.issuer_parent,
    letterhead.issuer_place,
    letterhead.symbol_of_type,
    letterhead.symbol_of_dispatch,
    letterhead.number_and_date,
    letterhead.subject,
    letterhead.secrecy,
    addressees.recipients,
    addressees.typed_marks,
    addressees.first_copy,
    addressees.archive,
    body.marks_of_bases,
    body.empty,
    body.untitled,
    body.closing,
    body.closing_inside,
    body.unused,
    numbering.sequences,
    numbering.point_letters,
    numbering.numerals,
    numbering.plus_without_dash,
    citing.first_mention,
    citing.numbered_laws,
    citing.case_of_parts,
    citing.codes,
    days.short_dates,
    days.long_dates,
    days.weekdays,
    days.deadlines,
    days.periods,
    days.figures_after_deadlines,
    appendices.absent,
    appendices.numbered,
    appendices.unmentioned,
    names.parties,
    names.mentions,
    signing.authority_form,
    signing.authority_order,
    signing.deputy,
    signing.head_of_deputy,
    signing.own_position,
    signing.degrees,
    typography.spaces,
    typography.alphabets,
    typography.hidden,
    typography.broken_lines,
)
"""Every rule, in the order in which they report what stands at one place."""
