"""One thing that changed, as one object that renders as text, Markdown, HTML or JSON: :mod:`generator.changes.render`."""

from dataclasses import dataclass

from generator.model.fields import Choice
from generator.reading.problems import FieldPath


class Effect(Choice):
    """What a change does to what was promised or published."""

    NEW = "new", "Mới"
    ADDED = "added", "Thêm"
    STRONGER = "stronger", "Chặt hơn"
    WEAKER = "weaker", "Nới lỏng"
    REMOVED = "removed", "Bỏ"
    CHANGED = "changed", "Đổi"
    MOVED = "moved", "Chuyển chỗ, đánh số lại"
    CORRECTED = "corrected", "Đính chính"
    DETAIL = "detail", "Chi tiết"


class Kind(Choice):
    """Whose record changed; findings are told in this order."""

    PLAN = "plan", "Kế hoạch"
    AGENCY = "agency", "Cơ quan"
    PROCEDURE = "procedure", "Thủ tục"
    REGISTRY = "registry", "Danh mục dùng chung"
    SETTING = "setting", "Cấu hình và tệp khác"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The record that a finding is about."""

    kind: Kind
    id: str
    """A plan's, an agency's, a procedure's id, or a path."""
    title: str
    file: str
    """The record's file under ``plans/``."""
    agency: str = ""
    """The agency whose record it is; empty for what is shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One change of one field of one record, in Vietnamese words."""

    subject: Subject
    effect: Effect
    where: str = ""
    """«Nhiệm vụ II.3», «Báo cáo quý I/2026»; empty for the record itself."""
    what: str = ""
    """The field's Vietnamese label in lower case: «thời hạn»."""
    before: str | None = None
    after: str | None = None
    note: str = ""
    """What the change comes to: «lùi 15 ngày»."""
    reading: str = ""
    """How a new deadline is read, in the sentence of ``congkhai deadline``; empty for any other change."""
    basis: str = ""
    """The document or correction that the change rests on."""
    commitment: bool = False
    """Whether the basis must be told even where there is none: «căn cứ: —»."""
    file: str = ""
    """The file of the change where it is not the record's own."""
    path: FieldPath = ()
    line: int = 0
    """The line in the newer state, or in the older one for what is gone; 0 until it is looked for."""
    refused: str = ""
    """Why the guard refuses the change, and what to add; empty for one that may pass."""

    @property
    def place(self) -> str:
        """The file of the change under ``plans/``."""
        return self.file or self.subject.file
