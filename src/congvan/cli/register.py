"""The commands `congvan register ...` (sổ đăng ký văn bản đi): what they take."""

from __future__ import annotations

from collections.abc import Callable

import click

from congvan.cli.options import SETTINGS, F, debug, language, language_of_problems, output_format, said
from congvan.cli.usage import GroupInVietnamese

_FILE = "SỔ"


def _series(command: F) -> F:
    """The options that say which series of a register is meant."""
    options: tuple[Callable[[F], F], ...] = (
        said("--issuer", metavar="CƠ_QUAN", help="Cơ quan ban hành; không cần khi sổ chỉ có một."),
        said("--year", type=int, metavar="NĂM", help="Năm của hệ thống số."),
        said("--type", "type_name", metavar="TÊN_LOẠI", help="Loại văn bản có hệ thống số riêng."),
        said("--secret", is_flag=True, help="Hệ thống số của văn bản mật."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(
    "register",
    cls=GroupInVietnamese,
    context_settings=SETTINGS,
    short_help="Sổ đăng ký văn bản đi: lập, xem, hủy số, xuất ra Excel.",
    help="Sổ đăng ký văn bản đi. SỔ là một tệp (so-di-2027.db) hoặc địa chỉ PostgreSQL.",
    epilog="Ví dụ: congvan register init so-di-2027.db --issuer 'Sở Nội vụ' --year 2027 --next 1589",
)
@debug
def register() -> None:
    """The group; its commands do the work."""


@register.command(
    "init",
    short_help="Lập sổ, hoặc mở thêm hệ thống số, hoặc sang năm mới.",
    help="Lập sổ và mở một hệ thống số. Sổ đã có mà chỉ nêu --year: mở năm mới cho mọi hệ thống số.",
)
@click.argument("target", metavar=_FILE)
@_series
@said("--next", "next_number", type=int, default=1, metavar="SỐ", help="Số tiếp theo, khi lập sổ giữa năm.")
@language_of_problems
@debug
def init(
    *,
    target: str,
    issuer: str | None,
    year: int | None,
    type_name: str | None,
    secret: bool,
    next_number: int,
) -> int:
    """Make a register, or open a series in it."""
    from congvan.cli.registering import Wanted, begin

    return begin(target, Wanted(issuer, year, type_name, secret), next_number)


@register.command("list", help="Liệt kê các hệ thống số, số đã cấp và số bị trống.")
@click.argument("target", metavar=_FILE)
@_series
@said("--holes", is_flag=True, help="Chỉ nêu số đã cấp mà chưa phát hành hoặc đã hủy.")
@output_format
@language
@debug
def list_numbers(
    *,
    target: str,
    issuer: str | None,
    year: int | None,
    type_name: str | None,
    secret: bool,
    holes: bool,
    output_format: str,
    language: str,
) -> int:
    """List what stands in a register."""
    from congvan.cli.registering import Wanted, list_series

    wanted = Wanted(issuer, year, type_name, secret)
    return list_series(target, wanted, holes=holes, as_json=output_format == "json", language=language)


@register.command("show", help="Xem toàn bộ nội dung đăng ký của một số.")
@click.argument("target", metavar=_FILE)
@click.argument("number", metavar="SỐ")
@_series
@output_format
@language
@debug
def show(
    *,
    target: str,
    number: str,
    issuer: str | None,
    year: int | None,
    type_name: str | None,
    secret: bool,
    output_format: str,
    language: str,
) -> int:
    """Show the line of one number."""
    from congvan.cli.registering import Wanted, show_number

    wanted = Wanted(issuer, year, type_name, secret)
    return show_number(target, number, wanted, as_json=output_format == "json", language=language)


@register.command("void", help="Hủy số đã giữ mà không dùng; số vẫn nằm trong sổ.")
@click.argument("target", metavar=_FILE)
@click.argument("numbers", metavar="SỐ...", nargs=-1, required=True)
@said("--reason", required=True, metavar="LÝ_DO", help="Vì sao hủy; được ghi vào sổ.")
@_series
@language
@debug
def void(
    *,
    target: str,
    numbers: tuple[str, ...],
    reason: str,
    issuer: str | None,
    year: int | None,
    type_name: str | None,
    secret: bool,
    language: str,
) -> int:
    """Give up reserved numbers."""
    from congvan.cli.registering import Wanted, void_numbers

    wanted = Wanted(issuer, year, type_name, secret)
    return void_numbers(target, numbers, reason, wanted, language=language)


@register.command("export", help="Xuất sổ ra Excel theo mẫu 10 cột của Nghị định.")
@click.argument("target", metavar=_FILE)
@said("--into", required=True, metavar="TỆP.xlsx", help="Tệp kết quả.")
@said("--parent", metavar="CƠ_QUAN", help="Cơ quan chủ quản, ghi trên tên cơ quan ban hành.")
@said("--force", is_flag=True, help="Ghi đè tệp đã có.")
@_series
@language_of_problems
@debug
def export(
    *,
    target: str,
    into: str,
    parent: str | None,
    force: bool,
    issuer: str | None,
    year: int | None,
    type_name: str | None,
    secret: bool,
) -> int:
    """Write the register as a workbook."""
    from congvan.cli.registering import Wanted, export_register

    wanted = Wanted(issuer, year, type_name, secret)
    return export_register(target, into, wanted, parent=parent, force=force)
