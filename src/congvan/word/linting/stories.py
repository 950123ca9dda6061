"""The parts of a template with their tags found, for whoever reads a template without rendering it."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from congvan.opc import Package, PackageError, read_package
from congvan.problems import Place, Problem, TemplateError
from congvan.tags import Tag
from congvan.tags.program.asking import Asking
from congvan.word.engine.parts import TextPart, main_part, problems_of_part, readable_part, text_parts
from congvan.word.engine.patch import Patched, patched


@frozen(kw_only=True)
class Story:
    """A part and its markup with the tags in place."""

    part: TextPart
    patch: Patched

    def locate(self, tag: Tag) -> Place:
        """Where a tag of the markup stands."""
        return self.patch.places.get(tag.start, Place(part=self.part.title, near=tag.text))


def stories_of(data: bytes) -> tuple[Package, tuple[Story, ...]]:
    """The package and its parts; raises TemplateError for a file that is no Word document."""
    try:
        package = read_package(data)
        main = main_part(package)
        if main is None:
            raise TemplateError(Problem("congvan.word.not-a-word-file"))
        parts = list(text_parts(package, main))
        roots = [readable_part(package, part) for part in parts]
    except PackageError as error:
        raise TemplateError(error.problems) from None
    foreign = [
        found for root, part in zip(roots, parts, strict=True) for found in problems_of_part(root, part)
    ]
    if foreign:
        raise TemplateError(foreign)
    pairs = zip(roots, parts, strict=True)
    return package, tuple(Story(part=part, patch=patched(root, part)) for root, part in pairs)


def asking_of(stories: tuple[Story, ...]) -> Asking:
    """What the tags of all parts ask for."""
    asking = Asking()
    for story in stories:
        read: Callable[[Tag], Place] = story.locate
        asking.read(story.patch.markup, read)
    return asking
