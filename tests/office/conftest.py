"""The examples as a reader sees them: rendered once, converted once, for all tests of this folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.layout import Document, read_pdf
from tests.support.office import to_pdf
from tests.support.tools import ROOT


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs LibreOffice."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.office)


@pytest.fixture(scope="session")
def example_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every file that `congvan render` makes of the examples, by its name."""
    into = tmp_path_factory.mktemp("examples")
    for source in sorted(ROOT.glob("examples/*.md")):
        command = [sys.executable, "-m", "congvan", "render", str(source), "--into", str(into)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, f"{source.name}: {done.stderr}"
    return {path.name: path for path in sorted(into.iterdir())}


@pytest.fixture(scope="session")
def example_pages(
    example_files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Document]:
    """The same files on paper, by the name of the Office file."""
    office = [path for path in example_files.values() if path.suffix in {".docx", ".xlsx"}]
    pdfs = to_pdf(office, tmp_path_factory.mktemp("pdf"))
    return {path.name: read_pdf(pdf) for path, pdf in zip(office, pdfs, strict=True)}
