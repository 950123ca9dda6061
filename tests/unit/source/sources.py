"""Short sources for tests: the keys every letter needs, and what a test adds."""

from __future__ import annotations

from congvan.model import Dispatch, Paragraph, Table
from congvan.source import Source, read_source

HEAD = """\
issuer: {name: Sở Nội vụ, parent: UBND tỉnh Lam Giang, place: Lam Giang}
reference: /SNV-CCHC
date: 2027-03
subject: báo cáo
signatory: {position: Giám đốc, name: Trần Thị Mẫu}
"""


def source(front: str = "", body: str = "", *, file: str | None = "x.md") -> Source:
    """A source with these keys besides those every letter needs, and this text."""
    typed = {line.partition(":")[0] for line in front.split("\n")}
    rest = "".join(f"{line}\n" for line in HEAD.splitlines() if line.partition(":")[0] not in typed)
    return read_source(f"---\n{front.strip()}\n{rest}---\n{body}", file=file)


def dispatch(front: str = "", body: str = "", **values: object) -> Dispatch:
    """What that source says with these values."""
    return source(front, body).bind(values)


def paragraphs(body: str, front: str = "", **values: object) -> list[Paragraph]:
    """The paragraphs of a body."""
    return [block for block in dispatch(front, body, **values).body if isinstance(block, Paragraph)]


def tables(body: str, front: str = "", **values: object) -> list[Table]:
    """The tables of a body."""
    return [block for block in dispatch(front, body, **values).body if isinstance(block, Table)]
