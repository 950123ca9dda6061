"""The shape of a legal instrument on formatting as data: looks, measures, texts, rules, dates (thể thức)."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

from attrs import frozen

from congvan.problems import Severity
from congvan.standard.components import Component, ComponentStyle, SizeRange, SizeSet
from congvan.standard.measures import BodyRules, DrawnRules, Frame, LetterheadRules, PageRules


class Basis(Enum):
    """What a rule rests on, and so how much breaking it weighs."""

    LAW = "law"
    """A sentence of the instrument: breaking it is an error."""
    FORM = "form"
    """An official template or diagram: a warning."""
    PRACTICE = "practice"
    """Common practice without legal force: information."""
    FLAG = "flag"
    """Only a person can tell: information, never repaired."""

    @property
    def severity(self) -> Severity:
        """How a finding on such a rule is reported."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Basis.LAW: Severity.ERROR,
    Basis.FORM: Severity.WARNING,
    Basis.PRACTICE: Severity.INFO,
    Basis.FLAG: Severity.INFO,
}


@frozen(kw_only=True)
class FixedTexts:
    """Words that the instrument prints the same in every document."""

    nation: str
    motto: str
    reference_word: str
    dispatch_subject_prefix: str
    recipients_word: str
    copies_word: str
    first_copy: str
    archive_prefix: str
    appendix_word: str
    body_end: str
    authority_prefixes: tuple[str, ...]


@frozen(kw_only=True)
class Rule:
    """One testable statement: its stable `id`, the `clause` it stands in, what it asks, its basis.

    `clause` is empty for rules of practice; `confirmed` is False for what rests on a doubtful source, which
    may inform but never fail a document.
    """

    id: str
    clause: str
    text_vi: str
    basis: Basis
    confirmed: bool = True

    @property
    def severity(self) -> Severity:
        """How a finding on this rule is reported: information when the rule is not confirmed."""
        return self.basis.severity if self.confirmed else Severity.INFO


@frozen(kw_only=True)
class Standard:
    """One legal instrument as data, with its dates of force; `in_force_until` is None while no end is known.

    One table drives the stock templates, the emitters and the checker: nobody else writes its numbers down.
    """

    name: str
    number: str
    issued: date
    in_force_from: date
    in_force_until: date | None
    font: str
    page: PageRules
    body: BodyRules
    lines: DrawnRules
    letterhead: LetterheadRules
    frames: tuple[Frame, ...]
    size_sets: tuple[SizeSet, ...]
    texts: FixedTexts
    styles: tuple[ComponentStyle, ...]
    rules: tuple[Rule, ...]
    reference_line: re.Pattern[str]
    footnote_pt: float
    table_size: SizeRange
    table_pt: float

    def style(self, component: Component) -> ComponentStyle:
        """The look of a component; KeyError when the instrument has no row for it."""
        for style in self.styles:
            if style.component is component:
                return style
        raise KeyError(component)

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id; KeyError when there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def size_pt(self, component: Component, sizes: SizeSet) -> float:
        """The size congvan sets a component in, given the size set of the document."""
        governed = sizes.size(component)
        return self.style(component).sample_pt if governed is None else governed

    def coherent(self, nation_pt: float, motto_pt: float, place_and_date_pt: float) -> bool:
        """Whether the three sizes of the letterhead are one of the sets that go together (V.fn1)."""
        seen = (nation_pt, motto_pt, place_and_date_pt)
        heads = (Component.NATION, Component.MOTTO, Component.PLACE_AND_DATE)
        return any(tuple(sizes.size(head) for head in heads) == seen for sizes in self.size_sets)

    def is_in_force(self, day: date) -> bool:
        """Whether a document of this day is made under this instrument."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)
