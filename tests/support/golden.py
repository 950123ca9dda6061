"""Golden files: normalised parts of a rendered file, stored unpacked so that the git diff is the review."""

from __future__ import annotations

import shutil
from pathlib import Path

from attrs import frozen

from tests.support.ooxml import line_differences, normalised


@frozen
class Golden:
    """Golden files under `folder`, one folder a case; with `accept` they are written instead of compared."""

    folder: Path
    accept: bool

    def check(self, case: str, rendered: bytes, *, template: bytes | None = None) -> None:
        """Fail when `rendered` says something else than the files of `case`.

        Only parts that differ from `template` are kept, or every part without one.
        """
        plain = {} if template is None else normalised(template)
        got = {name: lines for name, lines in normalised(rendered).items() if plain.get(name) != lines}
        home = self.folder / case
        if self.accept:
            _write(home, got)
        found = line_differences(_read(home), got)
        assert not found, "\n".join([f"{case} differs (pytest --accept, once you have looked):", *found[:40]])


def _write(home: Path, parts: dict[str, list[str]]) -> None:
    shutil.rmtree(home, ignore_errors=True)
    for name, lines in parts.items():
        file = home / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _read(home: Path) -> dict[str, list[str]]:
    return {
        file.relative_to(home).as_posix().removesuffix(".txt"): file.read_text(encoding="utf-8").splitlines()
        for file in sorted(home.rglob("*.txt"))
    }
