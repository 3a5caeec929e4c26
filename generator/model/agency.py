"""Agencies: the bodies that issue plans, with dated names, because provinces merge and names are taken over."""

from dataclasses import dataclass
from datetime import date

from generator.model.dates import PartialDate
from generator.model.fields import EMAIL, EMPTY, LINK, PHONE, REVIEWER, SLUG, Choice, from_path, named_by, said


class AgencyKind(Choice):
    """The level and nature of an agency."""

    PROVINCE = "province", "Ủy ban nhân dân tỉnh"
    DEPARTMENT = "department", "Sở, cơ quan chuyên môn cấp tỉnh"
    MINISTRY = "ministry", "Bộ, cơ quan ngang bộ"
    COMMUNE = "commune", "Ủy ban nhân dân xã, phường"
    OTHER = "other", "Cơ quan khác"


class EventKind(Choice):
    """What can happen to an agency."""

    MERGE = "merge", "Hợp nhất"
    SPLIT = "split", "Chia tách"
    RENAME = "rename", "Đổi tên"
    FOUND = "found", "Thành lập"
    ABOLISH = "abolish", "Giải thể"
    TRANSFER = "transfer", "Chuyển giao nhiệm vụ"


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("name")
class AgencyName:
    """One name of an agency and the days it bore it. A name is never a key: a new body may take an old name."""

    name: str = said("tên", "Tên đầy đủ, kèm tên tỉnh: «Sở Khoa học và Công nghệ tỉnh Hà Tĩnh»")
    short: str | None = said("tên ngắn", "Tên dùng ở chỗ hẹp: «Sở KH&CN Hà Tĩnh»", default=None)
    first: PartialDate | None = said("từ ngày", "Ngày bắt đầu mang tên; bỏ trống khi chưa rõ", default=None, key="from")
    last: PartialDate | None = said(
        "đến ngày", "Ngày cuối cùng mang tên; bỏ trống khi đang dùng", default=None, key="to"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("scheme")
class Identifier:
    """A code that some register gives the agency."""

    scheme: str = said("loại mã", "Hệ thống cấp mã, ví dụ «mã định danh»")
    value: str = said("mã", "Mã của cơ quan trong hệ thống đó, ví dụ H27")


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("kind")
class AgencyEvent:
    """A merger, split, renaming … with the day it took effect and the source that says so."""

    kind: EventKind = said("sự kiện", "merge, split, rename, found, abolish hoặc transfer")
    day: PartialDate = said("ngày", "Ngày có hiệu lực", key="date")
    predecessors: tuple[str, ...] = said("cơ quan trước", "Mã các cơ quan cũ", default=EMPTY, refers="agency")
    successors: tuple[str, ...] = said("cơ quan sau", "Mã các cơ quan mới", default=EMPTY, refers="agency")
    text: str | None = said("diễn giải", "Một câu cho người đọc", default=None)
    source: str | None = said("nguồn", "Văn bản hoặc trang đã đọc", default=None)
    url: str | None = said("liên kết", "Địa chỉ của nguồn, https", default=None, form=LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("name")
class Unit:
    """A unit of an agency, or a named group of units («Các phòng, đơn vị thuộc Sở»)."""

    name: str = said("tên", "Tên đơn vị như văn bản thường ghi")
    also: tuple[str, ...] = said(
        "cách ghi khác", "Những cách văn bản ghi cùng đơn vị này, kể cả ghi nhầm", default=EMPTY
    )
    agency: str | None = said(
        "cơ quan", "Mã cơ quan, khi tên này chỉ một cơ quan khác có trang riêng", default=None, refers="agency"
    )
    members: AgencyKind | None = said(
        "gồm loại cơ quan",
        "Như department, khi nhóm gồm mọi cơ quan loại ấy trực thuộc cơ quan này: «Các sở, ban, ngành»",
        default=None,
    )
    note: str | None = said("ghi chú", "Điều cần nói về đơn vị này", default=None)
    verified: bool = said(
        "đã đối chiếu",
        "false khi tên do máy lấy từ một kế hoạch, chưa ai đối chiếu với cơ cấu của cơ quan",
        default=True,
    )


def actor_key(name: str) -> str:
    """What equal names of units have in common: no case, single spaces, no closing punctuation."""
    return " ".join(name.split()).rstrip(" .,;").casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach the agency; only what it publishes itself."""

    address: str | None = said("địa chỉ", "Địa chỉ trụ sở", default=None)
    phone: str | None = said("điện thoại", "Số điện thoại", default=None, form=PHONE)
    email: str | None = said("thư điện tử", "Địa chỉ thư công vụ", default=None, form=EMAIL)
    website: str | None = said("trang thông tin", "Địa chỉ https của cơ quan", default=None, form=LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """One issuing body (``plans/agencies/<id>/agency.yml``); its id is the folder's name, stable and never reused."""

    kind: AgencyKind = said("loại cơ quan", "province, department, ministry, commune hoặc other")
    names: tuple[AgencyName, ...] = said("các tên", "Tên qua các thời kỳ, tên mới nhất sau cùng")
    type_name: str | None = said(
        "loại sở", "Tên chung của loại cơ quan, như danh mục quốc gia ghi: «Sở Xây dựng»", default=None
    )
    parent: str | None = said("cơ quan chủ quản", "Mã cơ quan cấp trên", default=None, refers="agency")
    first_day: date | None = said("thành lập", "Ngày bắt đầu hoạt động, khi đã rõ", default=None)
    last_day: date | None = said("kết thúc", "Ngày hoạt động cuối cùng", default=None)
    identifiers: tuple[Identifier, ...] = said("mã định danh", "Các mã của cơ quan", default=EMPTY)
    events: tuple[AgencyEvent, ...] = said("sự kiện", "Hợp nhất, đổi tên, giải thể …", default=EMPTY)
    units: tuple[Unit, ...] = said("đơn vị", "Phòng, chi cục, trung tâm thuộc cơ quan", default=EMPTY)
    groups: tuple[Unit, ...] = said("nhóm đơn vị", "Tên gọi chung, ví dụ «Các phòng, đơn vị thuộc Sở»", default=EMPTY)
    contact: Contact | None = said("liên hệ", "Chỉ điền điều chính cơ quan công bố", default=None)
    reviewers: tuple[str, ...] = said(
        "người duyệt",
        "Nhóm hoặc tài khoản GitHub duyệt thay đổi của cơ quan: @to-chuc/nhom",
        default=EMPTY,
        form=REVIEWER,
    )
    demo: bool = said("minh họa", "true khi cơ quan không có thật, chỉ dùng cho bản minh họa", default=False)
    id: str = from_path("mã", "Lấy từ tên thư mục; không ghi trong tệp", form=SLUG)

    def actor(self, name: str) -> Unit | None:
        """The unit or named group that a plan of this agency means by ``name``, or None."""
        wanted = actor_key(name)
        return next(
            (unit for unit in (*self.units, *self.groups) if wanted in map(actor_key, (unit.name, *unit.also))), None
        )

    @property
    def own_units(self) -> tuple[Unit, ...]:
        """The units whose figures this agency reports: those that are no agency with a page of its own."""
        return tuple(unit for unit in self.units if unit.agency is None)

    @property
    def name(self) -> str:
        """The latest name; the id while the record states none, which the check does not let pass."""
        return self.names[-1].name if self.names else self.id

    @property
    def short(self) -> str:
        return (self.names[-1].short if self.names else None) or self.name
