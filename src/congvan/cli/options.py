"""Options that several commands take (tùy chọn chung)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from congvan.cli.usage import OptionInVietnamese

F = TypeVar("F", bound=Callable[..., object])

SETTINGS = {"help_option_names": ["-h", "--help"]}


def said(*names: str, help: str, metavar: str | None = None, **rest: object) -> Callable[[F], F]:
    """An option with a help text."""
    return click.option(*names, cls=OptionInVietnamese, help=help, metavar=metavar, **rest)


def _language(*, expose_value: bool) -> Callable[[F], F]:
    return said(
        "--language",
        type=click.Choice(["vi", "en"]),
        default="vi",
        help="Ngôn ngữ của thông báo; mặc định vi.",
        expose_value=expose_value,
    )


language = _language(expose_value=True)
language_of_problems = _language(expose_value=False)
"""For a command that says nothing but problems, which the end of the command line tells."""
output_format = said(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Thông báo dạng chữ hoặc JSON; mặc định text.",
)
settings = said(
    "--set",
    "settings",
    multiple=True,
    metavar="TÊN=GIÁ_TRỊ",
    help="Thay một giá trị ở mục Giá trị của tệp nguồn; dùng được nhiều lần.",
)
issue_number = said("--number", metavar="SỐ", help="Số của văn bản, khi phát hành.")
issue_date = said("--date", metavar="NGÀY", help="Ngày ban hành: 05/3/2028, 2028-03-05 hoặc 3/2028.")
cache = said(
    "--cache", metavar="THƯ_MỤC", help="Thư mục riêng để giữ mẫu đã biên dịch, lần sau chạy nhanh hơn."
)
debug = said("--debug", is_flag=True, expose_value=False, help="In chi tiết khi congvan gặp lỗi nội bộ.")
