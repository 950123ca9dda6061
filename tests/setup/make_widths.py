"""Write the table of advance widths of Times New Roman from a font with the same metrics (Liberation Serif).

    python tests/setup/make_widths.py [FONT_DIRECTORY]

Run it again only when the set of characters changes; the table it writes is committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path("/usr/share/fonts/truetype/liberation2")
FACES = (
    ("REGULAR", "LiberationSerif-Regular.ttf"),
    ("BOLD", "LiberationSerif-Bold.ttf"),
    ("ITALIC", "LiberationSerif-Italic.ttf"),
    ("BOLD_ITALIC", "LiberationSerif-BoldItalic.ttf"),
)
TABLE = Path(__file__).parents[2] / "src/congvan/vietnamese/widths_table.py"
RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1EA0, 0x1EF9), (0x2010, 0x2044))
SINGLES = (0x20AB, 0x20AC, 0x2116, 0x2122, 0x2212, 0x2260, 0x2264, 0x2265)
LINE = 96
HEADER = '''"""Advance widths of Times New Roman in units of 1/2048 em, one number per character of `RUNS`.

Written by tests/setup/make_widths.py; do not edit. Each face is one string of widths in base 36, three digits
each, because a literal of that shape loads in microseconds.
"""

UNITS_PER_EM = 2048

'''
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def characters(faces: list[dict[int, str]]) -> list[int]:
    """Every code point of the ranges that all four faces have."""
    wanted = [code for first, last in RANGES for code in range(first, last + 1)] + list(SINGLES)
    return [code for code in wanted if all(code in face for face in faces)]


def literal(name: str, text: str) -> str:
    """A Python constant of one long string, folded into lines."""
    parts = [text[start : start + LINE] for start in range(0, len(text), LINE)]
    return f"{name} = (\n" + "".join(f"    {ascii_quoted(part)}\n" for part in parts) + ")\n"


def ascii_quoted(text: str) -> str:
    """The text as a double-quoted literal in ASCII, so that no editor changes an odd space."""
    return '"' + ascii(text)[1:-1].replace('"', '\\"').replace("\\'", "'") + '"'


def main() -> None:
    """Read the four faces and write the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FONTS
    fonts = [TTFont(folder / file) for _, file in FACES]
    maps = [font.getBestCmap() for font in fonts]
    codes = characters(maps)
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    parts = [HEADER]
    parts.append("# Runs of code points, first and last, in the order of the widths.\n")
    parts.append("RUNS = (\n" + "".join(f"    (0x{a:04X}, 0x{b:04X}),\n" for a, b in runs) + ")\n\n")
    for (name, _), font, cmap in zip(FACES, fonts, maps, strict=True):
        widths = [font["hmtx"][cmap[code]][0] for code in codes]
        if max(widths) >= 36**3:
            raise SystemExit("a width does not fit in three digits")
        digits = "".join(
            DIGITS[width // 1296] + DIGITS[width // 36 % 36] + DIGITS[width % 36] for width in widths
        )
        parts.append(literal(name, digits) + "\n")
    TABLE.write_text("".join(parts).rstrip("\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
