"""Adoptions: that an agency performs a procedure, and what is local about it.

What the national record cannot know (place, one-stop, post, online level …) only the agency that performs the procedure can
state. What is missing is unknown; it is never read as «no».
"""

from dataclasses import dataclass
from datetime import date

from generator.model.dates import PartialDate
from generator.model.fields import EMPTY, LINK, Choice, named_by, said
from generator.model.procedure import CODE, Fee, Place, TimeLimit


class OnlineLevel(Choice):
    """Nghị định 42/2022/NĐ-CP (the older «mức độ 3, 4» are out of use)."""

    FULL = "full", "Toàn trình"
    PARTIAL = "partial", "Một phần"
    INFO_ONLY = "info_only", "Chỉ cung cấp thông tin"
    NONE = "none", "Chưa có trực tuyến"
    UNKNOWN = "unknown", "Chưa rõ"


class Post(Choice):
    """What goes through the public postal service."""

    RECEIVE = "receive", "Nhận hồ sơ qua bưu điện"
    RETURN = "return", "Trả kết quả qua bưu điện"
    BOTH = "both", "Nhận hồ sơ và trả kết quả qua bưu điện"
    NONE = "none", "Không qua bưu điện"
    UNKNOWN = "unknown", "Chưa rõ"


class Interlinked(Choice):
    """Whether several agencies settle it one after another (một cửa liên thông)."""

    NONE = "none", "Không liên thông"
    SAME_LEVEL = "same_level", "Liên thông cùng cấp"
    ACROSS_LEVELS = "across_levels", "Liên thông giữa các cấp"
    UNKNOWN = "unknown", "Chưa rõ"


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalProcess:
    """How the agency itself handles a dossier, once approved."""

    decision: str = said("quyết định", "Số quyết định phê duyệt quy trình")
    approved: PartialDate | None = said("ngày phê duyệt", "Ngày của quyết định đó", default=None)
    electronic_since: PartialDate | None = said("điện tử từ", "Ngày quy trình chạy trên hệ thống", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("code")
class Adoption:
    """That an agency performs a procedure, with what is local about it. What is left out is unknown."""

    code: str = said("mã thủ tục", "Mã trong plans/procedures/", form=CODE, refers="procedure")
    place: str | None = said("nơi nhận", "Tên một nơi trong mục «places» của tệp này", default=None)
    one_stop: bool | None = said("một cửa", "true nếu nhận tại Bộ phận Một cửa, false nếu không", default=None)
    one_stop_reason: str | None = said("lý do ngoài một cửa", "Một câu, khi one_stop là false", default=None)
    post: Post = said("bưu chính công ích", "receive, return, both, none hoặc unknown", default=Post.UNKNOWN)
    interlinked: Interlinked = said(
        "liên thông", "none, same_level, across_levels hoặc unknown", default=Interlinked.UNKNOWN
    )
    delegated: bool | None = said("phân cấp, ủy quyền", "true nếu đã giao cho cấp khác giải quyết", default=None)
    delegated_to: str | None = said("giao cho", "Cơ quan được giao, khi delegated là true", default=None)
    non_territorial: bool | None = said("phi địa giới", "true nếu nộp ở nơi nào trong tỉnh cũng được", default=None)
    on_national_portal: bool | None = said("trên Cổng quốc gia", "true nếu nộp được trên Cổng quốc gia", default=None)
    online_level: OnlineLevel = said(
        "mức trực tuyến", "full, partial, info_only, none hoặc unknown", default=OnlineLevel.UNKNOWN
    )
    eligible_full: bool | None = said("đủ điều kiện toàn trình", "true nếu đủ điều kiện làm toàn trình", default=None)
    online_payment: bool | None = said("thanh toán trực tuyến", "true nếu trả được phí trên mạng", default=None)
    electronic_forms: bool | None = said("biểu mẫu điện tử", "true nếu tờ khai điền được trên mạng", default=None)
    limits: tuple[TimeLimit, ...] = said("thời hạn tại đây", "Khi tỉnh rút ngắn so với thời hạn chung", default=EMPTY)
    fees: tuple[Fee, ...] = said("phí tại đây", "Mức thu của tỉnh, khi thủ tục ghi «theo quy định»", default=EMPTY)
    internal_process: InternalProcess | None = said("quy trình nội bộ", "Khi đã phê duyệt", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoptions:
    """``plans/agencies/<agency>/procedures.yml``: the agency's own list of what it performs."""

    document: str = said("văn bản", "Số quyết định công bố danh mục của cơ quan")
    day: date = said("ngày", "Ngày của danh mục; mọi điều trong tệp đúng vào ngày này", key="date")
    url: str | None = said("liên kết", "Địa chỉ https của danh mục", default=None, form=LINK)
    places: tuple[Place, ...] = said("nơi nhận", "Các nơi nhận hồ sơ của cơ quan", default=EMPTY)
    procedures: tuple[Adoption, ...] = said("thủ tục", "Mỗi thủ tục một mục")

    def place_of(self, adoption: Adoption) -> Place | None:
        """Where the agency receives the dossier; its only place where it has one."""
        if adoption.place is None:
            return self.places[0] if len(self.places) == 1 else None
        return next((place for place in self.places if place.name == adoption.place), None)
