"""The stock look of an annex (phụ lục Excel)."""

from congvan.excel.stock.book import workbook

__all__ = ["workbook"]
