"""Files leave whole or not at all, under names that stay in their folder, and never over someone's edits."""

from __future__ import annotations

import io
import subprocess
import sys
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from immutabledict import immutabledict

from congvan.api import Rendered
from congvan.api.outputs import appendix_names, name_problems
from congvan.model import Appendix, AttachedFile, Column, SendAs, Table
from congvan.opc import read_package, stamp
from congvan.problems import OutputError
from congvan.vietnamese.numbers import roman


def document(text: str) -> bytes:
    made = docx.Document()
    made.add_paragraph(text)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def letter(text: str) -> bytes:
    return stamp(document(text), {})


def edited(data: bytes, before: str, after: str) -> bytes:
    package = read_package(data)
    body = package.read("word/document.xml").replace(before.encode(), after.encode())
    return package.with_parts({"word/document.xml": body})


def rendered(**files: bytes) -> Rendered:
    return Rendered(immutabledict({f"{name}.docx": data for name, data in files.items()}))


def codes(action: Callable[[], object]) -> list[str]:
    with pytest.raises(OutputError) as caught:
        action()
    assert all(problem.hint("vi") and problem.hint("en") for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def appendix(send_as: SendAs) -> Appendix:
    return Appendix(tables=[Table(columns=[Column(title="Họ và tên", key="ten")])], send_as=send_as)


def attached(name: str) -> Appendix:
    return Appendix(file=AttachedFile(name, b"data"))


def test_the_only_workbook_needs_no_number() -> None:
    named = appendix_names((appendix(SendAs.LETTER), appendix(SendAs.BOTH)), "thư")
    assert named == (None, "thư-phu-luc.xlsx")


def test_several_workbooks_are_numbered_by_their_position() -> None:
    kinds = (SendAs.WORKBOOK, SendAs.LETTER, SendAs.BOTH, SendAs.DOCUMENT)
    named = appendix_names(tuple(appendix(kind) for kind in kinds), "thư")
    assert named == ("thư-phu-luc-I.xlsx", None, "thư-phu-luc-III.xlsx", "thư-phu-luc-IV.docx")


def test_workbooks_together_share_one_name_that_no_other_file_has() -> None:
    kinds = (SendAs.WORKBOOK, SendAs.LETTER, SendAs.BOTH)
    named = appendix_names(
        (*(appendix(kind) for kind in kinds), attached("số liệu.xlsx")), "thư", one_workbook=True
    )
    assert named == ("thư-phu-luc.xlsx", None, "thư-phu-luc.xlsx", "thư-phu-luc-IV.xlsx")


def test_an_attached_file_keeps_its_suffix() -> None:
    named = appendix_names((attached("Bản đồ.PDF"), appendix(SendAs.WORKBOOK), attached("số liệu.xlsx")), "x")
    assert named == ("x-phu-luc-I.pdf", "x-phu-luc-II.xlsx", "x-phu-luc-III.xlsx")
    assert appendix_names((attached("khong-duoi"),), "x") == ("x-phu-luc-I",)


@given(st.lists(st.sampled_from([*SendAs]), max_size=12))
def test_the_files_of_one_dispatch_never_share_a_name(kinds: list[SendAs]) -> None:
    named = [name for name in appendix_names(tuple(appendix(kind) for kind in kinds), "x") if name]
    assert not [*name_problems(("x.docx", *named))]
    numbered = [name for name in named if name != "x-phu-luc.xlsx"]
    assert all(any(name.startswith(f"x-phu-luc-{roman(n)}.") for n in range(1, 13)) for name in numbered)


@pytest.mark.parametrize(
    "name",
    [
        "../x.docx",
        "a/b.docx",
        "a\\b.docx",
        "..",
        "",
        "CON.docx",
        "nul",
        "Com1.xlsx",
        "a:b.docx",
        "a\nb.docx",
        "x.",
    ],
)
def test_a_name_cannot_leave_the_folder_or_be_one_that_windows_reserves(name: str, tmp_path: Path) -> None:
    inside = tmp_path / "out"
    assert codes(lambda: Rendered(immutabledict({name: b""})).write(inside)) == ["congvan.output.bad-name"]
    assert not inside.exists()


def test_a_name_that_no_disk_takes_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    files = immutabledict({"thư.docx": b"", "ư" * 130 + ".docx": b""})
    assert codes(lambda: Rendered(files).write(tmp_path)) == ["congvan.output.long-name"]
    assert left_in(tmp_path) == []


def test_names_that_differ_only_in_case_or_form_are_the_same_name(tmp_path: Path) -> None:
    files = immutabledict({"Hoà.docx": b"", "hoa\u0300.docx": b""})
    assert codes(lambda: Rendered(files).write(tmp_path)) == ["congvan.output.same-name"]


@given(st.text(max_size=20))
def test_whatever_a_name_is_it_is_refused_or_names_a_file_right_in_the_folder(name: str) -> None:
    if not [*name_problems((name,))]:
        assert Path("/into", name).parent == Path("/into")
        assert name not in ("", ".", "..")


def test_files_are_written_into_a_folder_made_for_them_with_the_usual_rights(tmp_path: Path) -> None:
    into = tmp_path / "năm" / "tháng"
    paths = rendered(a=letter("một"), b=letter("hai")).write(into)
    assert paths == (into / "a.docx", into / "b.docx")
    assert left_in(into) == ["a.docx", "b.docx"]
    assert paths[1].read_bytes() == letter("hai")
    (tmp_path / "usual").write_bytes(b"")
    assert paths[0].stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_the_same_again_is_left_alone(tmp_path: Path) -> None:
    (first,) = rendered(a=letter("một")).write(tmp_path)
    before = first.stat()
    assert rendered(a=letter("một")).write(str(tmp_path)) == (first,)
    after = first.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_congvan_wrote_is_replaced_by_the_next_version_and_keeps_its_rights(tmp_path: Path) -> None:
    (path,) = rendered(a=letter("một")).write(tmp_path)
    path.chmod(0o640)
    rendered(a=letter("hai")).write(tmp_path)
    assert path.read_bytes() == letter("hai")
    assert path.stat().st_mode & 0o777 == 0o640


def test_an_edited_file_is_kept_and_so_are_its_companions_unless_forced(tmp_path: Path) -> None:
    rendered(a=letter("một"), b=letter("hai")).write(tmp_path)
    mine = edited(letter("một"), "một", "một, đã sửa")
    (tmp_path / "a.docx").write_bytes(mine)
    again = rendered(a=letter("ba"), b=letter("bốn"))
    assert codes(lambda: again.write(tmp_path)) == ["congvan.output.edited"]
    assert (tmp_path / "a.docx").read_bytes() == mine
    assert (tmp_path / "b.docx").read_bytes() == letter("hai")
    again.write(tmp_path, force=True)
    assert (tmp_path / "a.docx").read_bytes() == letter("ba")


@pytest.mark.parametrize("there", [b"", b"notes", document("viết tay")])
def test_a_file_that_congvan_did_not_write_counts_as_edited(there: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(there)
    assert codes(lambda: rendered(a=letter("một")).write(tmp_path)) == ["congvan.output.not-ours"]
    assert (tmp_path / "a.docx").read_bytes() == there


def test_every_file_that_must_be_kept_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    (tmp_path / "b.docx").mkdir()
    found = codes(lambda: rendered(a=letter("1"), b=letter("2"), c=letter("3")).write(tmp_path))
    assert found == ["congvan.output.not-ours", "congvan.output.is-a-folder"]
    assert left_in(tmp_path) == ["a.docx", "b.docx"]


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    for into in (tmp_path / "out", tmp_path / "out" / "below"):
        assert codes(partial(rendered(a=b"x").write, into)) == ["congvan.output.folder-is-a-file"]


def test_a_link_in_the_folder_is_replaced_and_what_it_points_to_untouched(tmp_path: Path) -> None:
    outside, into = tmp_path / "outside.docx", tmp_path / "out"
    outside.write_bytes(b"precious")
    into.mkdir()
    (into / "a.docx").symlink_to(outside)
    rendered(a=letter("một")).write(into, force=True)
    assert outside.read_bytes() == b"precious"
    assert (into / "a.docx").read_bytes() == letter("một")


def test_leftovers_of_a_crash_are_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".congvan-1.tmp").write_bytes(b"half")
    rendered(a=letter("một")).write(tmp_path)
    assert left_in(tmp_path) == [".congvan-1.tmp", "a.docx"]


WRITES_WITHIN_LIMITS = """
    import os, resource, sys
    from pathlib import Path
    from immutabledict import immutabledict
    from congvan.api import Rendered
    from congvan.problems import OutputError
    files = immutabledict({"a.docx": b"a" * 500, "b.docx": b"b" * 5000})
    os.chdir(sys.argv[1])
    %s
    try:
        Rendered(files).write(Path(sys.argv[2]), force=True)
    except OutputError as error:
        print(*(problem.code for problem in error.problems))
"""


def said_within(limit: str, folder: Path, into: str = ".") -> list[str]:
    """What writing below a folder says in a process with less room or rights."""
    script = textwrap.dedent(WRITES_WITHIN_LIMITS) % limit
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder), into], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.split()


def test_without_room_nothing_is_replaced_and_nothing_left_behind(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"before")
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))"
    assert said_within(limit, tmp_path) == ["congvan.output.disk-full"]
    assert left_in(tmp_path) == ["a.docx"]
    assert (tmp_path / "a.docx").read_bytes() == b"before"


# Root may write everywhere, so a process started by root becomes nobody first.
WITHOUT_RIGHTS = "os.geteuid() or os.seteuid(65534)"


def test_a_folder_without_the_right_to_write_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    for into in (".", "below"):
        assert said_within(WITHOUT_RIGHTS, folder, into) == ["congvan.output.not-permitted"]
    assert left_in(folder) == []


def test_a_file_without_the_right_to_write_keeps_its_companions_too(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    for name, mode in (("a.docx", 0o666), ("b.docx", 0o444)):
        (folder / name).write_bytes(b"before")
        (folder / name).chmod(mode)
    assert said_within(WITHOUT_RIGHTS, folder) == ["congvan.output.not-permitted"]
    assert [(folder / name).read_bytes() for name in left_in(folder)] == [b"before", b"before"]
