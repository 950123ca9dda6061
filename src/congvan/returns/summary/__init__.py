"""The workbook of everything that came back, written with openpyxl: loaded only when it is made."""

from congvan.returns.summary.book import summary_workbook

__all__ = ["summary_workbook"]
