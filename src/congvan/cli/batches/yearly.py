"""`congvan roll`, `congvan deadlines`: what they take (sang năm, theo dõi thời hạn)."""

from __future__ import annotations

import click

from congvan.cli.options import debug, language, output_format, said
from congvan.cli.usage import CommandInVietnamese


@click.command(
    "roll",
    cls=CommandInVietnamese,
    short_help="Chuyển tệp nguồn sang năm khác.",
    help="Viết tệp nguồn của năm khác: giá trị, thời hạn, kỳ số liệu chuyển theo quy tắc, chú giải"
    " giữ nguyên; liệt kê những chỗ cần người xem.",
    epilog="Ví dụ: congvan roll cong-van-2026.md --year 2027 --into cong-van-2027.md",
)
@click.argument("source", metavar="TỆP")
@said("--year", type=click.IntRange(1900, 9998), required=True, metavar="NĂM", help="Năm mới.")
@said("--into", required=True, metavar="TỆP_MỚI", help="Tệp nguồn của năm mới.")
@said(
    "--day-off",
    type=click.Choice(["before", "after", "keep"]),
    default="before",
    help="Thời hạn rơi vào ngày nghỉ: lùi về trước, dời về sau, hay giữ; mặc định before.",
)
@said("--force", is_flag=True, help="Ghi đè tệp đã có.")
@output_format
@language
@debug
def roll(
    *, source: str, year: int, into: str, day_off: str, force: bool, output_format: str, language: str
) -> int:
    """Write next year's source."""
    from congvan.cli.batches.rolling import roll_source

    return roll_source(
        source, year, into, day_off, force=force, as_json=output_format == "json", language=language
    )


@click.command(
    "deadlines",
    cls=CommandInVietnamese,
    short_help="Gom thời hạn của nhiều văn bản vào lịch và bảng tính.",
    help="Gom thời hạn của nhiều văn bản: tệp lịch .ics và bảng tính; không có tùy chọn nào thì in ra.",
)
@click.argument("sources", metavar="TỆP...", nargs=-1, required=True)
@said("--data", metavar="DỮ_LIỆU", help="Bảng dữ liệu, cho tệp nguồn của một lô: thời hạn của từng dòng.")
@said("--key", metavar="CỘT", help="Cột khóa của bảng dữ liệu; mặc định cột đầu.")
@said("--join", "joins", multiple=True, metavar="TRƯỜNG=TỆP", help="Bảng kèm theo, như congvan batch.")
@said("--ics", metavar="TỆP.ics", help="Tệp lịch cần ghi.")
@said("--into", metavar="TỆP.xlsx", help="Bảng tính cần ghi.")
@said("--date", metavar="NGÀY", help="Ngày để tính số ngày làm việc còn lại; mặc định hôm nay.")
@said("--force", is_flag=True, help="Ghi đè tệp đã có.")
@language
@debug
def deadlines(
    *,
    sources: tuple[str, ...],
    data: str | None,
    key: str | None,
    joins: tuple[str, ...],
    ics: str | None,
    into: str | None,
    date: str | None,
    force: bool,
    language: str,
) -> int:
    """Gather deadlines."""
    from congvan.cli.batches.rolling import Gathering, gather_deadlines

    wanted = Gathering(sources=sources, data=data, key=key, joins=joins, language=language)
    return gather_deadlines(wanted, ics=ics, into=into, day=date, force=force)
