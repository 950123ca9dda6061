"""A template looked over: everything wrong or doubtful in it, what it asks for, and the same as comments."""

from congvan.word.linting.comments import commented
from congvan.word.linting.contract import Asked, asked_of, schema_of
from congvan.word.linting.findings import lint

__all__ = ["Asked", "asked_of", "commented", "lint", "schema_of"]
