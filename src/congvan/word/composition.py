"""A dispatch as finished Word documents: the letter, and appendices that leave as documents of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from congvan.model import Dispatch
from congvan.model import Orientation as Lies
from congvan.problems import Place, Problem, TemplateError
from congvan.standard import Standard
from congvan.word.emitters.appendices import appendices, appendix_alone
from congvan.word.emitters.body import Ending, bases, body
from congvan.word.emitters.letterhead import dated_place, letterhead
from congvan.word.emitters.marks import circulation, contact
from congvan.word.emitters.recipients import recipients
from congvan.word.emitters.sheet import Sheet
from congvan.word.emitters.signature import signature
from congvan.word.emitters.writing import Written, written
from congvan.word.fragment import BLANK, FragmentKind
from congvan.word.looks import CONTRACT_PROPERTY, CONTRACT_VERSION, Mark, contract_styles
from congvan.word.template import Template

DOCUMENT = "word/document.xml"

_NAMES = {mark: mark.value for mark in Mark}
_UNSAID: dict[str, object] = dict.fromkeys(_NAMES.values(), BLANK)
_MOST_TEMPLATES = 8
_MOST_STANDARDS = 8


def letter(dispatch: Dispatch, *, template: Template, standard: Standard) -> bytes:
    """The letter as a .docx; `dispatch` is printed, its values are words already.

    Raises TemplateError for a template that lacks a style or a mark of the contract or keeps a later one,
    RenderError as `Template.render` does.
    """
    return template.render(_letter_values(dispatch, template, standard))


def stamped_letter(dispatch: Dispatch, *, template: Template, standard: Standard) -> bytes:
    """The letter with the stamp that tells whether it was edited (`congvan.opc.stamp`); as `letter` else."""
    return template.stamped(_letter_values(dispatch, template, standard))


def _letter_values(dispatch: Dispatch, template: Template, standard: Standard) -> dict[str, object]:
    sheet = sheet_of(template, standard)
    content: dict[Mark, Written] = {
        Mark.CIRCULATION: circulation(dispatch, sheet),
        Mark.LETTERHEAD: letterhead(dispatch, sheet),
        Mark.RECIPIENTS: recipients(dispatch, sheet),
        Mark.BODY: [*bases(dispatch.bases, sheet), *body(dispatch.body, sheet, ending=Ending.KEPT)],
        Mark.SIGNATURE: signature(dispatch, sheet),
        Mark.APPENDICES: appendices(dispatch, sheet),
        Mark.CONTACT: contact(dispatch, sheet),
    }
    return _values(template, content, dispatch)


def appendix_document(dispatch: Dispatch, position: int, *, template: Template, standard: Standard) -> bytes:
    """The appendix at `position` (from 0) as a .docx of its own; raises as `letter` does."""
    sheet = sheet_of(template, standard)
    content = {Mark.BODY: appendix_alone(dispatch, position, sheet)}
    data = template.render(_values(template, content, dispatch))
    lies_across = dispatch.appendices[position].orientation is Lies.LANDSCAPE
    return _turned(data) if lies_across else data


def sheet_of(template: Template, standard: Standard) -> Sheet:
    """The template as emitters see it; TemplateError with everything it lacks of the contract."""
    sheets = _sheets_of(template)
    known = sheets.get(id(standard))
    if known is None:
        if len(sheets) >= _MOST_STANDARDS:
            sheets.clear()
        known = sheets[id(standard)] = Sheet(styles=template.styles, page=template.page, standard=standard)
    return known


@lru_cache(maxsize=_MOST_TEMPLATES)
def _sheets_of(template: Template) -> dict[int, Sheet]:
    """The sheets of a template by the identity of their standard, which they keep alive."""
    problems = [*_version_problems(template), *_style_problems(template)]
    if problems:
        raise TemplateError(problems)
    return {}


def _values(template: Template, content: Mapping[Mark, Written], dispatch: Dispatch) -> dict[str, object]:
    """What the template's marks and texts are filled with; what has no mark must have nothing to say."""
    names = template.names
    # A template asks for texts where its own words hold them, the stock one nowhere.
    values = dict(_UNSAID) if names <= _UNSAID.keys() else texts(dispatch) | _UNSAID
    missing = []
    for mark, said in content.items():
        if said:
            name = _NAMES[mark]
            values[name] = written(said, kind=FragmentKind.BLOCKS)
            if name not in names:
                missing.append(mark)
    if missing:
        _check_marks(missing, dispatch)
    return values


def _check_marks(missing: list[Mark], dispatch: Dispatch) -> None:
    if not any(one.in_letter for one in dispatch.appendices):
        # Then there is but the paragraph that ends the document, which the template has too.
        missing = [mark for mark in missing if mark is not Mark.APPENDICES]
    if missing:
        raise TemplateError([_problem("missing-mark", name=mark.value) for mark in missing])


def texts(dispatch: Dispatch) -> dict[str, object]:
    """Plain texts a template may print where its own words stand, in a footer say: `{{ reference }}`."""
    first = dispatch.issuer[0]
    return {
        "issuer": first.name,
        "parent": first.parent or "",
        "reference": str(dispatch.reference),
        "place_and_date": dated_place(first.place, dispatch.date),
        "subject": dispatch.subject,
    }


def _version_problems(template: Template) -> Iterator[Problem]:
    written = template.properties.get(CONTRACT_PROPERTY, str(CONTRACT_VERSION))
    if not written.isdecimal() or int(written) > CONTRACT_VERSION:
        yield _problem("later-contract", version=written, known=CONTRACT_VERSION)


def _style_problems(template: Template) -> Iterator[Problem]:
    for name, kind in contract_styles():
        style = template.styles.get(name)
        if style is None:
            yield _problem("missing-style", name=name)
        elif style.kind is not kind:
            yield _problem("style-of-another-kind", name=name, kind=kind.value, found=style.kind.value)


def _problem(code: str, **parameters: object) -> Problem:
    return Problem(f"congvan.word.{code}", place=Place(), parameters=parameters)


def _turned(data: bytes) -> bytes:
    """The document with the pages of its last section lying on their side."""
    from congvan.opc import parse_xml, read_package, serialise_xml

    package = read_package(data)
    root = parse_xml(package.read(DOCUMENT), DOCUMENT)
    namespace = root.nsmap["w"]
    size = root.findall(f".//{{{namespace}}}sectPr/{{{namespace}}}pgSz")[-1]
    width, height, orient = (f"{{{namespace}}}{name}" for name in ("w", "h", "orient"))
    sides = size.get(width, ""), size.get(height, "")
    size.set(width, sides[1])
    size.set(height, sides[0])
    size.set(orient, "landscape")
    return package.with_parts({DOCUMENT: serialise_xml(root)})
