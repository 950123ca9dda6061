"""What a dispatch is made of: frozen typed values, valid by construction (mô hình)."""

from congvan.model.appendix import Appendix, AttachedFile, Letterhead
from congvan.model.assignments import Assignment, Role, Share, Unit
from congvan.model.body import (
    Footnote,
    Level,
    LineBreak,
    Link,
    Paragraph,
    Run,
    Script,
    Text,
    Value,
    ValueOf,
)
from congvan.model.deadlines import Deadline, Period
from congvan.model.dispatch import Dispatch
from congvan.model.marks import Circulation, Medium, Orientation, Secrecy, SendAs, Urgency
from congvan.model.parties import (
    Archive,
    Authority,
    AuthorityKind,
    Contact,
    CopyTo,
    Drafter,
    Issuer,
    Recipient,
    Signatory,
)
from congvan.model.printing import printed
from congvan.model.reference import Citation, Reference
from congvan.model.tables.cells import Cell
from congvan.model.tables.columns import Column, ColumnKind
from congvan.model.tables.groups import Group
from congvan.model.tables.table import Block, Table, Total

__all__ = [
    "Appendix",
    "Archive",
    "Assignment",
    "AttachedFile",
    "Authority",
    "AuthorityKind",
    "Block",
    "Cell",
    "Circulation",
    "Citation",
    "Column",
    "ColumnKind",
    "Contact",
    "CopyTo",
    "Deadline",
    "Dispatch",
    "Drafter",
    "Footnote",
    "Group",
    "Issuer",
    "Letterhead",
    "Level",
    "LineBreak",
    "Link",
    "Medium",
    "Orientation",
    "Paragraph",
    "Period",
    "Recipient",
    "Reference",
    "Role",
    "Run",
    "Script",
    "Secrecy",
    "SendAs",
    "Share",
    "Signatory",
    "Table",
    "Text",
    "Total",
    "Unit",
    "Urgency",
    "Value",
    "ValueOf",
    "printed",
]
