"""Excel templates that people edit in Excel, compiled once and rendered many times (mẫu bảng tính)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from congvan.opc import content_of

if TYPE_CHECKING:
    from congvan.excel.template.workbook import Workbook

__all__ = ["Template"]


class Template:
    """A compiled .xlsx in Word templates' tag language; shared between threads, pickled as its bytes."""

    __slots__ = ("_data", "_workbook")

    def __init__(self, source: Path | str | bytes | BinaryIO) -> None:
        """Read a template from a path, bytes or an open binary file, and compile it.

        Raises TemplateError with every problem of every sheet: `congvan.opc.*` where the file is no package
        that can be opened safely, `congvan.tags.*` where a tag is wrong, `congvan.excel.*` otherwise.
        """
        # lxml, openpyxl and jinja2 take a fifth of a second: only who has a template pays for them.
        from congvan.excel.template.workbook import compiled

        self._data = content_of(source, absent="congvan.excel.no-such-template")
        self._workbook: Workbook = compiled(self._data)

    @property
    def names(self) -> frozenset[str]:
        """The names its tags take values from, in any sheet or part."""
        return self._workbook.names

    def render(self, values: Mapping[str, object]) -> bytes:
        """The finished .xlsx: the same bytes for the same values. Rows may come from a generator.

        A cell that holds just `{{ x }}` takes the type of the value; text stays text, also where it looks
        like a formula; None leaves the cell empty. Raises RenderError with the problems of all cells, by
        sheet and cell.
        """
        file = io.BytesIO()
        self.write(values, file)
        return file.getvalue()

    def write(self, values: Mapping[str, object], file: BinaryIO) -> None:
        """The same, straight into a binary file that can seek: nothing is held in memory, however many rows.

        Raises RenderError as `render` does; the file is then cut to what it was.
        """
        from congvan.excel.template.rendering import render

        render(self._workbook, values, file)

    def __reduce__(self) -> tuple[type[Template], tuple[bytes]]:
        return type(self), (self._data,)
