"""The outgoing register: every number drawn once, in order, and accounted for (sổ đăng ký văn bản đi).

Loads no database library until a register is opened; the extra `congvan[register]` brings SQLAlchemy for
SQLite, `congvan[postgres]` PostgreSQL's driver besides.
"""

from congvan.register.book import Register
from congvan.register.entries import Entry, Hole, Issue, Particulars, State
from congvan.register.faults import RegisterError, UnavailableError
from congvan.register.numbering import NumberSource
from congvan.register.series import Number, NumberRange, Series, SeriesSummary

__all__ = [
    "Entry",
    "Hole",
    "Issue",
    "Number",
    "NumberRange",
    "NumberSource",
    "Particulars",
    "Register",
    "RegisterError",
    "Series",
    "SeriesSummary",
    "State",
    "UnavailableError",
]
