"""The marks of a dispatch and its appendices: medium, urgency, secrecy, circulation, way of sending."""

from __future__ import annotations

from enum import Enum


class Medium(Enum):
    """How it is issued (hình thức); electronic link lines leave number and date blank (ND30-PL1-III.1.c)."""

    ELECTRONIC = "điện tử"
    PAPER = "giấy"


class Urgency(Enum):
    """The degree of urgency (độ khẩn), in rising order (ND30-PL1-III.2.b)."""

    URGENT = "khẩn"
    HIGHLY_URGENT = "thượng khẩn"
    IMMEDIATE = "hỏa tốc"


class Secrecy(Enum):
    """The degree of secrecy (độ mật), in rising order (ND30-PL1-III.2.a)."""

    CONFIDENTIAL = "mật"
    SECRET = "tối mật"
    TOP_SECRET = "tuyệt mật"


class Circulation(Enum):
    """How far the dispatch may travel (chỉ dẫn phạm vi lưu hành, ND30-PL1-III.2.c)."""

    RETURN_AFTER_READING = "xem xong trả lại"
    INTERNAL = "lưu hành nội bộ"


class Orientation(Enum):
    """How a page lies (hướng giấy)."""

    PORTRAIT = "dọc"
    LANDSCAPE = "ngang"


class SendAs(Enum):
    """How an appendix travels (gửi dưới dạng): in the letter, as a workbook, both, or as its own document."""

    LETTER = "trong văn bản"
    WORKBOOK = "bảng tính"
    DOCUMENT = "văn bản riêng"
    BOTH = "cả hai"
