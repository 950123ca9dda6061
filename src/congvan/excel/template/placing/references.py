"""Formulas as text and references: which sheet, rows and columns each reference means (tham chiếu ô)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import frozen
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import column_index_from_string, get_column_letter

from congvan.problems import Problem, TemplateError

_SHEET = r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!\[\]:()*,+\-/&=<>\s]+)!)?"
_CELL = r"(?P<{0}cs>\$?)(?P<{0}c>[A-Za-z]{{1,3}})(?P<{0}rs>\$?)(?P<{0}r>[1-9]\d{{0,6}})"
_CELLS = re.compile(_SHEET + _CELL.format("a") + "(?::" + _CELL.format("b") + ")?")
_COLUMNS = re.compile(_SHEET + r"(?P<acs>\$?)(?P<ac>[A-Za-z]{1,3}):(?P<bcs>\$?)(?P<bc>[A-Za-z]{1,3})")
_ROWS = re.compile(_SHEET + r"(?P<ars>\$?)(?P<ar>[1-9]\d{0,6}):(?P<brs>\$?)(?P<br>[1-9]\d{0,6})")
_PLAIN_NAME = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[RrCc]\d*")
_NAME = re.compile(r"[^\W\d][\w.\\?]*(?:\[.*\])?|\\[\w.]+", re.DOTALL)
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

AGGREGATES = frozenset(
    [
        "AGGREGATE",
        "AND",
        "AVEDEV",
        "AVERAGE",
        "AVERAGEA",
        "AVERAGEIF",
        "AVERAGEIFS",
        "CONCAT",
        "CONCATENATE",
        "COUNT",
        "COUNTA",
        "COUNTBLANK",
        "COUNTIF",
        "COUNTIFS",
        "COLUMNS",
        "GCD",
        "INDEX",
        "LARGE",
        "LCM",
        "LOOKUP",
        "MATCH",
        "MAX",
        "MAXA",
        "MAXIFS",
        "MEDIAN",
        "MIN",
        "MINA",
        "MINIFS",
        "MODE",
        "NPV",
        "OR",
        "PERCENTILE",
        "PRODUCT",
        "QUARTILE",
        "RANK",
        "ROWS",
        "SMALL",
        "STDEV",
        "STDEVP",
        "SUBTOTAL",
        "SUM",
        "SUMIF",
        "SUMIFS",
        "SUMPRODUCT",
        "SUMSQ",
        "TEXTJOIN",
        "VAR",
        "VARP",
        "XLOOKUP",
    ]
)
"""Functions that can be given a whole range where the template, with one row, names a cell."""


@frozen(kw_only=True)
class Edge:
    """One end of a reference along an axis, and whether a `$` holds it."""

    line: int
    fixed: bool


@frozen(kw_only=True)
class Reference:
    """A cell, a range, whole rows or whole columns; `rows` or `columns` None where all are meant.

    `sheet` is the name as it reads, None for the sheet the formula is on; `spreads` says that a cell may
    become a range where it stands.
    """

    sheet: str | None
    rows: tuple[Edge, Edge] | None
    columns: tuple[Edge, Edge] | None
    is_cell: bool
    spreads: bool


Formula = tuple[str | Reference, ...]


def formula(typed: str, *, moving: bool) -> Formula:
    """A formula without its `=`, as text and references.

    With `moving`, raises TemplateError for what cannot be followed when cells move:
    `congvan.excel.unknown-reference`, `.formula`.
    """
    try:
        tokens = Tokenizer(f"={typed}").items
    except (TokenizerError, IndexError, RecursionError):
        if not moving:
            return (typed,)
        raise TemplateError(Problem("congvan.excel.formula", parameters={"formula": typed[:200]})) from None
    return tuple(_pieces(tokens, typed, moving))


def area(typed: str) -> Reference | None:
    """A bare cell or range (`A5`, `A5:F7`, `5:5`, `$A:$B`); None for anything else."""
    return _reference(typed, spreads=True)


def cell(column: int, row: int) -> str:
    """The name of a cell."""
    return f"{get_column_letter(column)}{row}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    if sheet.isascii() and _PLAIN_NAME.fullmatch(sheet) and not _LIKE_A_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def _pieces(tokens: list[Token], typed: str, moving: bool) -> Iterator[str | Reference]:  # noqa: FBT001
    functions: list[str] = []
    for number, token in enumerate(tokens):
        if token.subtype == Token.OPEN:
            functions.append(
                token.value.rstrip("(").upper().removeprefix("_XLFN.") if token.type == Token.FUNC else ""
            )
        elif token.subtype == Token.CLOSE and functions:
            functions.pop()
        if token.type != Token.OPERAND or token.subtype != Token.RANGE:
            if moving and functions and functions[-1] == "INDIRECT":
                said = [each for each in tokens[: number + 1] if each.type != Token.WSPACE]
                _refuse_indirect(said[-3:], typed)
            yield token.value
            continue
        whole = bool(functions) and functions[-1] in AGGREGATES and _is_argument(tokens, number)
        found = _reference(token.value, spreads=whole)
        if found is None and moving and not _is_harmless(token.value):
            raise _unknown(token.value, typed)
        yield token.value if found is None else found


def _refuse_indirect(last: list[Token], typed: str) -> None:
    """A text that is an address, `"A3"` or `"A"&3`: none of the rest can be told to be one."""
    if last[-1].subtype == Token.NUMBER and len(last) == 3 and last[1].value == "&":
        said = last[0].value.strip('"') + last[2].value
    else:
        said = last[-1].value.strip('"') if last[-1].subtype == Token.TEXT else ""
    if area(said) is not None:
        raise _unknown("".join(token.value for token in last), typed)


def _is_argument(tokens: list[Token], number: int) -> bool:
    """Whether an operand is a whole argument of a function, not part of a sum."""
    around = [token for token in tokens[:number][::-1] if token.type != Token.WSPACE][:1]
    around += [token for token in tokens[number + 1 :] if token.type != Token.WSPACE][:1]
    return all(token.type == Token.SEP or token.type == Token.FUNC for token in around)


def _is_harmless(operand: str) -> bool:
    """Names, structured references and other workbooks: no cell of this one by its address."""
    if operand.startswith(("[", "'[")):
        return True
    return bool(_NAME.fullmatch(operand))


def _unknown(operand: str, typed: str) -> TemplateError:
    parameters = {"reference": operand, "formula": typed[:200]}
    return TemplateError(Problem("congvan.excel.unknown-reference", parameters=parameters))


def _reference(operand: str, *, spreads: bool) -> Reference | None:
    for pattern in (_CELLS, _COLUMNS, _ROWS):
        match = pattern.fullmatch(operand)
        if match is not None:
            return _made(match.groupdict(), spreads=spreads)
    return None


def _made(found: dict[str, str | None], *, spreads: bool) -> Reference | None:
    sheet = found["sheet"]
    if sheet is not None and sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    if sheet is not None and ("[" in sheet or ":" in sheet):
        return None
    rows = _edges(found, "r", int)
    columns = _edges(found, "c", column_index_from_string)
    if (rows and rows[1].line > LAST_ROW) or (columns and columns[1].line > LAST_COLUMN):
        return None
    single = bool(rows and columns and found.get("br") is None)
    return Reference(sheet=sheet, rows=rows, columns=columns, is_cell=single, spreads=spreads)


def _edges(found: dict[str, str | None], kind: str, number: Callable[[str], int]) -> tuple[Edge, Edge] | None:
    first, last = found.get(f"a{kind}"), found.get(f"b{kind}")
    if first is None:
        return None
    one = Edge(line=number(first), fixed=found[f"a{kind}s"] == "$")
    two = one if last is None else Edge(line=number(last), fixed=found[f"b{kind}s"] == "$")
    return (one, two) if one.line <= two.line else (two, one)
