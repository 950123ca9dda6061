"""The rules of the house that no linter knows: sizes, names, docstrings, texts of problems."""

from __future__ import annotations

import ast
import re
import string
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from attrs import frozen
from babel.messages.pofile import read_po

LONGEST_FUNCTION = 50
LONGEST_FILE = 400
MODULES_OF_A_ROOM = 12
NAMELESS = frozenset({"utils", "util", "helpers", "helper", "manager", "base", "misc", "common"})
CODE = re.compile(r"(congvan|nd30)(\.[a-z0-9]+(-[a-z0-9]+)*){2,}")
PREFIX = re.compile(r"(congvan\.[a-z]+|nd30(\.[a-z-]+)?)\.")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(file: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def oversized_functions(file: Path) -> Iterator[str]:
    """Functions of more lines than the house allows."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{file}:{node.lineno}: {node.name} has {lines} lines, {LONGEST_FUNCTION} are allowed"


def oversized_file(file: Path) -> Iterator[str]:
    """The file, when it has more lines than the house allows."""
    lines = len(file.read_text(encoding="utf-8").splitlines())
    if lines > LONGEST_FILE:
        yield f"{file}: {lines} lines, {LONGEST_FILE} are allowed"


def crowded_room(folder: Path) -> Iterator[str]:
    """The package, when it has more modules than the house allows, not counting `__init__`."""
    modules = [file for file in folder.glob("*.py") if file.stem != "__init__"]
    if len(modules) > MODULES_OF_A_ROOM:
        yield f"{folder}: {len(modules)} modules, {MODULES_OF_A_ROOM} are allowed"


def undocumented(file: Path) -> Iterator[str]:
    """Public modules, classes, functions and methods without a docstring."""
    tree = tree_of(file)
    if not (ast.get_docstring(tree) or "").strip():
        yield f"{file}: the module has no docstring"
    yield from _undocumented_in(file, tree.body)


def _undocumented_in(file: Path, body: Sequence[ast.stmt]) -> Iterator[str]:
    for node in body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_") or _is_overload(node):
            continue
        if not (ast.get_docstring(node) or "").strip():
            yield f"{file}:{node.lineno}: {node.name} has no docstring"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented_in(file, node.body)


def _is_overload(node: Function | ast.ClassDef) -> bool:
    marks = {ast.unparse(each).rsplit(".", 1)[-1] for each in node.decorator_list}
    return bool(marks & {"overload", "setter"})


def nameless(path: Path) -> Iterator[str]:
    """A module or package whose name says nothing."""
    if path.stem in NAMELESS:
        yield f"{path}: name it after what it holds"


def decomposed(file: Path) -> Iterator[str]:
    """A text file that is not in Unicode form C: its letters would not equal what people type."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not unicodedata.is_normalized("NFC", line):
            yield f"{file}:{number}: not in form C; write combining marks as escapes"


def mentions(file: Path, forbidden: Sequence[str]) -> Iterator[str]:
    """Lines that mention what has no place in the project."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        for words in forbidden:
            if words in line:
                yield f"{file}:{number}: mentions {words!r}"


def codes_in(source: Path) -> dict[str, str]:
    """Every problem code that the code under `source` uses, with one place where it does.

    A code stands in full as a string, or its last part is given to a function of the same room, or of one
    that this room lies in, which puts `congvan.<room>.` before it.
    """
    found: dict[str, str] = {}
    for room in sorted({file.parent for file in source.rglob("*.py")}):
        files = sorted(room.glob("*.py"))
        homes = [home for home in (*reversed(room.parents), room) if source in home.parents or home == room]
        makers = {
            name: prefix
            for home in homes
            for file in sorted(home.glob("*.py"))
            for name, prefix in _code_makers(tree_of(file))
        }
        for file in files:
            for code, line in _codes_of(tree_of(file), makers):
                if not _is_module(source, code):
                    found.setdefault(code, f"{file}:{line}")
    return found


def _is_module(source: Path, name: str) -> bool:
    """True for the name of a module, which looks like a code: lazy imports name modules."""
    path = source.joinpath(*name.split(".")[1:])
    return path.is_dir() or path.with_suffix(".py").exists()


NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def names_in(source: Path) -> frozenset[str]:
    """What could be the last part of a code: every word in hyphens, behind the name of its room."""
    return frozenset(
        f"congvan.{room.name}.{node.value}"
        for room in source.iterdir()
        if room.is_dir()
        for file in room.rglob("*.py")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value)
    )


def _code_makers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Functions that put a prefix before the name they are given."""
    for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
        yield from ((function.name, prefix) for prefix, _ in _prefixed(function))


def _prefixed(function: Function) -> Iterator[tuple[str, str]]:
    """The code prefixes that a function writes before a variable, with the variable's name."""
    for part in ast.walk(function):
        match part:
            case ast.JoinedStr(
                values=[ast.Constant(value=str(prefix)), ast.FormattedValue(value=ast.Name(id=name))]
            ) if PREFIX.fullmatch(prefix):
                yield prefix, name


def _codes_of(tree: ast.Module, makers: dict[str, str]) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value, node.lineno
        if isinstance(node, ast.Call) and (prefix := makers.get(_called(node))) and node.args:
            parts = (part for part in _outcomes(node.args[0]) if not CODE.fullmatch(part))
            yield from ((prefix + part, node.lineno) for part in parts)
        if isinstance(node, Function):
            yield from _assigned_codes(node)


def _assigned_codes(function: Function) -> Iterator[tuple[str, int]]:
    """Codes whose last part is put into a variable first: `name = "a" if old else "b"`."""
    for prefix, name in _prefixed(function):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and [ast.unparse(each) for each in node.targets] == [name]:
                yield from ((prefix + part, node.lineno) for part in _outcomes(node.value))


def _outcomes(node: ast.expr) -> Iterator[str]:
    """The strings that an argument can be: itself, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _outcomes(node.body)
        yield from _outcomes(node.orelse)


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func).rsplit(".", 1)[-1]


@frozen
class Catalogues:
    """The texts of all problems: by language, then by code or `code#hint`."""

    texts: dict[str, dict[str, str]]

    @classmethod
    def read(cls, locale: Path) -> Catalogues:
        """Read `locale/<language>/LC_MESSAGES/*.po`."""
        texts: dict[str, dict[str, str]] = {}
        for po in sorted(locale.glob("*/LC_MESSAGES/*.po")):
            with po.open("rb") as file:
                entries = {str(each.id): str(each.string) for each in read_po(file) if each.id}
            texts.setdefault(po.parts[-3], {}).update(entries)
        return cls(texts)

    def faults(self, codes: dict[str, str], names: frozenset[str] = frozenset()) -> Iterator[str]:
        """Codes without all their texts, texts without a code, and texts that name different fields.

        `names` are words that may become codes on the way: their texts are not left over.
        """
        wanted = {key: place for code, place in codes.items() for key in (code, f"{code}#hint")}
        for language in ("vi", "en"):
            texts = self.texts.get(language, {})
            for key, place in wanted.items():
                if not texts.get(key, "").strip():
                    yield f"{place}: no text for {key!r} in {language}"
            kept = {*wanted, *names, *(f"{name}#hint" for name in names)}
            yield from (f"{language}: {key!r} is used nowhere" for key in texts if key not in kept)
        yield from self._uneven_fields()

    def _uneven_fields(self) -> Iterator[str]:
        vietnamese, english = self.texts.get("vi", {}), self.texts.get("en", {})
        for key in sorted({*vietnamese} & {*english}):
            if fields_of(vietnamese[key]) != fields_of(english[key]):
                yield f"{key!r}: different fields in vi and en"


def fields_of(text: str) -> frozenset[str]:
    """The names of the `{fields}` of a message."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
