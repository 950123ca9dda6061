"""The components of a document and how each looks: size, weight, case, alignment (thành phần thể thức)."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class Component(Enum):
    """The components of a document (thành phần thể thức); the value is the Vietnamese name."""

    NATION = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    PARENT = "Tên cơ quan chủ quản"
    ISSUER = "Tên cơ quan ban hành"
    REFERENCE = "Số, ký hiệu"
    PLACE_AND_DATE = "Địa danh và thời gian ban hành"
    TYPE_NAME = "Tên loại"
    SUBJECT = "Trích yếu"
    DISPATCH_SUBJECT = "Trích yếu công văn"
    BASES = "Căn cứ ban hành"
    BODY = "Nội dung"
    PART = "Phần, Chương"
    PART_TITLE = "Tiêu đề phần, chương"
    SECTION = "Mục"
    SECTION_TITLE = "Tiêu đề mục"
    SUBSECTION = "Tiểu mục"
    SUBSECTION_TITLE = "Tiêu đề tiểu mục"
    ROMAN_SECTION = "Mục đánh số La Mã"
    ARTICLE = "Điều"
    CLAUSE = "Khoản"
    HEADED_CLAUSE = "Khoản có tiêu đề"
    POINT = "Điểm"
    AUTHORITY = "Quyền hạn của người ký"
    POSITION = "Chức vụ của người ký"
    SIGNATORY = "Họ và tên người ký"
    RECIPIENTS = "Kính gửi"
    COPIES_LABEL = "Từ Nơi nhận"
    COPIES = "Danh sách nơi nhận"
    APPENDIX = "Từ Phụ lục và số thứ tự"
    APPENDIX_TITLE = "Tiêu đề phụ lục"
    LINK_LINE = "Dòng Kèm theo"
    STAMP = "Dòng chữ ký số của cơ quan"
    URGENCY = "Dấu chỉ mức độ khẩn"
    DRAFTER = "Ký hiệu người soạn thảo, số lượng bản"
    CONTACT = "Địa chỉ liên hệ"
    CIRCULATION = "Chỉ dẫn phạm vi lưu hành"
    PAGE_NUMBER = "Số trang"


class Capitals(Enum):
    """How a component is cased."""

    UPPER = "in hoa"
    SENTENCE = "in thường"


class Alignment(Enum):
    """How the lines of a component lie."""

    LEFT = "trái"
    CENTRE = "giữa"
    RIGHT = "phải"
    JUSTIFIED = "đều hai bên"


@frozen
class SizeRange:
    """The type sizes allowed for a component, in points, ends included."""

    low: float
    high: float

    def allows(self, size_pt: float) -> bool:
        """Whether a size lies inside; a size is stored in half points, so there is no tolerance."""
        return self.low <= size_pt <= self.high

    def __str__(self) -> str:
        """A range as the decree writes it: "13" or "13-14"."""
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g}-{self.high:g}"


@frozen(kw_only=True)
class ComponentStyle:
    """How one component looks: a row of the instrument's style table, its `id` the row's rule id.

    `sample_pt` is the size of the instrument's own sample, taken where no size set says otherwise.
    `colour` is RRGGBB.
    """

    id: str
    component: Component
    capitals: Capitals
    size: SizeRange
    sample_pt: float
    bold: bool = False
    italic: bool = False
    alignment: Alignment = Alignment.LEFT
    colour: str = "000000"


@frozen(kw_only=True)
class SizeSet:
    """Sizes in points that move together within one document (V.fn1)."""

    name: str
    sizes: tuple[tuple[Component, float], ...]

    def size(self, component: Component) -> float | None:
        """The size of a component in this set, None when the set does not govern it."""
        return dict(self.sizes).get(component)
