"""The contract between emitters and templates: the names of marks and styles, and its version (mẫu Word)."""

from __future__ import annotations

from enum import Enum
from functools import cache

from congvan.word.styles import StyleKind

CONTRACT_PROPERTY = "congvan.template"
"""The custom property of a template that says which version of the contract it keeps."""

CONTRACT_VERSION = 1
"""The version this congvan writes; a template of a later one is refused."""


class Mark(Enum):
    """The `{{p ... }}` marks of a template; the value is the name between the braces."""

    # Looked up for every letter: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    LETTERHEAD = "letterhead"
    RECIPIENTS = "recipients"
    BODY = "body"
    SIGNATURE = "signature"
    APPENDICES = "appendices"
    CIRCULATION = "circulation"
    CONTACT = "contact"


class Look(Enum):
    """Every style congvan puts on text or tables; the value is its name in Word, as people see it."""

    # Looked up for every paragraph and cell: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    NATION = "CV Quốc hiệu"
    MOTTO = "CV Tiêu ngữ"
    PARENT = "CV Cơ quan chủ quản"
    ISSUER = "CV Cơ quan ban hành"
    PLACE_AND_DATE = "CV Địa danh"
    SUBJECT = "CV Trích yếu"
    REFERENCE = "CV Số ký hiệu"
    RULE = "CV Đường kẻ"
    SPACER = "CV Ngăn cách"
    GAP = "CV Khoảng cách"
    DRAFT = "CV Dự thảo"
    SECRECY = "CV Độ mật"
    URGENCY = "CV Độ khẩn"
    CIRCULATION = "CV Lưu hành"
    CONTACT = "CV Địa chỉ"
    DRAFTER = "CV Ký hiệu người soạn"
    PAGE_NUMBER = "CV Số trang"
    STAMP = "CV Chỗ ký số"
    RECIPIENTS = "CV Kính gửi"
    RECIPIENT_LIST = "CV Kính gửi danh sách"
    BASES = "CV Căn cứ"
    PART = "CV Phần"
    PART_TITLE = "CV Tên phần"
    CHAPTER = "CV Chương"
    CHAPTER_TITLE = "CV Tên chương"
    SECTION = "CV Mục"
    SECTION_TITLE = "CV Tên mục"
    SUBSECTION = "CV Tiểu mục"
    SUBSECTION_TITLE = "CV Tên tiểu mục"
    ROMAN_SECTION = "CV Mục La Mã"
    ARTICLE = "CV Điều"
    CLAUSE = "CV Khoản"
    HEADED_CLAUSE = "CV Khoản tiêu đề"
    SUBCLAUSE = "CV Tiết"
    POINT = "CV Điểm"
    DASH = "CV Gạch đầu dòng"
    PLUS = "CV Dấu cộng"
    PLAIN = "CV Đoạn văn"
    NOTE = "CV Ghi chú"
    FOOTNOTE = "CV Chú thích"
    # Word's own name: LibreOffice raises the number beside a note only under it.
    FOOTNOTE_MARK = "footnote reference"
    LINK = "CV Liên kết"
    COPIES_LABEL = "CV Nơi nhận"
    COPIES = "CV Nơi nhận danh sách"
    AUTHORITY = "CV Quyền hạn"
    POSITION = "CV Chức vụ"
    SIGNING_SPACE = "CV Chỗ ký"
    SIGNATORY = "CV Họ tên"
    APPENDIX = "CV Phụ lục"
    APPENDIX_TITLE = "CV Tên phụ lục"
    LINK_LINE = "CV Dòng kèm theo"
    TABLE_TITLE = "CV Tên bảng"
    UNIT = "CV Đơn vị tính"
    HEADING_CELL = "CV Bảng tiêu đề"
    CELL = "CV Bảng nội dung"
    TABLE = "CV Bảng"
    LAYOUT = "CV Bố cục"
    URGENCY_FRAME = "CV Khung độ khẩn"
    CIRCULATION_FRAME = "CV Khung lưu hành"

    @property
    def kind(self) -> StyleKind:
        """What the style is put on."""
        if self in _TABLES:
            return StyleKind.TABLE
        return StyleKind.CHARACTER if self in _CHARACTERS else StyleKind.PARAGRAPH


_TABLES = frozenset({Look.TABLE, Look.LAYOUT, Look.URGENCY_FRAME, Look.CIRCULATION_FRAME})
_CHARACTERS = frozenset({Look.FOOTNOTE_MARK, Look.LINK})


class Family(Enum):
    """Styles that exist in two sizes; the value is what the other size adds to the name."""

    __hash__ = object.__hash__

    ORDINARY = ""
    LARGE = " lớn"
    SMALL = " nhỏ"


IN_SIZE_SETS = (
    Look.NATION,
    Look.MOTTO,
    Look.PARENT,
    Look.ISSUER,
    Look.PLACE_AND_DATE,
    Look.SUBJECT,
)
"""Ordinary is the set 12/13/13, LARGE the set 13/14/14 (ND30-PL1-V.fn1)."""

IN_TABLES = (Look.HEADING_CELL, Look.CELL)
"""Ordinary for most tables, SMALL for those whose columns would not fit."""


@cache
def style_name(look: Look, family: Family = Family.ORDINARY) -> str:
    """The name of a style in Word: `CV Quốc hiệu lớn`; a look that is not in `family` goes by its own."""
    exists = look in (IN_SIZE_SETS if family is Family.LARGE else IN_TABLES)
    return look.value + family.value if exists else look.value


def contract_styles() -> tuple[tuple[str, StyleKind], ...]:
    """Every style a template must have, by name."""
    ordinary = [(look.value, look.kind) for look in Look]
    large = [(style_name(look, Family.LARGE), look.kind) for look in IN_SIZE_SETS]
    small = [(style_name(look, Family.SMALL), look.kind) for look in IN_TABLES]
    return (*ordinary, *large, *small)


CELL_MARGIN_MM = 1.5
"""The left and right margin inside a cell of a table of figures."""
