"""An invented office's register, and processes that draw from it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from congvan.problems import CongvanError
from congvan.register import Issue, Number, Particulars, Register, Series
from congvan.vietnamese.types import DocumentType, document_type

OFFICE = "Sở Du lịch"
SERIES = Series(OFFICE, 2027)
SECRET = Series(OFFICE, 2027, secret=True)
DAY = date(2027, 3, 5)


def kind(name: str) -> DocumentType:
    """A type of document by its name."""
    found = document_type(name)
    assert found is not None
    return found


def letter(symbol: str = "SDL-LH", *, subject: str = "mở tuyến tham quan mới") -> Particulars:
    """What is entered of an invented letter."""
    return Particulars(
        symbol=symbol, subject=subject, signatory="Lê Thị Mẫu", recipients="Các khu du lịch", archive="VT, LH"
    )


def issue_of(
    number: Number, particulars: Particulars | None = None, *, name: str = "thu.docx", digest: str = "ab"
) -> Issue:
    """A letter issued as one file."""
    return Issue(number=number, particulars=particulars or letter(), digests={name: digest})


def filled(register: Register) -> bytes:
    """A register with a number in every state, as a workbook."""
    drawn = register.reserve(SERIES, 4, date=DAY, holder="đợt 1")
    register.issue([issue_of(drawn[0]), issue_of(drawn[1], letter(subject="=1+1"))])
    register.annotate(drawn[0], transferred=date(2027, 3, 8), receipt="Mẫu", note="gửi hỏa tốc")
    register.void(drawn[2], "không ký")
    register.insert(drawn[0], date=DAY, reason="sót", force=True)
    return register.export_xlsx(parent="UBND tỉnh Lam Giang")


def codes(work: Callable[[], object]) -> list[str]:
    """The last parts of the codes of all problems that `work` raises, whose texts name every field."""
    with pytest.raises(CongvanError) as refused:
        work()
    for language in ("vi", "en"):
        assert "{" not in refused.value.describe(language)
    return [found.code.rpartition(".")[2] for found in refused.value.problems]


def draw(address: str | Path, numbers: int, seed: int) -> list[int]:
    """Draw this many numbers in ranges of uneven length, and enter every other range; return the serials."""
    taken: list[int] = []
    with Register.open(address, wait=120) as register:
        while len(taken) < numbers:
            size = min(1 + (seed * 7 + len(taken) * 13) % 60, numbers - len(taken))
            drawn = register.reserve(SERIES, size, date=DAY)
            taken += [number.serial for number in drawn]
            if size % 2:
                register.issue(issue_of(number) for number in drawn)
    return taken


def drawn_by_processes(address: str | Path, *, processes: int, numbers: int) -> list[int]:
    """The serials that so many processes draw together, all at once."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as executor:
        share = numbers // processes
        tasks = [executor.submit(draw, address, share, seed) for seed in range(processes)]
        return [serial for task in tasks for serial in task.result()]


def killed_after_reserving(address: str | Path, *, holder: str, count: int) -> None:
    """Let a process reserve numbers, and kill it before it issues any."""
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_reserve_and_wait, args=(address, holder, count, sending))
    process.start()
    # Else the end of a process that failed would be waited for without end.
    sending.close()
    assert receiving.recv() == "reserved"
    process.kill()
    process.join()
    assert process.exitcode == -9


def _reserve_and_wait(address: str | Path, holder: str, count: int, sending: object) -> None:
    register = Register.open(address)
    register.reserve(SERIES, count, date=DAY, holder=holder)
    sending.send("reserved")  # type: ignore[attr-defined]
    multiprocessing.Event().wait()
