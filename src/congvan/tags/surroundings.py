"""What stands around the tags of a template: who compiles one says of each tag where it stands."""

from __future__ import annotations

from typing import Protocol, TypeVar

S = TypeVar("S")


class Surroundings(Protocol[S]):
    """Watches the template text go by, in order, so that each tag knows where it stands."""

    def read(self, data: str) -> str:
        """Take in template text up to the next tag; returns what is printed of it."""

    def here(self) -> S:
        """Where the tag that comes next stands."""

    def copy(self) -> Surroundings[S]:
        """The same place, to return to where branches begin."""


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
