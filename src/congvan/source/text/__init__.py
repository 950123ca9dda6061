"""The body's own grammar: lines and levels, marks inside a line, and back again (lời văn)."""
