"""What building congvan does beyond copying files: catalogues are compiled, stock templates carried along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path("src", "congvan", "locale")


def compile_catalogues(root: Path) -> tuple[Path, ...]:
    """Compile every `.po` under `root` whose `.mo` is missing or older; return the `.mo` files written."""
    stale = (po for po in sorted((root / LOCALES).glob("*/LC_MESSAGES/*.po")) if _is_stale(po))
    return tuple(_compile(po) for po in stale)


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns <= po.stat().st_mtime_ns


def _compile(po: Path) -> Path:
    with po.open("rb") as text:
        catalogue = read_po(text, locale=po.parts[-3], abort_invalid=True)
    mo = po.with_suffix(".mo")
    # Written beside and renamed: two test runs may compile at the same time.
    fresh = mo.with_suffix(".mo.new")
    with fresh.open("wb") as out:
        write_mo(out, catalogue)
    fresh.replace(mo)
    return mo


class CataloguesAndTemplates(BuildHookInterface):  # type: ignore[type-arg]
    """The wheel's build hook, run for editable installs too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile catalogues in place; put `templates/` inside the package of a real wheel.

        An editable install reads `templates/` where it stands, so that an edit shows at once.
        """
        compile_catalogues(Path(self.root))
        if version == "standard":
            build_data["force_include"][str(Path(self.root, "templates"))] = "congvan/templates"
