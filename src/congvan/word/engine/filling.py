"""The paragraph that Word asks for at the end of a cell, header or note, put in without a parser."""

from __future__ import annotations

import re
from functools import lru_cache

_MOST_KEPT = 4096
_HOLDERS = (b"tc", b"hdr", b"ftr", b"footnote", b"endnote", b"comment", b"txbxContent")
_HOLDER = rb"(?:" + b"|".join(_HOLDERS) + rb")"
_ENDS = tuple(b"</w:" + name + b">" for name in _HOLDERS)
# Values are escaped: what looks like the end of a cell is one. Bookmarks may stand behind the last block.
_BARE_END = re.compile(
    rb"(</w:tbl>|</w:tcPr>|<w:tcPr(?: [^<>]*)?/>|<w:"
    + _HOLDER
    + rb"(?: [^<>]*)?(?<!/)>)((?:<w:bookmark(?:Start|End)(?: [^<>]*)?/>)*</w:"
    + _HOLDER
    + rb">)"
)


def filled(data: bytes) -> bytes:
    """A part's bytes with a paragraph where a cell, header or note has none, or ends with a table."""
    return _filled(data) if len(data) > _MOST_KEPT else _as_before(data)


def _filled(data: bytes) -> bytes:
    # What ends after a paragraph, as nearly all does, is passed over sooner than a pattern finds it.
    rest = data.replace(b"</w:p></w:", b"").replace(b"<w:p/></w:", b"")
    return _BARE_END.sub(rb"\1<w:p/>\2", data) if any(end in rest for end in _ENDS) else data


# A header or footer is nearly always the same from letter to letter, whatever these say.
_as_before = lru_cache(maxsize=64)(_filled)
