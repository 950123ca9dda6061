"""`congvan render`: each source into a folder, the failing ones not in the way of the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from congvan.api import Rendered, folded_name, render
from congvan.api.templates import compiled
from congvan.cli.binding import Filling
from congvan.cli.leaving import WrongUsage
from congvan.cli.reporting import Report
from congvan.problems import (
    CongvanError,
    OutputError,
    Place,
    Problem,
    RenderError,
    Severity,
    TemplateError,
)
from congvan.source import Bound, Source

if TYPE_CHECKING:
    from congvan.word import Template


@frozen(kw_only=True)
class Order:
    """What to do with every source: where to, what to fill in, with which template, how strictly, as PDF."""

    into: str
    filling: Filling
    template: str | None
    strict: bool
    force: bool
    pdf: bool = False
    archival: bool = False
    cache: str | None = None


def render_sources(sources: Sequence[str], order: Order, report: Report) -> int:
    """Render and write every source, telling its problems; 1 when any of them was not written.

    Raises WrongUsage for an empty folder name, which an unset variable of a script leaves.
    """
    if not order.into.strip():
        raise WrongUsage(Problem("congvan.cli.no-folder"))
    writer = _Writer(order, report)
    written = [writer.render(path) for path in sources]
    printed = writer.print()
    report.close()
    return 0 if all(written) and printed else 1


class _Writer:
    """Remembers which source each file came from: two sources of one name must not overwrite each other."""

    def __init__(self, order: Order, report: Report) -> None:
        self.order = order
        self.report = report
        self.origins: dict[str, str] = {}
        self.paths: list[Path] = []

    def render(self, path: str) -> bool:
        try:
            rendered, findings = self.rendered(path)
            self.report.tell(findings)
            self.claim(path, rendered)
            paths = rendered.write(self.order.into, force=self.order.force)
        except CongvanError as error:
            self.report.tell(problem.at(Place(file=path)) for problem in error.problems)
            return False
        for written in paths:
            print(written)
        self.paths += paths
        return True

    def print(self) -> bool:
        """A PDF of every file written, all in one call; False when one has none."""
        files = [path for path in self.paths if path.suffix in (".docx", ".xlsx")]
        if not self.order.pdf or not files:
            return True
        from congvan.pdf import convert

        try:
            found = convert(files, archival=self.order.archival)
        except CongvanError as error:
            self.report.tell(error.problems)
            return False
        for item in found:
            if item.pdf is not None:
                print(item.pdf)
        failures = [item.problem for item in found if item.problem is not None]
        self.report.tell(failures)
        return not failures

    def rendered(self, path: str) -> tuple[Rendered, tuple[Problem, ...]]:
        source, bound = self.order.filling.read(path)
        try:
            rendered = render(bound.dispatch, name=source.stem, template=self.template(source))
        except TemplateError as error:
            raise TemplateError(located(bound, map(self.of_template, error.problems))) from None
        except CongvanError as error:
            raise type(error)(located(bound, error.problems)) from None
        findings = (*bound.findings, *located(bound, rendered.findings))
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        if self.order.strict and errors:
            self.report.tell(findings)
            raise RenderError(Problem("congvan.cli.stopped", parameters={"count": len(errors)}))
        return rendered, findings

    def template(self, source: Source) -> Template | Path | bytes | None:
        given = source.template if self.order.template is None else Path(self.order.template)
        if given is None or self.order.cache is None:
            return given
        return compiled(given, cache=Path(self.order.cache))

    def of_template(self, problem: Problem) -> Problem:
        """The problem at the template: the file of the option, or what the source says under that key."""
        if self.order.template is None:
            return problem if problem.place.file else problem.at(Place(path="template"))
        return problem.at(Place(file=self.order.template))

    def claim(self, path: str, rendered: Rendered) -> None:
        taken = {name: self.origins.get(folded_name(name)) for name in rendered.files}
        problems = [
            Problem("congvan.cli.same-output", parameters={"name": name, "other": other})
            for name, other in taken.items()
            if other is not None
        ]
        if problems:
            raise OutputError(problems)
        self.origins.update((folded_name(name), path) for name in rendered.files)


def located(bound: Bound, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems with the lines of the source they are about."""
    return tuple(bound.locate(problem) for problem in problems)
