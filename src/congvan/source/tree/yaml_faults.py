"""Where YAML or JSON itself fails: what the official typed there, and how to type it (lỗi YAML, JSON)."""

from __future__ import annotations

import re

from congvan.problems import Place, Problem
from congvan.source.document import Part

_NEAR = 60
_ENTRY = re.compile(r"\s*(?:-\s+)*(?:(?P<key>[^\s:#'\"\[{][^:#]*?)\s*:(?:\s+|$))?(?P<value>.*)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")


def fault(part: Part, file: str | None, line: int, column: int, problem: str, context: str) -> Problem:
    """The problem behind a failure of the YAML parser; `line` and `column` from 0 in the part's text."""
    lines = part.text.split("\n")
    line = min(line, len(lines) - 1)
    code, line = _cause(lines, line, problem, context)
    place = Place(file, part.line + line, min(column, len(lines[line])) + 1)
    if code == "yaml-quote":
        place = Place(file, part.line + line)
    return Problem(f"congvan.source.{code}", place=place, parameters={"text": lines[line].strip()[:_NEAR]})


def _cause(lines: list[str], line: int, problem: str, context: str) -> tuple[str, int]:
    if lines[line].lstrip(" ").startswith("\t"):
        return "yaml-tab", line
    for candidate in (line, line - 1):
        if candidate >= 0 and _wants_quotes(lines[candidate]):
            return "yaml-quote", candidate
    if "escape" in problem or "hexadecimal" in problem:
        return "yaml-escape", line
    if "quoted scalar" in context:
        return "yaml-unclosed-quote", _opening(lines, line, ('"', "'"))
    if "flow" in context:
        return "yaml-unclosed-bracket", _opening(lines, line, ("[", "{"))
    if "cannot start any token" in problem:
        return "yaml-quote", line
    return "yaml-layout", line


def _wants_quotes(line: str) -> bool:
    """Whether a value of the line holds a mark of YAML's own: `: `, a leading `{{`, `*`, `@` ..."""
    value = _ENTRY.fullmatch(line)
    if value is None or not value["value"] or value["value"].startswith(("'", '"')):
        return bool(value) and _has_text_after_quotes(value["value"] if value else "")
    text = value["value"]
    if text.startswith(("{{", "*", "@", "`", "%", "&", "!", "]", "}", ",")) or "{{" in text:
        return True
    return value["key"] is not None and not text.startswith(("[", "{")) and bool(re.search(r":(\s|$)", text))


def _has_text_after_quotes(value: str) -> bool:
    found = _QUOTED.match(value)
    return bool(found) and bool(value[found.end() :].strip() if found else "")


def _opening(lines: list[str], line: int, marks: tuple[str, ...]) -> int:
    """The nearest line, from `line` upwards, that opens a quotation or bracket."""
    for number in range(line, max(line - 200, -1), -1):
        bare = _QUOTED.sub("", lines[number]) if marks[0] == '"' else lines[number]
        if any(mark in bare for mark in marks):
            return number
    return line
