"""The data of 200 invented units, the same on every run: don-vi.xlsx and chi-tiet.csv.

python examples/lo-200-don-vi/du_lieu.py FOLDER
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl

UNITS = 200
HEADS = ("Phường", "Xã")
FIRST = ("An", "Bình", "Cẩm", "Đồng", "Gia", "Hòa", "Kim", "Lộc", "Minh", "Ngọc")
SECOND = ("Khê", "Lâm", "Mỹ", "Nghĩa", "Phong", "Quang", "Sơn", "Thịnh", "Vân", "Xuyên")
FIELDS = (
    ("Chỉ đạo, điều hành", 15),
    ("Thủ tục hành chính", 30),
    ("Tổ chức bộ máy", 15),
    ("Chế độ công vụ", 15),
    ("Chuyển đổi số", 25),
)


def units() -> Iterator[tuple[str, str]]:
    """The code and the name of every unit."""
    for number in range(UNITS):
        head, rest = divmod(number, len(FIRST) * len(SECOND))
        first, second = divmod(rest, len(SECOND))
        yield f"{'PX'[head]}{rest + 1:03}", f"UBND {HEADS[head].lower()} {FIRST[first]} {SECOND[second]}"


def points(number: int, field: int, most: int) -> int:
    """The points of a unit in a field: made up, never more than `most`."""
    return most - (number * 7 + field * 5) % (most // 3)


def write_units(folder: Path) -> Path:
    """One row for each unit."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Mã", "Đơn vị", "Hồ sơ", "Trễ hạn", "Thứ hạng"])
    sums = [sum(points(n, i, most) for i, (_, most) in enumerate(FIELDS)) for n in range(UNITS)]
    ranks = {n: rank for rank, n in enumerate(sorted(range(UNITS), key=lambda n: (-sums[n], n)), start=1)}
    for number, (code, name) in enumerate(units()):
        sheet.append([code, name, 400 + number * 37 % 900, number * 11 % 43, ranks[number]])
    path = folder / "don-vi.xlsx"
    book.save(path)
    return path


def write_points(folder: Path) -> Path:
    """Five rows for each unit."""
    path = folder / "chi-tiet.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Mã", "linh_vuc", "toi_da", "dat", "nhan_xet"])
        for number, (code, _) in enumerate(units()):
            for field, (name, most) in enumerate(FIELDS):
                got = points(number, field, most)
                writer.writerow([code, name, most, got, "Cần cải thiện" if got < most * 3 // 4 else ""])
    return path


if __name__ == "__main__":
    into = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    into.mkdir(parents=True, exist_ok=True)
    print(write_units(into), write_points(into), sep="\n")
