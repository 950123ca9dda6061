"""Tables of figures: what their cells show, how wide their columns are, their rows (bảng, biểu mẫu)."""

from congvan.word.emitters.tables.rows import table_blocks

__all__ = ["table_blocks"]
