"""YAML and JSON read as trees of scalars as typed, each with its line (cây nội dung)."""
