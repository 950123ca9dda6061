"""Trees written as YAML that people like to edit: bare words where safe, short lists in a line (ghi YAML)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import combining

from attrs import frozen

WIDTH = 110
"""Characters a list or mapping on one line may take."""

# Indicators, blanks at the ends and anything that YAML could take for a mark are left to quotation marks.
_BARE = re.compile(r"[^\W_](?:.*\S)?|[/(](?:.*\S)?")
_HAZARD = re.compile(r":(?:\s|\Z)|\s#|\A(?:null|Null|NULL)\Z")
_FLOW_HAZARD = re.compile(r"[\[\]{},:?]")


@frozen
class Bare:
    """A token written as it is: a number, a date, true, null."""

    text: str


@frozen
class Quoted:
    """A text that keeps its quotation marks, where a bare one would mean something else."""

    text: str


@frozen
class Lines:
    """A text of several lines, indented under `|` where YAML can hold it so."""

    text: str


@frozen
class Flow:
    """A list or mapping that goes on one line when it fits."""

    of: Mapping[str, Tree] | Sequence[Tree]


Tree = str | Bare | Quoted | Lines | Flow | Mapping[str, "Tree"] | Sequence["Tree"]


def yaml_text(tree: Mapping[str, Tree]) -> str:
    """The YAML of a mapping, a line feed after its last line."""
    return "".join(f"{line}\n" for line in _mapping(tree, ""))


def scalar_text(text: str, *, in_flow: bool = False) -> str:
    """A text as a scalar: bare where YAML reads it as typed, else in quotation marks."""
    is_safe = _BARE.fullmatch(text) and text.isprintable() and not _HAZARD.search(text)
    return text if is_safe and not (in_flow and _FLOW_HAZARD.search(text)) else quoted_text(text)


def quoted_text(text: str) -> str:
    """A text in double quotation marks, what cannot be seen written as its code."""
    return "".join(
        character if character.isprintable() and not combining(character) else _code(character)
        # Read in form C, a mark would join the letter of an escape before it: `\\n` and a grave accent.
        for character in json.dumps(text, ensure_ascii=False)
    )


def _code(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"


def _one_line(tree: Tree) -> str:
    match tree:
        case str():
            return scalar_text(tree, in_flow=True)
        case Bare(text):
            return text
        case Quoted(text) | Lines(text):
            return quoted_text(text)
        case Flow(of):
            return _one_line(of)
        case Mapping():
            entries = [f"{scalar_text(key, in_flow=True)}: {_one_line(value)}" for key, value in tree.items()]
            return f"{{{', '.join(entries)}}}"
    return f"[{', '.join(_one_line(item) for item in tree)}]"


def _mapping(tree: Mapping[str, Tree], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        yield from _entry(f"{indent}{scalar_text(key)}:", value, f"{indent}  ")


def _entry(head: str, tree: Tree, indent: str) -> Iterator[str]:
    """The lines of a value after its key or dash; what does not fit there stands below, at `indent`."""
    match tree:
        case str():
            yield f"{head} {scalar_text(tree)}"
        case Bare(text):
            yield f"{head} {text}"
        case Quoted(text):
            yield f"{head} {quoted_text(text)}"
        case Lines(text):
            yield from _literal(head, text, indent)
        case Flow(of):
            line = f"{head} {_one_line(of)}"
            if len(line) <= WIDTH or not of:
                yield line
            else:
                yield from _entry(head, of, indent)
        case _ if not tree:
            yield f"{head} {_one_line(tree)}"
        case Mapping():
            yield from _below(head, _mapping(tree, indent), indent)
        case _:
            yield head
            for item in tree:
                yield from _entry(f"{indent}-", item, f"{indent}  ")


def _below(head: str, lines: Iterator[str], indent: str) -> Iterator[str]:
    """A mapping below its key, or beginning on the line of its dash."""
    if head.endswith("-"):
        yield f"{head} {next(lines)[len(indent) :]}"
    else:
        yield head
    yield from lines


def _literal(head: str, text: str, indent: str) -> Iterator[str]:
    is_plain = all(character.isprintable() or character in "\n\u00a0" for character in text)
    if not is_plain or not text or text[0] in " \n":
        yield f"{head} {quoted_text(text)}"
        return
    yield f"{head} |"
    for line in text.split("\n"):
        yield f"{indent}{line}" if line else ""
