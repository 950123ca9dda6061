"""A compiled template: everything a render needs, nothing that a render changes."""

from __future__ import annotations

from functools import cached_property

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.opc import (
    ContentTypes,
    Package,
    Packer,
)
from congvan.tags import CompiledTemplate
from congvan.word.engine.kept.ground import Ground
from congvan.word.engine.parts import (
    TextPart,
)
from congvan.word.engine.surroundings import Where
from congvan.word.styles import Page, Style


@frozen(kw_only=True)
class Sheet:
    """A part of text, compiled.

    `tables` says whether its tags make columns or merge cells, `unsure` whether its tables have to be looked
    at after each render: for that, or because rows may come out empty; `may_end_bare` whether a cell or a
    header may lack its paragraph; `has_ids` whether it holds drawings, bookmarks, comments or notes.
    """

    part: TextPart
    tags: CompiledTemplate[Where]
    tables: bool
    unsure: bool
    may_end_bare: bool
    has_ids: bool


@frozen(kw_only=True)
class Blueprint:
    """A compiled template; `is_retyped` where its file says that it is a template, and its letters must not.

    `settings_with_notes` is the settings part as a letter needs it whose template has no footnotes.
    """

    package: Package
    packer: Packer
    content_types: ContentTypes
    is_retyped: bool
    sheets: tuple[Sheet, ...]
    ground: Ground
    main: str
    footnotes: str | None
    settings: str | None
    settings_with_notes: bytes = field(repr=False)
    page: Page
    styles: immutabledict[str, Style] = field(repr=False)
    properties: immutabledict[str, str]
    silent: dict[str, bytes] = field(init=False, factory=dict, eq=False, repr=False)
    """The parts to which nothing is said, as their letters have them; made for the first that asks."""

    @cached_property
    def names(self) -> frozenset[str]:
        """The names its tags take values from, in any part."""
        return frozenset[str]().union(*(sheet.tags.names for sheet in self.sheets))
