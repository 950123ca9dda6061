"""Unicode hygiene of Vietnamese text: one normal form, nothing refused, nothing legacy (ND30-PL1-I.4#2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import Enum
from functools import lru_cache

from attrs import frozen

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
# Names that Windows keeps for devices, with any ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def nfc(text: str) -> str:
    """The text in normal form C, the one form the model keeps; tone placement (hoà, hòa) stays as typed."""
    return unicodedata.normalize("NFC", text)


def capitals(text: str) -> str:
    """The text in capital letters, again in normal form C: a few letters part from their marks."""
    return nfc(text.upper())


def is_nfc(text: str) -> bool:
    """True for a text that is in normal form C already."""
    return unicodedata.is_normalized("NFC", text)


@frozen
class RefusedCharacter:
    """A character no document may hold: its position in the text and its code point, e.g. "U+0007"."""

    position: int
    code_point: str


_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_REFUSED = re.compile(f"[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef{_PLANE_ENDS}]")


def refused_characters(text: str) -> tuple[RefusedCharacter, ...]:
    """Control characters (all but line feed and tab), lone surrogates and noncharacters, in reading order."""
    # What is printable is none of these: nearly every text is done with one question.
    if text.isprintable():
        return ()
    return tuple(
        RefusedCharacter(match.start(), f"U+{ord(match[0]):04X}") for match in _REFUSED.finditer(text)
    )


def decomposed_words(text: str) -> tuple[str, ...]:
    """The words written with combining marks where one letter exists (NFD), as typed; empty for none."""
    if unicodedata.is_normalized("NFC", text):
        return ()
    return tuple(word for word in _WORD.findall(text) if not unicodedata.is_normalized("NFC", word))


@frozen
class LookAlike:
    """A letter of another alphabet that passes for a Vietnamese one: where it is, itself, what is meant."""

    position: int
    found: str
    meant: str


# Letters that have no business in Vietnamese even alone, and those that do harm only inside a Latin word.
_ALWAYS = dict(zip("ÐðƉɖ", "ĐđĐđ", strict=True)) | {
    chr(0xFEE0 + ord(letter)): letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
}
_MIXED = dict(
    zip(
        "АВЕКМНОРСТХУІЅЈасеорхуіѕјһԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧον",
        "ABEKMHOPCTXYISJaceopxyisjhdABEZHIKMNOPTYXov",
        strict=True,
    )
)


def look_alikes(text: str) -> tuple[LookAlike, ...]:
    """Letters that look right and are not: Ð for Đ, and Cyrillic or Greek ones inside a Latin word."""
    if text.isascii():
        return ()
    found = []
    for word in _WORD.finditer(text):
        is_latin = any(letter.isascii() for letter in word[0])
        foreign = _ALWAYS | _MIXED if is_latin else _ALWAYS
        found += [
            LookAlike(word.start() + place, letter, foreign[letter])
            for place, letter in enumerate(word[0])
            if letter in foreign
        ]
    return tuple(found)


class LegacyEncoding(Enum):
    """An encoding from before Unicode, whose bytes show as accented Latin letters and signs."""

    TCVN3 = "TCVN3 (.VnTime)"
    VNI = "VNI"


_TCVN3 = str.maketrans(
    "¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¡¢£¤¥¦§",
    "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ",
)
_TONE_MARKS = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_VNI_TONES = dict(zip("ùøûõï", _TONE_MARKS, strict=True))
_CIRCUMFLEXED = dict(zip("âáàåãä", ("", *_TONE_MARKS), strict=True))
_BREVED = dict(zip("êéèúüë", ("", *_TONE_MARKS), strict=True))
_VNI_SINGLES = str.maketrans("ôöñæóòî", "ơưđỉĩịỵ")
_VNI_LETTER = re.compile(r"[aeouyôö][ùøûõïâáàåãäêéèúüë]|.", re.DOTALL)
_LEGACY_WORD = re.compile(r"[A-Za-z\u00a1-\u024f\u1ea0-\u1ef9]+")
_UNICODE_ONLY = re.compile(r"[ăđĩũơư\u1ea0-\u1ef9]", re.IGNORECASE)
_LATIN_1_LETTERS = frozenset("äåæçëîïñöøûüþÿß")
# Compiled when a text has words that look old.
_SYLLABLE = (
    r"(?:ngh?|nh|gh?|gi|kh?|ph?|th?|tr|ch?|qu|[bdđhlmnrsvx])?"
    r"(?:(?:iê|yê|uyê|oa|oă|oe|oo|uâ|uê|uô|ươ|uy|[aăâeêioôơuưy])(?:ch?|m|ng?|nh|p|t)?"
    r"|a[iouy]|â[uy]|eo|êu|i[au]|iêu|yêu|oa[ioy]|oeo|[oôơuư]i|u[aơ]|ưa|ưu|uôi|uây|uy[au]|ươ[iu])"
)


def legacy_encoding(text: str) -> LegacyEncoding | None:
    """The encoding of text typed for TCVN3 or VNI fonts; None for Unicode, or where it cannot be told.

    A word counts when it is no Vietnamese syllable as it stands and becomes one when it is decoded; there
    must be two such words at least, and more than words that only Unicode can write, or one in a very short
    text. Judge a paragraph at a time, so that an old one among new ones is seen.
    """
    if text.isascii():
        return None
    words = {word.lower() for word in _LEGACY_WORD.findall(text)}
    suspects = {word for word in words if not word.isascii() and not _UNICODE_ONLY.search(word)}
    unicode_words = sum(1 for word in words - suspects if not word.isascii())
    is_short = len(words) <= 4 and not unicode_words
    if len(suspects) <= max(1, unicode_words) and not is_short:
        return None
    scores = {
        LegacyEncoding.TCVN3: _decoded(suspects, lambda word: word.translate(_TCVN3)),
        LegacyEncoding.VNI: _decoded(suspects, _from_vni),
    }
    best = max(scores, key=lambda encoding: len(scores[encoding]))
    hits = scores[best]
    if len(hits) > max(1, unicode_words):
        return best
    return best if is_short and any(_LATIN_1_LETTERS & set(word) for word in hits) else None


def _decoded(words: set[str], decode: Callable[[str], str]) -> list[str]:
    """The words that are Vietnamese only after decoding."""
    return [word for word in words if not _is_syllable(word) and _is_syllable(decode(word))]


def _is_syllable(word: str) -> bool:
    """Whether a word is built as Vietnamese syllables are, with one tone mark at most."""
    marks = unicodedata.normalize("NFD", word)
    plain = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    tones = sum(mark in _TONES for mark in marks)
    return len(word) > 1 and tones <= 1 and re.fullmatch(_SYLLABLE, plain) is not None


def _from_vni(word: str) -> str:
    return unicodedata.normalize("NFC", "".join(map(_vni_letter, _VNI_LETTER.findall(word))))


def _vni_letter(pair: str) -> str:
    """A letter of VNI, which writes a vowel and its marks as two characters: "oä" is ộ."""
    base = pair[0].translate(_VNI_SINGLES)
    if len(pair) == 1:
        return base
    mark = pair[1]
    if mark in _VNI_TONES:
        return base + _VNI_TONES[mark]
    if pair[0] in "aeo" and mark in _CIRCUMFLEXED:
        return f"{base}\u0302{_CIRCUMFLEXED[mark]}"
    if pair[0] == "a" and mark in _BREVED:
        return f"{base}\u0306{_BREVED[mark]}"
    return base + mark.translate(_VNI_SINGLES)


@lru_cache(maxsize=1024)
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
    # Only a mistake asks for it.
    from difflib import get_close_matches

    keys: dict[str, str] = {}
    for candidate in candidates:
        keys.setdefault(fold(candidate), candidate)
    return tuple(keys[key] for key in get_close_matches(fold(word), keys, n=count, cutoff=cutoff))


def slug(text: str, *, max_length: int = 80) -> str:
    """A safe ASCII file stem: "Sở Nội vụ" -> "so-noi-vu"; "van-ban" when nothing is left."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    stem = words[:max_length].rstrip("-") or "van-ban"
    return f"{stem}-" if _DEVICES.fullmatch(stem) else stem
