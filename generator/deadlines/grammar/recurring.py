"""Productions for what comes round again: «Hàng quý, năm», «02 lần/năm», «ngày 17 của tháng cuối quý».

A rhythm printed without a day is *bare*: it falls due on the last day of each month, quarter, half-year or year, the
reading that favours the agency, until a day printed beside it says otherwise.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.deadlines.grammar.dates import AND, ROMAN, quarter_number
from generator.deadlines.grammar.drafts import Draft, Drafts, Rhythm
from generator.deadlines.grammar.limits import CLOCK, LIMIT
from generator.deadlines.grammar.tokens import Tokens
from generator.deadlines.records import Every, Kind

QUARTER_ENDS, HALF_ENDS = (3, 6, 9, 12), (6, 12)
_MONTHS_OF_QUARTER = {"dau": (1, 4, 7, 10), "giua": (2, 5, 8, 11), "cuoi": QUARTER_ENDS,
                      "1": (1, 4, 7, 10), "2": (2, 5, 8, 11), "3": QUARTER_ENDS}  # fmt: skip
_WEEKDAYS = {"2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA", "8": "SU", "chu nhat": "SU"}
_EVERY: dict[str, Every] = {"ngay": "day", "tuan": "week", "thang": "month", "quy": "quarter", "nam": "year"}
_EVERY_MONTHS: dict[int, Every] = {3: "quarter", 6: "half", 12: "year"}
_NOUNS = {"thang": "tháng", "quy": "quý", "tuan": "tuần", "nam": "năm"}

_EACH = (
    r"(?:(?:trong )?(?:hang|moi|tung|cac)|(?:theo )?dinh ky(?: bao cao)?(?: hang| moi| theo| vao| vao cac)?(?: :)?|theo(?: tung)?"
    r"|(?:bao cao|so ket|tong ket)(?: dinh ky)?(?: hang| theo)?) (?:\( )?"
)
_UNIT = (
    rf"(?:(?:bao cao|so ket|tong ket) )?(?:(?:0?1 )?(?:thang (?!\d|dau|cuoi|giua|thu \d|sau)|quy (?!{ROMAN} |dau"
    rf"|cuoi)|(?:ca )?nam (?!\d)"
    r"|tuan (?!\d|thu |dau|cuoi))|(?:0?[369]|12) thang (?!dau|cuoi|ke|tu|sau|/|\d|mot )|nua nam )"
)
_LIST = re.compile(
    rf"(?P<each>{_EACH})(?P<units>(?:{_UNIT}|(?<=hang )ngay |(?<=moi )ngay (?!\d|lam))(?:{AND}{{1,2}}(?:{_EACH})?{_UNIT}){{0,5}})"
)
_BARE_LIST = re.compile(rf"(?:\( )?(?P<units>{_UNIT}(?:{AND}{{1,2}}(?:{_EACH})?{_UNIT}){{1,5}})")
_HALF = re.compile(r"(?P<units>(?:0?[69]|12) thang )(?!dau|cuoi|ke|tu|sau|/|\d|mot )")
_PERIODIC = re.compile(r"(?:theo |bao cao |che do ){0,8}dinh ky (?:theo (?=quy~ ))?")
_REPORTS = re.compile(
    rf"(?:bao cao|so ket|tong ket) (?:dinh ky )?(?:\( )?quy (?P<list>{ROMAN} (?:{AND}{{1,2}}(?:quy )?{ROMAN} ){{0,3}})"
    rf"(?P<year>{AND}{{1,2}}(?:ca )?nam (?!\d))?(?!/ \d|nam \d)"
)

_TIMES = re.compile(
    r"(?:dinh ky )?(?:it nhat |toi thieu |khong qua |khong it hon )?(?P<n>\d{1,2}) (?:lan|cuoc|dot|ky|buoi|lop) (?:/ "
    r"|moi |tren |trong |mot |hang )?"
    r"(?:mot |moi |0?1 )?(?P<unit>0?6 thang|thang|quy|nam|tuan|ngay) (?!\d)"
)
_PER = re.compile(
    r"(?:dinh ky )?(?:cu )?(?:hang |moi |trong |sau )?(?:(?P<k>\d{1,2}) )?(?P<unit>thang|quy|nam|tuan|ngay) "
    r"(?:/ |mot |moi |, |it nhat |toi thieu |lam |thuc hien |to chuc |bao cao |hop ){0,3}(?:(?P<n>\d{1,2}) (?:lan"
    r"|cuoc|dot|ky|buoi|lop)|lan) (?!\d)"
)

_DAYS = rf"(?P<days>\d{{1,2}} (?:{AND}{{1,2}}(?:ngay )?\d{{1,2}} ){{0,4}})"
_SPAN = r"(?:tu )?(?:ngay )?\d{1,2} (?:- |den (?:het )?)(?:ngay )?"
_NEXT = r"(?:sau(?: lien ke)?|ke tiep|tiep theo|tiep sau|lien ke(?: sau)?|lien sau|ke sau|toi)"
_QUARTERLY = (
    rf"(?:cua |trong |vao )?(?:(?:hang|moi|cac|nhung) )?(?:thang )?(?P<place>cuoi|dau|giua|thu [1-3])(?: cung| tien)? "
    rf"(?:cua |trong |moi |hang |tung |cac ){{0,8}}quy (?!{ROMAN} )(?P<next>{_NEXT} )?(?:nay |bao cao "
    rf"|thuoc ky bao cao )?(?P<year>(?:(?:, "
    rf"|va )?nam (?!\d))?)"
)
_MONTHLY = (
    rf"(?:(?:cua |trong |vao |cac ){{0,8}}(?:hang|moi|tung|cac) thang (?!\d|cuoi|dau|giua)(?P<next2>{_NEXT} )?"
    rf"|(?:cua |trong )?thang (?P<next1>{_NEXT} )|(?:cua |trong )thang (?!\d|cuoi|dau|giua)(?:bao cao )?)"
)
_LEAD = rf"(?P<limit>{LIMIT})?(?P<clock>{CLOCK})?(?:trong |vao )?(?:cac )?(?:(?:ngay|mung|hom) )?(?:{_SPAN})?"
_DAY_OF_QUARTER = re.compile(_LEAD + rf"(?:{_DAYS}|(?P<end>cuoi )(?:cung )?)" + _QUARTERLY)
_DAY_OF_MONTH = re.compile(_LEAD + _DAYS + _MONTHLY)
_EDGE = re.compile(
    r"(?:vao |trong )?(?P<limit>cham nhat |truoc )?(?:(?:vao|la) )?(?P<day>ngay )?(?P<work>lam viec )?(?P<side>cuoi"
    r"|dau)(?P<sure> cung| tien)? "
    rf"(?:cua |trong )?(?:(?:hang|moi|tung|cac) )?(?P<unit>thang (?!\d|dau|giua)|quy (?!{ROMAN} )|tuan (?!\d)|nam (?!\d))"
    r"(?:(?<=thang )(?P<quarter>cuoi (?:cung )?(?:cua |moi |hang |tung ){0,8}quy ))?"
)
_PLACE = re.compile(
    rf"(?P<limit>{LIMIT})?(?:vao |trong )?(?P<side>dau|giua|cuoi|het) (?:cua )?(?P<each>(?:hang|moi|tung|cac) )?"
    rf"(?P<unit>thang (?!\d|dau|cuoi|giua)|quy (?!{ROMAN} )|tuan (?!\d))"
)
_EDGE_DAYS = re.compile(
    rf"(?:(?:trong vong|trong|vao|cac) ){{0,3}}(?P<n>\d{{1,2}}) ngay (?P<work>lam viec )?(?P<side>dau|cuoi) (?:tien "
    rf"|cung )?(?:cua )?"
    rf"(?:hang |moi |tung |cac )?(?P<unit>thang|quy) (?!\d|{ROMAN} )(?P<next>{_NEXT} )?"
)
_PLACE_OF_YEAR = re.compile(r"(?:vao )?(?P<side>giua|cuoi|het) (?:cua )?(?:hang|moi|tung) nam (?!\d)")
_MONTH_OF_QUARTER = re.compile(rf"(?:vao |trong )?(?:hang |cac )?{_QUARTERLY.replace('(?:thang )?', 'thang ')}")
_WEEK = re.compile(r"(?:vao )?tuan (?P<side>dau|cuoi|thu [1-4])(?: cung| tien)? (?:cua |trong )?(?:(?:hang|moi|tung"
                   rf"|cac) )?(?P<unit>thang|quy) (?!\d|[ivl]+ )(?P<next>{_NEXT} )?")  # fmt: skip

_WEEKDAY = r"(?:thu [2-8]|chu nhat) (?:(?:, |va |/ )+(?:thu )?(?:[2-8]|chu nhat) (?!/ )){0,8}"
_OF_WEEK = re.compile(
    rf"(?:(?:truoc |cham nhat )?(?P<clock>{CLOCK}))?(?:(?:truoc|cham nhat|vao|la|sang|chieu|ngay|hop|cuoi"
    rf"|trong) ){{0,8}}(?P<days>{_WEEKDAY})(?:cua "
    rf"|trong )?(?:hang "
    rf"|moi |tung |cac )+tuan "
    rf"|(?:hang|moi|tung) tuan (?:, |\( |: |vao |truoc |cham nhat |ngay |chieu |sang |cac ){{0,8}}(?P<days2>{_WEEKDAY})"
)
_NTH_WEEKDAY = re.compile(
    r"(?:(?:vao|ngay|sang|chieu) ){0,8}(?P<weekday>thu [2-8]|chu nhat) (?:cua )?(?:tuan )?(?P<nth>dau|cuoi"
    r"|thu [1-4])(?: cung| tien)? (?:cua )?(?:hang |moi |tung )?thang (?!\d)"
)


def read_list(tokens: Tokens, position: int) -> Drafts | None:
    """«Hàng tháng», «Định kỳ hàng quý, năm», «báo cáo (tháng, quý, 6 tháng, năm)»."""
    match = _LIST.match(tokens.canon, position)
    return (tuple(_rhythms(match["units"])), match.end()) if match else None


def read_bare_list(tokens: Tokens, position: int) -> Drafts | None:
    """«Quý, năm», «6 tháng và năm»: two units or more; one alone («Quý») says nothing."""
    match = _BARE_LIST.match(tokens.canon, position) or _HALF.match(tokens.canon, position)
    return (tuple(_rhythms(match["units"])), match.end()) if match else None


def _rhythms(units: str) -> Iterator[Draft]:
    """A half-year report beside a yearly one falls due in June only: the yearly one covers December."""
    found = re.findall(r"(?:(?<!\d)(\d{1,4}) )?\b(thang|quy|nam|tuan|ngay)\b|(nua) nam", units)
    names = [(number, "half" if half else unit) for number, unit, half in found]
    yearly = any(unit == "nam" for _, unit in names)
    for number, unit in names:
        yield recurring(_rhythm_of(int(number or 0), unit, yearly))


def recurring(rhythm: Rhythm, *doubts: str, inclusive: bool = True) -> Draft:
    """Return a draft of a recurring duty."""
    return Draft(Kind.RECURRING, rhythm=rhythm, inclusive=inclusive, doubts=doubts)


def _rhythm_of(number: int, unit: str, yearly: bool) -> Rhythm:
    if unit == "half" or number == 6:
        return Rhythm("half", (6,) if yearly else HALF_ENDS, bare=True)
    if number == 9:
        return Rhythm("year", (9,), bare=True)
    if number == 3 or unit == "quy":
        return Rhythm("quarter", QUARTER_ENDS, bare=True)
    if number == 12 or unit == "nam":
        return Rhythm("year", (12,), bare=True)
    return Rhythm(_EVERY[unit], bare=True)


def read_periodic(tokens: Tokens, position: int) -> Drafts | None:
    """«theo định kỳ»: it comes round, and nothing says how often."""
    match = _PERIODIC.match(tokens.canon, position)
    return ((recurring(Rhythm(None)),), match.end()) if match else None


def read_reports(tokens: Tokens, position: int) -> Drafts | None:
    """«Báo cáo Quý I, II, III, cả năm»: the quarters that are reported on, and the year."""
    match = _REPORTS.match(tokens.canon, position)
    if not match:
        return None
    numbers = [quarter_number(sign)[0] for sign in re.findall(rf"({ROMAN}) ", match["list"])]
    if not all(1 <= number <= 4 for number in numbers) or (len(numbers) == 1 and not match["year"]):
        return None
    drafts = [recurring(Rhythm("quarter", tuple(3 * number for number in numbers), bare=True))]
    if match["year"]:
        drafts.append(recurring(Rhythm("year", (12,), bare=True)))
    return tuple(drafts), match.end()


def read_times(tokens: Tokens, position: int) -> Drafts | None:
    """«02 lần/năm», «mỗi quý một lần», «3 tháng/lần», «2 tuần một lần»."""
    match = _TIMES.match(tokens.canon, position)
    if match:
        unit = match["unit"]
        return (_times(int(match["n"]), unit),), match.end()
    match = _PER.match(tokens.canon, position)
    if not match:
        return None
    if match["k"] and int(match["k"]) > 1:
        return (_spaced(int(match["k"]), match["unit"]),), match.end()
    return (_times(int(match["n"] or 1), match["unit"]),), match.end()


def _times(count: int, unit: str) -> Draft:
    """So many times in a unit, spread evenly where the calendar allows it."""
    if count == 1:
        return recurring(_rhythm_of(6 if unit.endswith("6 thang") else 0, unit, False))
    if unit == "nam" and count and 12 % count == 0:
        return _every_months(12 // count)
    if unit == "quy" and count == 3:
        return _every_months(1)
    if unit == "thang" and count == 2:
        return recurring(Rhythm("month", days=(15, 0)), "hai lần mỗi tháng: tính vào ngày 15 và ngày cuối tháng")
    return _uneven()


def _uneven() -> Draft:
    return recurring(Rhythm(None), "số lần không chia đều được theo lịch, nên không tính ra ngày")


def _every_months(step: int) -> Draft:
    if step == 1:
        return recurring(Rhythm("month", bare=True))
    return recurring(Rhythm(_EVERY_MONTHS.get(step, "month"), tuple(range(step, 13, step)), bare=True))


def _spaced(count: int, unit: str) -> Draft:
    """«3 tháng một lần», «2 tuần một lần», «2 năm một lần»."""
    if unit == "thang" and 12 % count == 0:
        return _every_months(count)
    if unit == "quy" and count in (2, 4):
        return _every_months(3 * count)
    if unit in ("tuan", "nam"):
        noun = _NOUNS[unit]
        return recurring(Rhythm(None), f"văn bản không ghi bắt đầu từ {noun} nào, nên không tính ra ngày")
    return _uneven()


def read_day_of_quarter(tokens: Tokens, position: int) -> Drafts | None:
    """«trước ngày 17 hàng tháng cuối quý», «chậm nhất là ngày 19 của tháng cuối quý», «ngày 05 tháng đầu quý sau»."""
    match = _DAY_OF_QUARTER.match(tokens.canon, position)
    if not match:
        return None
    months = _MONTHS_OF_QUARTER[match["place"].removeprefix("thu ")]
    drafts = list(_on_days(match, "quarter", months, bool(match["next"])))
    if match["year"]:
        drafts += _on_days(match, "year", (12,), False)
    return tuple(drafts), match.end()


def read_day_of_month(tokens: Tokens, position: int) -> Drafts | None:
    """«Ngày 05 hàng tháng», «trước ngày 25 của tháng», «ngày 05 tháng sau», «từ ngày 10 đến ngày 15 hàng tháng»."""
    match = _DAY_OF_MONTH.match(tokens.canon, position)
    if not match:
        return None
    return tuple(_on_days(match, "month", (), bool(match["next1"] or match["next2"]))), match.end()


def _on_days(match: re.Match[str], every: Every, months: tuple[int, ...], shifted: bool) -> list[Draft]:
    printed = match["days"] or "0"
    days = tuple(map(int, re.findall(r"\d+", printed)))
    inclusive = "truoc " not in (match["limit"] or "") or bool(match["clock"])
    if "hoac " in printed and not re.search("(?:va|,|;) ", printed):
        days = (max(days),)
    return on_days(days, Rhythm(every, months, shifted=shifted), inclusive)


def on_days(days: Iterable[int], rhythm: Rhythm, inclusive: bool) -> list[Draft]:
    """Return the rhythm on these days of the month: one rule where RFC 5545 can say it in one, else one a day."""
    days = tuple(days)
    if not all(1 <= day <= 31 for day in days) and days != (0,):
        bad = next(day for day in days if not 1 <= day <= 31)
        return [Draft(Kind.UNREAD, reason=f"không có ngày {bad}", hint="viết ngày từ 1 đến 31", mistake=True)]
    groups = [days] if max(days) <= 28 else [(day,) for day in days]
    return [recurring(anchored(rhythm, group), inclusive=inclusive) for group in groups]


def anchored(rhythm: Rhythm, days: tuple[int, ...]) -> Rhythm:
    """Return the rhythm with its day filled in."""
    months = rhythm.months or ()
    return Rhythm(rhythm.every, months, days, interval=rhythm.interval, shifted=rhythm.shifted)


def read_edge(tokens: Tokens, position: int) -> Drafts | None:
    """«ngày làm việc cuối cùng của tháng», «ngày cuối quý», «ngày đầu tiên của tháng»."""
    match = _EDGE.match(tokens.canon, position)
    if not match or not (match["day"] or match["work"]):
        return None
    unit, last = match["unit"].strip(), match["side"] == "cuoi"
    if unit == "tuan":
        drafts = recurring(Rhythm("week", weekdays=("FR" if match["work"] and last else "SU" if last else "MO",)))
    else:
        months = QUARTER_ENDS if match["quarter"] or (unit == "quy" and last) else _edge_months(unit, last)
        every = "quarter" if match["quarter"] else _EVERY[unit]
        working = (-1 if last else 1) if match["work"] else 0
        drafts = recurring(Rhythm(every, months, (0 if last else 1,), working=working))
    return (replace(drafts, inclusive=match["limit"] != "truoc "),), match.end()


def _edge_months(unit: str, last: bool) -> tuple[int, ...]:
    return {"thang": (), "quy": (1, 4, 7, 10), "nam": (12,) if last else (1,)}[unit]


def read_place(tokens: Tokens, position: int) -> Drafts | None:
    """«cuối quý», «đầu mỗi tháng»: no number says which one, so every one is meant."""
    match = _PLACE.match(tokens.canon, position)
    if not match or (match["limit"] or "").strip() == match["side"]:
        return None
    side, unit = match["side"], match["unit"].strip()
    doubt = () if match["each"] else (f"văn bản không ghi {_NOUNS[unit]} nào; đọc là mỗi {_NOUNS[unit]}",)
    inclusive = "truoc " not in (match["limit"] or "")
    return (recurring(_place(side, unit), *doubt, inclusive=inclusive),), match.end()


def _place(side: str, unit: str) -> Rhythm:
    """The last day a reader would still call the beginning, middle or end."""
    if unit == "tuan":
        return Rhythm("week", weekdays=({"dau": "TU", "giua": "TH"}.get(side, "SU"),), bare=False)
    if unit == "thang":
        return Rhythm("month", days=({"dau": 10, "giua": 20}.get(side, 0),), bare=side in ("cuoi", "het"))
    return Rhythm("quarter", _MONTHS_OF_QUARTER.get(side, QUARTER_ENDS), bare=True)


def read_edge_days(tokens: Tokens, position: int) -> Drafts | None:
    """«trong 5 ngày đầu của tháng», «10 ngày đầu mỗi quý», «05 ngày cuối tháng»."""
    match = _EDGE_DAYS.match(tokens.canon, position)
    if not match or not 1 <= int(match["n"]) <= 28:
        return None
    last, quarter = match["side"] == "cuoi", match["unit"] == "quy"
    months = (_MONTHS_OF_QUARTER["cuoi" if last else "dau"]) if quarter else ()
    working = int(match["n"]) if match["work"] and not last else 0
    days = (0 if last else int(match["n"]),)
    rhythm = Rhythm("quarter" if quarter else "month", months, days, working=working, shifted=bool(match["next"]))
    return (recurring(rhythm),), match.end()


def read_place_of_year(tokens: Tokens, position: int) -> Drafts | None:
    """«cuối mỗi năm»."""
    match = _PLACE_OF_YEAR.match(tokens.canon, position)
    if not match:
        return None
    return (recurring(Rhythm("year", (6,) if match["side"] == "giua" else (12,), bare=True)),), match.end()


def read_month_of_quarter(tokens: Tokens, position: int) -> Drafts | None:
    """«tháng cuối mỗi quý», «tháng đầu của quý sau»."""
    match = _MONTH_OF_QUARTER.match(tokens.canon, position)
    if not match:
        return None
    months = _MONTHS_OF_QUARTER[match["place"].removeprefix("thu ")]
    rhythm = Rhythm("quarter", months, bare=True, shifted=bool(match["next"]))
    extra = (recurring(Rhythm("year", (12,), bare=True)),) if match["year"] else ()
    return (recurring(rhythm), *extra), match.end()


def read_week_of_month(tokens: Tokens, position: int) -> Drafts | None:
    """«tuần cuối của tháng», «tuần đầu mỗi quý»."""
    match = _WEEK.match(tokens.canon, position)
    if not match:
        return None
    week = {"dau": 1, "cuoi": 0}.get(match["side"]) if "thu" not in match["side"] else int(match["side"][-1])
    day = 7 * week if week else 0
    quarter = match["unit"] == "quy"
    months = (_MONTHS_OF_QUARTER["dau"] if day else QUARTER_ENDS) if quarter else ()
    doubt = f"tuần ấy tính đến hết ngày {day}" if day else "tuần cuối tính đến hết tháng"
    rhythm = Rhythm("quarter" if quarter else "month", months, (day,), shifted=bool(match["next"]))
    return (recurring(rhythm, doubt),), match.end()


def read_weekday(tokens: Tokens, position: int) -> Drafts | None:
    """«thứ Sáu hàng tuần», «hàng tuần, vào chiều thứ 6», «thứ Hai đầu tháng»."""
    match = _OF_WEEK.match(tokens.canon, position)
    if match:
        days = _weekdays(match["days"] or match["days2"])
        inclusive = "truoc " not in match.group() or bool(match["clock"])
        return (recurring(Rhythm("week", weekdays=days), inclusive=inclusive),), match.end()
    match = _NTH_WEEKDAY.match(tokens.canon, position)
    if not match:
        return None
    place = {"dau": "1", "cuoi": "-1"}.get(match["nth"], match["nth"][-1])
    return (recurring(Rhythm("month", weekdays=(place + _weekdays(match["weekday"])[0],))),), match.end()


def _weekdays(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WEEKDAYS[name] for name in re.findall(r"[2-8]|chu nhat", text)))
