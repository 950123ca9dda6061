"""A dispatch written as a source file: loading it again gives an equal dispatch (ghi tệp nguồn)."""

from __future__ import annotations

from typing import Literal

from congvan.model import Dispatch
from congvan.source.dumping.writer import Writer
from congvan.source.tree.yaml_writing import yaml_text


def dump(dispatch: Dispatch, *, keys: Literal["vi", "en"] = "vi") -> str:
    """The dispatch as front matter and body, with Vietnamese or English keys and words.

    The bytes of attached files are not written, only their names. Raises SourceError for what no source file
    can say.
    """
    front, body = Writer.of(dispatch, is_vietnamese=keys == "vi").source(dispatch)
    return f"---\n{yaml_text(front)}---\n{body}"
