"""How a batch shows its progress and what it came to (tiến độ, tổng kết)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from shutil import get_terminal_size
from time import perf_counter
from typing import TextIO

from attrs import define, field

from congvan.batch import Progress, Report
from congvan.cli.reporting import as_record, said
from congvan.problems import Problem

_STAGES = {
    "vi": {"check": "Kiểm tra", "make": "Tạo văn bản", "pdf": "Tạo PDF"},
    "en": {"check": "Checking", "make": "Making", "pdf": "PDF"},
}
_RATE = {
    "vi": "{stage}: {bar}{done}/{total}, {rate} mỗi giây, còn {left}",
    "en": "{stage}: {bar}{done}/{total}, {rate} a second, {left} left",
}
_SUMMARY = {
    "vi": "Đã tạo {made} văn bản ({files} tệp) trong {seconds:.1f} giây; giữ nguyên {kept}; lỗi {failed}.",
    "en": "{made} letters made ({files} files) in {seconds:.1f} seconds; {kept} kept; {failed} failed.",
}
_LISTS = {
    "vi": {
        "checked": "Đã kiểm tra {count} dòng, không có lỗi.",
        "numbers": "Số: {listed}",
        "changed": "Dữ liệu đã đổi, giữ văn bản cũ (thêm --replace để làm lại): {listed}",
        "tampered": "Tệp đã bị sửa sau khi tạo, giữ nguyên: {listed}",
        "restored": "Làm lại tệp bị mất: {listed}",
        "gone": "Không còn trong dữ liệu, văn bản cũ vẫn để nguyên: {listed}",
        "voided": "Đã hủy số: {listed}",
        "failure": "Dòng {line} «{key}»{number}:",
        "file": "Tệp «{key}»:",
        "holding": " (giữ số {number})",
        "letters": "{count} văn bản",
        "pages": "Số trang PDF: {count}",
    },
    "en": {
        "checked": "{count} rows checked, all good.",
        "numbers": "Numbers: {listed}",
        "changed": "Data changed, the letters were kept (--replace makes them anew): {listed}",
        "tampered": "Edited since they were made, kept: {listed}",
        "restored": "Lost files made again: {listed}",
        "gone": "No longer in the data, their letters were left: {listed}",
        "voided": "Void: {listed}",
        "failure": "Row {line} «{key}»{number}:",
        "file": "File «{key}»:",
        "holding": " (keeps number {number})",
        "letters": "{count} letters",
        "pages": "Pages of PDF: {count}",
    },
}
_STEPS = 10
_BAR = 24
_FAST = 10
_POINT = {"vi": ",", "en": "."}
_SHOWN = 20


@define
class Ticker:
    """Tells progress on standard error: a bar that grows on a terminal, about ten plain lines elsewhere."""

    language: str
    stream: TextIO = field(factory=lambda: sys.stderr)
    _stage: str = field(default="", init=False)
    _began: float = field(default=0.0, init=False)
    _told: float = field(default=-1.0, init=False)

    def __call__(self, progress: Progress) -> None:
        """Say how far it is, when that is worth saying."""
        now = perf_counter()
        if progress.stage != self._stage:
            self._stage, self._began, self._told = progress.stage, now, -1.0
        step = int(progress.done * _STEPS / max(progress.total, 1)) if not self.stream.isatty() else now
        if not progress.done:
            return
        is_last = progress.done >= progress.total
        if not is_last and step < self._told + (0.1 if self.stream.isatty() else 1):
            return
        self._told = step
        line = self._line(progress, max(now - self._began, 1e-6))
        if self.stream.isatty():
            # A line that wraps could not be written over.
            fitting = line[: get_terminal_size().columns - 1]
            self.stream.write(f"\r\x1b[K{fitting}" + ("\n" if is_last else ""))
            self.stream.flush()
        else:
            print(line, file=self.stream)

    def _line(self, progress: Progress, spent: float) -> str:
        rate = progress.done / spent
        left = round((progress.total - progress.done) / rate) if rate else 0
        return _RATE[self.language].format(
            stage=_STAGES[self.language][progress.stage],
            bar=_bar(progress) if self.stream.isatty() else "",
            done=progress.done,
            total=progress.total,
            rate=f"{rate:.0f}" if rate >= _FAST else f"{rate:.1f}".replace(".", _POINT[self.language]),
            left=f"{left // 60}:{left % 60:02}",
        )


def _bar(progress: Progress) -> str:
    full = _BAR * progress.done // max(progress.total, 1)
    return f"[{'#' * full}{'.' * (_BAR - full)}] "


def spans(numbers: tuple[str, ...]) -> str:
    """Numbers as a person lists them: `15-18, 20`."""
    found: list[list[str]] = []
    for number in numbers:
        last = found[-1][-1] if found else ""
        if last == number:
            continue
        if last.isdigit() and number.isdigit() and int(number) == int(last) + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found)


def show(report: Report, language: str) -> None:
    """Print what a batch came to: the summary on standard output, what went wrong on standard error."""
    texts = _LISTS[language]
    for finding in report.findings:
        count = texts["letters"].format(count=finding.letters)
        print(f"{count}: {said(finding.problem, language)}", file=sys.stderr)
    if report.checked:
        print(texts["checked"].format(count=report.checked))
        return
    for failure in report.failures:
        number = texts["holding"].format(number=failure.number) if failure.number else ""
        told = texts["failure" if failure.line else "file"]
        head = told.format(line=failure.line, key=failure.key, number=number)
        for found in failure.problems:
            print(f"{head} {said(found, language)}", file=sys.stderr)
    for name in ("changed", "tampered", "restored", "gone"):
        if listed := getattr(report, name):
            print(texts[name].format(listed=_some(listed)), file=sys.stderr)
    if report.voided:
        print(texts["voided"].format(listed=spans(report.voided)))
        return
    print(
        _SUMMARY[language].format(
            made=report.made,
            files=report.files,
            seconds=report.seconds,
            kept=report.kept,
            failed=len(report.failures),
        )
    )
    if report.numbers:
        print(texts["numbers"].format(listed=spans(report.numbers)))
    if report.pages is not None:
        print(texts["pages"].format(count=report.pages))


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" ... (+{more})" if more > 0 else "")


def show_json(report: Report, language: str) -> None:
    """Print what a batch came to for a machine."""
    record = {
        "checked": report.checked,
        "made": report.made,
        "kept": report.kept,
        "files": report.files,
        "numbers": list(report.numbers),
        "failures": [
            {
                "key": failure.key,
                "line": failure.line,
                "number": failure.number,
                "problems": [as_record(found, language) for found in failure.problems],
            }
            for failure in report.failures
        ],
        "changed": list(report.changed),
        "tampered": list(report.tampered),
        "restored": list(report.restored),
        "gone": list(report.gone),
        "voided": list(report.voided),
        "findings": [
            {**as_record(finding.problem, language), "letters": finding.letters}
            for finding in report.findings
        ],
        "pages": report.pages,
        "seconds": round(report.seconds, 3),
        "complete": report.is_complete,
    }
    _print(record)


def show_refusal(problems: Iterable[Problem], language: str) -> None:
    """Print for a machine why a batch was not run."""
    _print({"problems": [as_record(found, language) for found in problems], "complete": False})


def _print(record: dict[str, object]) -> None:
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(record, ensure_ascii=not is_utf8, indent=2))
