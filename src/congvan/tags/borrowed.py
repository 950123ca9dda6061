"""All filters and tests of the tag language: our own, and those borrowed from Jinja."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from immutabledict import immutabledict
from jinja2 import filters as jinja

from congvan.tags.faults import TagError
from congvan.tags.filters import PLAIN_FILTERS
from congvan.tags.limits import check_padding

_SUGGESTED = 3


def _batch(values: Iterable[object], size: int, fill: object = None) -> list[list[object]]:
    check_padding(size)
    return list(jinja.do_batch(values, size, fill))


def _slice(values: Iterable[object], count: int, fill: object = None) -> list[list[object]]:
    check_padding(count)
    return list(jinja.sync_do_slice(list(values), count, fill))


FILTERS: immutabledict[str, Callable[..., object]] = PLAIN_FILTERS | {
    "batch": _batch,
    "dictsort": jinja.do_dictsort,
    "first": jinja.sync_do_first,
    "groupby": jinja.sync_do_groupby,
    "last": jinja.do_last,
    "map": jinja.sync_do_map,
    "max": jinja.do_max,
    "min": jinja.do_min,
    "reject": jinja.sync_do_reject,
    "rejectattr": jinja.sync_do_rejectattr,
    "reverse": jinja.do_reverse,
    "select": jinja.sync_do_select,
    "selectattr": jinja.sync_do_selectattr,
    "slice": _slice,
    "sort": jinja.do_sort,
    "sum": jinja.sync_do_sum,
    "unique": jinja.do_unique,
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
