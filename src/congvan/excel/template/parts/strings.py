"""The texts that cells share (chuỗi dùng chung)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen
from lxml import etree

from congvan.excel.markup import text_element
from congvan.excel.template.cells import MAIN, tag, words_of
from congvan.opc import Member, Package, compressed, parse_xml

SHARED_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_END = "</sst>"


@frozen(kw_only=True)
class SharedPart:
    """The part of the shared texts: `count` of the template's own, and the part without any others."""

    name: str
    count: int
    alone: Member
    _head: str

    def with_texts(self, texts: Iterable[str]) -> Iterator[str]:
        """The part with more texts after the template's."""
        yield self._head
        for text in texts:
            yield f"<si>{text_element(text)}</si>"
        yield _END


def shared_items(package: Package, part: str | None) -> list[etree._Element]:
    """The texts by their index; none where there is no such part."""
    if part is None:
        return []
    return list(parse_xml(package.read(part), part).iterchildren(tag("si")))


def shared_part(name: str, items: Sequence[etree._Element]) -> SharedPart:
    """The part of a template's texts; those of tags, which no cell has now, empty."""
    head = f'{_DECLARATION}<sst xmlns="{MAIN}">{"".join(map(_kept, items))}'
    alone = compressed(name, (head + _END).encode())
    return SharedPart(name=name, count=len(items), alone=alone, head=head)


def _kept(item: etree._Element) -> str:
    words = words_of(item)
    if "{%" in words or "{{" in words:
        return "<si><t/></si>"
    return etree.tostring(item, encoding="unicode", with_tail=False).replace(f' xmlns="{MAIN}"', "")
