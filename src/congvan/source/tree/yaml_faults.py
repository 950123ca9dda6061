"""Where YAML or JSON itself fails: what the official typed there, and how to type it (lỗi YAML, JSON)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from congvan.problems import Place, Problem
from congvan.source.document import Part

if TYPE_CHECKING:
    from yaml import MarkedYAMLError

_NEAR = 60
_ENTRY = re.compile(r"\s*(?:-\s+)*(?:(?P<key>[^\s:#'\"\[{][^:#]*?)\s*:(?:\s+|$))?(?P<value>.*)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")


def fault(part: Part, file: str | None, error: MarkedYAMLError) -> Problem:
    """The problem behind a failure of the YAML parser: what was typed there, not what the parser expected."""
    lines = part.text.split("\n")
    mark = error.problem_mark or error.context_mark
    line = min(mark.line if mark else 0, len(lines) - 1)
    opened = min(error.context_mark.line if error.context_mark else line, line)
    code, line = _cause(lines, line, opened, f"{error.context}; {error.problem}")
    near = lines[line].strip()[:_NEAR]
    place = Place(file, part.line + line)
    return Problem(f"congvan.source.{code}", place=place, parameters={"text": near})


def _cause(lines: list[str], line: int, opened: int, said: str) -> tuple[str, int]:
    """The code of the problem and the line it is on; `opened` is where what was being read began."""
    if lines[line].lstrip(" ").startswith("\t"):
        return "yaml-tab", line
    for candidate in dict.fromkeys((line, max(line - 1, 0), opened)):
        if _wants_quotes(lines[candidate]):
            return "yaml-quote", candidate
    if "escape" in said or "hexadecimal" in said:
        return "yaml-escape", line
    if "quoted scalar" in said:
        return "yaml-unclosed-quote", opened
    if "flow" in said:
        return "yaml-unclosed-bracket", opened
    return ("yaml-quote" if "cannot start any token" in said else "yaml-layout"), line


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
