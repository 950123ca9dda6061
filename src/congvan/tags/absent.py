"""A name without a value, as evaluation sees it: asked about or given a default, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NoReturn, cast

from attrs import AttrsInstance, fields_dict, has

from congvan.tags.faults import MissingNameError, MissingValueError


class Absent:
    """What every value that is not there is an instance of, whoever evaluates."""

    __slots__ = ()


NOWHERE = object()
"""Stands for the owner of a name that was looked for among the values themselves."""


def missing_error(name: object, owner: object) -> Exception:
    """The fault of using a name that `owner` does not have, with the nearest that it has."""
    if owner is NOWHERE:
        return MissingValueError(name)
    return MissingNameError(name, names_on(owner))


def names_on(value: object) -> Iterable[str]:
    """The names a tag may read on a value: the keys of a mapping, the fields of a frozen value."""
    if isinstance(value, Mapping):
        return (key for key in value if isinstance(key, str))
    if has(type(value)):
        fields = fields_dict(cast("type[AttrsInstance]", type(value)))
        return (name for name in fields if not name.startswith("_"))
    return ()


class Unset(Absent):
    """A name without a value; whatever is done with it but asking `is defined` is a fault that names it."""

    __slots__ = ("_name", "_owner")

    def __init__(self, name: object, owner: object = NOWHERE) -> None:
        """`owner` is the value it was looked for on."""
        self._name = name
        self._owner = owner

    def _fail(self, *_arguments: object, **_named: object) -> NoReturn:
        raise missing_error(self._name, self._owner)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        self._fail()

    __str__ = __len__ = __iter__ = __bool__ = __hash__ = __contains__ = __call__ = __getitem__ = _fail
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _fail
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _fail
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __pos__ = _fail
    __int__ = __float__ = __complex__ = __index__ = _fail
