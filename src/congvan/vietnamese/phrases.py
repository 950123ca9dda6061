"""Long names and titles in lines that end where a phrase ends (ngắt dòng theo cụm từ)."""

from __future__ import annotations

import re

from congvan.vietnamese.hygiene import tone_key
from congvan.vietnamese.widths import text_width

_SPACES = re.compile(" +")
_NUMERAL = re.compile(r"[\"“(]?(?:\d[\w./-]*|[IVXLC]+)[)\"”.,;:]*", re.ASCII)
_ENDS_PHRASE = (",", ";", ":", ")", "”")


def _keys(words: str) -> frozenset[str]:
    return frozenset(tone_key(word) for word in words.replace("\n", "").split("|"))


_OPENERS = _keys("""
và|với|về|của|cho|để|theo|tại|trong|từ|do|bằng|trên|giữa|nhằm|qua|khi|năm|quý|tháng|
ngày|đối|giai|hoặc|thuộc|sau|trước|đến|ở|vào|gửi|cùng|-|–
""")
"""Words that begin a phrase: a line likes to begin with one and does not end with one."""

_NOUNS_OF_NAMES = _keys("""
tỉnh|phố|xã|phường|khu|huyện|quận|sở|bộ|cục|ban|phòng|số|điều|khoản|điểm|mục|chương|
phần
""")
"""Nouns that a name or a number follows; they stay on its line."""

_UNITS = _keys("""
tháng|năm|ngày|giờ|phút|quý|người|đồng|triệu|tỷ|cuộc|điểm
""")
"""Nouns that a number stands before: `6 tháng`."""

_COMPOUNDS = _keys("""
an giang|an ninh|an sinh|an toàn|ban chỉ|ban hành|ban quản|biên chế|báo cáo|bảo hiểm|bảo vệ|
bắc ninh|bổ nhiệm|bổ sung|cao bằng|cao đẳng|chi cục|chuyên môn|chuyển đổi|chuẩn bị|chí minh|
chính phủ|chính quyền|chính sách|chỉ số|chỉ thị|chỉ tiêu|chỉ đạo|chủ tịch|cung cấp|cà mau|
cán bộ|công an|công chức|công khai|công nghiệp|công nghệ|công thương|công tác|công việc|
cơ quan|cơ sở|cải cách|cấp phép|cấp xã|cần thơ|cập nhật|cửa khẩu|danh mục|danh sách|
doanh nghiệp|du lịch|dân quân|dân sự|dân tộc|dịch vụ|dự thảo|dự án|gia lai|gia đình|
giao thông|giám sát|giám đốc|giáo dục|giải pháp|giải quyết|giải trình|góp ý|hoàn thành|
hoạt động|hà nội|hà tĩnh|hành chính|hưng yên|hướng dẫn|hạ tầng|hải phòng|hải quan|học sinh|
hồ chí|hồ sơ|hội nghị|hội đồng|hợp tác|khen thưởng|kho bạc|khoa học|khu công|khu kinh|
khung nhiệm|khánh hòa|kinh doanh|kinh phí|kinh tế|kiểm lâm|kiểm soát|kiểm toán|kiểm tra|
kế hoạch|kế toán|kết luận|kết quả|kỷ luật|kỹ năng|kỹ thuật|lai châu|lao động|lào cai|
lâm nghiệp|lâm đồng|lĩnh vực|lưu trữ|lạng sơn|lần thứ|môi trường|mặt trận|nghiên cứu|nghiệp vụ|
nghệ an|nghị quyết|nghị định|ngoại giao|ngoại vụ|nguồn lực|ngành nghề|ngành tài|ngân hàng|
ngân sách|nhiệm vụ|nhà nước|nhà ở|nhân dân|nhân lực|nhân sự|ninh bình|nông nghiệp|nông thôn|
năng lượng|nội bộ|nội dung|nội vụ|pháp chế|pháp luật|phát triển|phê duyệt|phòng chống|phú thọ|
phối hợp|phụ nữ|phục vụ|quy chế|quy hoạch|quy trình|quy định|quyết định|quân sự|quản lý|
quản trị|quảng ngãi|quảng ninh|quảng trị|quốc gia|quốc hội|quốc phòng|quốc tế|rà soát|sơ kết|
sơn la|sản xuất|sắp xếp|số liệu|sở hữu|tham mưu|thanh hóa|thanh niên|thanh tra|thi hành|
thi đua|thành phố|thành viên|thái nguyên|thông báo|thông tin|thông tư|thương binh|thương mại|
thẩm định|thể chế|thể dục|thể thao|thống kê|thủ trưởng|thủ tướng|thủ tục|thực hiện|tiêu chí|
tiếp nhận|tiếp tục|triển khai|trung tâm|trung ương|truyền hình|truyền thông|trách nhiệm|
trường hợp|trưởng phòng|trực thuộc|tuyên quang|tuyên truyền|tuyển dụng|tài chính|tài liệu|
tài nguyên|tài sản|tây ninh|tín dụng|tín ngưỡng|tôn giáo|tư pháp|tập huấn|tối cao|tổ chức|
tổng cục|tổng hợp|tổng kết|viên chức|việc làm|viện kiểm|việt nam|văn bản|văn hóa|văn phòng|
văn thư|vĩnh long|vướng mắc|vật tư|xuất khẩu|xuất nhập|xác định|xây dựng|xã hội|y tế|ý kiến|
điều chỉnh|điều hành|điện biên|đoàn thể|đà nẵng|đào tạo|đánh giá|đô thị|đôn đốc|đăng ký|
đơn vị|đường thủy|đại học|đất đai|đầu năm|đầu tư|đắk lắk|đặc khu|đề nghị|đề xuất|đề án|
địa phương|định kỳ|đối ngoại|đồng nai|đồng tháp|đội ngũ|ủy ban
""")
"""Pairs of syllables that are one word; in capitals the names of the provinces do not show themselves."""

_LINE = 1.0
_PLAIN, _AFTER_OPENER, _GLUED, _TOO_WIDE = 0.35, 1.5, 3.0, 50.0


def break_phrases(
    text: str, width_mm: float, size_pt: float, *, bold: bool = False, italic: bool = False
) -> tuple[str, ...]:
    """`text` in lines of at most `width_mm`, few and of like length, parted at spaces where phrases end.

    Words that belong together (`nông nghiệp`, `năm 2027`, `Lạng Sơn`) are parted last. A word wider than
    `width_mm` stands on a line of its own. Joined by single spaces, the lines are the words of `text`.
    """
    words = [word for word in _SPACES.split(text) if word]
    if not words:
        return ()
    widths = [text_width(word, size_pt, bold=bold, italic=italic) for word in words]
    space = text_width(" ", size_pt, bold=bold, italic=italic)
    penalties = [_penalty(words[i], words[i + 1], text) for i in range(len(words) - 1)]
    ends = _best_ends(widths, space, penalties, width_mm)
    return tuple(" ".join(words[start:end]) for start, end in zip([0, *ends], ends, strict=False))


def _best_ends(widths: list[float], space: float, penalties: list[float], width_mm: float) -> list[int]:
    """Where each line of the cheapest division ends, as positions in the list of words."""
    count = len(widths)
    cost = [0.0] + [float("inf")] * count
    start_of = [0] * (count + 1)
    for end in range(1, count + 1):
        length = -space
        for start in range(end - 1, -1, -1):
            length += widths[start] + space
            if length > width_mm and start < end - 1:
                break
            spare = (width_mm - length) / width_mm
            line = _LINE + (spare**2 if spare >= 0 else _TOO_WIDE) + (penalties[start - 1] if start else 0)
            if cost[start] + line < cost[end]:
                cost[end], start_of[end] = cost[start] + line, start
    ends, end = [], count
    while end:
        ends.append(end)
        end = start_of[end]
    return ends[::-1]


def _penalty(before: str, after: str, text: str) -> float:
    """How much a line break between two neighbouring words hurts."""
    if before.endswith(_ENDS_PHRASE):
        return 0.0
    first, second = tone_key(before), tone_key(after.rstrip(",;:."))
    if _NUMERAL.fullmatch(before) and second in _UNITS:
        return _GLUED
    if _NUMERAL.fullmatch(after) or first in _NOUNS_OF_NAMES or f"{first} {second}" in _COMPOUNDS:
        return _GLUED
    if _is_name(before, after, text):
        return _GLUED
    if first in _OPENERS:
        return _AFTER_OPENER
    return 0.0 if second in _OPENERS else _PLAIN


def _is_name(before: str, after: str, text: str) -> bool:
    """Whether two words look like one name: `Lạng Sơn`; in a text all in capitals nothing shows it."""
    return not text.isupper() and all(word[:1].isupper() and not word.isupper() for word in (before, after))
