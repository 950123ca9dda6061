"""A compiled template as data: it says the same, needs no parser, and is believed only where it may be."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import congvan
from congvan.problems import RenderError
from congvan.tags import MissingNames
from congvan.word.fragment import blocks, footnote, footnote_mark, paragraph, run
from congvan.word.template import Template
from tests.support.tools import ROOT
from tests.support.wordfiles import letter, part

DATA = letter(
    "Số {{ number }}",
    "{%p for x in xs %}",
    "{{ loop.index }}. {{ x | upper }}",
    "{%p endfor %}",
    "{{p body }}",
    header="{{ head }}",
    table=[["Tên"], ["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"]],
)
LENIENT: tuple[MissingNames, ...] = ("blank", "mark")
NOTE = footnote(blocks(paragraph(None, footnote_mark(), run("chú thích"))))
VALUES: dict[str, object] = {
    "number": 7,
    "xs": ["một & hai", "ba"],
    "head": "<đầu>",
    "body": paragraph(None, run("chữ", bold=True), NOTE),
}


def test_the_compiled_form_says_the_same() -> None:
    template = Template(DATA)
    again = Template(DATA, compiled=template.compiled_form())
    assert again.render(VALUES) == template.render(VALUES)
    assert again.names == template.names
    assert again.page == template.page
    assert dict(again.styles) == dict(template.styles)
    assert again.compiled_form() == template.compiled_form()
    assert pickle.loads(pickle.dumps(again)).render(VALUES) == template.render(VALUES)


def test_the_compiled_form_tells_the_same_problems() -> None:
    template = Template(DATA)
    for values in ({}, VALUES | {"number": None}, VALUES | {"head": "\x01"}):
        told = []
        for each in (template, Template(DATA, compiled=template.compiled_form())):
            with pytest.raises(RenderError) as caught:
                each.render(values)
            told.append(caught.value.problems)
        assert told[0] == told[1]


def _changed(form: bytes, **changes: object) -> bytes:
    return json.dumps(json.loads(form) | changes).encode()


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_compiled_form_is_ignored(damage: bytes) -> None:
    assert Template(DATA, compiled=damage).render(VALUES) == Template(DATA).render(VALUES)


def test_a_form_of_another_template_or_another_congvan_is_ignored() -> None:
    other = Template(letter("khác {{ number }}")).compiled_form()
    stale = json.loads(Template(DATA).compiled_form())
    stale["made_of"][1] = "0.0.0"
    for form in (other, json.dumps(stale).encode()):
        assert Template(DATA, compiled=form).names == {"number", "xs", "head", "body"}


def test_a_program_in_it_can_do_no_more_than_a_template() -> None:
    form = json.loads(Template(DATA).compiled_form())
    form["sheets"][0]["program"] = [["output", [["put", ["call", ["name", "__import__"], [], []], 0]]]]
    with pytest.raises(RenderError):
        Template(DATA, compiled=json.dumps(form).encode()).render(VALUES)
    form["sheets"][0]["program"] = [["exec", "raise SystemExit"]]
    broken = Template(DATA, compiled=json.dumps(form).encode())
    assert broken.render(VALUES) == Template(DATA).render(VALUES)


def test_a_form_is_loaded_and_rendered_without_docx_lxml_or_jinja(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(DATA)
    (tmp_path / "a.json").write_bytes(Template(DATA).compiled_form())
    script = """
        import sys
        from pathlib import Path
        from congvan.word import Template
        folder = Path(sys.argv[1])
        template = Template(folder / "a.docx", compiled=(folder / "a.json").read_bytes())
        template.render({"number": 7, "xs": ["a"], "head": "b", "body": "c"})
        loaded = {name.partition(".")[0] for name in sys.modules}
        assert not loaded & {"docx", "docxtpl", "lxml", "jinja2"}, loaded
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(tmp_path)], check=True, cwd=ROOT)


def test_the_stock_letter_is_brought_along_compiled() -> None:
    folder = ROOT / "templates"
    form = Template(folder / "cong-van.docx").compiled_form()
    assert (folder / "cong-van.json").read_bytes() == form, "run python -m congvan.word.stock"


def test_a_cache_keeps_what_was_compiled_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    first = Template(DATA, cache=folder).render(VALUES)
    (file,) = folder.iterdir()
    assert congvan.__version__ in file.name
    assert (folder.stat().st_mode & 0o077, file.stat().st_mode & 0o077) == (0, 0)
    file.write_bytes(_changed(file.read_bytes(), properties={"congvan.seen": "yes"}))
    second = Template(DATA, cache=folder)
    assert second.properties["congvan.seen"] == "yes"
    assert second.render(VALUES) == first


@pytest.mark.parametrize("place", ["folder", "file"])
def test_a_cache_that_others_can_write_is_not_read(place: str, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    Template(DATA, cache=folder)
    (file,) = folder.iterdir()
    file.write_bytes(_changed(file.read_bytes(), properties={"congvan.seen": "yes"}))
    (folder if place == "folder" else file).chmod(0o777 if place == "folder" else 0o666)
    assert "congvan.seen" not in Template(DATA, cache=folder).properties


def test_a_cache_behind_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "cache").symlink_to(tmp_path / "real")
    Template(DATA, cache=tmp_path / "cache")
    assert list((tmp_path / "real").iterdir()) == []


def test_a_disk_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    assert Template(DATA, cache=blocked / "cache").render(VALUES) == Template(DATA).render(VALUES)
    if os.getuid() != 0:
        tmp_path.chmod(0o500)
        assert Template(DATA, cache=tmp_path / "cache").render(VALUES)


def test_one_form_serves_whatever_a_missing_name_does(tmp_path: Path) -> None:
    folder, data = (
        tmp_path / "cache",
        letter("[{{ a }}]{% if b is defined %}b{% endif %}{{ c | default('d') }}"),
    )
    shown = [
        part(Template(data, missing=each, cache=folder).render({}), "word/document.xml") for each in LENIENT
    ]
    assert ["[]d" in shown[0], "[«a»]d" in shown[1]] == [True, True]
    (kept,) = folder.iterdir()
    again = [
        part(Template(data, missing=each, cache=folder).render({}), "word/document.xml") for each in LENIENT
    ]
    assert again == shown
    with pytest.raises(RenderError):
        Template(data, cache=folder).render({})
    assert [*folder.iterdir()] == [kept]


def test_a_form_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    Template(DATA, cache=folder)
    (file,) = folder.iterdir()
    before = file.stat()
    Template(DATA, cache=folder)
    after = file.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_template_with_filters_of_its_own_is_never_cached(tmp_path: Path) -> None:
    data = letter("{{ a | twice }}")
    template = Template(data, filters={"twice": lambda text: text * 2}, cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
    assert Template(data, filters={"twice": lambda text: text * 2}, compiled=template.compiled_form()).render(
        {"a": "x"}
    ) == template.render({"a": "x"})
