"""The rows of a batch, from wherever they come: a workbook, a text file, a database, Python (dữ liệu)."""

from congvan.batch.data.joining import Join
from congvan.batch.data.reading import read_rows
from congvan.batch.data.rows import Row, Rows

__all__ = ["Join", "Row", "Rows", "read_rows"]
