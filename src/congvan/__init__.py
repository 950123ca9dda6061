"""Vietnamese official dispatches (công văn): a text file or typed object in, Word and Excel files out.

Every public name is loaded when it is first asked for, so that `import congvan` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from congvan import excel as excel
    from congvan import word as word
    from congvan.api import Rendered as Rendered
    from congvan.api import check as check
    from congvan.api import consolidate as consolidate
    from congvan.api import dump as dump
    from congvan.api import forms as forms
    from congvan.api import load as load
    from congvan.api import read as read
    from congvan.api import render as render
    from congvan.batch import Batch as Batch
    from congvan.batch import BatchError as BatchError
    from congvan.batch import read_rows as read_rows
    from congvan.model import Appendix as Appendix
    from congvan.model import Archive as Archive
    from congvan.model import Assignment as Assignment
    from congvan.model import AttachedFile as AttachedFile
    from congvan.model import Authority as Authority
    from congvan.model import AuthorityKind as AuthorityKind
    from congvan.model import Block as Block
    from congvan.model import Cell as Cell
    from congvan.model import Circulation as Circulation
    from congvan.model import Citation as Citation
    from congvan.model import Column as Column
    from congvan.model import ColumnKind as ColumnKind
    from congvan.model import Contact as Contact
    from congvan.model import CopyTo as CopyTo
    from congvan.model import Deadline as Deadline
    from congvan.model import Dispatch as Dispatch
    from congvan.model import Drafter as Drafter
    from congvan.model import Footnote as Footnote
    from congvan.model import Group as Group
    from congvan.model import Issuer as Issuer
    from congvan.model import Letterhead as Letterhead
    from congvan.model import Level as Level
    from congvan.model import LineBreak as LineBreak
    from congvan.model import Link as Link
    from congvan.model import Medium as Medium
    from congvan.model import Orientation as Orientation
    from congvan.model import Paragraph as Paragraph
    from congvan.model import Period as Period
    from congvan.model import Recipient as Recipient
    from congvan.model import Reference as Reference
    from congvan.model import Role as Role
    from congvan.model import Run as Run
    from congvan.model import Script as Script
    from congvan.model import Secrecy as Secrecy
    from congvan.model import SendAs as SendAs
    from congvan.model import Share as Share
    from congvan.model import Signatory as Signatory
    from congvan.model import Table as Table
    from congvan.model import Text as Text
    from congvan.model import Total as Total
    from congvan.model import Unit as Unit
    from congvan.model import Urgency as Urgency
    from congvan.model import Value as Value
    from congvan.model import ValueOf as ValueOf
    from congvan.model import printed as printed
    from congvan.problems import CongvanError as CongvanError
    from congvan.problems import ModelError as ModelError
    from congvan.problems import OutputError as OutputError
    from congvan.problems import Place as Place
    from congvan.problems import Problem as Problem
    from congvan.problems import RenderError as RenderError
    from congvan.problems import Severity as Severity
    from congvan.problems import SourceError as SourceError
    from congvan.problems import TemplateError as TemplateError
    from congvan.returns import Collection as Collection
    from congvan.returns import ReadForm as ReadForm
    from congvan.returns import ReturnedFile as ReturnedFile
    from congvan.returns import ReturnError as ReturnError
    from congvan.returns import collect as collect
    from congvan.returns import read_form as read_form
    from congvan.returns import reminder as reminder
    from congvan.source import Resolver as Resolver
    from congvan.source import Source as Source
    from congvan.standard import ND30 as ND30
    from congvan.standard import Standard as Standard
    from congvan.vietnamese.calendar import add_working_days as add_working_days
    from congvan.vietnamese.calendar import is_working_day as is_working_day
    from congvan.vietnamese.calendar import reporting_periods as reporting_periods
    from congvan.vietnamese.dates import ClockTime as ClockTime
    from congvan.vietnamese.dates import DateParts as DateParts
    from congvan.vietnamese.types import DocumentType as DocumentType
    from congvan.vietnamese.wording import DeadlineWording as DeadlineWording

__version__ = "0.1.0"

_NAMES = {
    "congvan.api": "Rendered check consolidate dump forms load read render",
    "congvan.batch": "Batch BatchError read_rows",
    "congvan.model": (
        "Appendix Archive Assignment AttachedFile Authority AuthorityKind Block Cell Circulation Citation"
        " Column ColumnKind Contact CopyTo Deadline Dispatch Drafter Footnote Group Issuer"
        " Letterhead Level LineBreak Link Medium Orientation Paragraph Period Recipient Reference Role Run"
        " Script Secrecy SendAs Share Signatory Table Text Total Unit Urgency Value ValueOf printed"
    ),
    "congvan.problems": (
        "CongvanError ModelError OutputError Place Problem RenderError Severity SourceError TemplateError"
    ),
    "congvan.returns": "Collection ReadForm ReturnError ReturnedFile collect read_form reminder",
    "congvan.source": "Resolver Source",
    "congvan.standard": "ND30 Standard",
    "congvan.vietnamese.calendar": "add_working_days is_working_day reporting_periods",
    "congvan.vietnamese.dates": "ClockTime DateParts",
    "congvan.vietnamese.types": "DocumentType",
    "congvan.vietnamese.wording": "DeadlineWording",
}
_HOMES = {name: home for home, names in _NAMES.items() for name in names.split()}
_ROOMS = ("excel", "word")

__all__ = sorted([*_HOMES, *_ROOMS])  # noqa: PLE0605


# Unseen by type checkers, which would take any misspelt name for one that is there.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in _ROOMS:
            return import_module(f"congvan.{name}")
        if name not in _HOMES:
            raise AttributeError(f"module 'congvan' has no attribute {name!r}")
        value: object = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps `congvan.check` the function: Python would put the room of that name there, once loaded."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
