"""The commands `congvan template ...` (mẫu Word): what they take."""

from __future__ import annotations

import sys
from typing import Any

import click

from congvan.cli.options import SETTINGS, cache, debug, language, output_format, said
from congvan.cli.usage import GroupInVietnamese

_FILE = "MẪU.docx"


@click.group(
    "template",
    cls=GroupInVietnamese,
    context_settings=SETTINGS,
    short_help="Mẫu Word: soát thẻ, liệt kê tên, điền dữ liệu.",
    help="Mẫu Word (.docx) viết theo ngôn ngữ thẻ của docxtpl.",
    epilog="Ví dụ: congvan template lint giay-moi.docx --data mau.json",
)
@debug
def template() -> None:
    """The group; its commands do the work."""


@template.command(
    "lint",
    short_help="Soát mẫu: nêu mọi lỗi một lần, kèm chỗ và cách sửa.",
    help="Soát mẫu: nêu mọi lỗi một lần, kèm chỗ và cách sửa. Mã thoát 1 khi có lỗi.",
)
@click.argument("file", metavar=_FILE)
@said("--data", metavar="TỆP.json", help="Dữ liệu mẫu để thử điền.")
@said("--against", metavar="MẪU_CŨ.docx", help="Bản trước của mẫu, để so các tên.")
@said("--comments", metavar="TỆP.docx", help="Ghi bản sao của mẫu, mỗi lỗi là một nhận xét (Comment).")
@said("--force", is_flag=True, help="Ghi đè tệp đã có.")
@output_format
@language
@debug
def lint(
    *,
    file: str,
    data: str | None,
    against: str | None,
    comments: str | None,
    force: bool,
    output_format: str,
    language: str,
) -> int:
    """Tell everything wrong with a template."""
    from congvan.cli.reporting import Report
    from congvan.cli.templating import lint_template

    report = Report(as_json=output_format == "json", language=language, stream=sys.stdout)
    return lint_template(file, data=data, against=against, comments=comments, force=force, report=report)


@template.command(
    "names",
    short_help="Liệt kê những gì mẫu hỏi, và hỏi ở đâu.",
    help="Liệt kê những gì mẫu hỏi, và hỏi ở đâu; --format json in JSON Schema.",
)
@click.argument("file", metavar=_FILE)
@output_format
@language
@debug
def names(*, file: str, output_format: str, language: str) -> int:
    """Print what a template asks for."""
    from congvan.cli.templating import print_names

    return print_names(file, as_json=output_format == "json", language=language)


@template.command(
    "fill",
    short_help="Điền dữ liệu JSON vào mẫu.",
    help="Điền dữ liệu JSON vào mẫu và ghi thành một tệp Word.",
)
@click.argument("file", metavar=_FILE)
@said("--data", required=True, metavar="TỆP.json", help="Dữ liệu: một đối tượng JSON.")
@said("--output", required=True, metavar="TỆP.docx", help="Tệp Word sẽ ghi.")
@said(
    "--missing",
    type=click.Choice(["error", "blank", "mark"]),
    default="error",
    help="Tên không có giá trị: báo lỗi, để trống, hay in «tên»; mặc định error.",
)
@cache
@said(
    "--within", type=float, metavar="GIÂY", help="Điền trong một tiến trình riêng, quá số giây này thì dừng."
)
@said("--force", is_flag=True, help="Ghi đè tệp đã có.")
@debug
def fill(**options: Any) -> int:
    """Render a template with the values of a JSON file."""
    from congvan.cli.templating import WantedLetter, fill_template

    return fill_template(WantedLetter(**options))
