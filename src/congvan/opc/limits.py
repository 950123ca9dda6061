"""How much a package may ask of whoever opens it, and the error that says it asked for more."""

from __future__ import annotations

from attrs import frozen

from congvan.problems import CongvanError

MIB = 1024 * 1024


class PackageError(CongvanError):
    """A file cannot be opened as an Office package; all its problems at once."""


@frozen(kw_only=True)
class Limits:
    """What a package may measure; sizes in bytes, `ratio` is uncompressed to compressed.

    The ratio is not asked of members under `ratio_from` bytes: small markup compresses well and harms nobody.
    """

    file_size: int = 64 * MIB
    members: int = 4096
    member_size: int = 128 * MIB
    total_size: int = 256 * MIB
    ratio: int = 200
    ratio_from: int = MIB
    name_length: int = 255


DEFAULT_LIMITS = Limits()
"""Limits no honest letter or annex comes near."""

OWN_LIMITS = Limits(file_size=1 << 40, member_size=1 << 40, total_size=1 << 40, ratio=1 << 40)
"""For what congvan itself has just written, however large a table is and however alike its rows are."""
