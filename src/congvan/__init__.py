"""Vietnamese official dispatches (công văn): one text file or typed object in, the Word letter and its Excel annexes out."""

__version__ = "0.1.0"
