"""Unicode hygiene of Vietnamese text: one normal form, nothing refused, nothing legacy (ND30-PL1-I.4#2)."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

from attrs import frozen

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
# Names that Windows keeps for devices, with any ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def nfc(text: str) -> str:
    """The text in normal form C, the one form the model keeps; tone placement (hoà, hòa) stays as typed."""
    return unicodedata.normalize("NFC", text)


@frozen
class RefusedCharacter:
    """A character no document may hold: its position in the text and its code point, e.g. "U+0007"."""

    position: int
    code_point: str


def _is_refused(character: str) -> bool:
    code = ord(character)
    if code < 0xA0:
        return (code < 0x20 and character not in "\n\t") or code >= 0x7F
    return 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def refused_characters(text: str) -> tuple[RefusedCharacter, ...]:
    """Control characters (all but line feed and tab), lone surrogates and noncharacters, in reading order."""
    if text.isascii() and text.isprintable():
        return ()
    return tuple(
        RefusedCharacter(position, f"U+{ord(character):04X}")
        for position, character in enumerate(text)
        if _is_refused(character)
    )


def decomposed_words(text: str) -> tuple[str, ...]:
    """The words written with combining marks where one letter exists (NFD), as typed; empty for none."""
    if unicodedata.is_normalized("NFC", text):
        return ()
    return tuple(word for word in _WORD.findall(text) if not unicodedata.is_normalized("NFC", word))


def tone_key(text: str) -> str:
    """A key equal for spellings that differ in tone placement, case or spacing: hoà = Hòa, but not hoa."""
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFD", text.casefold()).split())


def _tone_last(word: str) -> str:
    tones = "".join(mark for mark in word if mark in _TONES)
    return "".join(mark for mark in word if mark not in _TONES) + tones


def fold(text: str) -> str:
    """A key without accents, case or runs of spaces, đ as d: "Uỷ  ban" and "uy ban" are equal."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())


def nearest(word: str, candidates: Iterable[str], *, count: int = 1, cutoff: float = 0.6) -> tuple[str, ...]:
    """The candidates most like a mistyped word, best first, compared without accents; empty for none."""
    keys: dict[str, str] = {}
    for candidate in candidates:
        keys.setdefault(fold(candidate), candidate)
    return tuple(keys[key] for key in difflib.get_close_matches(fold(word), keys, n=count, cutoff=cutoff))


def slug(text: str, *, max_length: int = 80) -> str:
    """A safe ASCII file stem: "Sở Nội vụ" -> "so-noi-vu"; "van-ban" when nothing is left."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    stem = words[:max_length].rstrip("-") or "van-ban"
    return f"{stem}-" if _DEVICES.fullmatch(stem) else stem
