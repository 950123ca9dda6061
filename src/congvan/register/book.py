"""The outgoing register, opened (sổ đăng ký văn bản đi)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from attrs import evolve

from congvan.model import Dispatch
from congvan.model.fields import refuse, text_problems
from congvan.register.entries import Entry, Hole, Issue, State
from congvan.register.faults import RegisterError, problem
from congvan.register.series import Day, Demand, Number, NumberRange, Series, SeriesSummary, day_problems

if TYPE_CHECKING:
    from congvan.register.ledger import Ledger

WAIT = 10.0
"""How many seconds a call waits for others who are writing, unless told otherwise."""

_EXTRAS = {"sqlalchemy": "register", "psycopg": "postgres"}


class Register:
    """The outgoing register (sổ đăng ký văn bản đi, ND30-D16, ND30-PL4-I): a `NumberSource`.

    Kept in one SQLite file, or in PostgreSQL for several machines. Each call is one transaction: done whole
    or not at all, on disk when it returns. May be shared by threads, survives a fork, and is pickled as its
    address. Every call raises RegisterError with all problems: those of its own, and what the database
    refuses (`locked`, `read-only`, `corrupted`, `disk-full`, `unreachable`, `failed`), as UnavailableError.
    """

    def __init__(self, ledger: Ledger, target: str | Path, *, read_only: bool, wait: float) -> None:
        """Keep an open ledger; `Register.open` and `Register.init` are how one is got."""
        self._ledger = ledger
        self._target = target
        self._read_only = read_only
        self._wait = wait

    @classmethod
    def open(cls, target: str | Path, *, read_only: bool = False, wait: float = WAIT) -> Self:
        """The register at a path or database URL; one of an older congvan is brought up to date.

        `wait` is in seconds. Raises RegisterError `not-found`, `not-a-register`, `newer-schema`,
        `older-schema` (when it may only be read), `corrupted`, `bad-address`, `other-database`,
        `library-missing`.
        """
        target = _resolved(target)
        with _libraries():
            from congvan.register.ledger import open_ledger

            ledger = open_ledger(target, read_only=read_only, wait=wait)
        return cls(ledger, target, read_only=read_only, wait=wait)

    @classmethod
    def init(cls, target: str | Path, series: Series, *, next_number: int = 1, wait: float = WAIT) -> Self:
        """The register at a path or URL, made when missing, with a series opened in it.

        `next_number` is the first number it will give, more than 1 when an older register is carried on in
        mid-year. Raises RegisterError `series-exists`, `bad-next-number`, and as `open` does.
        """
        target = _resolved(target)
        with _libraries():
            from congvan.register.ledger import create_ledger

            ledger = create_ledger(target, wait=wait)
        register = cls(ledger, target, read_only=False, wait=wait)
        try:
            register.open_series(series, next_number=next_number)
        except BaseException:
            register.close()
            raise
        return register

    def close(self) -> None:
        """Let go of the database; a call afterwards reaches for it again."""
        self._ledger.close()

    def __enter__(self) -> Self:
        """The register itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the database."""
        self.close()

    def __reduce__(self) -> tuple[Callable[..., Register], tuple[str | Path]]:
        """Pickled as its address: another process opens it for itself."""
        return partial(type(self).open, read_only=self._read_only, wait=self._wait), (self._target,)

    def __repr__(self) -> str:
        """The address, without a password."""
        return f"Register({self._ledger.name!r})"

    def open_series(self, series: Series, *, next_number: int = 1) -> None:
        """Open a further series; RegisterError `series-exists`, `bad-next-number`."""
        from congvan.register.ledger import years

        self._ledger.write(lambda connection: years.open_series(connection, series, next_number))

    def begin_year(self, year: int) -> tuple[Series, ...]:
        """Open for `year`, from number 1, what series the year before has; return those newly opened."""
        from congvan.register.ledger import years

        return self._ledger.write(lambda connection: years.begin_year(connection, year))

    def close_series(self, series: Series) -> None:
        """End a series, no number is drawn from it any more; RegisterError `open-reservations`."""
        from congvan.register.ledger import years

        self._ledger.write(lambda connection: years.close_series(connection, series))

    def series_for(self, dispatch: Dispatch, *, year: int | None = None) -> Series:
        """The series that a dispatch is numbered in: that of its type when there is one, else the common one.

        `year` is that of its date unless given; the issuer is the first one of a joint dispatch.
        """
        common = Series(
            dispatch.issuer[0].name,
            dispatch.date.year if year is None else year,
            secret=dispatch.secrecy is not None,
        )
        own = evolve(common, type=dispatch.type)
        return own if own in (summary.series for summary in self.series()) else common

    def reserve(
        self,
        series: Series,
        count: int,
        *,
        date: Day,
        holder: str | None = None,
        one_number: bool = False,
    ) -> NumberRange:
        """Reserve the next `count` numbers for letters dated `date`; with `one_number` one for all of them.

        `holder` says for whom: asked again in the same name, the register gives the same numbers with the
        date of the first time. Raises ModelError for arguments that cannot be; RegisterError `no-series`,
        `other-year`, `series-closed`, `series-full`, `date-of-other-year`, `date-falls`,
        `reservation-differs`.
        """
        from congvan.register.ledger import drawing

        demand = Demand(count, date, holder, one_number=one_number)
        return self._ledger.write(lambda connection: drawing.reserve(connection, series, demand))

    def insert(
        self, after: Number, *, date: Day, reason: str, holder: str | None = None, force: bool = False
    ) -> NumberRange:
        """Reserve a number behind one already given, `15a` behind 15; only with `force`, and flagged.

        The decree knows no such numbers: `reason` stays in the register. Raises RegisterError
        `insertion-not-forced`, `no-letter-left`, `unknown-number`, and as `reserve` does.
        """
        from congvan.register.ledger import drawing

        refuse(text_problems("reason", reason))
        if not force:
            raise RegisterError(problem("insertion-not-forced", number=after, series=after.series))
        demand = Demand(1, date, holder, reason=reason)
        return self._ledger.write(lambda connection: drawing.insert_behind(connection, after, demand))

    def issue(self, issues: Iterable[Issue]) -> tuple[Entry, ...]:
        """Enter dispatches under their reserved numbers, in one transaction; return their lines in order.

        What stands there in the same words already is left alone; a number reserved as `one_number` takes in
        further files. Raises RegisterError `unknown-number`, `is-void`, `already-issued`, `triple-taken`,
        `secret-in-open-series`, `open-in-secret-series`, `series-of-other-type`, `date-falls`.
        """
        from congvan.register.ledger import issuing

        given = tuple(issues)
        return self._ledger.write(lambda connection: issuing.issue(connection, given)) if given else ()

    def void(self, numbers: Number | Iterable[Number], reason: str) -> tuple[Entry, ...]:
        """Give up reserved numbers for a reason; they stay in the register and are never drawn again.

        Raises RegisterError `unknown-number`, `issued-stays`, `already-void` (for another reason).
        """
        from congvan.register.ledger import issuing

        refuse(text_problems("reason", reason))
        given = (numbers,) if isinstance(numbers, Number) else tuple(dict.fromkeys(numbers))
        return self._ledger.write(lambda connection: issuing.void(connection, given, reason)) if given else ()

    def annotate(
        self,
        number: Number,
        *,
        transferred: Day | None = None,
        receipt: str | None = None,
        note: str | None = None,
    ) -> Entry:
        """Fill in ngày chuyển, ký nhận, ghi chú of an issued dispatch; None leaves what stands there.

        Raises RegisterError `unknown-number`, `not-issued`.
        """
        from congvan.register.ledger import issuing

        texts = {"receipt": receipt, "note": note}
        refuse(
            [
                *(() if transferred is None else day_problems(transferred)),
                *(
                    found
                    for name, said in texts.items()
                    if said is not None
                    for found in text_problems(name, said, blank=True)
                ),
            ]
        )
        columns = {"transferred": transferred, **texts}
        values = {name: value for name, value in columns.items() if value is not None}
        return self._ledger.write(lambda connection: issuing.annotate(connection, number, values))

    def series(self) -> tuple[SeriesSummary, ...]:
        """Every series and how it stands, in the order they were opened."""
        from congvan.register.ledger import reading

        return self._ledger.read(reading.summaries)

    def entry(self, number: Number) -> Entry:
        """The line of one number; RegisterError `unknown-number`."""
        from congvan.register.ledger import reading

        return self._ledger.read(lambda connection: reading.entry(connection, number))

    def entries(self, series: Series, *, state: State | None = None) -> tuple[Entry, ...]:
        """The lines of a series in the order of their numbers, all or those of one state."""
        from congvan.register.ledger import reading

        return self._ledger.read(lambda connection: reading.entries(connection, series, state))

    def reservations(self, series: Series) -> tuple[NumberRange, ...]:
        """Every reservation ever made in a series, in the order of the numbers."""
        from congvan.register.ledger import reading

        return self._ledger.read(lambda connection: reading.reservations(connection, series))

    def holes(self, series: Series) -> tuple[Hole, ...]:
        """The numbers drawn but not issued, neighbours of one kind together; empty when all is issued."""
        from congvan.register.ledger import reading

        return self._ledger.read(lambda connection: reading.holes(connection, series))

    def export_xlsx(self, *series: Series, parent: str | None = None) -> bytes:
        """The register as a workbook in the decree's layout (ND30-PL4-I), a sheet for each series.

        Without `series` all but the secret ones. `parent` stands above the issuer's name on the head.
        """
        from congvan.register.workbook import Sheet, workbook

        chosen = series or tuple(each.series for each in self.series() if not each.series.secret)
        return workbook([Sheet(each, self.entries(each)) for each in chosen], parent=parent)


def _resolved(target: str | Path) -> str | Path:
    """A path is made absolute: the register stays where it is when the working folder changes."""
    return target if isinstance(target, str) and "://" in target else Path(target).absolute()


@contextmanager
def _libraries() -> Iterator[None]:
    """Says which part of congvan to install where a library is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in _EXTRAS:
            raise
        missing = problem("library-missing", name=error.name, extra=_EXTRAS[error.name])
        raise RegisterError(missing) from None
