"""From a Dispatch to finished files and findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.api.outputs import appendix_names, letter_name, name_problems, write_files
from congvan.api.steps import Steps, in_step
from congvan.api.templates import compiled
from congvan.model import Dispatch, printed
from congvan.problems import OutputError, Place, Problem, RenderError
from congvan.standard import STANDARDS, Standard, standard_for
from congvan.vietnamese.types import DISPATCH

if TYPE_CHECKING:
    from congvan.word import Template


def _names(files: immutabledict[str, bytes]) -> str:
    return str([*files])


@frozen
class Rendered:
    """What a dispatch became: finished files by name, the letter first, and what is merely wrong with it.

    `language` is the one `report` speaks, `vi` or `en`.
    """

    files: immutabledict[str, bytes] = field(converter=immutabledict, repr=_names)
    findings: tuple[Problem, ...] = ()
    language: str = "vi"

    def write(self, folder: Path | str, *, force: bool = False) -> tuple[Path, ...]:
        """Write every file into a folder, made when missing, whole or not at all; return their paths.

        What someone edited since congvan wrote it, or congvan never wrote, is only replaced with `force`;
        what is the same is left alone. Raises OutputError with every problem, before anything is replaced.
        """
        return write_files(self.files, Path(folder), force=force)

    @property
    def report(self) -> str:
        """Every finding on a line of its own; empty when there is none."""
        return "\n".join(finding.describe(self.language) for finding in self.findings)


def render(
    dispatch: Dispatch,
    *,
    name: str = "cong-van",
    template: Template | Path | str | bytes | None = None,
    standard: Standard | None = None,
    language: str = "vi",
    checked: bool = True,
) -> Rendered:
    """The finished files of a dispatch, called after `name`, in memory.

    `template` is compiled, at a path, in bytes, or None for the stock one; `standard` None is the instrument
    in force on the day of issue; `language` (`vi`, `en`) is that of the report; not `checked` leaves out the
    findings, which cost more than the letter. Raises RenderError for what
    cannot be built, TemplateError for the template, OutputError for the name; what is merely wrong is on
    `findings`.
    """
    steps = rendering(
        dispatch, name=name, template=template, standard=standard, language=language, checked=checked
    )
    return in_step([steps])[0]


def rendering(
    dispatch: Dispatch,
    *,
    name: str = "cong-van",
    template: Template | Path | str | bytes | None = None,
    standard: Standard | None = None,
    language: str = "vi",
    checked: bool = True,
) -> Steps[Rendered]:
    """As `render`, in steps: the letter, each of its other files, the findings."""
    if dispatch.type != DISPATCH:
        raise RenderError(_no_layout(dispatch))
    names = appendix_names(dispatch.appendices, name, one_workbook=dispatch.one_workbook)
    problems = [*name_problems((letter_name(name), *dict.fromkeys(item for item in names if item)))]
    if problems:
        raise OutputError(problems)
    chosen = standard or standard_of(dispatch)
    files = yield from _files(printed(dispatch), name, names, compiled(template), chosen)
    findings = check(dispatch, standard=chosen) if checked else ()
    return Rendered(files, findings, language)


def check(dispatch: Dispatch, *, standard: Standard | None = None) -> tuple[Problem, ...]:
    """Everything in a dispatch that is merely wrong, in reading order; empty when nothing is.

    `standard` None is the instrument in force on the day of issue.
    """
    from congvan.check import check as findings_of

    return findings_of(dispatch, standard=standard or standard_of(dispatch))


def _files(
    text: Dispatch, name: str, names: tuple[str | None, ...], template: Template, standard: Standard
) -> Steps[dict[str, bytes]]:
    from congvan.word import stamped_letter

    files = {letter_name(name): stamped_letter(text, template=template, standard=standard)}
    for file_name in dict.fromkeys(item for item in names if item is not None):
        positions = [position for position, item in enumerate(names) if item == file_name]
        yield
        files[file_name] = yield from _appendix_file(text, positions, template, standard)
    yield
    return files


def _appendix_file(
    text: Dispatch, positions: list[int], template: Template, standard: Standard
) -> Steps[bytes]:
    """What one appendix travels as, or the workbook of several."""
    from congvan.opc import stamp

    position = positions[0]
    appendix = text.appendices[position]
    if appendix.file is not None:
        return appendix.file.data
    if appendix.as_workbook:
        from congvan.excel import laid_annex

        sheets = laid_annex(text, *positions, standard=standard)
        yield
        return sheets()
    from congvan.word import appendix_document

    return stamp(appendix_document(text, position, template=template, standard=standard), {})


def standard_of(dispatch: Dispatch) -> Standard:
    """The instrument in force on the day of issue; the newest while the day is blank."""
    day = dispatch.date.as_date()
    return (standard_for(day) if day else None) or STANDARDS[-1]


def _no_layout(dispatch: Dispatch) -> Problem:
    place = Place(path="type")
    return Problem("congvan.output.type-without-layout", place=place, parameters={"type": dispatch.type.name})
