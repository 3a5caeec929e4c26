"""The running text of a plan: its parts in prose, who is told to do what, and, where no table sets tasks, the tasks it tells.

A prose plan names a task in a sentence («Văn phòng Sở hoàn thành … trước ngày 30/6») or line by line under it («Đơn vị chủ
trì: …», «Thời gian: …»). The second states its fields itself; the first is a person's to confirm, so one doubt asks for all.
"""

from collections.abc import Collection, Sequence
from datetime import date

from generator.deadlines.records import Period
from generator.drafting.prose.duties import read_duties
from generator.drafting.prose.parts import clause_of
from generator.drafting.prose.targets import take_targets
from generator.drafting.prose.tasks import TaskReader
from generator.drafting.prose.titles import gives_duties, stands_aside
from generator.drafting.prose.tree import tree_of
from generator.drafting.table.draft import DraftClause, DraftPlan


def read_prose(lines: Sequence[str], plan: DraftPlan, year: int, bold: Collection[str] = ()) -> None:
    """Put the parts in prose into a draft; tasks only where no table gave any. ``bold``: the lines that are printed so."""
    root = tree_of(lines, bold)
    period = Period(date(year, 1, 1), date(year, 12, 31))
    with_table = bool(plan.tasks())
    tasks = TaskReader(period)
    for part in root.inside:
        is_article = part.article is not None
        clauses = plan.articles if is_article else plan.narrative
        if gives_duties(part.text) and (part.inside or not is_article):
            told = read_duties(part, period)
            plan.duties += told.duties
            clauses.append(DraftClause(no=part.no, title=part.text, text=told.closing))
        elif is_article or with_table or stands_aside(part.text):
            clauses.append(clause_of(part))
        else:
            clauses += tasks.read_part(part)
    take_targets(plan, year)
    opening = [line for line in root.lines if line]
    if opening:
        plan.narrative.insert(0, DraftClause(text=opening))
    plan.sections += tasks.sections
    if tasks.told:
        plan.doubts.append(f"{tasks.told} nhiệm vụ lấy từ câu văn: xác nhận nội dung, chủ trì, thời hạn của từng câu")
