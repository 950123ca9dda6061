"""Breaking names, subjects and place names into lines at the borders of phrases (DOCX-FIT.5)."""

from congvan.vietnamese.phrases.breaking import break_phrases

__all__ = ["break_phrases"]
