"""Pictures as parts of a package: their types, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping

from congvan.opc import ContentTypes
from congvan.word.fragment import PictureNeed


def with_media(types: ContentTypes, media: Mapping[str, PictureNeed]) -> ContentTypes:
    """The content types with those of pictures by the names of their parts."""
    for name, need in media.items():
        types = types.with_default(need.extension, need.media_type)
        if types.of(name) != need.media_type:
            types = types.with_part(name, need.media_type)
    return types
