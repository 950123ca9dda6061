"""Excel annexes: an appendix as a workbook that prints as the decree asks (phụ lục Excel)."""

from congvan.excel.annex import annex

__all__ = ["annex"]
