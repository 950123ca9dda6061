"""The command `congvan` (dòng lệnh): what it takes; what it does is loaded when it is asked to."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from congvan import __version__
from congvan.cli.batches.commands import batch
from congvan.cli.batches.yearly import deadlines, roll
from congvan.cli.options import SETTINGS as _SETTINGS
from congvan.cli.options import cache as _cache
from congvan.cli.options import debug as _debug
from congvan.cli.options import issue_date as _date
from congvan.cli.options import issue_number as _number
from congvan.cli.options import language as _language
from congvan.cli.options import output_format as _format
from congvan.cli.options import said as _said
from congvan.cli.options import settings as _set
from congvan.cli.register import register
from congvan.cli.template import template
from congvan.cli.units.commands import collect, forms, remind
from congvan.cli.usage import GroupInVietnamese

_strict = _said("--strict", is_flag=True, help="Coi lỗi về thể thức là lỗi: dừng lại, mã thoát 1.")


@click.group(
    cls=GroupInVietnamese,
    context_settings=_SETTINGS,
    help="Soạn công văn theo Nghị định 30/2020/NĐ-CP: viết một tệp chữ, nhận văn bản Word và phụ lục Excel.",
    epilog="Mã thoát: 0 xong; 1 có lỗi; 2 gọi lệnh sai. Ví dụ: congvan new cong-van.md",
)
@click.version_option(__version__, prog_name="congvan", message="%(prog)s %(version)s", help="In phiên bản.")
@_debug
def congvan() -> None:
    """The group; its commands do the work."""


@congvan.command("new", help="Tạo tệp nguồn mẫu có chú giải, để sửa thành công văn của mình.")
@click.argument("file", metavar="TỆP.md")
@_said("--force", is_flag=True, help="Ghi đè tệp đã có.")
@_language
@_debug
def new(*, file: str, force: bool, language: str) -> int:
    """Write the commented starter."""
    from congvan.cli.writing import write_starter

    return write_starter(file, force=force, language=language)


@congvan.command(
    "render",
    short_help="Tạo văn bản Word và phụ lục Excel từ tệp nguồn.",
    help="Tạo văn bản Word và phụ lục Excel từ tệp nguồn; in đường dẫn các tệp đã ghi.",
)
@click.argument("sources", metavar="TỆP...", nargs=-1, required=True)
@_said("--into", required=True, metavar="THƯ_MỤC", help="Thư mục ghi kết quả; tự tạo nếu chưa có.")
@_set
@_number
@_date
@_said("--template", metavar="TỆP.docx", help="Tệp mẫu Word dùng thay cho mẫu có sẵn.")
@_cache
@_strict
@_said("--force", is_flag=True, help="Ghi đè cả tệp đã được sửa tay sau khi congvan tạo.")
@_said("--pdf", is_flag=True, help="Tạo thêm bản PDF bằng LibreOffice.")
@_said("--pdfa", is_flag=True, help="Bản PDF theo chuẩn lưu trữ PDF/A-2b.")
@_format
@_language
@_debug
def render(
    *,
    sources: tuple[str, ...],
    into: str,
    settings: tuple[str, ...],
    number: str | None,
    date: str | None,
    template: str | None,
    cache: str | None,
    strict: bool,
    force: bool,
    pdf: bool,
    pdfa: bool,
    output_format: str,
    language: str,
) -> int:
    """Render each source into a folder."""
    from congvan.cli.binding import Filling
    from congvan.cli.rendering import Order, render_sources
    from congvan.cli.reporting import Report

    filling = Filling.of(sources, settings, number, date)
    order = Order(
        into=into,
        filling=filling,
        template=template,
        strict=strict,
        force=force,
        pdf=pdf or pdfa,
        archival=pdfa,
        cache=cache,
    )
    return render_sources(sources, order, Report(as_json=output_format == "json", language=language))


@congvan.command("check", help="Soát tệp nguồn: nêu điều văn thư sẽ trả lại, kèm dòng và cách sửa.")
@click.argument("sources", metavar="TỆP...", nargs=-1, required=True)
@_set
@_number
@_date
@_strict
@_format
@_language
@_debug
def check(
    *,
    sources: tuple[str, ...],
    settings: tuple[str, ...],
    number: str | None,
    date: str | None,
    strict: bool,
    output_format: str,
    language: str,
) -> int:
    """Check each source."""
    from congvan.cli.binding import Filling
    from congvan.cli.checking import check_sources
    from congvan.cli.reporting import Report

    filling = Filling.of(sources, settings, number, date)
    report = Report(as_json=output_format == "json", language=language, stream=sys.stdout)
    return check_sources(sources, filling, report, strict=strict)


@congvan.command("dump", help="In lại tệp nguồn ở dạng chuẩn, chỗ thay thế đã điền.")
@click.argument("source", metavar="TỆP")
@_set
@_number
@_date
@_language
@_debug
def dump(
    *, source: str, settings: tuple[str, ...], number: str | None, date: str | None, language: str
) -> int:
    """Print a source in its normal form."""
    from congvan.cli.binding import Filling
    from congvan.cli.writing import print_source

    return print_source(source, Filling.of((source,), settings, number, date), language=language)


congvan.add_command(batch)
congvan.add_command(roll)
congvan.add_command(deadlines)
congvan.add_command(forms)
congvan.add_command(collect)
congvan.add_command(remind)
congvan.add_command(register)
congvan.add_command(template)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave: 0 done, 1 problems, 2 wrong usage, 70 a fault of congvan itself."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for name in ("stdout", "stderr"):
        # Started without one (`>&-`, pythonw) there is None, and what is said goes nowhere.
        stream = getattr(sys, name) or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        setattr(sys, name, stream)
        # A console of another code page shows \u1ec7 instead of failing in the middle.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    if arguments is None:
        _look_rarely_for_cycles()
    from congvan.cli.leaving import leave

    code = leave(lambda: congvan.main(args=given, prog_name="congvan", standalone_mode=False), given)
    if arguments is None:
        _end_at_once()
    sys.exit(code)


# Looking for cycles among all that a command loads, while it loads and once more when it ends, is a sixth of
# the time of a short one; a long one still looks whenever it has made a great many objects more.
_MANY_OBJECTS = 200_000


def _look_rarely_for_cycles() -> None:
    gc.set_threshold(_MANY_OBJECTS)


def _end_at_once() -> None:
    gc.disable()
    gc.freeze()
