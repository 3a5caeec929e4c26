"""The targets that sentences of the narrative set."""

import re

from generator.drafting.prose.titles import looks_back
from generator.drafting.table.draft import DraftPlan
from generator.drafting.table.targets import find_targets
from generator.text.vietnamese import fold

_SETTING = re.compile(
    r"phan dau|(?:bao|dam) dam|dam bao|toi thieu|it nhat|khong qua|khong duoi|toi da|\btren \d|\bduoi \d|dat\b"
    r"|tro len|tro xuong|100 ?%|[≥≤]|\bgiam\b|\btang\b|so hoa|hoan thanh"
)


def take_targets(plan: DraftPlan, year: int) -> None:
    """The targets that sentences of the narrative set, for a person to confirm; what was reached before is none."""
    known = {(one.value, one.unit, one.label) for one in plan.all_targets()}
    for clause in plan.narrative:
        for _, text in clause.texts() if not looks_back(clause.title) else ():
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
