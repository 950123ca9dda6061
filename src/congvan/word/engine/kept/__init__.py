"""What is left of a compiled template when its parser is gone: a value, and the same as data."""
