"""PDF of files that congvan made, by LibreOffice where it is installed (bản PDF)."""

from congvan.pdf.converting import Conversion, PdfError, convert, is_archival
from congvan.pdf.office import found_office

__all__ = ["Conversion", "PdfError", "convert", "found_office", "is_archival"]
