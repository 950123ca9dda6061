"""Any text the model keeps: hypothesis strategies full of the marks and words a source could misread."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from congvan.vietnamese.hygiene import nfc, refused_characters

_MARKS = list("\\*^~<>[]{}|_`#&!%@:;,.-+/'\"()“”–•?=$ \t0123456789")
_PIECES = [
    *(
        "**",
        "{{",
        "}}",
        "{%",
        "{#",
        "[^",
        "]:",
        ": ",
        " #",
        "---",
        "1. ",
        "1.1. ",
        "a) ",
        "- ",
        "+ ",
        "* ",
        "I. ",
    ),
    *("Phần I", "Chương II", "Mục 1", "Điều 5.", "Điều 5 của", "V/v ", "null", "true", "không", "2027-04-15"),
    *(
        "Sở Nội vụ",
        "hoà",
        "hòa",
        "đề nghị",
        "Đ",
        "ư",
        "\u00a0",
        "\u2028",
        "\u0085"[:0],
        "\ufeff",
        "𠀋",
        "https://a.vn",
    ),
    *("<https://x.vn>", "{{ nam }}", "đ)", "(*)", "./.", "..."),
]
_LETTERS = st.characters(
    min_codepoint=0x20, max_codepoint=0x2FFF, exclude_categories=("Cc", "Cs", "Cn", "Co")
)


def _as_kept(text: str) -> str:
    return nfc(text)


def _is_allowed(text: str) -> bool:
    return not refused_characters(text)


# A strategy is checked anew by hypothesis whenever it is built: this one stands in all the others.
@cache
def any_text(*, blank: bool = False) -> st.SearchStrategy[str]:
    """A line of text with every mark of the grammar in it, in the form the model keeps."""
    pieces = st.one_of(st.sampled_from(_PIECES), st.sampled_from(_MARKS), _LETTERS)
    found = (
        st.lists(pieces, min_size=0 if blank else 1, max_size=8)
        .map("".join)
        .map(_as_kept)
        .filter(_is_allowed)
    )
    return found if blank else found.filter(lambda text: bool(text.strip()))


@cache
def any_lines() -> st.SearchStrategy[str]:
    """Text of one or more lines."""
    return st.lists(any_text(), min_size=1, max_size=3).map("\n".join)
