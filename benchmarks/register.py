"""How many numbers a second one process draws from a register, and enters, on SQLite, by size of range.

python benchmarks/register.py [--numbers 20000] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from congvan.register import Issue, NumberRange, Particulars, Register, Series

LEAST = 2000
"""Numbers a second, drawn by ranges of `GOAL_RANGE` and more."""
GOAL_RANGE = 100
RANGES = (1, 10, 100, 1000)
SERIES = Series("Sở Nội vụ", 2027)
DAY = date(2027, 3, 5)
LETTER = Particulars(symbol="SNV-CCHC", subject="đăng ký tập huấn kỹ năng số", signatory="Trần Thị Mẫu")


def drawn(register: Register, numbers: int, size: int) -> tuple[float, list[NumberRange]]:
    """Seconds that drawing takes, and the ranges drawn."""
    start = time.perf_counter()
    ranges = [register.reserve(SERIES, size, date=DAY) for _ in range(numbers // size)]
    return time.perf_counter() - start, ranges


def entered(register: Register, ranges: list[NumberRange]) -> float:
    """Seconds that entering the letters of these ranges takes, two files each."""
    start = time.perf_counter()
    for numbers in ranges:
        register.issue(
            Issue(
                number=number,
                particulars=LETTER,
                digests={f"{number}.docx": "0" * 64, f"{number}.xlsx": "1" * 64},
            )
            for number in numbers
        )
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, and return 1 when drawing or entering by range is slower than the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", type=int, default=20_000)
    parser.add_argument("--folder", help="where the register is made; a disk that syncs, not memory")
    options = parser.parse_args()
    slow = False
    print(f"{'range':>6} {'drawn/s':>10} {'drawn and entered/s':>20}")
    for size in RANGES:
        count = min(options.numbers, size * 500)
        with (
            tempfile.TemporaryDirectory(dir=options.folder) as folder,
            Register.init(Path(folder, "so-di.db"), SERIES) as register,
        ):
            drawing, ranges = drawn(register, count, size)
            entering = entered(register, ranges)
        whole = count / (drawing + entering)
        print(f"{size:6} {count / drawing:10.0f} {whole:20.0f}")
        slow |= size >= GOAL_RANGE and min(count / drawing, whole) < LEAST
    print(f"at least {LEAST} a second by ranges of {GOAL_RANGE} and more")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
