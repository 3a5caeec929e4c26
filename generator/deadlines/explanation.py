"""Says in plain Vietnamese how we read a part, for the line «Trang này hiểu là» under each printed deadline."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from generator.deadlines.calendar import spell
from generator.deadlines.grammar.dates import ROMAN_NUMERALS
from generator.deadlines.records import Kind, Part, Relative

_UNITS = {
    "hour": "giờ",
    "working_hour": "giờ làm việc",
    "day": "ngày",
    "working_day": "ngày làm việc",
    "week": "tuần",
    "month": "tháng",
    "year": "năm",
}
_WEEKDAYS = {
    "MO": "thứ Hai",
    "TU": "thứ Ba",
    "WE": "thứ Tư",
    "TH": "thứ Năm",
    "FR": "thứ Sáu",
    "SA": "thứ Bảy",
    "SU": "Chủ nhật",
}
_EVERY = {
    "day": "mỗi ngày",
    "week": "mỗi tuần",
    "month": "mỗi tháng",
    "quarter": "mỗi quý",
    "half": "6 tháng một lần",
    "year": "mỗi năm",
}


def our_reading(part: Part) -> str:
    """Return how we read ``part``, one line without a full stop; everything we supplied or doubt is said."""
    said = _said(part)
    if part.inferred:
        said += " (năm lấy theo kế hoạch)"
    return "; ".join((said, *part.doubts))


def _said(part: Part) -> str:
    if part.kind in _SAYINGS:
        return _SAYINGS[part.kind](part)
    return _window(part)


def _window(part: Part) -> str:
    if part.due is None:
        return "không có ngày"
    if part.start is None:
        return f"ngày {spell(part.due)}"
    return f"{_name(part)}từ {spell(part.start)} đến {spell(part.due)}"


def _name(part: Part) -> str:
    """«quý III/2023: » before the days, where the window is exactly a quarter."""
    whole = part.start and part.due and part.start.day == 1 and part.due.month - part.start.month == 2
    if part.kind is Kind.QUARTER and part.start and whole:
        return f"quý {ROMAN_NUMERALS[(part.start.month + 2) // 3]}/{part.start.year}: "
    return ""


def _limit(part: Part) -> str:
    if part.due is None or part.inclusive:
        return f"xong chậm nhất {spell(part.due)}" if part.due else "không có ngày"
    return f"trước {spell(part.due)}: xong chậm nhất {_eve(part.due)}; {_printed_day(part.due)}"


def _eve(due: date) -> str:
    eve = due - timedelta(days=1)
    return spell(eve, year=eve.year != due.year)


def _printed_day(due: date) -> str:
    return f"xong đúng ngày {spell(due, year=False)} ghi là «đúng ngày ghi»"


def _bounds(part: Part) -> str:
    return f", từ {spell(part.start)} đến {spell(part.until)}" if part.start and part.until else ""


def _recurring(part: Part) -> str:
    if part.rrule is None:
        return f"lặp lại theo định kỳ{_bounds(part)}; văn bản không ghi bao lâu một lần"
    shifted = ", cho kỳ trước đó" if part.shifted else ""
    dayless = "; văn bản không ghi ngày, nên tính đến ngày cuối kỳ" if part.dayless else ""
    return f"{_rhythm(part)}{_day(part)}{shifted}{_bounds(part)}{dayless}"


def _rhythm(part: Part) -> str:
    interval = re.search(r"INTERVAL=(\d+)", part.rrule or "")
    if interval:
        unit = {"WEEKLY": "tuần", "YEARLY": "năm", "DAILY": "ngày"}.get(_field(part, "FREQ"), "tháng")
        return f"{interval[1]} {unit} một lần"
    return _EVERY.get(part.every or "", "lặp lại")


def _field(part: Part, name: str) -> str:
    found = re.search(rf"(?:^|;){name}=([^;]*)", part.rrule or "")
    return found[1] if found else ""


def _day(part: Part) -> str:
    """«, chậm nhất ngày 19 các tháng 3, 6, 9, 12»; for «trước ngày» the three sides of the printed day."""
    if _field(part, "FREQ") == "DAILY":
        return ""
    limit = "chậm nhất" if part.inclusive else "trước"
    return f", {limit} {_which(part)}{'' if part.inclusive else _sides(part)}"


def _which(part: Part) -> str:
    months = _field(part, "BYMONTH")
    of = "" if not months else f" tháng {months}" if "," not in months else f" các tháng {months.replace(',', ', ')}"
    if part.working:
        place = {"-1": "cuối cùng", "1": "đầu tiên"}.get(_field(part, "BYSETPOS"), f"thứ {_field(part, 'BYSETPOS')}")
        return f"ngày làm việc {place}{of}"
    weekdays = _field(part, "BYDAY")
    if weekdays:
        return ", ".join(map(_weekday, weekdays.split(","))) + of
    days = _field(part, "BYMONTHDAY").split(",")
    if "BYSETPOS" in (part.rrule or ""):
        return f"ngày {days[-1]}{of} (tháng thiếu: ngày cuối tháng)"
    end = "ngày cuối" + (of or " tháng")
    return " và ".join(end if day == "-1" else f"ngày {day}{of}" for day in days)


def _weekday(code: str) -> str:
    place = code[:-2]
    if not place:
        return _WEEKDAYS[code]
    return (
        _WEEKDAYS[code[-2:]] + {"-1": " cuối cùng", "1": " đầu tiên"}.get(place, f" lần thứ {place}") + " trong tháng"
    )


def _sides(part: Part) -> str:
    days = _field(part, "BYMONTHDAY")
    if not days.isdigit() or int(days) == 1:
        return ""
    return f": xong chậm nhất ngày {int(days) - 1}; xong đúng ngày {days} ghi là «đúng ngày ghi»"


def _relative(relative: Relative) -> str:
    event = f"«{relative.event}»" if relative.event else "một mốc văn bản không ghi"
    if relative.n is None:
        return f"ngay sau {event}; văn bản không ghi bao nhiêu ngày"
    count = f"{f'{relative.n:g}'.replace('.', ',')} {_UNITS.get(relative.unit, 'ngày')}"
    said = f"chậm nhất {count} trước {event}" if relative.before else f"trong {count} kể từ {event}"
    calendar_days = "; văn bản không ghi «ngày làm việc», nên tính ngày lịch" if relative.unit == "day" else ""
    return f"{said}{calendar_days}; chưa biết sự kiện thì chưa có ngày đến hạn"


def _conditional(part: Part) -> str:
    waits = "chưa có sự kiện thì chưa có ngày đến hạn"
    match part.condition:
        case "until":
            return f"kéo dài đến khi «{part.event}»; không có ngày đến hạn"
        case "after":
            return f"sau khi «{part.event}»; {waits}"
        case "before":
            return f"trước «{part.event}»; {waits}"
        case "request":
            return f"khi được yêu cầu («{part.event}»); chưa có yêu cầu thì chưa có ngày đến hạn"
    return f"khi có việc («{part.event}»); {waits}"


_SAYINGS: dict[Kind, Callable[[Part], str]] = {
    Kind.BEFORE: _limit,
    Kind.ONGOING: lambda part: f"việc làm thường xuyên{_bounds(part)}; không có ngày đến hạn",
    Kind.RECURRING: _recurring,
    Kind.RELATIVE: lambda part: _relative(part.relative) if part.relative else "tính từ một sự kiện",
    Kind.PER_PLAN: lambda part: f"theo «{part.reference}»; ngày nằm ở văn bản ấy, chưa có ở trang này",
    Kind.PER_LAW: lambda part: f"theo «{part.reference}»; ngày nằm ở văn bản ấy, chưa có ở trang này",
    Kind.CONDITIONAL: _conditional,
    Kind.VAGUE: lambda _: "không ghi mốc thời gian kiểm tra được",
    Kind.PARTLY: lambda part: f"mới đọc được một phần, nên chưa tính ngày nào: {part.reason}",
    Kind.UNREAD: lambda part: f"chưa đọc được: {part.reason}",
}
