"""A part of a template made ready for the tag language, in one place: every tag whole, and where it acts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import field, frozen
from immutabledict import immutabledict
from lxml import etree

from congvan.problems import Place, Problem, Severity
from congvan.word.engine.parts import TextPart, markup_of
from congvan.word.engine.tagging.cells import shape_cells
from congvan.word.engine.tagging.changes import accept_changes
from congvan.word.engine.tagging.elsewhere import gather_elsewhere
from congvan.word.engine.tagging.gathering import gather
from congvan.word.engine.tagging.lifting import join_lines, lift, lost_texts
from congvan.word.engine.tagging.slots import Slots

_SHAPES_TABLES = re.compile(r"\{[{%]-?\s*(?:tc |colspan |hm\b|cellbg |vm\b)")


@frozen(kw_only=True)
class Patched:
    """A part's markup, its tags where Jinja can read them.

    `places` and `typed` say by the offset of a tag where it stands and how its author typed it; `tables`:
    grids and cell properties have to be looked at after a render; `problems` are tags that act on nothing,
    are lost or not closed, `warnings` what only a lint tells.
    """

    markup: str
    places: Mapping[int, Place] = field(factory=immutabledict, repr=False)
    typed: Mapping[int, str] = field(factory=immutabledict, repr=False)
    tables: bool = False
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def has_tags(self) -> bool:
        """Whether there is anything to fill in."""
        return bool(self.places)


def patched(root: etree._Element, part: TextPart) -> Patched:
    """The part with `root`, which is changed: tags split by Word joined, `{%tr %}` in place of its row ..."""
    slots = Slots()
    warnings: list[Problem] = []
    if not part.role.has_paragraphs:
        problems: tuple[Problem, ...] = (*gather_elsewhere(root, slots, part.title),)
    else:
        if accept_changes(root):
            warnings.append(_warning("congvan.word.tracked-changes", Place(part=part.title)))
        problems = (
            *gather(root, slots, part.title),
            *gather_elsewhere(root, slots, part.title),
            *shape_cells(root, slots),
        )
        join_lines(root, slots)
        warnings += [
            _warning("congvan.word.text-is-lost", slot.place, tag=slot.typed, text=text)
            for slot, text in lost_texts(root, slots)
        ]
        problems = (*problems, *lift(root, slots))
    markup, places, typed = slots.filled(markup_of(root, part.role))
    tables = any(_SHAPES_TABLES.match(tag) for tag in typed.values())
    return Patched(
        markup=markup, places=places, typed=typed, tables=tables, problems=problems, warnings=tuple(warnings)
    )


def _warning(code: str, place: Place, **parameters: object) -> Problem:
    return Problem(code, severity=Severity.WARNING, place=place, parameters=parameters)
