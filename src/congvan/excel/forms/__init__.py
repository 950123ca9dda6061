"""Fill-in forms: for each unit a workbook with only its own cells open (biểu mẫu để điền)."""

from congvan.excel.forms.identity import (
    FORMAT,
    IDENTITY_SHEET,
    Identity,
    column_mark,
    dispatch_key,
    identity_of,
    line_mark,
    parse_mark,
    shares_of,
    version_of,
)
from congvan.excel.forms.workbook import form, forms

__all__ = [
    "FORMAT",
    "IDENTITY_SHEET",
    "Identity",
    "column_mark",
    "dispatch_key",
    "form",
    "forms",
    "identity_of",
    "line_mark",
    "parse_mark",
    "shares_of",
    "version_of",
]
