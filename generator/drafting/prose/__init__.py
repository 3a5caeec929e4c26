"""The running text of a plan: its parts in prose, who is told to do what, and, where no table sets tasks, the tasks it tells.

A prose plan names a task in a sentence («Văn phòng Sở hoàn thành … trước ngày 30/6») or line by line under it («Đơn vị chủ
trì: …», «Thời gian: …»). The second states its fields itself; the first is a person's to confirm, so one doubt asks for all.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.deadlines.prose import find_deadlines
from generator.deadlines.records import Period
from generator.drafting.head import split_opening
from generator.drafting.signature import is_capacity
from generator.drafting.table.actors import split_actors, split_roles
from generator.drafting.table.columns import Role, role_of
from generator.drafting.table.draft import DraftClause, DraftDuty, DraftOutcome, DraftPlan, DraftSection, DraftTask
from generator.drafting.table.ordinals import Kind, Ordinal, parse_ordinal, split_fused
from generator.drafting.table.phrases import looks_like_body
from generator.drafting.table.targets import find_targets
from generator.text.vietnamese import fold

_BULLET = re.compile(r"^[-–+•*]\s+")

LONGEST_TITLE = 220
LONGEST_LABEL = 60

_ARTICLE = re.compile(r"Điều (\d{1,2})[.:]\s{0,3}(.*)")
_STOP = re.compile(r"(?:noi nhan\b|(?:tm|kt|tl|tuq)\. ?[a-z]|phu luc(?: [ivx\d]{1,4})?\b|duyet\b)")
_BASIS = re.compile(
    r"(?:can cu|thuc hien (?:quyet dinh|ke hoach|nghi quyet|chi thi|cong van)|theo de nghi|xet de nghi|quyet dinh:?$)"
)
_DUTIES = re.compile(r"to chuc thuc hien|phan cong|trach nhiem (?:cua|thuc hien)|^trach nhiem")
_ASIDE = re.compile(r"muc dich|yeu cau|muc tieu|kinh phi|quan diem|dac diem|tinh hinh|phan thu nhat")
_PAST = re.compile(r"tinh hinh|ket qua (?:dat|thuc hien|nam)|thuc trang|ton tai|han che")
_SETTING = re.compile(
    r"phan dau|(?:bao|dam) dam|dam bao|toi thieu|it nhat|khong qua|khong duoi|toi da|\btren \d|\bduoi \d|dat\b"
    r"|tro len|tro xuong|100 ?%|[≥≤]|\bgiam\b|\btang\b|so hoa|hoan thanh"
)
_SETS_TASKS = re.compile(r"nhiem vu|giai phap|noi dung (?:cong viec|thuc hien|trong tam|chu yeu)|cong viec")
_VERB = re.compile(
    r"(?<!các)(?<!những)(?<!mọi)\s(?:có trách nhiệm|chịu trách nhiệm|chủ trì|căn cứ"
    r"|tổ chức(?! (?:thành viên|xã hội|chính trị)|, cá nhân)|phối hợp|theo dõi|tham mưu|hướng dẫn|triển khai|xây dựng"
    r"|chủ động|là |thực hiện|đôn đốc"
    r"|hưởng ứng|giám sát|vận động|bảo đảm|đảm bảo|kịp thời|thông tin, tuyên truyền"
    r"|báo cáo|tổng hợp|hoàn thành|rà soát|bố trí|đề xuất|trình|ban hành|cập nhật|công khai|kiểm tra|gửi"
    r"|nâng cấp|nâng cao|duy trì|vận hành|kết nối|tích hợp|chuẩn hóa|khảo sát|tập huấn|phổ biến|quán triệt|niêm yết|đăng tải"
    r"|phát hành|kiện toàn|cung cấp|nghiên cứu|bảo đảm|đảm bảo|phát sóng|cắt giảm|đơn giản hóa|chỉ đạo|sửa đổi|bổ sung"
    r"|trang bị|mua sắm|lắp đặt|thành lập|ký kết|tiến hành|hoàn thiện|khắc phục|thu thập|lựa chọn|mở rộng|giám sát"
    r"|tăng cường|đẩy mạnh|thường xuyên|tuyên truyền|lập|công bố|số hóa|nghiêm túc)(?!\w)"
)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÂĂÊÔƠƯ])")
_GIVEN = re.compile(
    r"(?:Giao|Đề nghị|Yêu cầu|Phân công)\s{1,3}(?:cho\s{1,3})?|(?:Căn cứ|Trên cơ sở|Theo) [^,;:.]{5,120}, (?=[Cc]ác |[A-ZĐ])"
)
_HELPING = re.compile(r"\sphối hợp (?:chặt chẽ )?(?:với|cùng) (?P<rest>.{3,300})")
_OPENS = re.compile(r"như sau[ :.]{0,3}$")
_MANNER = re.compile(r"(?:bao cao )?dinh ky|kip thoi")
"""No time but a manner, unless the sentence begins with it."""

_CLOSING = re.compile(r"(?:Trên đây|Trong quá trình|Kế hoạch này (?:có hiệu lực|thay thế)|Yêu cầu (?:các|Thủ trưởng))")


def gives_duties(title: str) -> bool:
    """Whether a part with this title says who does what: «TỔ CHỨC THỰC HIỆN»."""
    return _DUTIES.search(fold(title)) is not None


def is_closing(line: str) -> bool:
    """Whether a line of the part on who does what tells nobody to do anything: «Trên đây là Kế hoạch …»."""
    return _CLOSING.match(line) is not None


@dataclass(slots=True)
class _Node:
    """A numbered part or paragraph with what stands below it."""

    ordinal: Ordinal | None
    text: str
    level: int
    article: str | None = None
    line: str = ""
    """The whole line as printed, its number or mark included."""
    lines: list[str] = field(default_factory=list)
    inside: list["_Node"] = field(default_factory=list)
    plain: bool = False
    """Whether the line is not printed as the titles beside it are."""

    @property
    def no(self) -> str | None:
        if self.article:
            return self.article
        return self.ordinal.text.rstrip(".") if self.ordinal and self.ordinal.kind is not Kind.BULLET else None

    def paragraphs(self) -> Iterator[str]:
        """What stands below the title, from top to bottom, with marks and numbers as printed."""
        yield from self.lines
        for node in self.inside:
            yield node.line
            yield from node.paragraphs()


def read_prose(lines: Sequence[str], plan: DraftPlan, year: int, bold: Collection[str] = ()) -> None:
    """Put the parts in prose into a draft; tasks only where no table gave any. ``bold``: the lines that are printed so."""
    root = _tree(lines)
    _mark_plain(root, bold)
    with_table = bool(plan.tasks())
    reader = _Prose((date(year, 1, 1), date(year, 12, 31)))
    for node in root.inside:
        if node.article is not None and node.inside and gives_duties(node.text):
            reader.duties(node, node.article)
            plan.articles.append(DraftClause(no=node.article, title=node.text, text=reader.closing))
        elif node.article is not None:
            plan.articles.append(_clause(node))
        elif gives_duties(node.text):
            reader.duties(node, node.no)
            plan.narrative.append(DraftClause(no=node.no, title=node.text, text=reader.closing))
        elif with_table or _ASIDE.search(fold(node.text)):
            plan.narrative.append(_clause(node))
        else:
            plan.narrative += reader.section(node)
    _take_targets(plan, year)
    opening = [line for line in root.lines if line]
    if opening:
        plan.narrative.insert(0, DraftClause(text=opening))
    plan.duties += reader.found_duties
    plan.sections += reader.found
    if reader.told:
        plan.doubts.append(f"{reader.told} nhiệm vụ lấy từ câu văn: xác nhận nội dung, chủ trì, thời hạn của từng câu")


def _take_targets(plan: DraftPlan, year: int) -> None:
    """The targets that sentences of the narrative set, for a person to confirm; what was reached before is none."""
    known = {(one.value, one.unit, one.label) for one in plan.all_targets()}
    for clause in plan.narrative:
        for _, text in clause.texts() if not _PAST.search(fold(clause.title)) else ():
            for target in find_targets(text):
                if _sets(target.label, year) and (target.value, target.unit, target.label) not in known:
                    known.add((target.value, target.unit, target.label))
                    plan.targets.append(target)
    if plan.targets:
        plan.doubts.append(
            f"{len(plan.targets)} chỉ tiêu lấy từ câu văn: xác nhận con số, cách so, phạm vi của từng chỉ tiêu"
        )


def _sets(text: str, year: int) -> bool:
    """Whether a sentence sets a number for the time to come."""
    folded = fold(text)
    return _SETTING.search(folded) is not None and not re.search(rf"\bda (?:dat|hoan|thuc)|nam {year - 1}\b", folded)


# The tree of parts.


def _tree(lines: Sequence[str]) -> _Node:
    root = _Node(None, "", -1)
    for body in _bodies(lines):
        _grow(root, body)
    return root


def _grow(root: _Node, lines: Iterable[str]) -> None:
    open_nodes = [root]
    for line in lines:
        node = _node_of(line)
        if node is None:
            open_nodes[-1].lines.append(line)
            continue
        while len(open_nodes) > 1 and open_nodes[-1].level >= node.level:
            open_nodes.pop()
        open_nodes[-1].inside.append(node)
        open_nodes.append(node)


def _mark_plain(node: _Node, bold: Collection[str]) -> None:
    """Say which numbered lines are no titles: those that are not bold beside one that is."""
    numbered = [inner for inner in node.inside if inner.no is not None]
    if any(inner.line in bold for inner in numbered):
        for inner in numbered:
            inner.plain = inner.line not in bold
    for inner in node.inside:
        _mark_plain(inner, bold)


def _bodies(lines: Sequence[str]) -> Iterator[list[str]]:
    """The body of the document, and that of the plan which a decision issues and prints after its own recipients."""
    plain = [" ".join(line.split()) for line in lines]
    body, after = _body(plain)
    yield body
    attached = next((at for at, line in enumerate(plain[after:], start=after) if _begins_attached(line)), None)
    if attached is not None and any(map(_ARTICLE.match, body)):
        yield _body(plain[attached + 1 :])[0]


def _body(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines after the head and the legal bases, up to the recipients or the first annex; and where those begin."""
    first = next((at for at, line in enumerate(lines) if _begins_body(line)), len(lines))
    last = next((at for at in range(first, len(lines)) if _ends_body(lines[at])), len(lines))
    return [*_opening(lines[:first]), *filter(None, lines[first:last])], last


def _ends_body(line: str) -> bool:
    return _STOP.match(fold(line)) is not None or _begins_attached(line) or is_capacity(line)


def _begins_attached(line: str) -> bool:
    return line == "KẾ HOẠCH" or (line.startswith("KẾ HOẠCH ") and line.isupper())


def _opening(lines: Sequence[str]) -> Iterator[str]:
    """What leads from the legal bases to the first part: «Sở … ban hành Kế hoạch như sau:»."""
    based = [at for at, line in enumerate(lines) if _BASIS.match(fold(line))]
    for at, line in enumerate(lines):
        opening = split_opening(line)[1] if at in based else ""
        if opening:
            yield opening
        elif at not in based and (_OPENS.search(line) or (len(line) > 60 and based and at > based[-1])):
            yield line


def _is_bare_part(line: str) -> bool:
    """Whether a line in capitals, without a number, is the usual title of a part: «TỔ CHỨC THỰC HIỆN»."""
    folded = fold(line)
    return line.isupper() and len(line) <= LONGEST_LABEL and bool(_DUTIES.match(folded) or _ASIDE.match(folded))


def _begins_body(line: str) -> bool:
    fused = split_fused(line)
    return bool(_ARTICLE.match(line) or _is_bare_part(line)) or (
        fused is not None and fused[0].kind <= Kind.NUMBER and fused[0].value == 1 and not fold(line).startswith("so")
    )


def _node_of(line: str) -> _Node | None:
    article = _ARTICLE.match(line)
    if article:
        return _Node(None, article.group(2).strip(), 0, article=article.group(1), line=line)
    if line[:1] in "-–+•*" and line[1:2].isspace():
        return _Node(parse_ordinal(line[0]), line[1:].strip(), 7 if line[0] in "+•*" else 6, line=line)
    fused = split_fused(line)
    if fused is None:
        return _Node(None, line, 1, line=line) if _is_bare_part(line) else None
    ordinal, text = fused
    return _Node(ordinal, text, _level(ordinal), line=line)


def _level(ordinal: Ordinal) -> int:
    depth = len(ordinal.parts)
    if ordinal.kind is Kind.UPPER:
        return 0
    if ordinal.kind is Kind.ROMAN:
        return 1
    return 5 if ordinal.kind is Kind.LOWER and depth == 1 else min(4, 1 + depth)


def _clause(node: _Node) -> DraftClause:
    """A part as a clause: a short text is its title, a sentence its first paragraph."""
    titled = _is_title(node) and not node.plain
    clause = DraftClause(
        no=node.no, title=node.text if titled else "", text=[] if titled or not node.text else [node.text]
    )
    clause.text += node.lines
    for inner in node.inside:
        if inner.no is None and not clause.clauses:
            clause.text += [inner.line, *inner.paragraphs()]
        elif inner.no is None:
            clause.clauses[-1].text += [inner.line, *inner.paragraphs()]
        else:
            clause.clauses.append(_clause(inner))
    return clause


def _is_title(node: _Node) -> bool:
    short = len(node.text) <= LONGEST_TITLE and not node.text.endswith((".", ";", "./."))
    return (
        bool(node.text) and short and (node.text.isupper() or bool(node.lines or node.inside) or len(node.text) <= 60)
    )


# Tasks and duties.


class _Prose:
    """Reads tasks and duties from parts; counts the tasks that a person must confirm."""

    def __init__(self, days: tuple[date, date]) -> None:
        self._period = Period(*days)
        self.found: list[DraftSection] = []
        self.found_duties: list[DraftDuty] = []
        self.told = 0
        self._under_body = False
        """Whether the title above names nothing but a body: «2. Phòng Nghiệp vụ»; whom to ask is then a person's to fill in."""
        self.closing: list[str] = []
        """Of the part on who does what, the lines that tell no body to do anything: «Trên đây là Kế hoạch …»."""

    def section(self, node: _Node) -> list[DraftClause]:
        """The tasks of a part as a section; what states none stays a clause. A part that is one sentence may be a task itself."""
        if not node.inside and not node.lines and (tasks := self._sentences(node)):
            if not self.found or self.found[-1].no or self.found[-1].title or self.found[-1].sections:
                self.found.append(DraftSection())
            self.found[-1].tasks += tasks
            return []
        section = DraftSection(no=node.no, title=node.text if _is_title(node) else "")
        self._fill(node, section, sets=_SETS_TASKS.search(fold(node.text)) is not None)
        if section.tasks or section.sections:
            self.found.append(section)
            rest = _clause(node)
            return [rest] if rest.text or rest.clauses else []
        return [_clause(node)]

    def _fill(self, node: _Node, section: DraftSection, *, sets: bool) -> None:
        """The tasks of a part; what became a task is taken out of it, so that the rest stays as prose.

        ``sets``: the part says that it sets tasks, so that each item in it is one, also without a body or a time.
        """
        lines: list[str] = []
        for line in node.lines:
            tasks = self._sentences(_Node(None, line, 9))
            section.tasks += tasks
            lines += [] if tasks else [line]
        inside: list[_Node] = []
        for inner in node.inside:
            labelled = self._labelled(inner)
            tasks = [labelled] if labelled else self._sentences(inner)
            if (
                not tasks
                and sets
                and not inner.inside
                and not (inner.lines and _is_title(inner))
                and not _is_aside(inner)
            ):
                tasks = [self._sentence(inner)]
            if tasks:
                _holder(section).tasks += tasks
                continue
            titled = _is_title(inner)
            below = DraftSection(no=inner.no, title=inner.text if titled else "")
            outer, self._under_body = (
                self._under_body,
                titled and _names_only(inner.text) and looks_like_body(inner.text),
            )
            self._fill(inner, below, sets=sets and not _is_aside(inner))
            self._under_body = outer
            taken = bool(below.tasks or below.sections)
            if taken:
                section.sections.append(below)
            if not taken or inner.lines or inner.inside or not titled:
                inside.append(inner)
        node.lines, node.inside = lines, inside

    def _sentences(self, node: _Node) -> list[DraftTask]:
        """The tasks of a paragraph: each of its sentences where several tell one, else the whole paragraph."""
        parts = [part.strip() for part in _SENTENCE.split(node.text) if part.strip()]
        telling = [part for part in parts if _body_of(part) and self._deadline(part)]
        if len(telling) > 1 and len(telling) == len(parts) and not node.inside:
            return [
                task
                for part in parts
                if (task := self._told(_Node(node.ordinal if part is parts[0] else None, part, 9)))
            ]
        task = self._told(node)
        return [task] if task else []

    def _labelled(self, node: _Node) -> DraftTask | None:
        """A task whose fields stand below it under their names: «- Đơn vị chủ trì: …», «- Thời gian: …»."""
        below = [*node.lines, *(inner.line for inner in node.inside)]
        fields = [found for line in below if (found := _field(line))]
        if len(fields) < 2:
            return None
        task = DraftTask(line=0, no=node.no, content=_without_label(node.text))
        for role, text in fields:
            _set(task, role, text)
        rest = [line for line in below if _field(line) is None]
        if not task.content and rest:
            task.content = _without_label(rest.pop(0))
        task.content = "\n".join([task.content, *rest])
        task.targets += find_targets(task.content)
        return task if task.content else None

    def _told(self, node: _Node) -> DraftTask | None:
        """A task that a sentence tells: a body that does, itself or in the title above, and a time that is announced."""
        told = _body_of(node.text) or self._under_body
        if not told or not self._deadline(node.text) or node.inside:
            return None
        return self._sentence(node)

    def _sentence(self, node: _Node) -> DraftTask:
        """A paragraph as a task, with the body and the time that it names."""
        self.told += 1
        leading, helping = split_roles(_body_of(node.text))
        task = DraftTask(line=0, no=node.no, content="\n".join([node.text, *node.lines]))
        task.lead, task.coordinating = split_actors(leading)[0], split_actors(helping or _helpers_of(node.text))[0]
        task.outcomes = [DraftOutcome("", self._deadline(node.text))]
        task.targets += find_targets(node.text)
        return task

    def _deadline(self, text: str) -> str:
        parts = (part.text.strip(" ,.;") for part in find_deadlines(text[:4000], self._period))
        return next((part for part in parts if not fold(part).startswith(("theo ", "giai doan "))), "")

    def duties(self, node: _Node, article: str | None) -> None:
        """Each paragraph below «Tổ chức thực hiện» as a duty of the body that it, or the line above it, names."""
        self.closing = []
        for line in node.lines:
            if is_closing(line) or not _body_of(line):
                self.closing.append(line)
            else:
                self._duty(line, None, article, [])
        for inner in node.inside:
            agency = split_actors(_body_of(inner.text) or (inner.text if looks_like_body(inner.text) else ""))[0]
            below = [_BULLET.sub("", line) for line in inner.paragraphs() if not is_closing(line)]
            self.closing += [line for line in inner.paragraphs() if is_closing(line)]
            if below and _names_only(inner.text):
                for text in below:
                    self._duty(text, inner.no, article, agency)
            else:
                for text in (inner.text, *below):
                    self._duty(text, inner.no, article, agency)

    def _duty(self, text: str, no: str | None, article: str | None, agency: list[str]) -> None:
        own = agency or split_actors(_body_of(text))[0]
        deadline = self._deadline(text)
        if _MANNER.fullmatch(fold(deadline)) and not text.startswith(deadline):
            deadline = ""
        self.found_duties.append(DraftDuty(text, no, article, own, deadline))


def _is_aside(node: _Node) -> bool:
    """Whether an inner part is no task but says what for: «1. Mục đích»."""
    return _is_title(node) and _ASIDE.match(fold(node.text)) is not None


def _names_only(text: str) -> bool:
    """Whether a text names bodies and tells nothing: «1. Văn phòng UBND tỉnh», «2. Các sở, ban, ngành:»."""
    plain = text.rstrip(" :.")
    return len(plain) <= LONGEST_TITLE and ":" not in plain and _VERB.search(f" {plain} ") is None


def _holder(section: DraftSection) -> DraftSection:
    """Where the next task stands: after a sub-section, in a part of its own."""
    if not section.sections:
        return section
    last = section.sections[-1]
    if last.no or last.title:
        last = DraftSection()
        section.sections.append(last)
    return last


def _field(line: str) -> tuple[Role, str] | None:
    """A line «label: text» whose label names a field of a task."""
    label, colon, text = re.sub(r"^(?:[-–+•*]|[a-zđ][.)]|\d{1,2}[.)])\s{0,4}", "", line).partition(":")
    if not colon or not text.strip() or len(label) > LONGEST_LABEL:
        return None
    role = role_of(label)
    known = (Role.LEAD, Role.COORDINATING, Role.PRODUCT, Role.DEADLINE, Role.NOTE)
    return (role, text.strip()) if role in known else None


def _without_label(text: str) -> str:
    label, colon, rest = text.partition(":")
    if colon and len(label) <= LONGEST_LABEL and role_of(label) is Role.CONTENT and rest.strip():
        return rest.strip()
    return text


def _set(task: DraftTask, role: Role, text: str) -> None:
    plain = text.rstrip(" .;")
    if role is Role.LEAD:
        leading, helping = split_roles(plain)
        task.lead += split_actors(leading)[0]
        task.coordinating += split_actors(helping)[0]
    elif role is Role.COORDINATING:
        task.coordinating += split_actors(plain)[0]
    elif role is Role.PRODUCT:
        task.outcomes[0].product = text
    elif role is Role.DEADLINE:
        task.outcomes[0].deadline = plain
    else:
        task.note = text


def _helpers_of(text: str) -> str:
    """The bodies after «phối hợp với», up to what they are to do."""
    found = _HELPING.search(text)
    rest = found.group("rest") if found else ""
    end = _VERB.search(rest)
    body = rest[: end.start()].strip(" ,;:") if end else ""
    return body if looks_like_body(body) else ""


def _body_of(text: str) -> str:
    """The bodies that a sentence begins with, or that it gives a task to: «Giao Văn phòng Sở chủ trì …»."""
    given = _GIVEN.match(text)
    rest = text[given.end() :] if given else text
    found = _VERB.search(rest[:400])
    colon = rest[:200].find(":")
    end = min((at for at in (found.start() if found else -1, colon) if at > 0), default=-1)
    body = rest[:end].strip(" ,;:") if end > 0 else ""
    if body == "Tổ chức":  # «Tổ chức thực hiện nghiêm …» tells what, not who
        return ""
    return body if body and looks_like_body(body) and (body[0].isupper() or given) else ""
