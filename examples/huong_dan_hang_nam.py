"""Next year's guidance from this year's source file: one value changes, the reporting calendar does the rest.

python examples/huong_dan_hang_nam.py OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import congvan as cv

SOURCE = Path(__file__).with_name("huong-dan-hang-nam.md")
YEARS = (2027, 2028)


def letters() -> dict[str, cv.Rendered]:
    """One rendered letter for each year, read once and bound as often as needed."""
    source = cv.read(SOURCE)
    return {
        f"huong-dan-{year}": cv.render(source.bind(values={"nam": year}), name=f"huong-dan-{year}")
        for year in YEARS
    }


if __name__ == "__main__":
    into = sys.argv[1] if len(sys.argv) > 1 else "out"
    for rendered in letters().values():
        for path in rendered.write(into):
            print(path)
