"""What goes wrong inside a tag, until it becomes a Problem with the tag as typed."""

from __future__ import annotations

from collections.abc import Iterable

from congvan.problems import Place, Problem

_SHOWN = 200


class TagError(Exception):
    """Stops an evaluation; `code` is a `congvan.tags.*` code."""

    def __init__(self, code: str, **parameters: object) -> None:
        """Keep the code and what its message quotes."""
        super().__init__(code)
        self.code = code
        self.parameters = parameters


class MissingValueError(TagError):
    """Stops an evaluation where a name that no value was given for was used."""

    def __init__(self, name: object) -> None:
        """`name` as typed; the nearest one that has a value is told by whoever has the values."""
        super().__init__("congvan.tags.unknown-name", name=name)


class MissingNameError(TagError):
    """Stops an evaluation where a name without a value was used; tells the nearest name that has one."""

    def __init__(self, name: object, known: Iterable[str]) -> None:
        """`known` are the names that could have been meant."""
        # Only a mistake asks for it.
        from difflib import get_close_matches

        nearest = get_close_matches(str(name), list(known), n=1)
        if nearest:
            super().__init__("congvan.tags.unknown-name-near", name=name, nearest=nearest[0])
        else:
            super().__init__("congvan.tags.unknown-name", name=name)


EVALUATION_FAULTS: tuple[type[Exception], ...] = (
    TagError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    MemoryError,
    TypeError,
    ValueError,
)
"""What evaluating a tag on plain data can raise, beside Jinja's own errors."""


def problem_of(error: BaseException, typed: str, place: Place) -> Problem:
    """What stopped an evaluation or a compilation, as a Problem; `typed` is the tag as typed."""
    shown = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"
    if isinstance(error, TagError):
        code, parameters = error.code, error.parameters
    elif _is_syntax(error):
        code, parameters = "congvan.tags.syntax", {"reason": getattr(error, "message", "") or ""}
    elif isinstance(error, RecursionError | MemoryError | SyntaxError):
        code, parameters = "congvan.tags.too-deep", {}
    elif isinstance(error, ZeroDivisionError):
        code, parameters = "congvan.tags.division-by-zero", {}
    elif isinstance(error, TypeError):
        code, parameters = "congvan.tags.wrong-types", {}
    else:
        code, parameters = "congvan.tags.cannot-evaluate", {"reason": str(error)}
    return Problem(code, place=place, parameters={"expression": shown, **parameters})


def _is_syntax(error: BaseException) -> bool:
    # Jinja is only there when a template was parsed; a compiled one is rendered without it.
    from jinja2.exceptions import TemplateSyntaxError

    return isinstance(error, TemplateSyntaxError)
