"""The path from a source to finished files: read, load, render, check, dump; composes the rooms."""

from congvan.api.filling import consolidate, forms
from congvan.api.outputs import folded_name, write_file, write_files
from congvan.api.reading import dump, load, read
from congvan.api.rendering import Rendered, check, render
from congvan.api.templates import stock_file
from congvan.vietnamese.calendar import reporting_periods

__all__ = [
    "Rendered",
    "check",
    "consolidate",
    "dump",
    "folded_name",
    "forms",
    "load",
    "read",
    "render",
    "reporting_periods",
    "stock_file",
    "write_file",
    "write_files",
]
