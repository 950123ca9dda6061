"""Names of agencies and administrative units that are no more, and since when (địa danh, tổ chức bộ máy)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property

from attrs import frozen

_CITY, _PROVINCE = "thành phố", "tỉnh"
_MERGER = date(2025, 7, 1)
_HUE = date(2025, 1, 1)
_REFORM = date(2025, 3, 1)
_LONG_AGO = date(2008, 8, 1)


@frozen(kw_only=True)
class Unit:
    """A province or centrally-run city; `valid_to` is its last day, None while it stands."""

    name: str
    kind: str
    valid_from: date
    valid_to: date | None = None
    successor: str | None = None

    def stands_on(self, day: date) -> bool:
        """Whether the unit exists on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@frozen(kw_only=True)
class Renamed:
    """A name that is out of date `since` a day; `successor` is the name of today, None for no single one.

    `rule` is the id of the fact; `confirmed` is False for a fact with one source only, which may inform but
    never fail a document.
    """

    old: str
    since: date
    successor: str | None
    note_vi: str
    rule: str
    confirmed: bool = True


@frozen
class OutdatedName:
    """An outdated name in a text: as written there, its position, and what became of it."""

    found: str
    position: int
    renamed: Renamed


_UNCHANGED = (
    ("Hà Nội", _CITY),
    ("Lai Châu", _PROVINCE),
    ("Điện Biên", _PROVINCE),
    ("Sơn La", _PROVINCE),
    ("Lạng Sơn", _PROVINCE),
    ("Quảng Ninh", _PROVINCE),
    ("Thanh Hóa", _PROVINCE),
    ("Nghệ An", _PROVINCE),
    ("Hà Tĩnh", _PROVINCE),
    ("Cao Bằng", _PROVINCE),
)
_MERGERS = (
    ("Tuyên Quang", _PROVINCE, ("Hà Giang",)),
    ("Lào Cai", _PROVINCE, ("Yên Bái",)),
    ("Thái Nguyên", _PROVINCE, ("Bắc Kạn",)),
    ("Phú Thọ", _PROVINCE, ("Vĩnh Phúc", "Hòa Bình")),
    ("Bắc Ninh", _PROVINCE, ("Bắc Giang",)),
    ("Hưng Yên", _PROVINCE, ("Thái Bình",)),
    ("Hải Phòng", _CITY, ("Hải Dương",)),
    ("Ninh Bình", _PROVINCE, ("Hà Nam", "Nam Định")),
    ("Quảng Trị", _PROVINCE, ("Quảng Bình",)),
    ("Đà Nẵng", _CITY, ("Quảng Nam",)),
    ("Quảng Ngãi", _PROVINCE, ("Kon Tum",)),
    ("Gia Lai", _PROVINCE, ("Bình Định",)),
    ("Khánh Hòa", _PROVINCE, ("Ninh Thuận",)),
    ("Lâm Đồng", _PROVINCE, ("Đắk Nông", "Bình Thuận")),
    ("Đắk Lắk", _PROVINCE, ("Phú Yên",)),
    ("Hồ Chí Minh", _CITY, ("Bình Dương", "Bà Rịa - Vũng Tàu")),
    ("Đồng Nai", _PROVINCE, ("Bình Phước",)),
    ("Tây Ninh", _PROVINCE, ("Long An",)),
    ("Cần Thơ", _CITY, ("Sóc Trăng", "Hậu Giang")),
    ("Vĩnh Long", _PROVINCE, ("Bến Tre", "Trà Vinh")),
    ("Đồng Tháp", _PROVINCE, ("Tiền Giang",)),
    ("Cà Mau", _PROVINCE, ("Bạc Liêu",)),
    ("An Giang", _PROVINCE, ("Kiên Giang",)),
)
_LAST_DAY_OF_63 = date(2025, 6, 30)


def _units() -> Iterator[Unit]:
    for name, kind in _UNCHANGED:
        yield Unit(name=name, kind=kind, valid_from=_LONG_AGO)
    yield Unit(name="Huế", kind=_CITY, valid_from=_HUE)
    last_day = date(2024, 12, 31)
    yield Unit(
        name="Thừa Thiên Huế", kind=_PROVINCE, valid_from=_LONG_AGO, valid_to=last_day, successor="Huế"
    )
    for name, kind, merged in _MERGERS:
        yield Unit(name=name, kind=kind, valid_from=_LONG_AGO)
        for old in merged:
            yield Unit(
                name=old, kind=_PROVINCE, valid_from=_LONG_AGO, valid_to=_LAST_DAY_OF_63, successor=name
            )


UNITS = tuple(_units())
"""Every province and centrally-run city since 2008, those merged away in 2025 among them (GEO-1 to GEO-3)."""


def units_on(day: date) -> tuple[Unit, ...]:
    """The provinces and centrally-run cities that exist on a day: 63 until 30/6/2025, 34 after."""
    return tuple(unit for unit in UNITS if unit.stands_on(day))


_MINISTRIES = (
    ("Lao động - Thương binh và Xã hội", "Nội vụ", ("LĐTBXH", "LĐTB&XH", "LĐ-TB&XH", "LĐ-TBXH")),
    ("Kế hoạch và Đầu tư", "Tài chính", ("KHĐT", "KH&ĐT")),
    ("Giao thông vận tải", "Xây dựng", ("GTVT",)),
    ("Nông nghiệp và Phát triển nông thôn", "Nông nghiệp và Môi trường", ("NNPTNT", "NN&PTNT")),
    ("Tài nguyên và Môi trường", "Nông nghiệp và Môi trường", ("TNMT", "TN&MT")),
    ("Thông tin và Truyền thông", "Khoa học và Công nghệ", ("TTTT", "TT&TT")),
)
_CITIES_OF_2026 = (
    ("Đồng Nai", date(2026, 4, 30)),
    ("Quảng Ninh", date(2026, 9, 1)),
    ("Bắc Ninh", date(2026, 9, 20)),
)
_DEPARTMENTS = (
    "Nội vụ|Tài chính|Tư pháp|Công Thương|Y tế|Xây dựng|Ngoại vụ|Du lịch|Nông nghiệp và Môi trường"
    "|Giáo dục và Đào tạo|Khoa học và Công nghệ|Văn hóa, Thể thao và Du lịch|Văn hóa và Thể thao"
    "|Dân tộc và Tôn giáo|Lao động - Thương binh và Xã hội|Kế hoạch và Đầu tư|Giao thông vận tải"
    "|Nông nghiệp và Phát triển nông thôn|Tài nguyên và Môi trường|Thông tin và Truyền thông"
)
_DISTRICTS = Renamed(
    old="cấp huyện",
    since=_MERGER,
    successor=None,
    note_vi="Không còn cấp huyện từ ngày 01/7/2025; dùng tên xã, phường, đặc khu.",
    rule="GEO-6",
)


_WORD = re.compile(r"\w+")
_TWO_WAYS = re.compile("òa|óa|ủy|oà|oá|uỷ")
"""Syllables whose tone is placed in two ways."""


@frozen
class _Pattern:
    """A name to look for, as a pattern, its spellings in plain words, and what became of it."""

    pattern: str
    spellings: tuple[str, ...]
    renamed: Renamed

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """For each spelling the words that a text must hold, those of two tone placements left out."""
        return tuple(
            frozenset(word for word in _words(spelling) if not _TWO_WAYS.search(word))
            for spelling in self.spellings
        )

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled when a text first holds its words: most letters name none of these."""
        return re.compile(rf"(?<!\w){_variants(self.pattern)}(?!\w)", re.IGNORECASE)

    def may_stand_among(self, words: frozenset[str]) -> bool:
        """Whether a text of these words, in lower case, holds all those of one spelling."""
        return any(spelling <= words for spelling in self.words)

    @property
    def signs(self) -> frozenset[str]:
        """A word of each spelling, one of which a text must hold; an empty one where a spelling has none."""
        return frozenset(max(spelling, key=len, default="") for spelling in self.words)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _provinces() -> Iterator[_Pattern]:
    for unit in UNITS:
        if unit.valid_to is None:
            continue
        successor = next(other for other in UNITS if other.name == unit.successor)
        since = _HUE if unit.successor == "Huế" else _MERGER
        renamed = Renamed(
            old=f"{unit.kind} {unit.name}",
            since=since,
            successor=f"{successor.kind} {successor.name}",
            note_vi=f"Đã thuộc {successor.kind} {successor.name} từ ngày {since:%d/%m/%Y}.",
            rule="GEO-3" if since == _HUE else "GEO-1",
        )
        # A ward may bear the name of a province that is gone: without its noun only these two are certain.
        alone = unit.name in ("Thừa Thiên Huế", "Bà Rịa - Vũng Tàu")
        before = "(?:tỉnh )?" if alone else f"(?:tỉnh |Sở (?:{_DEPARTMENTS}) )"
        yield _Pattern(before + unit.name, (unit.name,), renamed)


def _ministries() -> Iterator[_Pattern]:
    for old, new, abbreviations in _MINISTRIES:
        for level in ("Bộ", "Sở"):
            renamed = Renamed(
                old=f"{level} {old}",
                since=_REFORM,
                successor=f"{level} {new}",
                note_vi=f"Chức năng đã chuyển về {level} {new} từ tháng 3 năm 2025.",
                rule="GEO-7",
            )
            spellings = (old, *abbreviations)
            yield _Pattern(f"{level} (?:{'|'.join(spellings)})", spellings, renamed)
    yield _Pattern(
        "Ủy ban Dân tộc",
        ("Ủy ban Dân tộc",),
        Renamed(
            old="Ủy ban Dân tộc",
            since=_REFORM,
            successor="Bộ Dân tộc và Tôn giáo",
            note_vi="Nay là Bộ Dân tộc và Tôn giáo từ tháng 3 năm 2025.",
            rule="GEO-7",
        ),
    )


def _new_cities() -> Iterator[_Pattern]:
    for name, since in _CITIES_OF_2026:
        renamed = Renamed(
            old=f"tỉnh {name}",
            since=since,
            successor=f"thành phố {name}",
            note_vi=f"Có nguồn ghi là thành phố {name} từ ngày {since:%d/%m/%Y}; cần kiểm tra lại.",
            rule="GEO-4",
            confirmed=False,
        )
        yield _Pattern(f"tỉnh {name}", (name,), renamed)


def _variants(pattern: str) -> str:
    """The pattern for both tone placements, any run of spaces, hyphen or dash."""
    for old, new in zip(("òa", "óa", "ủy"), ("oà", "oá", "uỷ"), strict=True):
        pattern = pattern.replace(old, f"(?:{old}|{new})").replace(
            old.title(), f"(?:{old.title()}|{new.title()})"
        )
    return pattern.replace(" - ", r"\s*[-–]\s*").replace(" ", r"\s+")


@cache
def _names() -> tuple[_Pattern, ...]:
    return (*_ministries(), *_provinces(), *_new_cities())


@cache
def _by_sign() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for position, name in enumerate(_names()):
        for sign in name.signs:
            found.setdefault(sign, set()).add(position)
    return {sign: frozenset(positions) for sign, positions in found.items()}


def _signed_by(words: frozenset[str]) -> Iterator[_Pattern]:
    """The names that a text of these words may hold; few texts hold a word of any."""
    signs = _by_sign()
    positions = {position for sign in signs.keys() & {*words, ""} for position in signs[sign]}
    return (_names()[position] for position in sorted(positions))


_BODIES = _variants("UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân")
_DISTRICT_BODY = re.compile(
    rf"(?<!\w)(?:(?:{_BODIES})(?:\s+các)?|Phòng(?:\s+\w+){{1,6}}?)\s+(?:huyện|quận|thị\s+xã|thị\s+trấn)(?!\w)",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"(?<!\w)(?:huyện|quận|thị\s+xã|thị\s+trấn)(?!\w)", re.IGNORECASE)
_TOWN_BODY = re.compile(rf"(?<!\w)(?:{_BODIES})\s+thành\s+phố(?!\w)", re.IGNORECASE)
_DISTRICT_WORDS = frozenset(("huyện", "quận", "thị"))
_TOWN_WORDS = frozenset(("thành", "phố"))
_NAME_WORD = re.compile(r"\s+(\w+)")


def outdated_names(text: str, on: date) -> tuple[OutdatedName, ...]:
    """The names in `text` that are out of date on a day, in reading order; overlapping ones are told once.

    Common words are not names (hòa bình), and a name counts only with capitals. Whether a name stands in a
    citation of the time when it was right is for the caller to decide.
    """
    found: list[OutdatedName] = []
    for name in sorted(_candidates(text, on), key=lambda name: (name.position, -len(name.found))):
        if not found or name.position >= found[-1].position + len(found[-1].found):
            found.append(name)
    return tuple(found)


def _candidates(text: str, on: date) -> Iterator[OutdatedName]:
    words = _words(text)
    for name in _signed_by(words):
        if name.renamed.since <= on and name.may_stand_among(words):
            for match in name.compiled.finditer(text):
                if _is_name(match[0]):
                    yield OutdatedName(match[0], match.start(), name.renamed)
    if _DISTRICTS.since <= on:
        yield from _district_names(text, words)


def _is_name(found: str) -> bool:
    """Whether a match is written as a name: its last word begins with a capital."""
    return found.split()[-1][0].isupper() or found.split()[0][0].isupper()


def _district_names(text: str, words: frozenset[str]) -> Iterator[OutdatedName]:
    if not words.isdisjoint(_DISTRICT_WORDS):
        for match in _DISTRICT_BODY.finditer(text):
            yield OutdatedName(match[0] + _name_after(text, match.end()), match.start(), _DISTRICTS)
        for match in _DISTRICT.finditer(text):
            if name := _name_after(text, match.end()):
                yield OutdatedName(match[0] + name, match.start(), _DISTRICTS)
    for match in _TOWN_BODY.finditer(text) if words >= _TOWN_WORDS else ():
        name = _name_after(text, match.end())
        if name and not _is_central_city(name):
            yield OutdatedName(match[0] + name, match.start(), _DISTRICTS)


def _name_after(text: str, position: int) -> str:
    """The capitalised words, or the number, that follow a noun, spaces before them included; or nothing."""
    end = position
    while (word := _NAME_WORD.match(text, end)) and (word[1][0].isupper() or word[1].isdigit()):
        end = word.end()
        if word[1].isdigit():
            break
    return text[position:end]


def _is_central_city(name: str) -> bool:
    cities = [unit.name for unit in UNITS if unit.kind == _CITY] + [city for city, _ in _CITIES_OF_2026]
    return " ".join(name.split()).casefold().startswith(tuple(city.casefold() for city in cities))
