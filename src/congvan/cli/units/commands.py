"""The commands `congvan forms`, `collect` and `remind`: what they take."""

from __future__ import annotations

import click

from congvan.cli.options import (
    SETTINGS,
    debug,
    issue_date,
    issue_number,
    language,
    output_format,
    said,
    settings,
)
from congvan.cli.usage import CommandInVietnamese

_deadline = said(
    "--deadline", metavar="TÊN", help="Tên thời hạn dùng để tính muộn; mặc định là thời hạn cuối cùng."
)


@click.command(
    "forms",
    cls=CommandInVietnamese,
    context_settings=SETTINGS,
    short_help="Lập cho mỗi đơn vị một tệp Excel để điền, theo mục Phân công.",
    help="Lập cho mỗi đơn vị một tệp Excel để điền, chỉ mở những ô được giao; in đường dẫn các tệp đã ghi.",
    epilog="Ví dụ: congvan forms cong-van.md --into bieu-mau/",
)
@click.argument("source", metavar="TỆP")
@said("--into", required=True, metavar="THƯ_MỤC", help="Thư mục ghi kết quả; tự tạo nếu chưa có.")
@settings
@issue_number
@issue_date
@said("--force", is_flag=True, help="Ghi đè cả tệp đã được sửa sau khi congvan tạo.")
@output_format
@language
@debug
def forms(
    *,
    source: str,
    into: str,
    settings: tuple[str, ...],
    number: str | None,
    date: str | None,
    force: bool,
    output_format: str,
    language: str,
) -> int:
    """Write a workbook for every unit."""
    from congvan.cli.binding import Filling
    from congvan.cli.reporting import Report
    from congvan.cli.units.sending import write_forms

    filling = Filling.of((source,), settings, number, date)
    report = Report(as_json=output_format == "json", language=language)
    return write_forms(source, filling, into, report, force=force)


@click.command(
    "collect",
    cls=CommandInVietnamese,
    context_settings=SETTINGS,
    short_help="Đọc các biểu mẫu gửi về, kiểm tra, cộng lại thành một bảng tổng hợp.",
    help="Đọc các biểu mẫu gửi về, kiểm tra từng ô, cộng lại thành một bảng tổng hợp; nêu đơn vị thiếu, muộn."
    " TỆP có thể là thư mục: mọi tệp trong đó được đọc.",
    epilog="Mã thoát: 0 đủ và đúng; 1 còn thiếu hoặc còn lỗi. "
    "Ví dụ: congvan collect nhan-ve/*.xlsx --for cong-van.md --into tong-hop.xlsx",
)
@click.argument("files", metavar="TỆP...", nargs=-1, required=True)
@said("--for", "source", required=True, metavar="TỆP", help="Tệp nguồn của văn bản đã gửi.")
@said("--into", required=True, metavar="TỆP.xlsx", help="Tệp ghi bảng tổng hợp.")
@_deadline
@settings
@issue_number
@issue_date
@said("--force", is_flag=True, help="Ghi đè cả bảng tổng hợp đã được sửa tay.")
@output_format
@language
@debug
def collect(
    *,
    files: tuple[str, ...],
    source: str,
    into: str,
    deadline: str | None,
    settings: tuple[str, ...],
    number: str | None,
    date: str | None,
    force: bool,
    output_format: str,
    language: str,
) -> int:
    """Collect returned forms into a summary."""
    from congvan.cli.binding import Filling
    from congvan.cli.units.collecting import Order, collect_files

    order = Order(
        source=source,
        filling=Filling.of((source,), settings, number, date),
        into=into,
        deadline=deadline,
        force=force,
        language=language,
        as_json=output_format == "json",
    )
    return collect_files(files, order)


@click.command(
    "remind",
    cls=CommandInVietnamese,
    context_settings=SETTINGS,
    short_help="Viết tệp nguồn của công văn đôn đốc các đơn vị chưa gửi biểu mẫu.",
    help="Viết tệp nguồn của công văn đôn đốc các đơn vị chưa gửi biểu mẫu, theo bảng tổng hợp.",
    epilog="Ví dụ: congvan remind cong-van.md --missing tong-hop.xlsx --into don-doc.md --by 20/4/2027",
)
@click.argument("source", metavar="TỆP")
@said("--missing", required=True, metavar="TỆP.xlsx", help="Bảng tổng hợp do lệnh collect ghi.")
@said("--into", required=True, metavar="TỆP.md", help="Tệp nguồn của công văn đôn đốc.")
@said("--by", metavar="NGÀY", help="Thời hạn mới; bỏ trống thì đề nghị gửi ngay.")
@_deadline
@settings
@issue_number
@issue_date
@said("--force", is_flag=True, help="Ghi đè tệp đã có.")
@language
@debug
def remind(
    *,
    source: str,
    missing: str,
    into: str,
    by: str | None,
    deadline: str | None,
    settings: tuple[str, ...],
    number: str | None,
    date: str | None,
    force: bool,
    language: str,
) -> int:
    """Write the reminder to whoever is missing."""
    from congvan.cli.binding import Filling, day_of
    from congvan.cli.units.reminding import Order, write_reminder

    filling = Filling.of((source,), settings, number, date)
    order = Order(
        into=into, summary=missing, by=day_of(by), deadline=deadline, force=force, language=language
    )
    return write_reminder(source, filling, order)
