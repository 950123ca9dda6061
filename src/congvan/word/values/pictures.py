"""Pictures in the line of text, read from their bytes."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from congvan.problems import Problem, RenderError
from congvan.word.fragment import Fragment, FragmentKind, PictureNeed

if TYPE_CHECKING:
    from docx.image.image import Image

_EMU_PER_MM = 36000
_LARGEST_EMU = 27_273_042_316_900 // 1000
_LARGEST_PICTURE = 64 * 1024 * 1024


def picture(
    data: bytes,
    *,
    width_mm: float | None = None,
    height_mm: float | None = None,
    description: str = "",
    link: str | None = None,
) -> Fragment:
    """A PNG, JPEG, GIF, BMP or TIFF picture as a fragment of runs.

    Without a width or a height it is as large as it says itself; one of them keeps the proportions. Raises
    RenderError `congvan.word.unreadable-picture` for bytes that are no such picture.
    """
    return picture_of(
        data,
        width_emu=None if width_mm is None else round(width_mm * _EMU_PER_MM),
        height_emu=None if height_mm is None else round(height_mm * _EMU_PER_MM),
        description=description,
        link=link,
    )


def picture_of(
    data: bytes,
    *,
    width_emu: int | None,
    height_emu: int | None,
    description: str = "",
    link: str | None = None,
) -> Fragment:
    """As `picture`, its sides in EMU."""
    image = read_image(data)
    width, height = _sides(image, width_emu, height_emu)
    need = PictureNeed(
        data=data,
        extension=image.ext.lower(),
        media_type=image.content_type,
        width_emu=width,
        height_emu=height,
        description=description,
        link=link,
    )
    return Fragment(FragmentKind.RUNS, (need,))


def read_image(data: bytes) -> Image:
    """What a picture says of itself; RenderError `congvan.word.unreadable-picture` when it says nothing."""
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image

    if len(data) > _LARGEST_PICTURE:
        raise unreadable("64 MB")
    try:
        image: Image = Image.from_file(io.BytesIO(data))
        if min(image.px_width, image.px_height, image.horz_dpi, image.vert_dpi) < 1:
            raise unreadable("0 x 0")
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError) as error:
        raise unreadable(type(error).__name__) from None
    except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError, struct.error) as error:
        # The reader trusts the numbers in a picture's header.
        raise unreadable(type(error).__name__) from None
    return image


def unreadable(reason: str) -> RenderError:
    """The problem of a picture that cannot be read."""
    return RenderError(Problem("congvan.word.unreadable-picture", parameters={"reason": reason}))


def _sides(image: Image, width: int | None, height: int | None) -> tuple[int, int]:
    sides = image.scaled_dimensions(width, height)
    if not all(0 < side <= _LARGEST_EMU for side in sides):
        raise unreadable(f"{sides[0]} x {sides[1]} EMU")
    return int(sides[0]), int(sides[1])
