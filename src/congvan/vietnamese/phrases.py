"""Breaking names, subjects and place names into lines at the borders of phrases (DOCX-FIT.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, Self

from attrs import field, frozen

from congvan.vietnamese.hygiene import nfc, tone_key
from congvan.vietnamese.widths import Ruler

_CONNECTING = (
    "và hoặc của về cho tại với đối trên trong ngoài theo để do từ đến ở bằng giữa thuộc nhằm vào trước sau "
    "qua gửi khi như là bởi vì nếu thông mà cùng"
)
"""Words that begin a phrase: a line may start with them, and never ends with them."""

_HEADS = (
    "ban, phòng, sở, bộ, cục, vụ, viện, tỉnh, thành phố, xã, phường, đặc khu, huyện, quận, thị xã, thị trấn, "
    "trung tâm, văn phòng, chi cục, trường, bệnh viện, học viện, tổng cục, chi nhánh, công ty, tập đoàn, "
    "ủy ban, hội đồng, ban chỉ đạo, ban quản lý, khu vực, các, những, năm, quý, giai đoạn, ngày, tháng"
)
"""Words that begin a part of a name, or a date."""

_DATE_NOUNS = ("tháng", "năm")
_UNIT_NOUNS = "tỉnh, thành phố, xã, phường, đặc khu, huyện, quận, thị xã, thị trấn"
_LABELS = (
    "năm quý tháng ngày số điều khoản điểm mục chương phần lục lần khóa kỳ đoạn hạng cấp tập quyển loại nhóm"
)
"""Words that a number belongs to."""

_COMPOUNDS = """
nhân dân, ủy ban, ủy ban nhân dân, hội đồng, hội đồng nhân dân, văn phòng, nội vụ, tài chính, tư pháp, công
an, công thương, nông nghiệp, nông thôn, môi trường, tài nguyên, khoa học, công nghệ, giáo dục, đào tạo, văn
hóa, thể thao, du lịch, y tế, xây dựng, giao thông, vận tải, thông tin, truyền thông, dân tộc, tôn giáo,
ngoại vụ, ngoại giao, quốc phòng, thanh tra, kế hoạch, đầu tư, lao động, thương binh, xã hội, ngân hàng, nhà
nước, bảo hiểm, kho bạc, hải quan, biên phòng, quân sự, chỉ huy, bộ đội, kiểm sát, tòa án, viện trưởng,
chính phủ, quốc hội, thủ tướng, bộ trưởng, giám đốc, chủ tịch, chánh văn phòng, trưởng ban, trưởng phòng,
phó trưởng, cơ quan, đơn vị, tổ chức, cá nhân, doanh nghiệp, hợp tác xã, công ty, tập đoàn, tổng công ty, cổ
phần, trách nhiệm, hữu hạn, một thành viên, trung ương, địa phương, địa bàn, khu vực, khu kinh tế, cửa khẩu,
công nghiệp, khu công nghiệp, kinh tế, chính trị, chính sách, hành chính, hành chính công, cải cách, chuyển
đổi, chuyển đổi số, kỹ năng số, dữ liệu, cơ sở, cơ sở dữ liệu, hạ tầng, phục vụ, dịch vụ, dịch vụ công, trực
tuyến, thủ tục, quản lý, quản trị, kiểm tra, kiểm soát, giám sát, đánh giá, báo cáo, thống kê, tổng hợp,
tổng kết, sơ kết, triển khai, thực hiện, hướng dẫn, tuyên truyền, phổ biến, pháp luật, thi hành, ban hành,
phê duyệt, thẩm định, điều chỉnh, bổ sung, sửa đổi, quy định, quy chế, quy trình, quy hoạch, chương trình,
đề án, dự án, phương án, nhiệm vụ, giải pháp, mục tiêu, chỉ tiêu, chỉ đạo, ban chỉ đạo, điều hành, phối hợp,
đăng ký, nhu cầu, tập huấn, bồi dưỡng, kỹ năng, nghiệp vụ, cán bộ, công chức, viên chức, người lao động,
tuyển dụng, biên chế, tiền lương, chế độ, phụ cấp, khen thưởng, thi đua, kỷ luật, kỷ niệm, hội nghị, hội
thảo, cuộc họp, lễ hội, phòng chống, phòng cháy, chữa cháy, cứu nạn, cứu hộ, thiên tai, dịch bệnh, lụt bão,
an toàn, an ninh, an sinh, trật tự, giao ban, vệ sinh, thực phẩm, thị trường, giá cả, ngân sách, kinh phí,
dự toán, quyết toán, đấu thầu, mua sắm, tài sản, đất đai, giải phóng, mặt bằng, tái định cư, bồi thường, lưu
trữ, văn thư, hồ sơ, tài liệu, văn bản, công văn, điện tử, chữ ký, chữ ký số, mẫu biểu, biểu mẫu, phụ lục,
danh sách, số liệu, kết quả, tình hình, công tác, hoạt động, lãnh đạo, đề nghị, góp ý, dự thảo, tham gia, cử
tri, kiến nghị, khiếu nại, tố cáo, tiếp công dân, công dân, trẻ em, thanh niên, phụ nữ, nông dân, cựu chiến
binh, công đoàn, mặt trận, tổ quốc, việt nam, hồ chí minh, cộng sản, cộng hòa, xã hội chủ nghĩa, đại học,
cao đẳng, trung học, phổ thông, tiểu học, mầm non, mẫu giáo, nội trú, bán trú, bệnh viện, đa khoa, học viện,
nghiên cứu, phát triển, bền vững, bảo vệ, bảo đảm, bảo tồn, bảo tàng, thư viện, di tích, di sản, kiểm lâm,
lâm nghiệp, thủy lợi, thủy sản, chăn nuôi, thú y, trồng trọt, bảo vệ thực vật, khuyến nông, đo lường, tiêu
chuẩn, chất lượng, sở hữu, trí tuệ, đường bộ, đường sắt, đường thủy, hàng không, hàng hải, đăng kiểm, phát
thanh, truyền hình, báo chí, xuất bản, bưu chính, viễn thông, xúc tiến, thương mại, trợ giúp, pháp lý, một
cửa, liên thông, sáu tháng, đầu năm, cuối năm, giai đoạn, thời gian, thời hạn, về việc, đối với, đến hết,
kèm theo, căn cứ, thành phố, đặc khu, thị xã, thị trấn, trung tâm, chi cục, tổng cục, ban quản lý, khối
lượng, số lượng, chi tiết, cụ thể, toàn bộ, toàn tỉnh, nội bộ, tiến độ, tiến bộ, vi phạm, xử lý, xử phạt, hà
nội, thừa thiên huế, lai châu, điện biên, sơn la, lạng sơn, quảng ninh, thanh hóa, nghệ an, hà tĩnh, cao
bằng, tuyên quang, hà giang, lào cai, yên bái, thái nguyên, bắc kạn, phú thọ, vĩnh phúc, hòa bình, bắc ninh,
bắc giang, hưng yên, thái bình, hải phòng, hải dương, ninh bình, hà nam, nam định, quảng trị, quảng bình, đà
nẵng, quảng nam, quảng ngãi, kon tum, gia lai, bình định, khánh hòa, ninh thuận, lâm đồng, đắk nông, bình
thuận, đắk lắk, phú yên, bình dương, bà rịa - vũng tàu, đồng nai, bình phước, tây ninh, long an, cần thơ,
sóc trăng, hậu giang, vĩnh long, bến tre, trà vinh, đồng tháp, tiền giang, cà mau, bạc liêu, an giang, kiên
giang, học sinh, tín dụng, kỹ thuật, đại biểu, đoàn đại biểu, chuyên nghiệp, hiệu quả, nguồn lực, nhân lực,
nguồn nhân lực, chính quyền, dân phố, giấy phép, chứng nhận, thương hiệu, sản phẩm, hàng hóa, xuất khẩu,
nhập khẩu, xuất nhập khẩu, đối tượng, chất thải, khí hậu, biến đổi, năng lượng, điện lực, khoáng sản, địa
chất, biển đảo, gia đình, dân số, bình đẳng giới, người có công, giảm nghèo, việc làm, dạy nghề, nghề
nghiệp, tự chủ, công khai, minh bạch, tham nhũng, lãng phí, tiết kiệm, tiêu cực, đối ngoại, hợp tác, quốc
tế, lãnh sự, nhân sự, sắp xếp, tinh gọn, bộ máy, sáp nhập, chức danh, lực lượng, dân quân, tự vệ, nghĩa vụ,
sức khỏe, tiêm chủng, khám bệnh, chữa bệnh, cấp nước, thoát nước, chiếu sáng, đô thị, nhà ở, quảng cáo, phần
mềm, hệ thống, nền tảng, ứng dụng, trí tuệ nhân tạo, cấp phát, thẩm quyền, phân cấp, phân quyền, ủy quyền,
vận hành, khai thác, sử dụng, cung cấp, tiếp nhận, giải quyết, nâng cao, tăng cường, đẩy mạnh, rà soát, cập
nhật, hoàn thiện, thành lập, chỉ số, kiểm chứng, tay chân miệng, kiện toàn, tiếp tục, nghiêm túc,
khẩn trương, đoàn kết, đại đoàn kết, thi
tuyển, xét tuyển, sát hạch, nâng bậc, đào tạo lại, tập trung, thường xuyên, đột xuất, định kỳ, hằng năm
"""
"""Words of two syllables and more that a line never parts: those that names and subjects are made of."""

_BORDER, _COMMA, _FAIR, _WITHIN, _POOR = 0.0, 0.2, 0.35, 0.7, 1.0
"""What a break costs: before a phrase, after a comma, between words, inside ỦY BAN / NHÂN DÂN, at a dash."""
_WHOLE_PART = 3
"""A head of so many syllables (BAN CHỈ ĐẠO) may have a line of its own."""
_RAGGED = 2.5
"""What a line costs that is as far from the length aimed at as the column is wide, squared."""
_MORE_LINES = 3
_LONGEST = 5
"""The most words a compound has."""
_MOST_WEIGHED = 100
"""Words of a text whose breakings are weighed against each other; a longer one is set line by line."""
_ROMAN = "IVXLC"
_NUMBER = re.compile(rf"\d[\d.,/-]*%?|[{_ROMAN}]+")
_DASHES = ("-", "–")
_EDGES = "“”‘’\"'()[]«»,;:."


@frozen
class _Gap:
    """The space after a word: what breaking there costs, and whether a break parts what belongs together."""

    cost: float
    parts: bool = False


_NEVER = _Gap(_POOR, parts=True)
_INSIDE = _Gap(2 * _POOR, parts=True)
"""THÀNH PHỐ / HỒ CHÍ MINH is bad, THÀNH / PHỐ HỒ CHÍ MINH is worse."""
_WITHIN_A_BODY, _AFTER_COMMA, _AT_DASH = _Gap(_WITHIN), _Gap(_COMMA), _Gap(_POOR)
_BEFORE_PHRASE, _BETWEEN_WORDS = _Gap(_BORDER), _Gap(_FAIR)

_Breaking = tuple[int, float, tuple[int, ...]]
"""A way to break the first words: how often it parts what belongs together, its cost, where it breaks."""


@lru_cache(maxsize=2048)
def break_phrases(
    text: str, width_mm: float, size_pt: float, *, bold: bool = False, italic: bool = False
) -> tuple[str, ...]:
    """The text as lines no wider than `width_mm`: as few as can be, of like length, broken between phrases.

    SỞ NÔNG NGHIỆP / VÀ MÔI TRƯỜNG; never inside a word of several syllables or between a number and its noun,
    unless the column is too narrow for it. A single syllable wider than the column stands alone, too wide.
    A line feed in the text stays a break; a no-break space is never one. Empty text gives no line.
    """
    ruler = Ruler(size_pt, bold=bold, italic=italic)
    space = ruler.width(" ")
    lines: list[str] = []
    for line in text.split("\n"):
        words = _words(line)
        if words:
            widths = [width + space for width in ruler.widths(_words(nfc(line)))]
            lines += _balanced(words, _Column(tuple(accumulate(widths, initial=0.0)), space, width_mm))
    return tuple(lines)


def _words(line: str) -> tuple[str, ...]:
    words = line.replace("\t", " ").split(" ")
    return tuple(filter(None, words)) if "" in words else tuple(words)


@frozen
class _Column:
    """A column and the words to set in it: where each word starts on one endless line, all in mm."""

    starts: tuple[float, ...]
    space: float
    width: float

    def line(self, start: int, end: int) -> float:
        """The width of the words from `start` up to `end`, not included."""
        return self.starts[end] - self.starts[start] - self.space

    def holds(self, start: int, end: int) -> bool:
        """Whether these words may be a line: they fit, or there is but one of them."""
        return end - start == 1 or self.line(start, end) <= self.width

    def ends(self, start: int, last: int) -> range:
        """Where a line that starts so may end before `last`: up to the first at which it is too wide."""
        starts, space, width = self.starts, self.space, self.width
        begun, end = starts[start], min(start + 2, last)
        while end < last and starts[end] - begun - space <= width:
            end += 1
        return range(start + 1, end)


def _balanced(words: tuple[str, ...], column: _Column) -> list[str]:
    """The lines of the best breaking: least parted, then fewest lines, then least cost."""
    count = len(words)
    if column.holds(0, count):
        return [" ".join(words)]
    gaps = _Gaps.of(words)
    if count > _MOST_WEIGHED:
        return _filled(words, gaps, column)
    found: list[_Breaking] = []
    for lines in range(2, count + 1):
        found += _best(lines, gaps, column)
        # A few more lines may spare a word; many more would only make a column of syllables.
        if found and (found[-1][0] == 0 or lines > len(found[0][2]) + _MORE_LINES):
            break
    best = min(found, key=lambda breaking: (breaking[0], len(breaking[2]), breaking[1]))
    edges = (0, *best[2], count)
    return [" ".join(words[start:end]) for start, end in pairwise(edges)]


def _filled(words: tuple[str, ...], gaps: _Gaps, column: _Column) -> list[str]:
    """Each line as full as it can be without parting what belongs together."""
    lines = []
    start = 0
    while start < len(words):
        ends = column.ends(start, len(words) + 1)
        whole = [end for end in ends if end == len(words) or not gaps.after(end).parts]
        end = (whole or ends)[-1]
        lines.append(" ".join(words[start:end]))
        start = end
    return lines


def _best(lines: int, gaps: _Gaps, column: _Column) -> tuple[_Breaking, ...]:
    """The best breaking into exactly so many lines, alone; empty when the column is too narrow for so few."""
    count = len(gaps.places) + 1
    target = column.line(0, count) / lines
    best: dict[int, _Breaking] = {0: (0, 0.0, ())}
    for left in range(lines - 1, 0, -1):
        longer: dict[int, _Breaking] = {}
        for start, (parted, cost, breaks) in best.items():
            for end in column.ends(start, count):
                if left == 1 and not column.holds(end, count):
                    continue
                gap = gaps.after(end)
                spent = cost + _strayed(column, start, end, target) + gap.cost
                step = (parted + gap.parts, spent, (*breaks, end))
                known = longer.get(end)
                if known is None or step < known:
                    longer[end] = step
        best = longer
    ends = [
        (parted, cost + _strayed(column, start, count, target), breaks)
        for start, (parted, cost, breaks) in best.items()
        if column.holds(start, count)
    ]
    return (min(ends),) if ends else ()


def _strayed(column: _Column, start: int, end: int, target: float) -> float:
    """What a line costs, growing as it strays from the length aimed at."""
    return _RAGGED * ((column.line(start, end) - target) / column.width) ** 2


@frozen
class _Vocabulary:
    """The word lists above as sets of keys, so that case and tone placement do not matter.

    `longest` says how many words a compound may have at most that begins with a syllable.
    """

    connecting: frozenset[str]
    heads: frozenset[str]
    units: frozenset[str]
    labels: frozenset[str]
    compounds: frozenset[str]
    longest: Mapping[str, int]


@cache
def _vocabulary() -> _Vocabulary:
    def keys(text: str, separator: str | None = ",") -> frozenset[str]:
        return frozenset(tone_key(item) for item in text.split(separator))

    compounds = keys(_COMPOUNDS)
    longest: dict[str, int] = {}
    for compound in compounds:
        syllables = compound.split(" ")
        longest[syllables[0]] = max(longest.get(syllables[0], 1), len(syllables))
    return _Vocabulary(
        connecting=keys(_CONNECTING, None),
        heads=keys(_HEADS),
        units=keys(_UNIT_NOUNS),
        labels=keys(_LABELS, None),
        compounds=compounds,
        longest=longest,
    )


class _Unit(NamedTuple):
    """Words that make one compound, or one word: the key of the whole, of its first and its last word."""

    words: tuple[str, ...]
    key: str
    first: str
    last: str


@frozen
class _Gaps:
    """The spaces between words, each weighed when a line could first end there.

    `places` says of every word but the last in which unit it stands, and as which of its words.
    """

    units: list[_Unit]
    places: list[tuple[int, int]]
    _known: dict[int, _Gap] = field(init=False, factory=dict)

    @classmethod
    def of(cls, words: tuple[str, ...]) -> Self:
        """Those of a text."""
        units = _units(words)
        places = [(at, place) for at, unit in enumerate(units) for place in range(1, len(unit.words) + 1)]
        return cls(units, places[:-1])

    def after(self, count: int) -> _Gap:
        """What a break after so many words costs."""
        known = self._known.get(count)
        if known is None:
            at, place = self.places[count - 1]
            unit = self.units[at]
            whole = place == len(unit.words)
            known = self._known[count] = _between(self.units, at) if whole else _inside(unit, place)
        return known


def _inside(unit: _Unit, place: int) -> _Gap:
    """A gap inside a compound: ỦY BAN / NHÂN DÂN may be broken in two words if it must, nothing else."""
    return _WITHIN_A_BODY if len(unit.words) == 4 and place == 2 else _INSIDE


def _units(words: tuple[str, ...]) -> list[_Unit]:
    """The words grouped into compounds, the longest known one first."""
    bare = tuple([word.strip(_EDGES) for word in words])
    keys = [*map(tone_key, bare)]
    longest = _vocabulary().longest
    # A mark that stands apart is a word without a key: then any group may be a compound and a mark.
    has_marks = "" in keys
    units = []
    start = 0
    while start < len(words):
        most = _LONGEST if has_marks else longest.get(keys[start].partition(" ")[0], 1)
        end, key = _unit_end(words, bare, keys, start, most) if most > 1 else (start + 1, keys[start])
        units.append(_Unit(words[start:end], key, keys[start], keys[end - 1]))
        start = end
    return units


def _unit_end(
    words: tuple[str, ...], bare: tuple[str, ...], keys: list[str], start: int, most: int
) -> tuple[int, str]:
    """Where the longest compound ends that begins here, and its key; one word where none does."""
    compounds = _vocabulary().compounds
    for end in range(min(start + most, len(words)), start + 1, -1):
        key = " ".join(filter(None, keys[start:end]))
        if key in compounds:
            # Words without marks have one key, together or each by itself.
            if bare[start:end] == words[start:end]:
                return end, key
            key = tone_key(" ".join(words[start:end]).strip(_EDGES))
            if key in compounds and not any(word[-1] in _EDGES for word in words[start : end - 1]):
                return end, key
    return start + 1, keys[start]


def _between(units: list[_Unit], number: int) -> _Gap:
    """The gap between a unit and the next: inside a name or a number's phrase, at a border, or neither."""
    words = _vocabulary()
    before, after = units[number], units[number + 1]
    if before.words[-1][-1] in ",;:":
        return _AFTER_COMMA
    if _belongs(units, number) or before.key in words.connecting:
        return _NEVER
    if after.words[0] in _DASHES or (before.key in words.heads and len(before.words) < _WHOLE_PART):
        return _AT_DASH
    is_border = after.key in words.connecting or after.key in words.heads or after.first in words.connecting
    return _BEFORE_PHRASE if is_border else _BETWEEN_WORDS


def _belongs(units: list[_Unit], number: int) -> bool:
    """Whether the next unit belongs to this one: Điều 5, 30 ngày, 2026 - 2030, TỈNH LẠNG SƠN, V/v."""
    words = _vocabulary()
    before, after = units[number], units[number + 1]
    if before.words[-1] in (*_DASHES, "V/v"):
        return True
    if _is_number(after.words[0]):
        return before.last in words.labels
    if _is_number(before.words[-1]):
        if after.words[0] in _DATE_NOUNS:
            return True
        labelled = number > 0 and units[number - 1].last in words.labels
        return after.words[0] in _DASHES or (not labelled and after.key not in words.connecting)
    return _is_name(units, number)


def _is_number(word: str) -> bool:
    bare = word.strip(_EDGES)
    return (bare[:1].isdecimal() or bare[:1] in _ROMAN) and _NUMBER.fullmatch(bare) is not None


def _is_name(units: list[_Unit], number: int) -> bool:
    """Whether the next unit goes on with the name that follows an administrative noun or a capital."""
    words = _vocabulary()
    before, after = units[number], units[number + 1]
    if after.key in words.connecting or after.key in words.heads or after.words[0] in _DASHES:
        return False
    if before.key in words.units:
        return True
    if len(before.words) > 1 or len(after.words) > 1:
        return False
    if number + 2 < len(units) and units[number + 2].words[0] in _DASHES:
        return True
    if after.words[0].isupper():
        # In capitals nothing shows where a name ends: two syllables after the noun are taken as the name.
        return number > 0 and units[number - 1].key in words.units
    return before.words[0][0].isupper() and after.words[0][0].isupper()
