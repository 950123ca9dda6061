"""Changes of single values in a text, everything around them left as it was typed (sửa tại chỗ)."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from congvan.source.tree.nodes import Scalar


@frozen(kw_only=True)
class Edit:
    """One value replaced: where it begins, counted from 1, what stands there and what will."""

    line: int
    column: int
    old: str
    new: str

    @classmethod
    def of(cls, scalar: Scalar, new: str) -> Edit:
        """The edit of a whole value."""
        return cls(line=scalar.line, column=scalar.column, old=scalar.text, new=new)


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[Edit, ...]]:
    """The text with the edits made, and those that do not fit what stands there, which were left out."""
    lines = text.split("\n")
    missed: list[Edit] = []
    for edit in sorted(edits, key=lambda item: (item.line, item.column), reverse=True):
        line = lines[edit.line - 1]
        # A quotation mark, where there is one, stays.
        start = line.find(edit.old, edit.column - 1, edit.column + len(edit.old))
        if start < 0:
            missed.append(edit)
            continue
        lines[edit.line - 1] = line[:start] + edit.new + line[start + len(edit.old) :]
    return "\n".join(lines), tuple(missed)
