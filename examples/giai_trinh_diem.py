"""The letter of giai-trinh-diem.md built from objects: no file anywhere until it is written.

python examples/giai_trinh_diem.py OUT
"""

from __future__ import annotations

import sys
from datetime import date

import congvan as cv

LAM_GIANG = "UBND tỉnh Lam Giang"
SUBSCRIPT = cv.Script.SUBSCRIPT


def deadline_value(name: str, part: str) -> cv.Value:
    """A part of a deadline in bold, printed from its one date."""
    return cv.Value(cv.ValueOf.DEADLINE, name, part, bold=True)


def score(mark: str) -> list[cv.Text]:
    """The symbol of a score: Đ with its index below."""
    return [cv.Text("Đ"), cv.Text(mark, script=SUBSCRIPT)]


def body() -> list[cv.Paragraph]:
    """The text of the letter, one paragraph after another."""
    opening = cv.Paragraph(
        [
            cv.Text("Thực hiện "),
            cv.Value(cv.ValueOf.CITATION, "plan"),
            cv.Text(
                ", các thành viên Hội đồng thẩm định đã hoàn thành việc tự chấm điểm lần 1 "
                "(sau đây gọi điểm tự chấm là "
            ),
            *score("tc"),
            cv.Text(", điểm thẩm định là "),
            *score("tđ"),
            cv.Text(") và cập nhật tài liệu kiểm chứng lên phần mềm ("),
            cv.Text("gửi kèm kết quả chấm lần 1 qua hệ thống", italic=True),
            cv.Text(")."),
        ]
    )
    request = cv.Paragraph(
        [
            cv.Text(
                "Phần mềm chấm điểm nay được mở lại. Sở Nội vụ đề nghị thủ trưởng các cơ quan nêu trên chỉ "
                "đạo công chức được giao nhiệm vụ rà soát các tiêu chí có "
            ),
            *score("tđ"),
            cv.Text(" thấp hơn "),
            *score("tc"),
            cv.Text(", giải trình và bổ sung tài liệu kiểm chứng "),
            cv.Text("lần 2", bold=True),
            cv.Text(", cụ thể:"),
        ]
    )
    responsibility = (
        "Người đứng đầu và thành viên Hội đồng thẩm định của cơ quan chịu trách nhiệm trước Chủ tịch UBND "
        "tỉnh về kết quả của những tiêu chí được giao theo dõi."
    )
    closing = "Đề nghị lãnh đạo các cơ quan đôn đốc để việc bổ sung bảo đảm chất lượng và đúng thời gian./."
    return [opening, request, *tasks(), cv.Paragraph(responsibility), cv.Paragraph(closing)]


def tasks() -> list[cv.Paragraph]:
    """The two tasks with their deadlines."""
    on_system: list[cv.Run] = [
        cv.Text("Việc giải trình, cập nhật tài liệu "),
        cv.Text("trên phần mềm", bold=True),
        cv.Text(" hoàn thành chậm nhất là "),
        *moment("system"),
        cv.Text("."),
    ]
    summary: list[cv.Run] = [
        cv.Text("Bảng tổng hợp các tiêu chí đề nghị điều chỉnh điểm ("),
        cv.Text("theo Phụ lục gửi kèm, chỉ ghi những tiêu chí có thay đổi so với lần 1", italic=True),
        cv.Text(") gửi Sở Nội vụ trước "),
        *moment("summary"),
        cv.Text("."),
    ]
    return [cv.Paragraph(runs, level=cv.Level.DASH, marker="-") for runs in (on_system, summary)]


def moment(name: str) -> list[cv.Run]:
    """Hour, day and weekday of a deadline in bold: the weekday can only be its date's."""
    return [
        deadline_value(name, "clock"),
        cv.Text(" ngày ", bold=True),
        deadline_value(name, "date"),
        cv.Text(" (", bold=True),
        deadline_value(name, "weekday"),
        cv.Text(")", bold=True),
    ]


def form() -> cv.Appendix:
    """The form that the addressees fill in, in the letter and as a workbook."""
    decimal = cv.ColumnKind.DECIMAL
    table = cv.Table(
        name="tieu_chi",
        columns=[
            cv.Column(title="STT", kind=cv.ColumnKind.STT),
            cv.Column(
                title="Tiêu chí, tiêu chí thành phần bị trừ điểm ở lần chấm thứ nhất",
                key="tieu_chi",
                width=62,
            ),
            cv.Column(title="Điểm tự chấm", key="tu_cham", kind=decimal, width=22),
            cv.Column(title="Điểm thẩm định lần 1", key="lan_1", kind=decimal, width=22),
            cv.Column(title="Lý do trừ điểm", key="ly_do"),
            cv.Column(title="Nội dung giải trình, tài liệu bổ sung (lần 2)", key="giai_trinh"),
            cv.Column(title="Điểm đề nghị điều chỉnh", key="de_nghi", kind=decimal, width=24),
        ],
        blank_rows=6,
        total=cv.Total(label="Tổng điểm", under="tieu_chi", columns=["tu_cham", "lan_1", "de_nghi"]),
    )
    return cv.Appendix(
        name="giai_trinh",
        title="Tổng hợp các tiêu chí đề nghị giải trình, bổ sung tài liệu kiểm chứng",
        tables=table,
        send_as=cv.SendAs.BOTH,
        orientation=cv.Orientation.LANDSCAPE,
        letterhead=cv.Letterhead(parent=LAM_GIANG, place="Lam Giang", date=cv.DateParts(2027, 3)),
        link_line=False,
    )


def dispatch() -> cv.Dispatch:
    """The whole letter."""
    return cv.Dispatch(
        issuer=cv.Issuer("Sở Nội vụ", LAM_GIANG, place="Lam Giang"),
        reference="/SNV-CCHC",
        date=cv.DateParts(2027, 3),
        subject="giải trình, bổ sung tài liệu kiểm chứng phục vụ xác định chỉ số cải cách hành chính "
        "năm 2026",
        recipients=[
            "Văn phòng UBND tỉnh",
            cv.Recipient("Các Sở", ["Tư pháp", "Tài chính", "Khoa học và Công nghệ"]),
            "Thuế tỉnh",
            "Thành viên Hội đồng thẩm định cải cách hành chính tỉnh",
        ],
        deadlines={
            "system": cv.Deadline(
                date=date(2027, 3, 10), time=cv.ClockTime(24), what="cập nhật tài liệu trên phần mềm"
            ),
            "summary": cv.Deadline(
                date=date(2027, 3, 10),
                time=cv.ClockTime(14),
                wording=cv.DeadlineWording.BEFORE,
                owed_by="Thành viên Hội đồng",
                what="gửi bảng tổng hợp",
            ),
        },
        citations={
            "plan": cv.Citation(
                type="Văn bản",
                reference="7012/UBND-NC",
                date=date(2026, 12, 29),
                issuer="UBND tỉnh",
                subject="về triển khai xác định chỉ số cải cách hành chính của tỉnh",
            )
        },
        body=body(),
        signatory=cv.Signatory(position="Giám đốc", name="Đặng Quốc Trung"),
        copies_to=["Như trên", "UBND tỉnh (b/c)", "Giám đốc, các PGĐ Sở"],
        archive=cv.Archive(["VT", "CCHC"]),
        appendices=[form()],
    )


if __name__ == "__main__":
    into = sys.argv[1] if len(sys.argv) > 1 else "out"
    for path in cv.render(dispatch(), name="giai-trinh-diem-tu-python").write(into):
        print(path)
