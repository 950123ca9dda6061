"""The 29 types of administrative document and their codes (tên loại, ND30-D7 and ND30-PL3-I)."""

from __future__ import annotations

from attrs import frozen

from congvan.vietnamese.hygiene import fold, nearest, tone_key


@frozen
class DocumentType:
    """One type of document: its name and its code, None for công văn and thư công."""

    name: str
    code: str | None = None


DISPATCH = DocumentType("công văn")
"""Công văn, the default type: it shows no type name and has no code."""

DOCUMENT_TYPES = (
    DISPATCH,
    DocumentType("nghị quyết", "NQ"),
    DocumentType("quyết định", "QĐ"),
    DocumentType("chỉ thị", "CT"),
    DocumentType("quy chế", "QC"),
    DocumentType("quy định", "QyĐ"),
    DocumentType("thông cáo", "TC"),
    DocumentType("thông báo", "TB"),
    DocumentType("hướng dẫn", "HD"),
    DocumentType("chương trình", "CTr"),
    DocumentType("kế hoạch", "KH"),
    DocumentType("phương án", "PA"),
    DocumentType("đề án", "ĐA"),
    DocumentType("dự án", "DA"),
    DocumentType("báo cáo", "BC"),
    DocumentType("biên bản", "BB"),
    DocumentType("tờ trình", "TTr"),
    DocumentType("hợp đồng", "HĐ"),
    DocumentType("công điện", "CĐ"),
    DocumentType("bản ghi nhớ", "BGN"),
    DocumentType("bản thỏa thuận", "BTT"),
    DocumentType("giấy ủy quyền", "GUQ"),
    DocumentType("giấy mời", "GM"),
    DocumentType("giấy giới thiệu", "GGT"),
    DocumentType("giấy nghỉ phép", "GNP"),
    DocumentType("phiếu gửi", "PG"),
    DocumentType("phiếu chuyển", "PC"),
    DocumentType("phiếu báo", "PB"),
    DocumentType("thư công"),
)
"""The 29 types of Điều 7, công văn first."""

COPY_FORMS = (
    DocumentType("bản sao y", "SY"),
    DocumentType("bản trích sao", "TrS"),
    DocumentType("bản sao lục", "SL"),
)
"""The three forms of copy with their codes (bản sao); they are not among the 29 types."""

OUTDATED_CODES = (("GN", "BGN"), ("TTh", "BTT"), ("QCh", "QC"), ("DAn", "DA"))
"""Codes of the repealed circular, or never in force, that tools still carry, with the code of today."""

LEGISLATION = (
    "Hiến pháp",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Lệnh",
    "Nghị định",
    "Thông tư",
    "Thông tư liên tịch",
    "Nghị quyết liên tịch",
)
"""Nouns of legislation that a document may cite and that are none of the 29 types."""

CITED_BY_NAME = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
"""Cited by name alone, without number, symbol and issuer (ND30-PL1-II.6.a#1, II.6.b#1)."""

OTHER_CITABLE = ("Kết luận", "Văn bản", "Công thư", "Điều ước quốc tế", "Đề cương", "Phụ lục", "Danh mục")
"""Further nouns that citations use: those of the Party, and the generic Văn bản (PRAC-9)."""


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


CITABLE_TYPES = (*LEGISLATION, *(_capital(item.name) for item in DOCUMENT_TYPES), *OTHER_CITABLE)
"""Every type noun a citation may begin with, capital first (ND30-PL2-V.6)."""

_BY_NAME = {tone_key(item.name): item for item in DOCUMENT_TYPES}
_BY_CODE = {item.code: item for item in (*DOCUMENT_TYPES, *COPY_FORMS) if item.code}


def document_type(name: str) -> DocumentType | None:
    """The type of this name, in any case and tone placement (giấy uỷ quyền); None when there is none."""
    return _BY_NAME.get(tone_key(name))


def type_of_code(code: str) -> DocumentType | None:
    """The type, or form of copy, whose code is written exactly so (QyĐ, not QYĐ); None when there is none."""
    return _BY_CODE.get(code)


def nearest_types(name: str) -> tuple[DocumentType, ...]:
    """The types whose names are nearest to a mistyped one, best first; empty when none is near."""
    names = nearest(name, tuple(item.name for item in DOCUMENT_TYPES))
    return tuple(item for near in names for item in DOCUMENT_TYPES if item.name == near)


def better_code(code: str) -> str | None:
    """The code to write instead of a wrong one (GN -> BGN, TTR -> TTr); None when it is fine or unknown."""
    if code in _BY_CODE:
        return None
    wrong = {old.casefold(): new for old, new in OUTDATED_CODES}
    cased = {right.casefold(): right for right in _BY_CODE}
    return wrong.get(code.casefold()) or cased.get(code.casefold())


def citable_type(name: str) -> str | None:
    """The type noun of a citation as it is written at its head ("Nghị định"); None when it is not known."""
    return next((noun for noun in CITABLE_TYPES if tone_key(noun) == tone_key(name)), None)


def nearest_citable(name: str) -> tuple[str, ...]:
    """The type nouns nearest to a mistyped one, best first."""
    return nearest(name, CITABLE_TYPES)


def is_cited_by_name(noun: str) -> bool:
    """Whether this type is cited by name and year alone: laws, codes, ordinances, the Constitution."""
    return fold(noun) in {fold(item) for item in CITED_BY_NAME}
