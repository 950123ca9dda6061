"""A template's bytes made a blueprint: every part patched, placed, proven."""
