"""`congvan forms`: a workbook for every unit."""

from __future__ import annotations

from congvan.api import forms
from congvan.cli.binding import Filling
from congvan.cli.rendering import located
from congvan.cli.reporting import Report
from congvan.problems import CongvanError, Place


def write_forms(path: str, filling: Filling, into: str, report: Report, *, force: bool) -> int:
    """Write the forms of a source and print their paths; 1 when they could not be written."""
    try:
        source, bound = filling.read(path)
        report.tell(bound.findings)
        try:
            made = forms(bound.dispatch, name=source.stem)
        except CongvanError as error:
            raise type(error)(located(bound, error.problems)) from None
        report.tell(located(bound, made.findings))
        written = made.write(into, force=force)
    except CongvanError as error:
        report.tell(problem.at(Place(file=path)) for problem in error.problems)
        report.close()
        return 1
    report.close()
    for file in written:
        print(file)
    return 0
