"""Shared vocabularies: legal documents by their number, and metrics, so that «hài lòng» of four plans is one page."""

from dataclasses import dataclass
from datetime import date

from generator.model.dates import PartialDate
from generator.model.fields import EMPTY, LINK, SLUG, Choice, named_by, said


class DocumentKind(Choice):
    """What a legal document is called in front of its number."""

    LAW = "law", "Luật"
    RESOLUTION = "resolution", "Nghị quyết"
    DECREE = "decree", "Nghị định"
    DECISION = "decision", "Quyết định"
    CIRCULAR = "circular", "Thông tư"
    DIRECTIVE = "directive", "Chỉ thị"
    PLAN = "plan", "Kế hoạch"
    SCHEME = "scheme", "Đề án"
    PROGRAMME = "programme", "Chương trình"
    LETTER = "letter", "Công văn"
    OTHER = "other", "Văn bản"


class Force(Choice):
    """Whether a legal document is in force; ``unknown`` unless a source was read."""

    IN_FORCE = "in_force", "Còn hiệu lực"
    PARTLY = "partly", "Hết hiệu lực một phần"
    REPEALED = "repealed", "Hết hiệu lực"
    REPLACED = "replaced", "Đã được thay thế"
    UNKNOWN = "unknown", "Chưa xác minh hiệu lực"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a source that was read says about a document's force. Never stated without that source."""

    state: Force = said("hiệu lực", "in_force, partly, repealed, replaced hoặc unknown")
    since: PartialDate | None = said("từ ngày", "Ngày đổi hiệu lực", default=None)
    replaced_by: tuple[str, ...] = said("thay bằng", "Mã các văn bản thay thế", default=EMPTY, refers="legal_document")
    source: str = said("nguồn", "Văn bản hoặc trang đã đọc")
    url: str | None = said("liên kết", "Địa chỉ https của nguồn", default=None, form=LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("id")
class LegalDocument:
    """Anything cited, once: by its number, or by its printed names where it has none (laws, schemes)."""

    id: str = said("mã", "Mã dùng làm địa chỉ, ví dụ 61-2018-nd-cp", form=SLUG)
    number: str | None = said("số, ký hiệu", "Như 61/2018/NĐ-CP; null khi văn bản được gọi bằng tên", default=None)
    kind: DocumentKind = said("loại", "law, resolution, decree, decision, circular, directive, plan, scheme …")
    name: str = said("trích yếu", "Tên văn bản, không kèm loại và số")
    issuer: str | None = said("cơ quan ban hành", "Tên cơ quan như văn bản ghi", default=None)
    day: PartialDate | None = said("ngày ban hành", "Ngày ban hành; chỉ năm nếu chưa rõ", default=None, key="date")
    also_dated: tuple[PartialDate, ...] = said(
        "ngày khác", "Ngày khác mà kế hoạch nào đó in cho cùng văn bản", default=EMPTY
    )
    also: tuple[str, ...] = said(
        "cách ghi khác", "Những cách văn bản được gọi hoặc in nhầm, ví dụ «43/QĐ-UBND»", default=EMPTY
    )
    agency: str | None = said(
        "cơ quan có trang", "Mã cơ quan ban hành nếu có trang ở đây", default=None, refers="agency"
    )
    implements: tuple[str, ...] = said(
        "thực hiện", "Mã văn bản mà văn bản này thực hiện", default=EMPTY, refers="legal_document"
    )
    issued_plan: str | None = said("kế hoạch ở đây", "Mã kế hoạch đăng ở trang này", default=None, refers="plan")
    url: str | None = said(
        "bản chính thức",
        "Địa chỉ https của toàn văn đã mở và đọc (vbpl.vn, congbao.chinhphu.vn)",
        default=None,
        form=LINK,
    )
    standing: Standing | None = said("tình trạng", "Chỉ khi có nguồn đã đọc", default=None)
    note: str | None = said("ghi chú", "Điều người đọc cần biết, ví dụ hai nơi in hai ngày khác nhau", default=None)
    verified: bool = said(
        "đã đối chiếu",
        "false khi mục do máy ghi theo lời của một kế hoạch, chưa ai đối chiếu với văn bản",
        default=True,
    )


class Direction(Choice):
    """Which way a metric is meant to move."""

    HIGHER = "higher", "Cao hơn là tốt hơn"
    LOWER = "lower", "Thấp hơn là tốt hơn"


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("id")
class Metric:
    """One measure that plans set targets for, shared across plans and years."""

    id: str = said("mã", "Mã dùng làm địa chỉ, ví dụ satisfaction", form=SLUG)
    name: str = said("tên", "Tên ngắn cho người đọc: «Mức độ hài lòng»")
    definition: str = said("cách hiểu", "Một câu: đo cái gì trên cái gì")
    unit: str = said("đơn vị", "%, ngày, hồ sơ …", default="%")
    better: Direction = said("chiều tốt", "higher hoặc lower", default=Direction.HIGHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDocuments:
    """``plans/registry/legal-documents.yml``"""

    legal_documents: tuple[LegalDocument, ...] = said("văn bản", "Mỗi văn bản một mục")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """``plans/registry/metrics.yml``"""

    metrics: tuple[Metric, ...] = said("chỉ số", "Mỗi chỉ số một mục")


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("says")
class SearchWord:
    """A reviewed abbreviation or everyday word, put in place of what was typed when a search runs."""

    says: str = said("gõ", "Điều người ta gõ: «GPXD», «sổ đỏ»")
    means: tuple[str, ...] = said(
        "nghĩa là",
        "Điều tên gọi chính thức viết, nghĩa thường dùng đứng trước; bỏ trống với lời hỏi («ở đâu»)",
        default=EMPTY,
    )
    unasked: bool = said(
        "nói thêm",
        "Đúng khi đây là điều tên gọi nói thêm («cấp lại», «cấp đặc biệt»): ai không hỏi tới thì xếp sau",
        default=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords:
    """``plans/registry/search-words.yml``"""

    words: tuple[SearchWord, ...] = said("từ", "Mỗi từ một mục")


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("topic")
class Elsewhere:
    """A matter that people look for here and that other bodies handle.

    It is general knowledge, not a fact read from a record: a page says «nơi thường giải quyết: …», never more.
    """

    topic: str = said("việc", "Tên việc như người ta gọi: «Cấp, đổi giấy phép lái xe»")
    says: tuple[str, ...] = said("gõ", "Những điều người ta gõ khi tìm việc này")
    who: str = said("nơi giải quyết", "Cơ quan thường giải quyết việc này")
    see: tuple[str, ...] = said("xem", "Mã các thủ tục gần nhất có ở đây", default=EMPTY, refers="procedure")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHere:
    """``plans/registry/not-here.yml``"""

    topics: tuple[Elsewhere, ...] = said("việc ở nơi khác", "Mỗi việc một mục")


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("off")
class WorkdaySwap:
    """An official exchange of working days: nobody works on ``off``, everybody works on ``worked`` instead."""

    off: date = said("nghỉ", "Ngày được nghỉ thay")
    worked: date = said("làm bù", "Ngày làm bù")
    document: str = said("văn bản", "Văn bản cho hoán đổi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """``plans/registry/holidays.yml``: what the library of public holidays cannot know, with the document that orders it."""

    swaps: tuple[WorkdaySwap, ...] = said("hoán đổi", "Mỗi lần hoán đổi ngày làm việc một mục", default=EMPTY)
