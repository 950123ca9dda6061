"""`congvan batch`: what it takes (làm hàng loạt)."""

from __future__ import annotations

from typing import Any

import click

from congvan.cli.options import debug, language, output_format, said
from congvan.cli.usage import CommandInVietnamese

_OPTIONS = (
    said(
        "--data",
        required=True,
        metavar="DỮ_LIỆU",
        help="Tệp .xlsx, .csv, .jsonl, hoặc địa chỉ cơ sở dữ liệu.",
    ),
    said("--query", metavar="SQL", help="Câu truy vấn, khi --data là địa chỉ cơ sở dữ liệu."),
    said("--sheet", metavar="TRANG", help="Trang tính cần đọc; mặc định trang đầu."),
    said("--key", metavar="CỘT", help="Cột khóa phân biệt các dòng; mặc định cột đầu."),
    said(
        "--join",
        "joins",
        multiple=True,
        metavar="TRƯỜNG=TỆP",
        help="Bảng kèm theo, cùng tên cột khóa: tables.dang_ky.rows=chi-tiet.xlsx hoặc recipients=nhan.csv.",
    ),
    said("--into", metavar="NƠI", help="Thư mục, tệp .zip hoặc địa chỉ s3://... ghi kết quả."),
    said("--check", "check_only", is_flag=True, help="Chỉ kiểm tra mọi dòng, không ghi gì."),
    said("--name", "pattern", metavar="MẪU", help="Mẫu tên tệp, ví dụ {ma}-{stem}; mặc định {key}-{stem}."),
    said("--template", metavar="TỆP.docx", help="Tệp mẫu Word dùng thay cho mẫu có sẵn."),
    said("--register", metavar="SỔ", help="Sổ đăng ký văn bản đi: cấp số và vào sổ."),
    said("--numbers", metavar="DẢI", help="Dải số theo thứ tự dòng, ví dụ 1588-1787."),
    said("--number-column", metavar="CỘT", help="Cột ghi số của từng văn bản."),
    said("--date-column", metavar="CỘT", help="Cột ghi ngày ban hành của từng văn bản."),
    said("--one-number", is_flag=True, help="Một số cho cả lô: một văn bản gửi nhiều nơi."),
    said("--date", metavar="NGÀY", help="Ngày ban hành; khi vào sổ mặc định hôm nay."),
    said("--jobs", type=click.IntRange(1, 256), metavar="N", help="Số tiến trình; mặc định theo số dòng."),
    said("--dask", metavar="ĐỊA_CHỈ", help="Chạy trên cụm Dask, ví dụ tcp://may-chu:8786."),
    said("--replace", is_flag=True, help="Làm lại văn bản có dữ liệu đã đổi hoặc tệp đã bị sửa."),
    said("--retry", is_flag=True, help="Chỉ chạy lại các dòng bị lỗi lần trước."),
    said("--abandon", metavar="LÝ_DO", help="Hủy số đã giữ của các dòng không làm được, ghi lý do vào sổ."),
    said("--manifest", metavar="TỆP.db", help="Nơi ghi sổ theo dõi lô, khi kết quả không nằm trong thư mục."),
    said("--atomic-store", is_flag=True, help="Cam đoan nơi lưu khác s3 ghi tệp trọn vẹn."),
    said("--pdf", is_flag=True, help="Tạo thêm bản PDF bằng LibreOffice."),
    said("--pdfa", is_flag=True, help="Bản PDF theo chuẩn lưu trữ PDF/A-2b."),
    said("--quiet", is_flag=True, help="Không báo tiến độ."),
)


def _all(command: Any) -> Any:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command(
    "batch",
    cls=CommandInVietnamese,
    short_help="Tạo hàng loạt văn bản từ một tệp nguồn và một bảng dữ liệu.",
    help="Mỗi dòng dữ liệu thành một văn bản. Chạy lại thì làm tiếp phần còn thiếu, phần đã xong giữ nguyên.",
    epilog="Ví dụ: congvan batch cong-van.md --data don-vi.xlsx --into ket-qua --register so-di-2027.db",
)
@click.argument("source", metavar="TỆP")
@_all
@output_format
@language
@debug
def batch(source: str, **options: Any) -> int:
    """Make a letter for every row."""
    from congvan.cli.batches.running import Wanted, run_batch

    return run_batch(Wanted(source=source, **options))
