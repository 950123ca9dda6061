"""The letters that `benchmarks/word.py` makes, and the ways of making them."""
