"""Filters and tests by name: our own, those borrowed from Jinja, and the formats of texts."""
