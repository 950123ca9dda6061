"""Microsoft's Open XML SDK as a judge of written files."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support.tools import ROOT, missing

OFFICE = "Microsoft365"


def schema_errors(files: Sequence[Path]) -> dict[Path, list[str]]:
    """What the SDK finds wrong in each file, one line a finding; an empty list is a good file."""
    judge = binary()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(files, pool.map(lambda file: _errors(judge, file), files), strict=True))


def binary() -> Path:
    """The SDK's program: OOXML_VALIDATOR names it, else `make setup-test` has put it into `.cache/`."""
    named = os.environ.get("OOXML_VALIDATOR")
    candidates = (
        [Path(named)] if named else sorted(ROOT.glob(".cache/ooxml/node_modules/@xarsh/*/ooxml-validator*"))
    )
    return next((path for path in candidates if path.is_file()), None) or missing(
        "the Open XML SDK validator"
    )


def _errors(judge: Path, file: Path) -> list[str]:
    done = subprocess.run(
        [judge, file, OFFICE],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )
    # The exit code says nothing: it is 0 for bad files too.
    try:
        found = json.loads(done.stdout)["errors"]
    except (ValueError, KeyError, TypeError):
        return [f"no answer from the validator: {(done.stderr or done.stdout)[:300]}"]
    return [f"{each['id']} {each['path']} {each['xPath']}: {each['description']}" for each in found]


def main() -> None:
    """Make sure that the SDK's program runs on this machine: it must pass a plain document."""
    import tempfile

    import docx

    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.docx")
        docx.Document().save(str(plain))
        found = _errors(binary(), plain)
    if found:
        raise SystemExit(f"the Open XML SDK validator does not work here: {found}")


if __name__ == "__main__":
    main()
