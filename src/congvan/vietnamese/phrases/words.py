"""The words by which phrases are known: connecting words, heads of names, labels of numbers, compounds.

All that a reader of Vietnamese brings along and no rule can say stands here; what follows from it for a line
is said in `gaps`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import frozen

from congvan.vietnamese.hygiene import tone_key

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

DATE_NOUNS = ("tháng", "năm")
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


@frozen
class Vocabulary:
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
def vocabulary() -> Vocabulary:
    """The word lists, read once."""

    def keys(text: str, separator: str | None = ",") -> frozenset[str]:
        return frozenset(tone_key(item) for item in text.split(separator))

    compounds = keys(_COMPOUNDS)
    longest: dict[str, int] = {}
    for compound in compounds:
        syllables = compound.split(" ")
        longest[syllables[0]] = max(longest.get(syllables[0], 1), len(syllables))
    return Vocabulary(
        connecting=keys(_CONNECTING, None),
        heads=keys(_HEADS),
        units=keys(_UNIT_NOUNS),
        labels=keys(_LABELS, None),
        compounds=compounds,
        longest=longest,
    )
