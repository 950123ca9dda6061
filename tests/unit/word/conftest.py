"""Every letter that a test of this room makes is read again, strictly: the proof must have been right."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from congvan.word import template
from congvan.word.engine.assembly import rendered
from congvan.word.engine.kept.blueprint import Blueprint
from tests.support.wholeness import assert_whole


@pytest.fixture(autouse=True)
def read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `Template.render` returns is read again before the test sees it."""

    def checked(blueprint: Blueprint, values: Mapping[str, object]) -> dict[str, bytes]:
        parts = rendered(blueprint, values)
        assert_whole(blueprint.packer.packed(parts))
        return parts

    monkeypatch.setattr(template, "rendered", checked)
