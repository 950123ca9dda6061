"""The paragraph that Word asks for at the end of a cell, header or note, put in without a parser."""

from __future__ import annotations

import re

_HOLDER = rb"(?:tc|hdr|ftr|footnote|endnote|comment|txbxContent)"
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
    return _BARE_END.sub(rb"\1<w:p/>\2", data)
