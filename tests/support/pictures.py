"""Small pictures, as bytes and as docxtpl's value."""

from __future__ import annotations

import io

from docxtpl import DocxTemplate, InlineImage
from PIL import Image

from tests.support.wordfiles import letter


def image_bytes(colour: str = "red", kind: str = "PNG") -> bytes:
    """A picture of 40 by 20 pixels."""
    held = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(held, kind)
    return held.getvalue()


def inline(data: bytes, **options: object) -> InlineImage:
    """The picture as docxtpl has its users hand it over."""
    return InlineImage(DocxTemplate(io.BytesIO(letter("x"))), io.BytesIO(data), **options)
