"""What a person sees while a batch runs."""

from __future__ import annotations

import io
import re

import pytest

from congvan.batch import Progress
from congvan.cli.batches.showing import Ticker, spans


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO, total: int) -> str:
    ticker = Ticker("vi", stream)
    for done in range(total + 1):
        ticker(Progress(stage="make", done=done, total=total))
    return stream.getvalue()


def test_a_terminal_shows_a_bar_with_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    said = told(Screen(), 40)
    assert re.search(r"\[#+\] 40/40, [\d,]+ mỗi giây, còn 0:00\n$", said)
    assert said.count("\n") == 1


def test_a_narrow_terminal_is_written_over_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    lines = re.split(r"\r\x1b\[K", told(Screen(), 40).rstrip("\n"))
    assert max(map(len, lines)) < 30


def test_elsewhere_there_are_about_ten_plain_lines() -> None:
    lines = told(io.StringIO(), 1000).splitlines()
    assert 9 <= len(lines) <= 11
    assert lines[-1].startswith("Tạo văn bản: 1000/1000, ")
    assert "\x1b" not in "".join(lines)


def test_numbers_are_listed_as_people_do() -> None:
    assert spans(("15", "16", "17", "20", "20", "21a")) == "15-17, 20, 21a"
