"""What emitters write, before it becomes a fragment: markup with needs between, joined once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from congvan.word.fragment import Fragment, FragmentKind, Need, Piece, Xml

Markup = str | bytes
"""Trusted markup: as text, or in UTF-8 where there is much of it."""

Written = Markup | Sequence[Markup | Need]
"""What congvan's own emitters write: trusted markup, with needs between where there are any.

It is joined once, when the whole of a mark is written, and becomes a fragment then.
"""


def written(pieces: Written, *, kind: FragmentKind) -> Fragment:
    """What an emitter wrote, as a fragment of `kind`."""
    whole = together(pieces)
    if isinstance(whole, str | bytes):
        return Fragment(kind, (Xml(whole),) if whole else ())
    return Fragment(kind, tuple(_grouped(whole)))


def _grouped(pieces: Sequence[Markup | Need]) -> Iterator[Piece]:
    """Needs, and the markup between them as one piece."""
    markup: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, bytes):
            markup.append(piece)
        elif isinstance(piece, str):
            markup.append(piece.encode())
        else:
            if markup:
                yield Xml(b"".join(markup))
            yield piece
            markup = []
    if markup:
        yield Xml(b"".join(markup))


def together(pieces: Written) -> Written:
    """The same as one piece of markup where nothing is needed, as nearly always; else as it was."""
    if isinstance(pieces, str | bytes):
        return pieces
    try:
        # To join them is to ask of what kind they are.
        return b"".join(cast("Sequence[bytes]", pieces))
    except TypeError:
        kinds = {*map(type, pieces)}
    if kinds == {str}:
        return "".join(cast("Sequence[str]", pieces))
    if kinds == {str, bytes}:
        both = cast("Sequence[Markup]", pieces)
        return b"".join([piece.encode() if isinstance(piece, str) else piece for piece in both])
    return pieces
