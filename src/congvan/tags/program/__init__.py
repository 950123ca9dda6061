"""Templates as programs: lowered from Jinja's tree to plain data, and run as generated Python.

A program is data (lists, texts, numbers): it can be kept, and loaded again without Jinja, and nothing it
holds can do more than a template could. What cannot be lowered runs on Jinja itself, to the same result.
"""
