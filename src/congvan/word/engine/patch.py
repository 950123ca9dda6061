"""The tag language of docxtpl, in one place: split tags are joined, `{{p }}`, `{%tr %}` ... unwrapped."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape

from congvan.tags import tags_of

NEEDS_GRID = re.compile(r"\{%-?\s*(?:tc |colspan |hm\b|cellbg |vm\b)")
"""The tags after which a table's grid and cell properties have to be put in order."""

_ALONE = re.compile(
    r"<w:p(?:\s[^>]*)?>(?:(?!<w:p[\s>]|</w:p>)[^{}])*\{\{p (\w+) \}\}(?:(?!<w:p[\s>]|</w:p>)[^{}])*</w:p>"
)
"""A paragraph that holds one typed-in-one-go `{{p name }}` and no other tag."""


@cache
def _patcher() -> Callable[[str], str]:
    # docxtpl brings python-docx along, 80 ms: only who compiles a template pays for it.
    from docxtpl import DocxTemplate

    patch: Callable[[str], str] = DocxTemplate(None).patch_xml
    return patch


def patched(markup: str) -> str:
    """The markup of a part with its tags where Jinja can read them; without tags it comes back as it is."""
    unwrapped, count = _ALONE.subn(r"{{ \1 }}", markup)
    # A part with whole paragraphs of `{{p name }}` only, as the stock template has, needs no docxtpl.
    if unwrapped.count("{") == 2 * count:
        return unwrapped
    return with_plain_tags(_patcher()(markup))


def with_plain_tags(markup: str) -> str:
    """The markup with what XML had escaped inside tags as typed: `{{ a &amp; b }}` is `{{ a & b }}`."""
    pieces: list[str] = []
    last = 0
    for tag in tags_of(markup):
        pieces += (markup[last : tag.start], unescape(tag.text))
        last = tag.end
    return "".join((*pieces, markup[last:]))
