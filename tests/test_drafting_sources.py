"""The transcripts of issued plans, set in Word as a department would, give the records that people made of them.

What the way back keeps (:mod:`tests.test_drafting_roundtrip`) must not come from habits of our own export: these files have the
document's own lines and tables. What a person read differently stands here by field.
"""

import re
from pathlib import Path

import pytest

from tests.office import parts_of, word
from tests.test_drafting_roundtrip import EVERY, compare, imported

READ_DIFFERENTLY = {
    "an-giang-so-xay-dung/2023-kiem-soat-tthc": {
        r"narrative\[2\]\.clauses\[6\]\.text\[0\]": "the transcript marks words in italics with stars",
        r"sections\[0\]\.sections\[0\]\.tasks\[1\]\.(product|deadline\.text)": "two cells printed in each other's place",
    },
    "ha-tinh-so-khcn/2023-kiem-soat-tthc": {
        r"sections\[3\]\.tasks\[0\]\.(outcomes|product|deadline).*": "a row parted by a page: one result, or two",
    },
    "ha-tinh-ubnd/2022-kiem-soat-tthc": {
        r"sections\[0\]\.sections\[2\]\.tasks\[[01]\]\.(lead|coordinating).*": "«chủ trì, phối hợp» in one cell kept as one name",
        r"sections\[1\]\.tasks\[8\]\.lead.*": "«Các trường học, cơ sở y tế» taken as two",
    },
    "thai-nguyen-so-khcn/2025-kiem-soat-tthc": {
        r"narrative\[2\]\.text\[0\]": "the transcript marks words in italics with stars",
        r"narrative\[5\].*": "the name of the annex, which the record leaves out",
    },
    "vi-du-so-cu/2024-kiem-soat-tthc": {},
    "vi-du-so-minh-hoa/2025-kiem-soat-tthc": {r"narrative\[0\]\.text\[0\]": "a colon at its end"},
    "vi-du-so-minh-hoa/2026-kiem-soat-tthc": {r"narrative\[0\]\.text\[0\]": "a colon at its end"},
}


@pytest.mark.parametrize("name", READ_DIFFERENTLY)
def test_the_text_of_a_plan_set_in_word_gives_its_record(tmp_path: Path, name: str) -> None:
    plan = EVERY[name].plans[name]
    raw = word(list(parts_of(EVERY[name].sources[name].original)))
    differing = compare(plan, imported(tmp_path, raw, plan)).differing
    known = re.compile("|".join(READ_DIFFERENTLY[name]) or "-")
    assert {path: pair for path, pair in differing.items() if not known.fullmatch(path)} == {}
