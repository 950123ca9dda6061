"""What a template asks for, as a table for people and as a JSON schema for programs."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from congvan.problems import Place
from congvan.tags.program.asking import Ask
from congvan.word.linting.stories import asking_of, stories_of

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


@frozen(kw_only=True)
class Asked:
    """One value: its way from the top (`rows[].name`), whether it can be left out, and where first."""

    path: str
    is_optional: bool
    kind: str
    place: Place


def asked_of(data: bytes) -> tuple[Asked, ...]:
    """Every value that a template asks for, by name; raises TemplateError for a file that is no template."""
    _, stories = stories_of(data)
    root = asking_of(stories).root
    return tuple(
        found for name in sorted(root.fields) for found in _flat(root.fields[name], root.fields[name])
    )


def _flat(ask: Ask, top: Ask) -> Iterator[Asked]:
    kind = "list" if ask.items is not None else "object" if ask.fields else "value"
    is_item = ask.path.endswith("[]")
    is_optional = not (ask.is_needed or (is_item and top.is_needed))
    yield Asked(path=ask.path, is_optional=is_optional, kind=kind, place=top.place or Place())
    for child in (*ask.fields.values(), *((ask.items,) if ask.items else ())):
        yield from _flat(child, top)


def schema_of(data: bytes) -> dict[str, object]:
    """A JSON schema of what a template asks for; raises as `asked_of`."""
    _, stories = stories_of(data)
    return {"$schema": _DRAFT, **_schema(asking_of(stories).root)}


def _schema(ask: Ask) -> dict[str, object]:
    if ask.items is not None:
        return {"type": "array", "items": _schema(ask.items)}
    if ask.fields or not ask.path:
        needed = [name for name, child in ask.fields.items() if child.is_needed]
        return {
            "type": "object",
            "properties": {name: _described(child) for name, child in sorted(ask.fields.items())},
            "required": sorted(needed),
        }
    return {"type": ["string", "number"]} if ask.is_printed else {}


def _described(ask: Ask) -> dict[str, object]:
    said = {} if ask.place is None else {"description": str(ask.place)}
    return {**_schema(ask), **said}
