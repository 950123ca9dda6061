"""The wheel works away from its source tree: what an installation has is what the wheel carries."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support.tools import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree."""
    folder = tmp_path_factory.mktemp("dist")
    run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        folder,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment that has the wheel, and borrows only its dependencies from ours."""
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    run([sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", str(wheel)], home)
    packages = next(home.glob("lib/python*/site-packages"))
    # A plain path: the `.pth` of our editable congvan in there is not followed.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return home / "bin"


def run(command: list[str], folder: Path) -> str:
    """Standard output of a command run in `folder`, without a way back into the source tree."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_the_wheel_carries_templates_catalogues_and_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    templates = {
        f"congvan/templates/{file.name}" for file in (ROOT / "templates").iterdir() if file.is_file()
    }
    catalogues = {
        file.with_suffix(".mo").relative_to(ROOT / "src").as_posix()
        for file in (ROOT / "src" / "congvan" / "locale").rglob("*.po")
    }
    assert catalogues
    assert {*templates, *catalogues, "congvan/py.typed"} <= names
    assert not any(name.startswith("tests/") for name in names)


def test_the_package_is_imported_from_the_wheel_and_finds_its_texts(installed: Path, tmp_path: Path) -> None:
    code = "import congvan, congvan.problems as p; print(congvan.__file__); print(p.LOCALE.is_dir())"
    place, has_texts = run([str(installed / "python"), "-c", code], tmp_path).splitlines()
    assert Path(place).is_relative_to(installed.parent)
    assert has_texts == "True"


def test_the_command_tells_its_version(installed: Path, tmp_path: Path) -> None:
    from congvan import __version__

    assert __version__ in run([str(installed / "congvan"), "--version"], tmp_path)


def test_a_new_letter_is_rendered_with_what_the_wheel_carries(installed: Path, tmp_path: Path) -> None:
    congvan = str(installed / "congvan")
    run([congvan, "new", "thư.md"], tmp_path)
    run([congvan, "render", "thư.md", "--into", "out"], tmp_path)
    assert (tmp_path / "out" / "thư.docx").stat().st_size > 5000
