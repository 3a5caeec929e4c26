"""The scan of Quảng Trị restored: line k of ``restored.txt`` is a reading of line k of ``source.txt``, word for word.

The recogniser lost most marks and read marked letters as other signs («của» → «ctia», «Sở» → «S&»). The test knows what
this scan shows for each letter; any other difference between the two files must stand in ``ACCEPTED`` with its reason.
Digits are never guessed: a number that differs is an entry of the list and carries the mark of doubt.
"""

import re
from functools import cache

import pytest

from generator.text.vietnamese import fold
from tests.projects import SEEDS

PLAN = SEEDS / "plans/agencies/quang-tri-so-khcn/2024-cai-cach-tthc"

DOUBT = "[?]"

MARKED = {
    "a": "i e d g 4 ie ia ea ad",
    "d": "b p c1",
    "e": "i d & ¢ € g e& e€",
    "i": "",
    "o": "a e 0 6 & ¢ g q d b y do og o& ¢& ¢6",
    "u": "a i y h t w g uw wu ti tr ir ur it ii il or uir uy u'",
    "y": "",
}
"""What the scan shows, folded, for a letter that carries a mark; one letter may be read as two or three."""

PLAIN = {"c": "e ¢", "i": "1 i1", "l": "1 i", "%": "/o %0"}
"""The same for signs without a mark."""

NOISE = "rìa chữ, nét kẻ bảng hoặc con dấu mà máy đọc thành chữ; bản in không có gì ở đây"
TOO_FAR = "máy đọc sai nhiều hơn thường lệ; từ đứng trong cụm quen thuộc nên vẫn chắc chắn"

ACCEPTED = {
    (4, "/9", "19"): "chữ số đầu của ngày bị đọc thành gạch chéo: phục hồi và đánh dấu nghi ngờ",
    (31, "chuce,", "chức,"): TOO_FAR,
    (39, "ctt", "cứ"): TOO_FAR,
    (89, "s", "số"): TOO_FAR,
    (107, "phua", "phủ"): TOO_FAR,
    (118, "nhimmg", "những"): TOO_FAR,
    (124, "nodi,", "nối,"): TOO_FAR,
    (158, ".", ""): NOISE,
    (168, "Y in .", ""): NOISE,
    (168, "It", ""): NOISE,
    (170, "[Tyl cungqcép", "Tỷ lệ cung cấp"): TOO_FAR,
    (173, ", 7", ""): NOISE,
    (176, "1", "lệ"): TOO_FAR,
    (176, "0 L ogiR , . . < .", ""): NOISE,
    (178, "|", ""): NOISE,
    (179, "|", ""): NOISE,
    (179, "0 s : c", ""): NOISE,
    (181, "|", ""): NOISE,
    (181, "h", "hồ"): TOO_FAR,
    (181, "vie", "việc"): TOO_FAR,
    (190, "Y in .", ""): NOISE,
    (190, "It", ""): NOISE,
    (194, ", 7", ""): NOISE,
}
"""(line, words of the scan, restored words) that do not align, each with its reason."""

Gap = tuple[str, str]
"""Words of the scan and restored words, between two pairs that align."""

Pair = tuple[int, int, int, int]
"""First place of the scan's words and the place after their last; the same of the restored words."""


def lines_of(name: str) -> list[str]:
    return (PLAN / name).read_text(encoding="utf-8").split("\n")


@cache
def reading(words: str) -> re.Pattern[str]:
    """The pattern of everything that the scan may show, folded, for restored words."""
    return re.compile("".join(f"(?:{'|'.join(map(re.escape, shown(sign)))})" for sign in words))


def shown(sign: str) -> list[str]:
    plain = fold(sign)
    table = PLAIN if plain == sign.lower() else MARKED
    return [plain, *table.get(plain, "").split()]


def reads(scan: str, restored: str) -> bool:
    return reading(restored).fullmatch(fold(scan)) is not None


def gaps(scan: str, restored: str) -> list[Gap]:
    """What is left of two lines when as many words as possible are paired in order."""
    left, right = scan.split(), restored.replace(DOUBT, "").split()
    found: list[Gap] = []
    at = to = 0
    for begin, end, start, stop in (*paired(left, right), (len(left), 0, len(right), 0)):
        if begin > at or start > to:
            found.append((" ".join(left[at:begin]), " ".join(right[to:start])))
        at, to = end, stop
    return found


def paired(left: list[str], right: list[str]) -> list[Pair]:
    """The longest alignment. One word may pair with two, where the scan lost or made a space."""
    best: dict[tuple[int, int], tuple[int, list[Pair]]] = {}
    for at in range(len(left), -1, -1):
        for to in range(len(right), -1, -1):
            choices = [best.get((at + 1, to), (0, [])), best.get((at, to + 1), (0, []))]
            for end, stop in ((at + 1, to + 1), (at + 1, to + 2), (at + 2, to + 1)):
                if (end, stop) in best and reads("".join(left[at:end]), "".join(right[to:stop])):
                    score, rest = best[end, stop]
                    choices.append((score + end - at + stop - to, [(at, end, to, stop), *rest]))
            best[at, to] = max(choices, key=lambda choice: choice[0])
    return best[0, 0][1]


def all_gaps() -> set[tuple[int, str, str]]:
    pairs = zip(lines_of("source.txt"), lines_of("restored.txt"), strict=False)
    return {(number, *gap) for number, (scan, restored) in enumerate(pairs, start=1) for gap in gaps(scan, restored)}


def test_restored_has_the_lines_of_the_scan() -> None:
    scan, restored = lines_of("source.txt"), lines_of("restored.txt")
    assert len(scan) == len(restored)
    assert [line.strip() == "" for line in scan] == [line.strip() == "" for line in restored]


def test_every_restored_word_is_a_reading_of_the_scanned_word() -> None:
    strangers = sorted(all_gaps() - ACCEPTED.keys())
    assert not strangers, "\n".join(
        ["không khớp từng chữ:", *(f"  dòng {line}: «{scan}» → «{restored}»" for line, scan, restored in strangers)]
    )


def test_no_accepted_difference_is_out_of_date() -> None:
    assert ACCEPTED.keys() <= all_gaps()


def test_numbers_of_the_scan_stand_unchanged_or_are_marked() -> None:
    """A digit is never restored by context alone: where it differs, the restored word carries the mark of doubt."""
    for scan, restored in zip(lines_of("source.txt"), lines_of("restored.txt"), strict=True):
        numbers = re.findall(r"\d+", scan)
        for word in restored.split():
            assert DOUBT in word or all(number in numbers for number in re.findall(r"\d+", word)), (scan, word)


def test_doubtful_words_are_marked_directly_after_the_word() -> None:
    marks = [word for line in lines_of("restored.txt") for word in line.split() if DOUBT in word]
    assert marks
    assert all(re.fullmatch(r"[^\s\[\]?]+\[\?\][.,;:]?", word) for word in marks)


@pytest.mark.parametrize(
    ("scan", "restored", "expected"),
    [
        ("cua S& Khoa hgc va Cong nghé", "của Sở Khoa học và Công nghệ", []),
        ("cua S& Khoa hgc va Cong nghé", "của Sở Xây dựng và Công nghệ", [("Khoa hgc", "Xây dựng")]),
        ("s6 46/KH-UBND ngay 04/3/2024", "số 48/KH-UBND ngày 04/3/2024", [("46/KH-UBND", "48/KH-UBND")]),
        ("cua cong chtrc, vién chirc", "của viên chức", [("cong chtrc,", "")]),
        ("s671/TB-VPCP ngay", "số 71/TB-VPCP[?] ngày", []),
        ("it nhat 20% s6 luong", "ít nhất 25% số lượng", [("20%", "25%")]),
        ("", "thêm", [("", "thêm")]),
    ],
)
def test_alignment_finds_what_a_reading_cannot_explain(scan: str, restored: str, expected: list[Gap]) -> None:
    assert gaps(scan, restored) == expected
