"""A register kept in a database: tables, transactions, rules of numbering (sổ trong cơ sở dữ liệu)."""

from congvan.register.ledger.connection import Ledger, create_ledger, open_ledger

__all__ = ["Ledger", "create_ledger", "open_ledger"]
