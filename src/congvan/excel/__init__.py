"""Excel annexes and templates: workbooks that print as the decree asks (phụ lục Excel, mẫu bảng tính)."""

from congvan.excel.annex import annex, laid_annex
from congvan.excel.template import Template

__all__ = ["Template", "annex", "laid_annex"]
