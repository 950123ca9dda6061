"""A dispatch written out and loaded again is the same dispatch."""

from __future__ import annotations

from typing import Literal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from congvan.model import Dispatch
from congvan.source import dump, read_source
from congvan.vietnamese.hygiene import legacy_encoding
from tests.support.any_dispatch import any_dispatch


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
)
@given(any_dispatch(), st.sampled_from(("vi", "en")))
def test_what_is_written_out_loads_as_the_same_dispatch(
    dispatch: Dispatch, keys: Literal["vi", "en"]
) -> None:
    text = dump(dispatch, keys=keys)
    # Letters that read as TCVN3 or VNI are refused on purpose.
    assume(not any(legacy_encoding(line) for line in text.splitlines()))
    assert read_source(text, file="x.md").bind() == dispatch
