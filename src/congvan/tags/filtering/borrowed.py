"""All filters and tests of the tag language: our own, and those borrowed from Jinja."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from immutabledict import immutabledict
from jinja2 import Environment
from jinja2 import filters as jinja
from jinja2.nodes import EvalContext
from jinja2.utils import pass_environment, pass_eval_context

from congvan.tags.faults import TagError
from congvan.tags.filtering.filters import PLAIN_FILTERS
from congvan.tags.limits import check_padding, check_size
from congvan.tags.printing import as_text, plain

_SUGGESTED = 3


def _batch(values: Iterable[object], linecount: int, fill_with: object = None) -> list[list[object]]:
    check_padding(linecount)
    return list(jinja.do_batch(values, linecount, fill_with))


def _slice(values: Iterable[object], slices: int, fill_with: object = None) -> list[list[object]]:
    check_padding(slices)
    return list(jinja.sync_do_slice(list(values), slices, fill_with))


@pass_environment
def _attribute(environment: Environment, owner: object, name: str) -> object:
    # As `owner.name` in a tag, in the same sandbox.
    return environment.getattr(owner, name)


@pass_environment
def _wrapped(
    environment: Environment,
    text: object,
    width: int = 79,
    break_long_words: bool = True,  # noqa: FBT001, FBT002  (Jinja's own)
    wrapstring: str | None = None,
    break_on_hyphens: bool = True,  # noqa: FBT001, FBT002  (Jinja's own)
) -> str:
    whole = as_text(text)
    check_size(len(whole) * (1 + len(wrapstring or "")))
    return jinja.do_wordwrap(environment, whole, width, break_long_words, wrapstring, break_on_hyphens)


@pass_eval_context
def _as_json(context: EvalContext, value: object, indent: int | None = None) -> str:
    check_padding(indent)
    return str(jinja.do_tojson(context, plain(value), indent))


@pass_eval_context
def _as_attributes(context: EvalContext, values: Mapping[str, object], autospace: bool = True) -> str:  # noqa: FBT001, FBT002  (Jinja's own)
    given = {name: as_text(value) for name, value in values.items() if value is not None}
    return str(jinja.do_xmlattr(context, given, autospace))


FILTERS: immutabledict[str, Callable[..., object]] = PLAIN_FILTERS | {
    "attr": _attribute,
    "batch": _batch,
    "dictsort": jinja.do_dictsort,
    "first": jinja.sync_do_first,
    "groupby": jinja.sync_do_groupby,
    "last": jinja.do_last,
    "map": jinja.sync_do_map,
    "max": jinja.do_max,
    "min": jinja.do_min,
    "pprint": lambda value: jinja.do_pprint(plain(value)),
    "reject": jinja.sync_do_reject,
    "rejectattr": jinja.sync_do_rejectattr,
    "reverse": jinja.do_reverse,
    "select": jinja.sync_do_select,
    "selectattr": jinja.sync_do_selectattr,
    "slice": _slice,
    "sort": jinja.do_sort,
    "striptags": lambda text: jinja.do_striptags(as_text(text)),
    "sum": jinja.sync_do_sum,
    "tojson": _as_json,
    "unique": jinja.do_unique,
    "urlencode": lambda value: jinja.do_urlencode(plain(value)),
    "wordwrap": _wrapped,
    "xmlattr": _as_attributes,
}
"""Filters by name."""

TESTS: frozenset[str] = frozenset(
    [
        "defined",
        "undefined",
        "none",
        "odd",
        "even",
        "divisibleby",
        "string",
        "number",
        "mapping",
        "iterable",
        "sequence",
        "boolean",
        "callable",
        "escaped",
        "filter",
        "test",
        "true",
        "false",
        "integer",
        "float",
        "lower",
        "upper",
        "in",
        "eq",
        "==",
        "equalto",
        "ne",
        "!=",
        "gt",
        ">",
        "greaterthan",
        "ge",
        ">=",
        "lt",
        "<",
        "lessthan",
        "le",
        "<=",
        "sameas",
    ]
)
"""The tests of `is`."""


def unknown_filter(name: str) -> TagError:
    """The fault of a filter that there is not, with the nearest that there are."""
    return TagError("congvan.tags.unknown-filter", name=name, known=_nearest(name, FILTERS))


def unknown_test(name: str) -> TagError:
    """The fault of a test that there is not, with the nearest that there are."""
    return TagError("congvan.tags.unknown-test", name=name, known=_nearest(name, TESTS))


def _nearest(name: str, known: Iterable[str]) -> str:
    return ", ".join(get_close_matches(name, sorted(known), n=_SUGGESTED, cutoff=0.0))
