"""Pieces handed on as a member of a package are what they were, whatever library packs."""

from __future__ import annotations

import pytest

from congvan.opc import Package, read_package
from congvan.opc.zipping import PORTABLE, Deflater, compressed, fastest, quickly_packed

PIECES = (b"<a>", memoryview("chữ ".encode() * 5000)[2:], b"</a>")


@pytest.mark.parametrize("packer", [PORTABLE, fastest()], ids=["portable", "fastest"])
def test_pieces_are_read_back_as_one(packer: Deflater, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congvan.opc.zipping.fastest", lambda: packer)
    types = compressed("[Content_Types].xml", b"<Types/>")
    data = Package((types, quickly_packed("xl/x.xml", PIECES))).data()
    assert read_package(data).read("xl/x.xml") == b"".join(PIECES)
