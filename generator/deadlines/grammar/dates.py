"""Days and windows a calendar word names, before anyone knows the year: «30/3», «Tháng 8», «Quý III, IV».

A pattern here matches the canonical string of ``grammar.tokens``: folded words, every token followed by one
space. A month, quarter or year is a window with a first and a last day. Named parts of it («đầu», «giữa»,
«cuối») narrow it in the reader's favour: «giữa năm» ends on 30 June and «cuối năm» on 31 December, as Bộ luật
Dân sự 2015 Điều 146 says; «đầu» and «giữa» of a month or quarter end with its first and second third.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.deadlines.grammar.named import DAYS, LUNAR
from generator.deadlines.lunar import BRANCHES, STEMS, solar_day
from generator.deadlines.records import Kind

ROMAN = r"(?:[il|1]*[il|][il|1]{0,2}|[il|1]?v|1 v|\d{1,2}(?! ?\d)|vi{1,3})"
"""A quarter's number as scans print it: III, l (for I), lV, 1V, 3."""

MONTH = r"(?:0?[1-9]|1[0-2])"
Y4 = r"(?:19|20)\d\d"
NEXT_YEAR = r"(?:sau(?: lien ke)?|toi|ke tiep|tiep theo|lien ke(?: sau)?|lien sau|ke sau)"
OFF = (
    rf"(?:tai chinh |ngan sach |duong lich )?(?:{NEXT_YEAR}(?: (?:cua )?(?:nam|ky) (?:bao cao|ke hoach))?"
    r"|truoc(?: lien ke)?(?: (?:cua )?(?:nam|ky) (?:ke hoach|bao cao))?|lien truoc|hien hanh|hien tai|nay|bao cao"
    r"|ke hoach|tai chinh|ngan sach|cuoi (?:cua )?(?:ky"
    r"|giai doan)(?: ke hoach)?)"
    r"(?! \d{4})"
)
"""Which year the words mean: the plan's, the one before or the one after. A budget year is a calendar year (Luật Ngân sách
nhà nước 2015 Điều 14)."""

YEAR = (
    rf"(?:(?:[/.-] |(?:[,-] )?(?:cua )?nam (?:tai chinh |ngan sach |duong lich |ke hoach )?|, |)(?P<y>{Y4}) "
    rf"(?!(?:/|[.]|-) \d)|(?:[,-] )?(?:cua )?nam (?P<off>{OFF}) |[/.] (?P<yy>1[5-9]|[234]\d) (?!/ ))?"
)
"""The year after a day, month or quarter, if any: «/2023», «, năm 2023», «.23»."""

_YEAR = re.sub(r"\?P<\w+>", "?:", YEAR)

AND = r"(?:, |; |va |hoac |/ |& |\+ |cung )"
_POINT = (
    rf"\d{{1,2}} (?:/ {MONTH} / {Y4} |[.] {MONTH} [.] {Y4} |- {MONTH} - {Y4} |/ \d{{1,2}} |(?:/ |, )?thang \d{{1,2}} )"
)

_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_THIRDS = {"dau": 0, "giua": 1, "cuoi": 2, "het": 2, "thuong tuan": 0, "trung tuan": 1, "ha tuan": 2}


@dataclass(frozen=True, slots=True)
class Impossible:
    """A day that does not exist, said in Vietnamese: why, and what to write instead."""

    reason: str
    hint: str
    mistake: bool = True
    """False where the words are right and only we cannot tell which day they mean."""


@dataclass(frozen=True, slots=True)
class When:
    """A day or window: ``first`` and ``last`` as (month, day), day 0 for the last of the month."""

    noun: Kind
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None = None
    last_year: int | None = None
    offset: int = 0
    """Years from the plan's: 1 for «năm sau»."""
    final: bool = False
    """In the last year of the plan: «năm cuối kỳ kế hoạch»."""
    working: bool = False
    """The last working day of the window: «ngày làm việc cuối cùng của tháng 6»."""
    lunar: bool = False
    """Month and day are of the Vietnamese lunar calendar, and so is the year."""
    cycle: tuple[str, str] | None = None
    """The name of the lunar year, where printed: («binh», «ngo»)."""
    doubts: tuple[str, ...] = ()
    wrong: Impossible | None = None

    def within(self, year: int, last_year: int | None = None) -> tuple[date, date] | Impossible:
        """Return the first and last day in ``year``, or why there is no such day."""
        if self.lunar:
            return _converted(year, self.first, self.last)
        turns = self.last[0] < self.first[0]
        start, end = real_day(year, *self.first), real_day(last_year or self.last_year or year + turns, *self.last)
        if self.wrong or isinstance(start, Impossible):
            return self.wrong or start  # type: ignore[return-value]
        return end if isinstance(end, Impossible) else (start, end)


def _converted(year: int, first: tuple[int, int], last: tuple[int, int]) -> tuple[date, date] | Impossible:
    start, end = solar_day(year, *first), solar_day(year, *last)
    if start is None or end is None:
        return Impossible(
            f"năm âm lịch {year} không có ngày {last[1]} tháng {last[0]}", "ghi ngày dương lịch vào «rule»"
        )
    return start, end


Whens = tuple[tuple[When, ...], int]
"""What was read, and the position in the canonical string after it."""


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return calendar.monthrange(year, month)[1]


def real_day(year: int, month: int, day: int) -> date | Impossible:
    """Return the date; day 0 is the last of the month. A day that does not exist is explained, not raised."""
    if not 1 <= month <= 12:
        return Impossible(f"không có tháng {month}", "viết tháng từ 1 đến 12")
    if not 2 <= year <= 9998:  # one year of room on both sides, so that a day before or after can be computed
        return Impossible(f"không có năm {year}", "viết năm bốn chữ số")
    length = month_length(year, month)
    if 0 <= day <= length:
        return date(year, month, day or length)
    reason = f'"{day:02d}/{month:02d}/{year}" không phải ngày có thật: tháng {month} năm {year} có {length} ngày'
    return Impossible(reason, f'viết "{length:02d}/{month:02d}/{year}"')


def read_whens(canon: str, position: int, *, loose: bool = False) -> Whens | None:
    """Read the longest day, window or list of them at ``position``.

    ``loose`` also takes «30.6» and «30-6» for a day; without «ngày» or «trước» in front they may be anything.
    """
    best: Whens | None = None
    for pattern, build in (*_LEAVES, *_LOOSE) if loose else _LEAVES:
        match = pattern.match(canon, position)
        if match and (best is None or match.end() > best[1]) and (found := tuple(build(match))):
            best = (found, match.end())
    return (_either(best[0], canon[position : best[1]]), best[1]) if best else None


def _either(found: tuple[When, ...], printed: str) -> tuple[When, ...]:
    """«ngày 30/6 hoặc 15/7» is one duty with a choice: the later day decides."""
    if len(found) < 2 or "hoac " not in printed or re.search("(?:va|,|;|&) ", printed):
        return found
    last = max(found, key=lambda when: (when.year or 0, when.last[0], when.last[1] or 31))
    return (replace(last, doubts=(*last.doubts, "văn bản cho chọn; tính theo mốc sau cùng")),)


def quarter_number(text: str) -> tuple[int, bool]:
    """Return the number a quarter's sign stands for, and whether a letter or digit was read as another."""
    sign = text.replace(" ", "")
    if sign.isdigit():
        return (2, True) if sign == "11" else (int(sign), False)
    plain = sign.replace("l", "i").replace("|", "i").replace("1", "i")
    return _ROMANS.get(plain, 0), plain != sign


def _year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("y"):
        return int(groups["y"])
    return 2000 + int(groups["yy"]) if groups.get("yy") else None


def _offset(match: re.Match[str]) -> int:
    word = match.groupdict().get("off")
    if word is None:
        return 0
    return -1 if "truoc" in word else 1 if re.search(NEXT_YEAR, word) else 0


def _day(month: int, day: int, year: int | None) -> When:
    wrong = Impossible(f"không có ngày {day}", "viết ngày từ 1 đến 31") if day == 0 else None
    return When(Kind.FIXED, (month, day), (month, day), year, wrong=wrong)


def _days(match: re.Match[str]) -> Iterator[When]:
    """«30/3, 30/6 và 15/12/2023»: every day keeps its own year; a missing one is settled later."""
    for item in _ONE_DAY.finditer(match.group()):
        day = _day(int(item["m"]), int(item["d"]), _year(item))
        yield replace(day, offset=_offset(item), final="cuoi " in (item["off"] or ""))


def _day_of_months(match: re.Match[str]) -> Iterator[When]:
    """«ngày 25 tháng 3, 6, 9, 12»."""
    for month in re.findall(r"\d+", match["list"]):
        yield _day(int(month), int(match["d"]), _year(match))


def _days_of_month(match: re.Match[str]) -> Iterator[When]:
    """«ngày 15, 30 tháng 6»."""
    for day in re.findall(r"\d+", match["days"]):
        yield _day(int(match["m"]), int(day), _year(match))


def _day_span(match: re.Match[str]) -> Iterator[When]:
    """«10-15/3/2023»: one window of days."""
    month, year = int(match["m"]), _year(match)
    first = (int(match["m1"]) if match["m1"] else month, int(match["d1"]))
    yield When(Kind.FIXED, first, (month, int(match["d"])), year)


def _iso(match: re.Match[str]) -> Iterator[When]:
    yield _day(int(match["m"]), int(match["d"]), int(match["y"]))


def _last_day(match: re.Match[str]) -> Iterator[When]:
    """«ngày cuối cùng của tháng 6»; which day a last working day is, is settled when a year is known."""
    for when in _months_of(match["m"], _year(match)):
        yield replace(when, noun=Kind.FIXED, first=when.last, working=bool(match["work"]))


def _months(match: re.Match[str]) -> Iterator[When]:
    yield from _months_of(match["list"], _year(match), _offset(match))


def _months_of(text: str, year: int | None, offset: int = 0) -> Iterator[When]:
    months = [int(month) for month in re.findall(r"\d+", text)]
    for month, own in zip(months, _years_of_list(months, year), strict=True):
        yield When(Kind.MONTH, (month, 1), (month, 0), own, offset=offset)


def _years_of_list(numbers: list[int], year: int | None) -> list[int | None]:
    """«Quý IV và quý I năm 2024», «tháng 12, 1/2024»: the year belongs to the last; before a New Year stands the one before."""
    years: list[int | None] = [year]
    for number, following in zip(reversed(numbers[:-1]), reversed(numbers[1:]), strict=True):
        last = years[-1]
        years.append(last - 1 if last is not None and number > following else last)
    return years[::-1]


def _month_span(match: re.Match[str]) -> Iterator[When]:
    """«Tháng 3-7/2023», «Tháng 11/2022 đến 2/2023»; a span that runs backwards passes New Year."""
    first, last = int(match["a"]), int(match["b"])
    groups = match.groupdict()
    year, printed = _year(match), groups.get("ya") or groups.get("yb")
    first_year = int(printed) if printed else None
    if first_year is None and year is not None:
        first_year = year if first <= last else year - 1
    end_year = year or (first_year + (first > last) if first_year else None)
    yield When(Kind.MONTH_RANGE, (first, 1), (last, 0), first_year, end_year)


def _share_of_year(match: re.Match[str]) -> Iterator[When]:
    """«6 tháng đầu năm», «04 tháng cuối năm 2025», «nửa đầu năm»."""
    count = int(match["n"] or 6) * (3 if match["quarters"] else 1)
    first, last = (1, count) if match["side"] == "dau" else (13 - count, 12)
    if 1 <= count <= 12:
        yield When(Kind.MONTH_RANGE, (first, 1), (last, 0), _year(match))


def _quarters(match: re.Match[str]) -> Iterator[When]:
    signs = re.findall(rf"({ROMAN}) ", match["list"])
    years = _years_of_list([quarter_number(sign)[0] for sign in signs], _year(match))
    for sign, year in zip(signs, years, strict=True):
        yield replace(_quarter(sign, year), offset=_offset(match))


def _quarter(sign: str, year: int | None) -> When:
    number, repaired = quarter_number(sign)
    if not 1 <= number <= 4:
        wrong = Impossible("một năm chỉ có bốn quý", "viết quý I, II, III hoặc IV")
        return When(Kind.QUARTER, (1, 1), (3, 0), year, wrong=wrong)
    doubts = (f"«{sign.replace(' ', '')}» đọc là quý {ROMAN_NUMERALS[number]}",) if repaired else ()
    return When(Kind.QUARTER, (number * 3 - 2, 1), (number * 3, 0), year, doubts=doubts)


ROMAN_NUMERALS = {1: "I", 2: "II", 3: "III", 4: "IV"}


def _quarter_span(match: re.Match[str]) -> Iterator[When]:
    """«Quý I-III/2023»."""
    first, last = _quarter(match["a"], None), _quarter(match["b"], None)
    year = _year(match)
    turns = first.first > last.last
    first_year = year - 1 if year and turns else year
    yield replace(first, last=last.last, year=first_year, last_year=year, doubts=first.doubts + last.doubts,
                  wrong=first.wrong or last.wrong)  # fmt: skip


def _end_quarter(match: re.Match[str]) -> Iterator[When]:
    yield _quarter("4" if match["side"] == "cuoi" else "1", _year(match))


def _end_month(match: re.Match[str]) -> Iterator[When]:
    yield from _months_of("12" if match["side"] == "cuoi" else "1", _year(match))


def _years(match: re.Match[str]) -> Iterator[When]:
    for year in map(int, re.findall(Y4, match["list"])):
        yield When(Kind.WITHIN_YEAR, (1, 1), (12, 31), year)


def _this_year(_: re.Match[str]) -> Iterator[When]:
    yield When(Kind.WITHIN_YEAR, (1, 1), (12, 31))


def _year_span(match: re.Match[str]) -> Iterator[When]:
    first, last = int(match["a"]), int(match["b"])
    wrong = (
        None if first <= last else Impossible(f"giai đoạn {first}-{last} kết thúc trước khi bắt đầu", "đổi chỗ hai năm")
    )
    yield When(Kind.YEAR_RANGE, (1, 1), (12, 31), first, last, wrong=wrong)


def _part_of_year(match: re.Match[str]) -> Iterator[When]:
    first, last = {"dau": (1, 3), "giua": (4, 6), "cuoi": (10, 12), "het": (1, 12)}[match["side"]]
    doubts = () if match["side"] == "het" else (f"«{_SIDES[match['side']]} năm» tính đến hết tháng {last}",)
    yield When(Kind.WITHIN_YEAR, (first, 1), (last, 0), _year(match), doubts=doubts)


_SIDES = {"dau": "đầu", "giua": "giữa", "cuoi": "cuối", "het": "hết"}


def _part_of_month(match: re.Match[str]) -> Iterator[When]:
    """«cuối tháng 6», «trung tuần tháng 5»: thirds of a month, ten days each."""
    third = _THIRDS[match["side"]]
    first, last = ((1, 10), (11, 20), (21, 0))[third]
    doubts = () if match["side"] == "het" else (f"tính đến hết {'ngày ' + str(last) if last else 'tháng'}",)
    for when in _months_of(match["m"], _year(match)):
        start = 1 if match["side"] == "het" else first
        yield replace(when, first=(when.first[0], start), last=(when.last[0], last), doubts=doubts)


def _half_of_month(match: re.Match[str]) -> Iterator[When]:
    """«nửa cuối tháng 6»: a half-month is fifteen days (Điều 146)."""
    first, last = (1, 15) if match["half"] == "dau" else (16, 0)
    for when in _months_of(match["m"], _year(match)):
        yield replace(when, first=(when.first[0], first), last=(when.last[0], last))


def _edge_of_month(match: re.Match[str]) -> Iterator[When]:
    """«05 ngày đầu tháng 6»."""
    for when in _months_of(match["m"], _year(match)):
        yield when if match["last"] else replace(when, last=(when.last[0], int(match["n"])))


def _part_of_quarter(match: re.Match[str]) -> Iterator[When]:
    """«đầu quý II»: its first month; «cuối quý II»: its last."""
    when = _quarter(match["q"], _year(match))
    if match["side"] == "het" or when.wrong:
        yield when
        return
    month = when.first[0] + _THIRDS[match["side"]]
    doubts = (*when.doubts, f"«{_SIDES[match['side']]} quý» tính đến hết tháng {month}")
    yield replace(when, first=(month, 1), last=(month, 0), doubts=doubts)


def _month_of_quarter(match: re.Match[str]) -> Iterator[When]:
    """«tháng cuối quý II», «ngày 15 tháng cuối quý II»."""
    quarter = _quarter(match["q"], _year(match))
    month = quarter.first[0] + {"dau": 0, "giua": 1, "cuoi": 2}[match["side"]]
    if match["d"]:
        yield replace(quarter, noun=Kind.FIXED, first=(month, int(match["d"])), last=(month, int(match["d"])))
    else:
        yield replace(quarter, noun=Kind.MONTH, first=(month, 1), last=(month, 0))


def _week_of_month(match: re.Match[str]) -> Iterator[When]:
    """«tuần thứ 2 của tháng 3»: days 8 to 14, as no plan says on which weekday its weeks begin."""
    named = {"dau": 1, "cuoi": 5}.get(match["n"][:4].strip())
    numbers = [named] if named else [int(number) for number in re.findall(r"\d", match["n"])]
    weeks = ((1, 7), (8, 14), (15, 21), (22, 28), (22, 0))
    first, last = weeks[min(numbers) - 1][0], weeks[max(numbers) - 1][1]
    doubts = (f"tuần ấy tính đến hết {'ngày ' + str(last) if last else 'tháng'}",)
    for when in _months_of(match["m"], _year(match)):
        yield replace(when, first=(when.first[0], first), last=(when.last[0], last), doubts=doubts)


_LUNAR_MONTHS = {"gieng": 1, "chap": 12}
_CYCLE = rf"(?:nam )?(?:(?P<stem>{'|'.join(STEMS)}) (?P<branch>{'|'.join(dict.fromkeys(BRANCHES))}) )?"
_LUNAR_TAG = r"(?:\( )?(?:am lich|al|lich am) (?:\) )?"


def _lunar(match: re.Match[str]) -> Iterator[When]:
    """«15/8 âm lịch», «rằm tháng Bảy», «23 tháng Chạp»: a lunar day, or a whole lunar month."""
    groups = match.groupdict()
    name = groups["m"].strip()
    month = _LUNAR_MONTHS.get(name) or int(name)
    day = 15 if groups.get("full") else int(groups["d"]) if groups.get("d") else None
    first, last = (1, 0) if day is None else (day, day)
    yield _lunar_when(match, Kind.MONTH if day is None else Kind.FIXED, (month, first), (month, last))


def _full_moon(match: re.Match[str]) -> Iterator[When]:
    month = int(match["m"])
    yield _lunar_when(match, Kind.FIXED, (month, 15), (month, 15))


def _lunar_when(match: re.Match[str], noun: Kind, first: tuple[int, int], last: tuple[int, int]) -> When:
    groups = match.groupdict()
    cycle = (groups["stem"], groups["branch"]) if groups.get("stem") else None
    year = int(groups["y"]) if groups.get("y") else None
    return When(noun, first, last, year, lunar=True, cycle=cycle, doubts=("đổi từ âm lịch",))


def _named(match: re.Match[str]) -> Iterator[When]:
    """«Ngày Pháp luật Việt Nam 09/11», «Quốc khánh»: the day of that name; another date beside it is a contradiction."""
    month, day = next(found for name, found in DAYS.items() if re.fullmatch(name, match["name"].strip()))
    printed = (int(match["m"]), int(match["d"])) if match["d"] else (month, day)
    wrong = Impossible(f"ngày ấy là {day}/{month}, văn bản in ngày khác", "đối chiếu với bản gốc")
    when = _day(month, day, _year(match))
    yield replace(when, wrong=None if printed == (month, day) else wrong)


def _named_lunar(match: re.Match[str]) -> Iterator[When]:
    """«Tết Nguyên đán», «Giỗ Tổ Hùng Vương», «mùng 3 Tết»."""
    month, day = next(found for name, found in LUNAR.items() if re.fullmatch(name, match["name"].strip()))
    day = int(match["nth"]) if match["nth"] else day
    yield _lunar_when(match, Kind.FIXED, (month, day), (month, day))


_ONE_DAY = re.compile(rf"(?P<d>\d{{1,2}}) (?:[/.-] |(?:/ |, )?thang )(?P<m>\d{{1,2}}) {YEAR}")
_SIDE = r"(?P<side>dau|giua|cuoi|het)"
_NOUN = r"(?:thang |t )"

_Build = Callable[[re.Match[str]], Iterator[When]]
_LEAVES: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"{_POINT}{_YEAR}(?:{AND}{{1,2}}(?:truoc )?(?:ngay )?{_POINT}{_YEAR}){{0,11}}", _days),
        (rf"(?P<days>\d{{1,2}} (?:(?:, |va |& |\+ ){{1,2}}(?:ngay )?\d{{1,2}} ){{1,5}})(?:/ "
         rf"|(?:cua )?thang )(?P<m>\d{{1,2}}) {YEAR}", _days_of_month),
        (rf"(?P<d1>\d{{1,2}}) (?:/ (?P<m1>\d{{1,2}}) )?(?:- |den |toi )(?:ngay )?(?P<d>\d{{1,2}}) (?:/ "
         rf"|thang )(?P<m>\d{{1,2}}) {YEAR}", _day_span),
        (rf"(?P<d>\d{{1,2}}) (?:cua )?(?:cac )?thang (?P<list>{MONTH} (?:{AND}{{1,2}}{MONTH} (?![/.-] \d)){{1,11}}){YEAR}",
         _day_of_months),
        (rf"(?:(?P<full>ram )|(?:mung |ngay )?(?P<d>\d{{1,2}}) (?=/ |thang ))?(?:/ |thang )(?P<m>gieng|chap) "
         rf"(?:nam (?P<y>{Y4}) )?{_CYCLE}(?:{_LUNAR_TAG})?", _lunar),
        (rf"ram thang (?P<full>)?(?P<m>{MONTH}) (?:nam (?P<y>{Y4}) )?{_CYCLE}(?:{_LUNAR_TAG})?", _full_moon),
        (rf"(?:mung )?(?P<d>\d{{1,2}}) (?:/ |thang )(?P<m>{MONTH}) (?:(?:/ |nam )(?P<y>{Y4}) )?{_CYCLE}{_LUNAR_TAG}", _lunar),
        (rf"(?:ngay )?(?P<name>{'|'.join(DAYS)}) (?:[,(] )?(?:ngay )?(?:(?P<d>\d{{1,2}}) (?:/ |thang )(?P<m>\d{{1,2}}) )?"
         rf"(?:\) )?{YEAR}", _named),
        (rf"(?:(?:mung|ngay mung) (?P<nth>\d{{1,2}}) )?(?P<name>{'|'.join(LUNAR)}) (?:(?:nam )?(?P<y>{Y4}) )?{_CYCLE}",
         _named_lunar),
        (rf"thang (?P<m>{MONTH}) (?P<d>\d{{1,2}}) , (?P<y>{Y4}) ", _iso),
        (rf"(?P<y>{Y4}) [/-] (?P<m>\d{{1,2}}) [/-] (?P<d>\d{{1,2}}) ", _iso),
        (rf"(?P<work>lam viec )?cuoi cung (?:cua )?{_NOUN}(?P<m>\d{{1,2}}) {YEAR}", _last_day),
        (rf"(?:cac )?{_NOUN}(?P<list>{MONTH} (?:{AND}{{1,2}}{_NOUN}?{MONTH} (?![/.-] \d{{1,2}} |ngay "
         rf"|lan )){{0,11}}){YEAR}", _months),
        (rf"{_NOUN}(?P<list>\d{{1,2}} ){YEAR}", _months),
        (rf"{_NOUN}(?P<a>{MONTH}) (?:[/.-] (?P<ya>{Y4}) |nam (?P<yb>{Y4}) )?(?:- |den (?:het )?"
         rf"|toi (?:het )?){_NOUN}?(?P<b>{MONTH}) (?!/ {MONTH} ){YEAR}", _month_span),
        (rf"(?P<a>{MONTH}) - (?P<b>{MONTH}) / (?P<y>{Y4}) ", _month_span),
        (rf"nua (?P<half>dau|cuoi) (?:cua )?{_NOUN}(?P<m>{MONTH}) {YEAR}", _half_of_month),
        (rf"(?P<n>\d{{1,2}}) ngay (?:dau|(?P<last>cuoi)) (?:tien |cung )?(?:cua )?{_NOUN}(?P<m>{MONTH}) {YEAR}", _edge_of_month),
        (rf"(?P<list>\d{{1,2}} )[/.-] (?P<y>{Y4}) ", _months),
        (rf"(?:(?P<n>\d{{1,2}}) (?:thang|(?P<quarters>quy))|nua) (?P<side>dau"
         rf"|cuoi) (?:cua )?nam (?:(?P<y>{Y4}) )?", _share_of_year),
        (rf"(?:cac )?(?:quy |q (?:[.] )?)(?P<list>{ROMAN} (?:{AND}{{1,2}}(?:quy |q (?:[.] )?)?{ROMAN} (?!/ {MONTH} "
         rf"|[.] \d)){{0,3}}){YEAR}", _quarters),
        (rf"(?:quy |q (?:[.] )?)(?P<a>{ROMAN}) (?:- |den (?:het )?)(?:quy |q (?:[.] )?)?(?P<b>{ROMAN}) {YEAR}", _quarter_span),
        (rf"quy (?P<side>dau|cuoi) (?:cung |tien )?(?:cua )?nam (?:(?P<y>{Y4}) )?", _end_quarter),
        (rf"thang (?P<side>dau|cuoi) (?:cung |tien )?(?:cua )?nam (?:(?P<y>{Y4}) )?", _end_month),
        (rf"(?:cac |nhung )?nam (?:ke hoach |tai chinh |ngan sach )?"
         rf"(?P<list>{Y4} (?:{AND}{{1,2}}(?:nam )?{Y4} ){{0,5}})", _years),
        (rf"(?P<list>{Y4} )(?![/.-] \d)", _years),
        (r"trong nam (?:ke hoach |nay |bao cao )?|nam (?:ke hoach|nay) |trong ky ke hoach ", _this_year),
        (rf"(?:giai doan |cac nam |nam )?(?:tu )?(?:nam )?(?P<a>{Y4}) (?:- "
         rf"|den (?:het )?)(?:nam )?(?P<b>{Y4}) ", _year_span),
        (rf"{_SIDE} nam (?:(?P<y>{Y4}) )?", _part_of_year),
        (rf"(?:(?:vao |trong )?(?P<side>dau|giua|cuoi|het|thuong tuan|trung tuan"
         rf"|ha tuan)) (?:cua )?{_NOUN}(?P<m>{MONTH}) {YEAR}", _part_of_month),
        (rf"{_SIDE} (?:cua )?(?:quy |q (?:[.] )?)(?P<q>{ROMAN}) {YEAR}", _part_of_quarter),
        (rf"(?:(?P<d>\d{{1,2}}) (?:cua )?)?thang {_SIDE.replace('|het', '')} (?:cung )?(?:cua "
         rf")?quy (?P<q>{ROMAN}) {YEAR}", _month_of_quarter),
        (rf"tuan (?:thu |le )?(?P<n>[1-5](?: (?:,|va|-|den) [1-5]){{0,3}}|dau(?: tien)?"
         rf"|cuoi(?: cung)?) (?:, )?(?:cua )?{_NOUN}(?P<m>{MONTH}) {YEAR}", _week_of_month),
    )
)  # fmt: skip
_LOOSE: tuple[tuple[re.Pattern[str], _Build], ...] = ((re.compile(rf"\d{{1,2}} [.-] {MONTH} (?![/.-] ){YEAR}"), _days),)
