"""Letters that something is wrong with, and what the command makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Protocol

from attrs import frozen

from congvan.opc import read_package

FRONT = """---
Cơ quan ban hành: {Tên: Sở Nội vụ, Cơ quan chủ quản: UBND tỉnh Lam Giang, Địa danh: Lam Giang}
Số, ký hiệu: /SNV-CCHC
Ngày: 2027-03
Trích yếu: %subject
%keys
Người ký: {Quyền hạn: KT. Giám đốc, Chức vụ: Phó Giám đốc, Họ và tên: Phan Thị Thu Nguyệt}
Nơi nhận: [Như trên, UBND tỉnh (để b/c)]
Lưu: [VT, P.CCHC]
---
"""
BODY = "Sở Nội vụ đề nghị các cơ quan đăng ký tập huấn kỹ năng số./.\n"
SUBJECT = "đăng ký tập huấn năm 2027"
RECIPIENTS = "Kính gửi: [Văn phòng UBND tỉnh]"


def letter(body: str = BODY, *, keys: str = "", subject: str = SUBJECT, recipients: str = RECIPIENTS) -> str:
    """A source with nothing wrong but what is given; `body` begins on line 12 when `keys` is empty."""
    front = FRONT.replace("%subject", subject).replace("%keys", f"{recipients}\n{keys}")
    return front + body


class Outcome(Protocol):
    """How a call ended."""

    @property
    def code(self) -> int:
        """The exit code."""

    @property
    def out(self) -> str:
        """Standard output."""

    @property
    def err(self) -> str:
        """Standard error."""


@frozen
class Tried:
    """What came of rendering a file: exit code, what was said, the files there are now beside the source."""

    code: int
    said: str
    made: tuple[str, ...]

    @property
    def codes(self) -> list[str]:
        """The codes of the problems told, in order."""
        return re.findall(r"\[((?:congvan|nd30)\.[\w.-]+)\]", self.said)

    @property
    def is_refused(self) -> bool:
        """True when nothing was written and problems say why, none of them a fault of congvan."""
        return self.code == 1 and not self.made and bool(self.codes) and "congvan.cli.fault" not in self.codes


@frozen
class Desk:
    """Renders sources in the current folder, `thu.md` unless another name is given."""

    run: Callable[..., Outcome]

    def render(self, source: str | bytes, *arguments: str, name: str = "thu.md") -> Tried:
        """Write the source, render it into `out`, tell what came of it."""
        Path(name).write_bytes(source if isinstance(source, bytes) else source.encode())
        before = files_here()
        done = self.run("render", name, "--into", "out", *arguments)
        return Tried(done.code, done.err, tuple(sorted(files_here() - before)))

    def words(self, source: str | bytes, *arguments: str) -> str:
        """The words of the letter that a good source gives."""
        done = self.render(source, *arguments)
        assert done.code == 0, done.said
        return words(Path("out/thu.docx").read_bytes())


def files_here() -> set[str]:
    """Every file in the current folder and below it."""
    return {path.as_posix() for path in Path().rglob("*") if path.is_file()}


def words(document: bytes) -> str:
    """The words of a letter, a paragraph to a line, a line break as `¶`."""
    xml = read_package(document).read("word/document.xml").decode()
    lines = xml.replace("<w:br/>", "¶").replace("</w:p>", "\n")
    return unescape(re.sub(r"<[^>]+>", "", lines))
