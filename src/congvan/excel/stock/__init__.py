"""The stock look of an annex, written with openpyxl: loaded only when a workbook is made."""

from congvan.excel.stock.book import workbook

__all__ = ["workbook"]
