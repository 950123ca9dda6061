"""The namespaces, media types and relationship types of a Word package."""

from __future__ import annotations

from immutabledict import immutabledict

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"

PREFIXES: immutabledict[str, str] = immutabledict(
    {
        "w": W,
        "r": R,
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }
)
"""The prefixes that emitters' markup may use; each is declared on the root of every part it can get into."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPE = f"{_WORD}document.main+xml"
TEMPLATE_TYPE = f"{_WORD}template.main+xml"
FOOTNOTES_TYPE = f"{_WORD}footnotes+xml"
HEADER_TYPE = f"{_WORD}header+xml"
FOOTER_TYPE = f"{_WORD}footer+xml"

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def w(name: str) -> str:
    """The qualified name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """The qualified name of a relationship attribute."""
    return f"{{{R}}}{name}"


DECLARED = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in PREFIXES.items())
"""Every prefix as declarations for a root's start tag."""
