"""A small valid dispatch that tests change one field of."""

from __future__ import annotations

from datetime import date
from typing import Any

from congvan.model import Dispatch, Issuer, Signatory


def small_dispatch(**changes: Any) -> Dispatch:
    """A dispatch of an invented department; `changes` replace or add fields."""
    fields: dict[str, Any] = {
        "issuer": Issuer("Sở Nội vụ", "UBND tỉnh Hà Tĩnh", place="Hà Tĩnh"),
        "reference": "/SNV-CCHC",
        "date": date(2027, 3, 9),
        "subject": "đăng ký nhu cầu tập huấn",
        "recipients": ["Văn phòng UBND tỉnh", "Sở Tài chính"],
        "body": ["Sở Nội vụ đề nghị các cơ quan phối hợp./."],
        "signatory": Signatory(authority="KT. Giám đốc", position="Phó Giám đốc", name="Trần Thị Mẫu"),
    }
    return Dispatch(**(fields | changes))
