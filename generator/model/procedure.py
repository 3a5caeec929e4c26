"""Procedures (thủ tục hành chính): what the law requires of a published one, the same wherever it is performed.

The parts of a procedure are those of Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2 (wording of Nghị định 92/2017/NĐ-CP).
What is missing is unknown; it is never read as «no» or «free».
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from generator.model.dates import PartialDate
from generator.model.fields import EMPTY, LINK, PHONE, SLUG, Choice, Form, named_by, said, shorthand

CODE = Form(
    re.compile(r"[0-9]\.[0-9]{6,7}"),
    "một chữ số, dấu chấm, sáu chữ số, ví dụ «1.000028»; không kèm .000.00.00.H27",
)
"""Since about 2025 the national portal shows the first two parts of a code only."""

OLD_CODE = Form(re.compile(r"[0-9]\.[0-9]{6,7}(?:\.[0-9A-Z]{2,4})*"), "mã cũ như đã in, ví dụ «1.004194.000.00.00.H27»")

PORTAL = Form(
    re.compile(r"https://dichvucong\.gov\.vn(?:/[^\s<>\"'\\\x00-\x1f\x7f]*)?"),
    "địa chỉ bắt đầu bằng https://dichvucong.gov.vn/ (cổng của tỉnh đã đóng từ 01/7/2025)",
)
"""Where people may be sent to apply: since 623/TTg-KSTT (30/5/2025) only the national portal."""

NATIONAL = "national"
"""The jurisdiction of a procedure that a ministry published for every province."""

LEAST_FEE = 1_000
"""Đồng. A smaller amount is almost surely typed in thousands or in percent: shown as a doubt, never as a fee."""

_CODE_PARTS = re.compile(r"\s*([0-9])\.([0-9]{6,7})(?![0-9])")


def code_key(text: str) -> str:
    """What old and new forms of a code have in common, their first two parts.

    ``code_key("1.004194.000.00.00.H27") == "1.004194"``. Spaces around are dropped; text that does not begin with a
    code comes back trimmed.
    """
    found = _CODE_PARTS.match(text)
    return f"{found.group(1)}.{found.group(2)}" if found else text.strip()


class ProcedureKind(Choice):
    """Who laid the procedure down."""

    STANDARD = "standard", "Thủ tục do bộ, ngành công bố"
    SPECIFIC = "specific", "Thủ tục do địa phương quy định"
    INTERNAL = "internal", "Thủ tục nội bộ giữa các cơ quan nhà nước"
    UNKNOWN = "unknown", "Chưa rõ loại thủ tục"


class Level(Choice):
    """The level that performs it. There has been no district since 01/7/2025."""

    MINISTRY = "ministry", "Cấp bộ"
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"
    OTHER = "other", "Cơ quan khác"


class Channel(Choice):
    """How a dossier is handed in, in the words of a citizen."""

    DIRECT = "direct", "Tại quầy"
    ONLINE = "online", "Trực tuyến"
    POST = "post", "Qua bưu điện"


class LimitUnit(Choice):
    """The unit as stated; «ngày» is not «ngày làm việc»."""

    HOUR = "hour", "giờ"
    DAY = "day", "ngày"
    WORKING_DAY = "working_day", "ngày làm việc"
    MONTH = "month", "tháng"
    YEAR = "year", "năm"
    UNKNOWN = "unknown", "chưa rõ đơn vị"


class Currency(Choice):
    """What an amount is paid in. Consulates take dollars; 20 USD is not 20 đồng."""

    VND = "VND", "đồng"
    USD = "USD", "đô la Mỹ"
    EUR = "EUR", "euro"


class FeeState(Choice):
    """Six states that never turn into each other: by rule is not free, and unknown is not free."""

    AMOUNT = "amount", "Có mức thu"
    LISTED = "listed", "Nhiều mức, ghi ở «text»"
    FREE = "free", "Miễn phí"
    BY_RULE = "by_rule", "Theo quy định"
    NONE = "none", "Không thu"
    UNKNOWN = "unknown", "Chưa rõ"


class ReturnWay(Choice):
    """How the result comes back."""

    PLACE = "place", "tại nơi đã nộp"
    HOME = "home", "tại nhà"
    ONLINE = "online", "trên mạng"


class Status(Choice):
    """Whether it can still be applied for; ``unknown`` unless a source was read that says so."""

    UNKNOWN = "unknown", "Chưa rõ còn hiệu lực không"
    IN_FORCE = "in_force", "Còn hiệu lực"
    AMENDED = "amended", "Còn hiệu lực, đã sửa đổi"
    REPLACED = "replaced", "Đã được thay thế"
    ABOLISHED = "abolished", "Đã bãi bỏ"


class Effect(Choice):
    """What a publication decision did to the procedure (Nghị định 63/2010 Điều 15)."""

    PUBLISH = "publish", "Công bố"
    AMEND = "amend", "Sửa đổi, bổ sung"
    REPLACE = "replace", "Thay thế"
    ABOLISH = "abolish", "Bãi bỏ"
    UNKNOWN = "unknown", "Quyết định được dẫn"


class Depth(StrEnum):
    """How much a record holds; computed, and stated on the page."""

    INDEX = "index"
    """Code, name, field and body."""
    LIST = "list"
    """The facts of a provincial list (Nghị định 63/2010 Điều 13 khoản 2): grounds, limit, fee, channel."""
    FULL = "full"
    """Every part that Điều 8 khoản 2 requires: steps, channels, dossier, limit, applicants, body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """How long it takes, for some channels and cases. Without ``channels`` it holds for all of the record's.

    A limit in stages is several, each with its ``stage``: they add up, while limits without a stage are alternatives.
    """

    value: Decimal | None = said(
        "số", "Con số của thời hạn, có thể lẻ: 17.5; bỏ trống khi nguồn không ghi", default=None
    )
    unit: LimitUnit = said("đơn vị", "day, working_day, hour, month, year hoặc unknown", default=LimitUnit.UNKNOWN)
    channels: tuple[Channel, ...] = said("cách nộp", "direct, online, post; bỏ trống nếu như nhau", default=EMPTY)
    cases: tuple[str, ...] = said(
        "trường hợp", "Tên một hay nhiều trường hợp, như ở phần hồ sơ", default=EMPTY, key="case"
    )
    since: str | None = said("tính từ", "Việc mà thời hạn bắt đầu: «ngày nhận đủ hồ sơ hợp lệ»", default=None)
    stage: str | None = said("giai đoạn", "Tên giai đoạn, khi thời hạn gồm nhiều giai đoạn nối nhau", default=None)
    text: str | None = said("nguyên văn", "Chữ của văn bản, khi con số chưa nói đủ", default=None)
    doubt: str | None = said("còn ngờ", "Một câu cho người đọc: nguồn mâu thuẫn hay thiếu gì", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What is paid, for some channels and cases. ``amount`` stands exactly where the state says so."""

    state: FeeState = said("mức thu", "amount, listed, free, by_rule, none hoặc unknown; thiếu thông tin là unknown")
    amount: Decimal | None = said("số tiền", "Viết liền, không dấu chấm ngăn nghìn: 60000", default=None)
    currency: Currency = said("đơn vị tiền", "VND, USD hoặc EUR", default=Currency.VND)
    per: str | None = said("mỗi", "Mức thu tính cho mỗi gì: «người», «tờ», «lần»", default=None)
    channels: tuple[Channel, ...] = said("cách nộp", "direct, online, post; bỏ trống nếu như nhau", default=EMPTY)
    cases: tuple[str, ...] = said(
        "trường hợp", "Tên một hay nhiều trường hợp, như ở phần hồ sơ", default=EMPTY, key="case"
    )
    basis: str | None = said("căn cứ thu", "Số văn bản quy định mức thu", default=None)
    text: str | None = said("lời kèm", "Lời của nguồn kèm mức thu: bảng giá, ai được miễn", default=None)
    doubt: str | None = said("còn ngờ", "Một câu cho người đọc: nguồn mâu thuẫn hay thiếu gì", default=None)

    @property
    def suspect(self) -> bool:
        """An amount that cannot be right; it is never printed as a fact."""
        return self.amount is not None and self.currency is Currency.VND and self.amount < LEAST_FEE


@dataclass(frozen=True, slots=True, kw_only=True)
@shorthand("name")
@named_by("name")
class DossierItem:
    """One paper of a dossier. Papers of one case that share ``one_of`` are alternatives: one of them is enough."""

    name: str = said("giấy tờ", "Tên giấy tờ")
    originals: int = said("bản chính", "Số bản chính", default=0)
    copies: int = said("bản sao", "Số bản sao", default=0)
    forms: tuple[str, ...] = said("mẫu", "Mã của mẫu trong mục «forms»", default=EMPTY, key="form")
    note: str | None = said("lưu ý", "Ví dụ «mang bản chính để đối chiếu»", default=None)
    optional: bool = said("khi có", "true khi chỉ cần nếu có hoặc thuộc trường hợp nêu ở «note»", default=False)
    shown: bool = said("chỉ xuất trình", "true khi chỉ đưa ra xem, không phải nộp", default=False)
    one_of: str | None = said("một trong", "Tên chung của các giấy tờ thay thế nhau: «giấy tờ về đất»", default=None)
    doubt: str | None = said("còn ngờ", "Một câu cho người đọc: nguồn mâu thuẫn hay thiếu gì", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("case")
class DossierCase:
    """The papers of one case. One without a name holds for every case; a procedure with one case has only that."""

    items: tuple[DossierItem, ...] = said("giấy tờ", "Các giấy tờ phải nộp, phải xuất trình")
    case: str | None = said("trường hợp", "Tên trường hợp, ví dụ «cấp lại vì mất, hỏng»", default=None)
    notes: tuple[str, ...] = said("điều cần biết", "Điều phải biết về giấy tờ, mà không phải giấy tờ", default=EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("id")
class FormFile:
    """A form to fill in."""

    id: str = said("mã mẫu", "Như «Mẫu 01»; phần hồ sơ nhắc đến mã này")
    name: str = said("tên mẫu", "Tên tờ khai, đơn")
    url: str | None = said("tệp", "Địa chỉ https của tệp mẫu", default=None, form=LINK)
    path: str | None = said("đường dẫn ở nguồn", "Tệp mẫu ở nguồn, khi chưa có địa chỉ https", default=None)
    electronic: bool | None = said("điền trên mạng", "true nếu điền được trên mạng; bỏ trống khi chưa rõ", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@shorthand("name")
@named_by("name")
class Result:
    """What the applicant receives."""

    name: str = said("kết quả", "Tên giấy tờ nhận được")
    validity: str | None = said("dùng được", "Thời hạn dùng, ví dụ «12 tháng»", default=None)
    code: str | None = said("mã kết quả", "Như KQ.G17.000034", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("name")
class Place:
    """Where a dossier is received."""

    name: str = said("nơi nhận", "Tên nơi tiếp nhận hồ sơ")
    address: str | None = said("địa chỉ", "Số nhà, đường, xã hoặc phường, tỉnh", default=None)
    hours: str | None = said("giờ làm việc", "Như «thứ hai đến thứ sáu, 7 giờ 30 – 17 giờ»", default=None)
    phone: str | None = said("điện thoại", "Số để hỏi khi cần, khi trễ hẹn", default=None, form=PHONE)


@dataclass(frozen=True, slots=True, kw_only=True)
@shorthand("number")
@named_by("number")
class Ground:
    """A legal basis by its number, or by its title where the source gives no number (a law, a treaty).

    The registry says its name and force where it knows the number.
    """

    number: str | None = said("số, ký hiệu", "Như 175/2024/NĐ-CP; bỏ trống khi nguồn chỉ ghi tên", default=None)
    title: str | None = said("trích yếu", "Tên văn bản, khi danh mục văn bản chưa có", default=None)
    raw: str | None = said("nguồn ghi", "Chữ ở nguồn, khi số bị dính chữ khác và đã được tách", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("number")
class PublicationDecision:
    """A decision that published or changed the procedure. Its date is its own; an unknown date stays unknown."""

    number: str = said("số quyết định", "Như 1077/QĐ-BXD")
    day: PartialDate | None = said("ngày", "Ngày của chính quyết định này, nếu rõ", default=None, key="date")
    issuer: str | None = said("cơ quan công bố", "Tên cơ quan như văn bản ghi", default=None)
    effect: Effect = said("tác dụng", "publish, amend, replace, abolish hoặc unknown", default=Effect.UNKNOWN)
    changed: str | None = said("phần thay đổi", "Một câu: phần nào của thủ tục đã đổi", default=None)
    seen: date | None = said("đọc ngày", "Ngày nguồn dẫn quyết định này, khi khác ngày đọc bản ghi", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("code")
class CodedCase:
    """A case to which the portal gives a code of its own, and the limit that the portal states with that code."""

    code: str = said("mã trường hợp", "Như 1.013225.01", form=OLD_CODE)
    name: str = said("tên", "Tên trường hợp")
    value: Decimal | None = said("số", "Thời hạn mà Cổng ghi riêng cho mã này", default=None)
    unit: LimitUnit = said("đơn vị", "Đơn vị của thời hạn ấy", default=LimitUnit.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureSource:
    """Where the record was read, and when."""

    url: str = said("địa chỉ", "Địa chỉ https của trang đã đọc", form=LINK)
    retrieved: date = said("ngày đọc", "Ngày đọc trang đó, theo giờ Việt Nam")
    own_words: bool = said("lời của trang này", "true khi câu chữ do trang này diễn đạt lại từ nguồn", default=False)
    imported: tuple[str, ...] = said(
        "dấu khi nhập", "Lệnh nhập tự ghi: trường nào không còn khớp dấu là đã sửa tay", default=EMPTY
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Whether the national catalogue listed the code on a day. A code that is not listed is not yet abolished."""

    day: date = said("ngày", "Ngày của danh mục quốc gia đã đọc", key="date")
    listed: bool = said("có tên", "true nếu danh mục ngày ấy có mã này, false nếu không")


FIRST_PAPERS = 4
"""Papers that an answer names."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What is known of the papers of a procedure without reading them all."""

    held: bool
    """Whether the record has any."""
    count: int
    """Papers of the first case."""
    first: tuple[str, ...]
    """Names of the first few of them."""


class Published:
    """What a procedure and its summary both tell."""

    __slots__ = ()
    jurisdiction: str
    status: Status

    @property
    def national(self) -> bool:
        """Whether the procedure applies to every province."""
        return self.jurisdiction == NATIONAL

    @property
    def current(self) -> bool:
        """Whether nothing says that it has ended."""
        return self.status not in (Status.REPLACED, Status.ABOLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Published):
    """One published procedure (``plans/procedures/<code>.yml``)."""

    code: str = said("mã thủ tục", "Hai phần đầu của mã, ví dụ 1.000028", form=CODE)
    name: str = said("tên thủ tục", "Tên như quyết định công bố")
    kind: ProcedureKind = said("loại", "standard, specific, internal hoặc unknown")
    field: str = said("lĩnh vực", "Mã lĩnh vực trong registry/fields.yml", refers="field", form=SLUG)
    short_name: str | None = said("tên gọn", "Tên gọn để đứng trên tên chính thức dài", default=None)
    jurisdiction: str = said("nơi áp dụng", "national (mọi tỉnh), hoặc tên tỉnh: «tỉnh Đắk Lắk»")
    source: ProcedureSource = said("nguồn", "Trang đã đọc và ngày đọc")
    published_by: str | None = said("cơ quan công bố", "Tên bộ hoặc tỉnh đã công bố", default=None)
    levels: tuple[Level, ...] = said("cấp thực hiện", "ministry, province, commune, other", default=EMPTY)
    implementing: tuple[str, ...] = said("cơ quan thực hiện", "Tên như nguồn ghi: «Sở Xây dựng»", default=EMPTY)
    deciding: tuple[str, ...] = said("cơ quan quyết định", "Cơ quan có thẩm quyền quyết định", default=EMPTY)
    receiving: tuple[str, ...] = said("cơ quan tiếp nhận", "Cơ quan tiếp nhận hồ sơ", default=EMPTY)
    authorised: tuple[str, ...] = said("cơ quan được ủy quyền", "Cơ quan được ủy quyền, phân cấp", default=EMPTY)
    coordinating: tuple[str, ...] = said("cơ quan phối hợp", "Cơ quan cùng giải quyết", default=EMPTY)
    applicants: tuple[str, ...] = said("đối tượng", "Ai được làm thủ tục", default=EMPTY)
    channels: tuple[Channel, ...] = said("cách thức", "direct, online, post", default=EMPTY)
    steps: tuple[str, ...] = said("trình tự", "Mỗi bước một đoạn", default=EMPTY)
    dossier: tuple[DossierCase, ...] = said("thành phần hồ sơ", "Mỗi trường hợp một mục", default=EMPTY)
    dossier_sets: int | None = said("số bộ hồ sơ", "Số bộ phải nộp", default=None)
    limits: tuple[TimeLimit, ...] = said("thời hạn", "Theo cách nộp và trường hợp", default=EMPTY)
    fees: tuple[Fee, ...] = said("phí, lệ phí", "Theo cách nộp và trường hợp", default=EMPTY)
    places: tuple[Place, ...] = said("địa điểm", "Nơi nhận hồ sơ, khi quyết định công bố nêu", default=EMPTY)
    results: tuple[Result, ...] = said("kết quả", "Người làm thủ tục nhận được gì", default=EMPTY)
    return_ways: tuple[ReturnWay, ...] = said("cách nhận kết quả", "place, home, online", default=EMPTY)
    non_territorial: bool | None = said("phi địa giới", "true nếu nộp ở tỉnh nào cũng được", default=None)
    life_events: tuple[str, ...] = said("sự kiện", "Nhóm việc trong đời: «Kết hôn», «Có con nhỏ»", default=EMPTY)
    forms: tuple[FormFile, ...] = said("mẫu đơn, tờ khai", "Các mẫu phải điền", default=EMPTY)
    conditions: tuple[str, ...] = said("yêu cầu, điều kiện", "Mỗi điều kiện một đoạn", default=EMPTY)
    legal_bases: tuple[Ground, ...] = said("căn cứ pháp lý", "Số văn bản, mỗi văn bản một mục", default=EMPTY)
    decisions: tuple[PublicationDecision, ...] = said("quyết định công bố", "Lịch sử, cũ trước mới sau", default=EMPTY)
    status: Status = said(
        "tình trạng", "in_force, amended, replaced, abolished; không ghi là chưa rõ", default=Status.UNKNOWN
    )
    catalogue: Listing | None = said("danh mục quốc gia", "Danh mục quốc gia ngày nào có mã này", default=None)
    valid_from: date | None = said("hiệu lực từ", "Ngày bắt đầu có hiệu lực", default=None)
    valid_to: date | None = said("hiệu lực đến", "Ngày cuối cùng còn hiệu lực", default=None)
    replaced_by: tuple[str, ...] = said("thay bằng", "Mã các thủ tục thay thế", default=EMPTY, refers="procedure")
    apply_url: str | None = said(
        "liên kết nộp", "Địa chỉ nộp trên Cổng Dịch vụ công quốc gia, khi khác trang nguồn", default=None, form=PORTAL
    )
    cases: tuple[CodedCase, ...] = said("trường hợp có mã", "Các mã trường hợp của Cổng quốc gia", default=EMPTY)
    old_codes: tuple[str, ...] = said("mã cũ", "Những mã đã in trước đây", default=EMPTY, form=OLD_CODE)
    old_names: tuple[str, ...] = said("tên cũ", "Những tên đã dùng trước đây", default=EMPTY)
    keywords: tuple[str, ...] = said("từ khóa", "Từ người dân hay gõ khi tìm", default=EMPTY)
    doubts: tuple[str, ...] = said("điều còn ngờ", "Mỗi câu một điều nguồn ghi thiếu hay mâu thuẫn", default=EMPTY)
    demo: bool = said("minh họa", "true khi thủ tục không có thật", default=False)

    @property
    def papers(self) -> Papers:
        """What is known of its papers without reading them all."""
        names = [item.name for case in self.dossier[:1] for item in case.items]
        return Papers(bool(self.dossier), len(names), tuple(names[:FIRST_PAPERS]))

    @property
    def depth(self) -> Depth:
        """How much the record holds."""
        if self.steps and self.channels and self.dossier and self.limits and self.applicants and self.implementing:
            return Depth.FULL
        return Depth.LIST if self.limits or self.fees or self.legal_bases else Depth.INDEX


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("id")
class FieldOfAdministration:
    """A field (lĩnh vực) under which procedures are listed."""

    id: str = said("mã", "Mã dùng làm địa chỉ, ví dụ duong-bo", form=SLUG)
    name: str = said("tên", "Tên lĩnh vực như Cổng quốc gia ghi")
    code: str | None = said("mã trên Cổng", "Như G17-XD11", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """``plans/registry/fields.yml``"""

    fields: tuple[FieldOfAdministration, ...] = said("lĩnh vực", "Mỗi lĩnh vực một mục")
