"""Tables: their columns, cells and formulas (bảng)."""
