"""What stands around the tags of a template: who compiles one says of each tag where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

S_co = TypeVar("S_co", covariant=True)


class Surroundings(Protocol[S_co]):
    """Watches the template text go by, in order, so that each tag knows where it stands.

    Where a template branches, every way through it is watched by a copy, and the ways have to meet again:
    what raises TagError there is a fault of the tag that branches.
    """

    def read(self, data: str) -> str:
        """Take in template text up to the next tag; returns what is printed of it."""

    def here(self) -> S_co:
        """Where the tag that comes next stands."""

    def copy(self) -> Surroundings[S_co]:
        """The same place, to return to where branches begin."""

    def turn(self) -> Surroundings[S_co]:
        """The same place, as any turn of a loop finds it."""

    def apart(self) -> Surroundings[S_co]:
        """The same place, for text that will be printed elsewhere: it may not touch what is around it."""

    def met(self, ends: Sequence[Any]) -> Surroundings[S_co]:
        """The place where ways end that began here; raises TagError where they end in different places."""

    def looped(self, end: Any) -> None:
        """Raises TagError where what was read since is not as it was: another turn could not follow."""

    def finish(self) -> None:
        """The text is at its end; raises TagError where it should not be."""

    def composes(self, where: Any) -> bool:
        """Whether text that a template's own macro made stands there as it is."""

    def words(self, written: str) -> str:
        """What was written between two tags as people read it; raises TagError for more than words."""


class PlainText:
    """The surroundings of plain text: everywhere is the same."""

    def read(self, data: str) -> str:
        """The text as it is."""
        return data

    def here(self) -> None:
        """Nowhere in particular."""

    def copy(self) -> PlainText:
        """Itself."""
        return self

    turn = apart = copy

    def met(self, _ends: Sequence[Any]) -> PlainText:
        """Itself."""
        return self

    def looped(self, _end: Any) -> None:
        """Text can follow any text."""

    def finish(self) -> None:
        """Text can end anywhere."""

    def composes(self, _where: Any) -> bool:
        """Text is text."""
        return True

    def words(self, written: str) -> str:
        """Text reads as it is written."""
        return written
