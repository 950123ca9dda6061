"""Whatever a dispatch says, it is rendered, the same each time, or refused with its problems."""

from __future__ import annotations

import pickle

from hypothesis import HealthCheck, given, settings

import congvan
from congvan import CongvanError, Dispatch
from tests.support.any_dispatch import any_dispatch


def outcome(dispatch: Dispatch) -> object:
    """The files of a dispatch, or the problems for which it has none."""
    try:
        return congvan.render(dispatch).files
    except CongvanError as error:
        return error.problems


@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(any_dispatch())
def test_equal_dispatches_give_equal_files(dispatch: Dispatch) -> None:
    first = outcome(dispatch)
    assert outcome(dispatch) == first
    assert outcome(pickle.loads(pickle.dumps(dispatch))) == first
