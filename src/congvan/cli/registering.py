"""`congvan register ...`: what the commands do (sổ đăng ký văn bản đi)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from attrs import frozen

from congvan.api import write_file
from congvan.problems import Problem
from congvan.register import Entry, Hole, Register, RegisterError, Series, SeriesSummary, State
from congvan.vietnamese.dates import short_date

_STATES = {
    "vi": {State.RESERVED: "đã giữ", State.ISSUED: "đã phát hành", State.VOID: "đã hủy", None: "mất dòng"},
    "en": {State.RESERVED: "reserved", State.ISSUED: "issued", State.VOID: "void", None: "line missing"},
}
_SUMMARY = {
    "vi": "{series}: {issued} số đã phát hành, {reserved} đã giữ, {void} đã hủy; số tiếp theo {next}",
    "en": "{series}: {issued} issued, {reserved} reserved, {void} void; next number {next}",
}
_CLOSED = {"vi": "đã khóa", "en": "closed"}
_FIELDS = {
    "number": ("Số", "Number"),
    "series": ("Hệ thống số", "Series"),
    "state": ("Trạng thái", "State"),
    "reference": ("Số, ký hiệu", "Reference"),
    "date": ("Ngày", "Date"),
    "type": ("Loại", "Type"),
    "subject": ("Trích yếu", "Subject"),
    "signatory": ("Người ký", "Signatory"),
    "recipients": ("Nơi nhận", "Recipients"),
    "archive": ("Lưu", "Archive"),
    "copies": ("Số lượng bản", "Copies"),
    "transferred": ("Ngày chuyển", "Transferred"),
    "receipt": ("Ký nhận", "Receipt"),
    "note": ("Ghi chú", "Note"),
    "holder": ("Giữ cho", "Held for"),
    "reason": ("Lý do hủy", "Why void"),
    "insertion": ("Lý do chèn số", "Why inserted"),
}


@frozen
class Wanted:
    """Which series a person means: what is None may be any; not `secret` is any as long as there is one."""

    issuer: str | None
    year: int | None
    type_name: str | None
    secret: bool

    def among(self, register: Register) -> list[SeriesSummary]:
        """The series meant, open ones only unless `secret` is asked for; RegisterError when there is none."""
        known = register.series()
        found = [each for each in known if self._fits(each.series)]
        if not found:
            listed = "; ".join(str(each.series) for each in known)
            raise RegisterError(
                Problem("congvan.register.no-series", parameters={"series": self, "known": listed})
            )
        return found

    def one(self, register: Register) -> Series:
        """The only series meant, the common one of its types; RegisterError `which-series` for several."""
        found = self.among(register)
        if self.type_name is None:
            found = [each for each in found if each.series.type is None] or found
        if len(found) > 1:
            listed = "; ".join(str(each.series) for each in found)
            raise RegisterError(Problem("congvan.register.which-series", parameters={"known": listed}))
        return found[0].series

    def _fits(self, series: Series) -> bool:
        kind = series.type.name if series.type else None
        return (
            self.issuer in (None, series.issuer)
            and self.year in (None, series.year)
            and self.type_name in (None, kind)
            and self.secret == series.secret
        )

    def __str__(self) -> str:
        """As a series is said: `Sở Nội vụ, năm 2027, quyết định, mật`."""
        parts = (self.issuer, self.year and f"năm {self.year}", self.type_name, self.secret and "mật")
        return ", ".join(str(part) for part in parts if part)


def begin(target: str, wanted: Wanted, next_number: int) -> int:
    """Make a register and open a series in it, or a new year in one that is there; print the series."""
    opened = _carried_on(target, wanted) or (_opened(target, wanted, next_number),)
    for series in opened:
        print(series)
    return 0


def _carried_on(target: str, wanted: Wanted) -> tuple[Series, ...]:
    """The series of a new year, when no more than the year was said of a register that is there."""
    if wanted.issuer or wanted.type_name or wanted.secret or wanted.year is None:
        return ()
    with _register_of(target) as register:
        return register.begin_year(wanted.year)


def _opened(target: str, wanted: Wanted, next_number: int) -> Series:
    year = date.today().year if wanted.year is None else wanted.year
    issuer = wanted.issuer or _only_issuer(target)
    series = Series(issuer, year, type=wanted.type_name, secret=wanted.secret)
    Register.init(target, series, next_number=next_number).close()
    return series


def _only_issuer(target: str) -> str:
    with _register_of(target) as register:
        issuers = {each.series.issuer for each in register.series()}
    if len(issuers) != 1:
        raise RegisterError(Problem("congvan.register.no-issuer"))
    return issuers.pop()


def _register_of(target: str) -> Register:
    """The register that is there; a new one would have to be told whose it is."""
    try:
        return Register.open(target)
    except RegisterError as error:
        if any(problem.code == "congvan.register.not-found" for problem in error.problems):
            raise RegisterError(Problem("congvan.register.no-issuer")) from None
        raise


def list_series(target: str, wanted: Wanted, *, holes: bool, as_json: bool, language: str) -> int:
    """Print every series meant with its lines, or with its holes only."""
    with Register.open(target) as register:
        found = wanted.among(register)
        if as_json:
            _print_json([_listed(register, each, holes=holes) for each in found])
            return 0
        for each in found:
            print(_summary(each, language))
            rows = register.holes(each.series) if holes else register.entries(each.series)
            for row in rows:
                print("  " + (_hole(row, language) if isinstance(row, Hole) else _line(row, language)))
    return 0


def _listed(register: Register, summary: SeriesSummary, *, holes: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "series": str(summary.series),
        "next_number": summary.next_number,
        "closed": summary.closed,
        "issued": summary.issued,
        "reserved": summary.reserved,
        "void": summary.void,
        "holes": [
            {
                "numbers": hole.text,
                "state": hole.state.value if hole.state else None,
                "explanation": hole.explanation,
            }
            for hole in register.holes(summary.series)
        ],
    }
    if not holes:
        found["entries"] = [_record(entry) for entry in register.entries(summary.series)]
    return found


def _summary(summary: SeriesSummary, language: str) -> str:
    text = _SUMMARY[language].format(
        series=summary.series,
        issued=summary.issued,
        reserved=summary.reserved,
        void=summary.void,
        next=summary.next_number,
    )
    return f"{text} ({_CLOSED[language]})" if summary.closed else text


def _line(entry: Entry, language: str) -> str:
    what = entry.particulars.subject if entry.particulars else entry.reason or entry.holder or ""
    parts = (entry.reference, short_date(entry.date), _STATES[language][entry.state], what)
    return "  ".join(part for part in parts if part)


def _hole(hole: Hole, language: str) -> str:
    parts = (hole.text, _STATES[language][hole.state], hole.explanation or "")
    return "  ".join(part for part in parts if part)


def show_number(target: str, text: str, wanted: Wanted, *, as_json: bool, language: str) -> int:
    """Print all that stands in the line of one number."""
    with Register.open(target) as register:
        entry = register.entry(wanted.one(register).number(text))
    record = _record(entry)
    if as_json:
        _print_json(record)
        return 0
    shown = record | {"state": _STATES[language][entry.state], "date": short_date(entry.date)}
    for key, titles in _FIELDS.items():
        if shown.get(key) not in (None, ""):
            print(f"{titles[language == 'en']}: {shown[key]}")
    for name, digest in entry.digests.items():
        print(f"{name}: SHA-256 {digest}")
    return 0


def _record(entry: Entry) -> dict[str, object]:
    """A line for a machine; what is not known is null."""
    entered = entry.particulars
    return {
        "number": str(entry.number),
        "series": str(entry.number.series),
        "state": entry.state.value,
        "reference": entry.reference if entered else None,
        "date": entry.date.isoformat(),
        "type": entered.type.name if entered else None,
        "subject": entered.subject if entered else None,
        "signatory": entered.signatory if entered else None,
        "recipients": entered.recipients if entered else None,
        "archive": entered.archive if entered else None,
        "copies": entry.copies,
        "transferred": entry.transferred.isoformat() if entry.transferred else None,
        "receipt": entry.receipt,
        "note": entry.note,
        "holder": entry.holder,
        "reason": entry.reason,
        "insertion": entry.insertion,
        "digests": dict(entry.digests),
    }


def _print_json(value: object) -> None:
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, ensure_ascii=not is_utf8, indent=2))


def void_numbers(target: str, texts: Sequence[str], reason: str, wanted: Wanted, *, language: str) -> int:
    """Give up numbers, all or none, and print them."""
    with Register.open(target) as register:
        series = wanted.one(register)
        for entry in register.void([series.number(text) for text in texts], reason):
            print(_line(entry, language))
    return 0


def export_register(target: str, into: str, wanted: Wanted, *, parent: str | None, force: bool) -> int:
    """Write the series meant as a workbook and print its path."""
    with Register.open(target) as register:
        chosen = [each.series for each in wanted.among(register)]
        data = register.export_xlsx(*chosen, parent=parent)
    print(write_file(Path(into), data, force=force))
    return 0
