"""The pictures of docs/collect.md, made by the very commands that the page names: forms filled in, collected.

python -m tests.setup.make_pictures      (needs LibreOffice and pdftoppm)
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pdfplumber
from PIL import Image, ImageChops

from tests.support.office import to_pdf
from tests.support.tools import ROOT
from tests.support.walk import walk

IMAGES = ROOT / "docs" / "images"
DPI = 90


def picture(pdf: Path, text: str, target: Path) -> None:
    """The first page on which a text stands, without its margins."""
    with pdfplumber.open(pdf) as pages:
        number = next(
            number for number, page in enumerate(pages.pages, 1) if text in (page.extract_text() or "")
        )
    stem = target.with_suffix("")
    numbers = ["-f", str(number), "-l", str(number), "-r", str(DPI)]
    subprocess.run(["pdftoppm", *numbers, "-png", "-singlefile", str(pdf), str(stem)], check=True)
    page = Image.open(target).convert("L")
    left, top, right, bottom = ImageChops.invert(page).getbbox() or (0, 0, 1, 1)
    shown = Image.open(target).convert("RGB").crop((left - 12, top - 12, right + 12, bottom + 12))
    shown.quantize(64).save(target, optimize=True)


def main() -> None:
    """Make the three pictures and print what `collect` said."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(walk(folder))
        office = [folder / "bieu-mau" / "cong-van-VP.xlsx", folder / "tong-hop.xlsx"]
        form, summary = to_pdf(office, folder / "pdf")
        picture(form, "Chỉ đạo, điều hành", IMAGES / "bieu-mau.png")
        picture(summary, "Tổng hợp số liệu của", IMAGES / "tong-hop.png")
        picture(summary, "Kết quả kiểm tra", IMAGES / "kiem-tra.png")


if __name__ == "__main__":
    main()
