"""Emitters: pure functions that say a part of a dispatch as a Fragment in a template's styles."""
