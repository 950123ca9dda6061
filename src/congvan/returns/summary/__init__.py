"""The workbook of everything that came back (bảng tổng hợp)."""

from congvan.returns.summary.book import summary_workbook

__all__ = ["summary_workbook"]
