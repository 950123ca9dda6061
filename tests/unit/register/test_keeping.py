"""A register is kept safe: by many at once, across versions, and when files go wrong."""

from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from congvan.register import Number, Register, State
from congvan.register.ledger.schema import TABLES, VERSION, migrate
from tests.support.registers import (
    DAY,
    OFFICE,
    SERIES,
    codes,
    issue_of,
)

NOBODY = 65_534


def statement(path: Path, text: str) -> None:
    """Do something to the database behind the register's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(text)


def test_threads_share_a_register(register: Register) -> None:
    with ThreadPoolExecutor(8) as executor:
        drawn = list(executor.map(lambda _: register.reserve(SERIES, 3, date=DAY), range(24)))
    serials = sorted(number.serial for numbers in drawn for number in numbers)
    assert serials == list(range(1, 73))


def test_a_register_is_pickled_as_its_address(register: Register) -> None:
    with pickle.loads(pickle.dumps(register)) as other:
        other.reserve(SERIES, 1, date=DAY)
    assert str(register.reserve(SERIES, 1, date=DAY)) == "02"


def test_a_forked_process_and_its_parent_do_not_disturb_each_other(register: Register) -> None:
    register.reserve(SERIES, 1, date=DAY)
    child = os.fork()
    if not child:
        code = 1
        try:
            code = 0 if str(register.reserve(SERIES, 1, date=DAY)) == "02" else 2
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    assert str(register.reserve(SERIES, 1, date=DAY)) == "03"


def test_it_stays_where_it_was_when_the_working_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Register.init("so.db", SERIES) as register:
        monkeypatch.chdir("/")
        register.close()
        assert register.series()[0].series == SERIES


def test_a_url_names_the_same_register_as_a_path(path: Path, register: Register) -> None:
    plain = path.with_name("so.db")
    with Register.init(plain, SERIES), Register.open(f"sqlite:///{plain}") as same:
        assert same.series()[0].next_number == 1
    assert repr(register) == f"Register({str(path)!r})"


def test_what_is_committed_is_synced_to_the_disk(register: Register, path: Path) -> None:
    with register._ledger.engine.connect() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    assert settings == ["wal", 2]


def test_a_register_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path) -> None:
    assert codes(lambda: Register.open(tmp_path / "so.db")) == ["not-found"]
    assert codes(lambda: Register.open(tmp_path)) == ["not-a-register"]
    assert codes(lambda: Register.init(tmp_path / "no" / "so.db", SERIES)) == ["unreachable"]
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("mysql://host/so", "other-database"),
        ("sqlite://", "other-database"),
        ("sqlite:///:memory:", "other-database"),
        ("postgresql://:no:port/", "bad-address"),
        ("://", "bad-address"),
    ],
)
def test_an_address_that_cannot_keep_a_register_is_refused(address: str, code: str) -> None:
    assert codes(lambda: Register.open(address)) == [code]


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    statement(path, "CREATE TABLE other (x)")
    before = path.read_bytes()
    assert codes(lambda: Register.open(path)) == ["not-a-register"]
    assert codes(lambda: Register.init(path, SERIES)) == ["not-a-register"]
    path.write_bytes(before)
    assert codes(lambda: Register.open(path, read_only=True)) == ["not-a-register"]
    assert path.read_bytes() == before


def test_an_empty_file_left_by_a_crash_becomes_a_register(tmp_path: Path) -> None:
    path = tmp_path / "so.db"
    path.touch()
    assert codes(lambda: Register.open(path)) == ["not-a-register"]
    with Register.init(path, SERIES) as register:
        assert str(register.reserve(SERIES, 1, date=DAY)) == "01"


def test_text_instead_of_a_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.db"
    path.write_text("Sổ đăng ký văn bản đi\n" * 100, encoding="utf-8")
    assert codes(lambda: Register.open(path)) == ["corrupted"]
    assert codes(lambda: Register.init(path, SERIES)) == ["corrupted"]


def test_a_damaged_register_is_refused(register: Register, path: Path) -> None:
    register.reserve(SERIES, 500, date=DAY)
    register.close()
    data = path.read_bytes()
    for start in range(4096, len(data), 16_384):
        path.write_bytes(data[:start] + b"\xa5" * 512 + data[start + 512 :])
        assert codes(lambda: Register.open(path)) == ["corrupted"]
    path.write_bytes(data[: len(data) // 2])
    assert codes(lambda: Register.open(path)) == ["corrupted"]


def test_a_line_taken_out_of_the_database_is_a_hole_that_is_named(register: Register, path: Path) -> None:
    register.issue(issue_of(number) for number in register.reserve(SERIES, 4, date=DAY))
    statement(path, "DELETE FROM congvan_file")
    statement(path, "DELETE FROM congvan_number WHERE serial IN (2, 3)")
    (hole,) = register.holes(SERIES)
    assert (hole.text, hole.state) == ("02-03", None)


def test_a_newer_register_is_refused_and_kept(register: Register, path: Path) -> None:
    register.close()
    statement(path, f"UPDATE congvan_register SET version = {VERSION + 1}")
    for read_only in (True, False):
        assert codes(lambda: Register.open(path, read_only=read_only)) == ["newer-schema"]  # noqa: B023
    assert codes(lambda: Register.init(path, SERIES)) == ["newer-schema"]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A register of the first schema, with a number issued and one reserved."""
    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection, to=1)
    engine.dispose()
    statement(path, f"INSERT INTO congvan_series VALUES (1, '{OFFICE}', 2027, '', FALSE, 1, 3)")
    statement(path, "INSERT INTO congvan_reservation VALUES (1, 1, 0, 2, FALSE, '2027-03-05', 'cũ')")
    for serial, state, symbol in ((1, "issued", "'SDL-LH'"), (2, "reserved", "NULL")):
        columns = (
            "series_id, serial, inserted, drawn_serial, drawn_inserted, issuer, year, state, date, symbol"
        )
        entered = "type, subject, signatory, recipients, archive, copies"
        statement(
            path,
            f"INSERT INTO congvan_number ({columns}, {entered})"
            f" VALUES (1, {serial}, 0, 1, 0, '{OFFICE}', 2027, '{state}', '2027-03-05', {symbol},"
            " 'công văn', 'x', 'y', '', '', 1)",
        )
    return path


def test_an_older_register_is_migrated_and_loses_nothing(old: Path) -> None:
    with Register.open(old) as register:
        issued, reserved = register.entries(SERIES)
        assert (issued.reference, reserved.state, reserved.holder) == ("01/SDL-LH", State.RESERVED, "cũ")
        register.issue([issue_of(reserved.number)])
        assert str(register.reserve(SERIES, 1, date=DAY)) == "03"
    with Register.open(old, read_only=True) as register:
        assert register.entry(Number(SERIES, 2)).digests == {"thu.docx": "ab"}


def test_an_older_register_is_not_migrated_where_it_may_only_be_read(old: Path) -> None:
    assert codes(lambda: Register.open(old, read_only=True)) == ["older-schema"]


def test_the_code_reads_the_columns_that_the_statements_make(register: Register) -> None:
    made = inspect(register._ledger.engine)
    for table in TABLES:
        columns = {column["name"] for column in made.get_columns(table.name)}
        assert columns == {*table.columns.keys()}
        keys = made.get_pk_constraint(table.name)["constrained_columns"]
        assert keys == [column.name for column in table.primary_key]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program that writes and does not come to an end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_a_locked_register_says_so_after_its_patience_and_can_be_read_meanwhile(
    register: Register, path: Path
) -> None:
    register.reserve(SERIES, 1, date=DAY)
    with Register.open(path, wait=0.05) as impatient:
        with locked(path):
            assert codes(lambda: impatient.reserve(SERIES, 1, date=DAY)) == ["locked"]
            assert len(impatient.entries(SERIES)) == 1
        assert str(impatient.reserve(SERIES, 1, date=DAY)) == "02"


def test_a_full_disk_draws_nothing(register: Register) -> None:
    with register._ledger.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    assert codes(lambda: register.reserve(SERIES, 5000, date=DAY)) == ["disk-full"]
    assert register.entries(SERIES) == ()
    register.close()
    assert str(register.reserve(SERIES, 1, date=DAY)) == "01"


def test_a_register_opened_for_reading_draws_nothing(register: Register, path: Path) -> None:
    with Register.open(path, read_only=True) as reader:
        assert codes(lambda: reader.reserve(SERIES, 1, date=DAY)) == ["read-only"]
        assert reader.series()[0].next_number == 1


def refused_as_a_reader(path: Path) -> bool:
    """Whether somebody without the right to write sees two numbers, and is refused a third."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    # In a process of its own: who has given up being root cannot take it back.
    code = 1
    try:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        with Register.open(path) as register:
            seen = [str(entry.number) for entry in register.entries(SERIES)]
            refused = codes(lambda: register.reserve(SERIES, 1, date=DAY))
        code = 0 if (seen, refused) == (["01", "02"], ["read-only"]) else 2
    finally:
        os._exit(code)


@pytest.mark.parametrize("folder_mode", [0o755, 0o555])
def test_a_file_without_the_right_to_write_can_be_read(folder_mode: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "sổ")
        folder.mkdir()
        path = folder / "so.db"
        with Register.init(path, SERIES) as register:
            register.reserve(SERIES, 2, date=DAY)
            assert len(register.entries(SERIES)) == 2
        for place, mode in ((path, 0o444), (folder, folder_mode), (Path(name), 0o755)):
            place.chmod(mode)
        try:
            assert refused_as_a_reader(path)
        finally:
            folder.chmod(0o755)


@pytest.mark.parametrize(("library", "extra"), [("sqlalchemy", "register"), ("psycopg", "postgres")])
def test_without_its_library_it_names_what_to_install(library: str, extra: str) -> None:
    script = f"""
import sys
sys.modules[{library!r}] = None
from congvan.register import Register, RegisterError
try:
    Register.open("postgresql://nobody@localhost/so")
except RegisterError as error:
    print(error.problems[0].code, error.problems[0].parameters["extra"])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["congvan.register.library-missing", extra]


def test_importing_the_register_loads_no_database_library() -> None:
    script = "import congvan.register, sys; print({'sqlalchemy', 'openpyxl', 'psycopg'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "set()"
