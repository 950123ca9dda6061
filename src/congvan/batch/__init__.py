"""Batches: a year's dispatches from a table, numbered, resumable, on many cores (làm hàng loạt)."""

from congvan.batch.batch import Batch, abandon, files_of
from congvan.batch.data import Join, Row, Rows, read_rows
from congvan.batch.faults import BatchError
from congvan.batch.numbering import number_range
from congvan.batch.report import Failure, Finding, Progress, Report
from congvan.batch.targets.stores import FolderStore, ObjectStore

__all__ = [
    "Batch",
    "BatchError",
    "Failure",
    "Finding",
    "FolderStore",
    "Join",
    "ObjectStore",
    "Progress",
    "Report",
    "Row",
    "Rows",
    "abandon",
    "files_of",
    "number_range",
    "read_rows",
]
