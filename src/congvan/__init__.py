"""Vietnamese official dispatches (công văn): one text or object in, the Word letter and its annexes out."""

__version__ = "0.1.0"
