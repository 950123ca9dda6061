"""Strangers' files: what comes out of them is read again, strictly, as in the tests of the Word room."""

from tests.unit.word.conftest import read_again as read_again
