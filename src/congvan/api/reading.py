"""From a file or bytes to a Source and a Dispatch, and back to text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date  # noqa: N812
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from congvan.api.files import FolderFiles, GivenFiles, contents
from congvan.problems import SourceError

if TYPE_CHECKING:
    from congvan.model import Dispatch
    from congvan.source import Resolver, Source
    from congvan.vietnamese.dates import DateParts

    Files: TypeAlias = Mapping[str, bytes] | Resolver


def read(source: str | Path | bytes, *, files: Files | None = None) -> Source:
    """The source at a path (str or Path), or in bytes, parsed once and ready to be bound many times.

    Attached files are looked up in `files`, a mapping by name or a Resolver; without it, in the folder of the
    path and nowhere else; bytes alone have no files to name. Raises SourceError with every problem.
    """
    from congvan.source import read_source

    given = resolver_of(files)
    if isinstance(source, bytes):
        return read_source(source, file=None, resolver=given)
    path = Path(source)
    data = contents(path, refusal=SourceError)
    return read_source(data, file=str(path), resolver=given or FolderFiles(path.parent))


def load(
    source: str | Path | bytes,
    *,
    values: Mapping[str, object] | None = None,
    number: int | str | None = None,
    date: Date | DateParts | None = None,
    files: Files | None = None,
) -> Dispatch:
    """The dispatch that a source says, its placeholders filled from `values` before its own.

    `number` and `date` of issue stand in for those of the source. Raises SourceError with every problem.
    """
    return read(source, files=files).bind(values, number=number, date=date)


def dump(dispatch: Dispatch) -> str:
    """The dispatch as the text of a source file; loading it again gives an equal dispatch."""
    from congvan.source import dump as text_of

    return text_of(dispatch)


def resolver_of(files: Files | None) -> Resolver | None:
    """A mapping of files as a Resolver; a Resolver, or None, as it is."""
    return GivenFiles.of(files) if isinstance(files, Mapping) else files
