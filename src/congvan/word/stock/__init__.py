"""The stock Word template, built from a standard's table: `python -m congvan.word.stock FILE`."""

from congvan.word.stock.package import stock_template

__all__ = ["stock_template"]
