"""The tables of a register, and how older ones become today's (lược đồ)."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    Table,
    Text,
    inspect,
    select,
    text,
    update,
)

from congvan.register.faults import RegisterError, problem

_METADATA = MetaData()

REGISTER = Table("congvan_register", _METADATA, Column("version", Integer))
SERIES = Table(
    "congvan_series",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("issuer", Text),
    Column("year", Integer),
    Column("type", Text),
    Column("secret", Boolean),
    Column("first_number", Integer),
    Column("next_number", Integer),
    Column("closed", Boolean),
)
RESERVATIONS = Table(
    "congvan_reservation",
    _METADATA,
    Column("series_id", Integer, primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("inserted", Integer, primary_key=True),
    Column("quantity", Integer),
    Column("one_number", Boolean),
    Column("date", Date),
    Column("holder", Text),
)
NUMBERS = Table(
    "congvan_number",
    _METADATA,
    Column("series_id", Integer, primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("inserted", Integer, primary_key=True),
    Column("drawn_serial", Integer),
    Column("drawn_inserted", Integer),
    Column("issuer", Text),
    Column("year", Integer),
    Column("state", Text),
    Column("date", Date),
    Column("symbol", Text),
    Column("type", Text),
    Column("subject", Text),
    Column("signatory", Text),
    Column("recipients", Text),
    Column("archive", Text),
    Column("copies", Integer),
    Column("secrecy", Text),
    Column("reason", Text),
    Column("insertion", Text),
    Column("transferred", Date),
    Column("receipt", Text),
    Column("note", Text),
)
FILES = Table(
    "congvan_file",
    _METADATA,
    Column("series_id", Integer, primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("inserted", Integer, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("digest", Text),
)
TABLES = (REGISTER, SERIES, RESERVATIONS, NUMBERS, FILES)

# What only the database can promise to every process is a constraint: a triple (number, symbol, issuer) is
# unique in its year (ND30-D15.1), what is issued has a symbol. NULL symbols differ from each other.
_FIRST = (
    "CREATE TABLE congvan_register (version INTEGER NOT NULL)",
    "INSERT INTO congvan_register VALUES (0)",
    """CREATE TABLE congvan_series (
        id INTEGER NOT NULL PRIMARY KEY,
        issuer TEXT NOT NULL, year INTEGER NOT NULL, type TEXT NOT NULL, secret BOOLEAN NOT NULL,
        first_number INTEGER NOT NULL, next_number INTEGER NOT NULL,
        UNIQUE (issuer, year, type, secret), CHECK (1 <= first_number AND first_number <= next_number))""",
    """CREATE TABLE congvan_reservation (
        series_id INTEGER NOT NULL REFERENCES congvan_series (id),
        serial INTEGER NOT NULL, inserted INTEGER NOT NULL,
        quantity INTEGER NOT NULL, one_number BOOLEAN NOT NULL, date DATE NOT NULL, holder TEXT,
        PRIMARY KEY (series_id, serial, inserted), UNIQUE (series_id, holder), CHECK (quantity >= 1))""",
    """CREATE TABLE congvan_number (
        series_id INTEGER NOT NULL REFERENCES congvan_series (id),
        serial INTEGER NOT NULL, inserted INTEGER NOT NULL,
        drawn_serial INTEGER NOT NULL, drawn_inserted INTEGER NOT NULL,
        issuer TEXT NOT NULL, year INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('reserved', 'issued', 'void')), date DATE NOT NULL,
        symbol TEXT, type TEXT, subject TEXT, signatory TEXT, recipients TEXT, archive TEXT, copies INTEGER,
        secrecy TEXT, reason TEXT, insertion TEXT, transferred DATE, receipt TEXT, note TEXT,
        PRIMARY KEY (series_id, serial, inserted),
        FOREIGN KEY (series_id, drawn_serial, drawn_inserted) REFERENCES congvan_reservation,
        UNIQUE (issuer, year, serial, inserted, symbol),
        CHECK ((state = 'issued') = (symbol IS NOT NULL)), CHECK (state <> 'void' OR reason IS NOT NULL))""",
)
_SECOND = (
    "ALTER TABLE congvan_series ADD COLUMN closed BOOLEAN NOT NULL DEFAULT FALSE",
    """CREATE TABLE congvan_file (
        series_id INTEGER NOT NULL, serial INTEGER NOT NULL, inserted INTEGER NOT NULL,
        name TEXT NOT NULL, digest TEXT NOT NULL,
        PRIMARY KEY (series_id, serial, inserted, name),
        FOREIGN KEY (series_id, serial, inserted) REFERENCES congvan_number)""",
)
STEPS = (_FIRST, _SECOND)
"""What makes each version out of the one before, the first out of nothing: never changed, only added to."""

VERSION = len(STEPS)
"""The version of the schema that this congvan reads and writes."""


def version_of(connection: Connection) -> int | None:
    """The schema version of the register in a database; None when there is no register in it."""
    if not inspect(connection).has_table(REGISTER.name):
        return None
    return connection.scalar(select(REGISTER.c.version))


def check_version(connection: Connection) -> bool:
    """Whether the register is of today's version, False when it is older.

    Raises RegisterError `not-a-register` where there is none, `newer-schema` when it is newer.
    """
    found = version_of(connection)
    if found is None:
        raise RegisterError(problem("not-a-register"))
    if found > VERSION:
        raise RegisterError(problem("newer-schema", found=found, known=VERSION))
    return found == VERSION


def migrate(connection: Connection, *, to: int = VERSION) -> None:
    """Bring the register to a version, from any older one or from nothing, within one transaction."""
    found = version_of(connection) or 0
    for version, step in enumerate(STEPS[found:to], start=found + 1):
        for statement in step:
            connection.execute(text(statement))
        connection.execute(update(REGISTER).values(version=version))
