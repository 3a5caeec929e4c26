"""What an officer most likely meant by a day or a period written another way: ``02/10/2026``, «Quý III/2026», Excel's 46297.

Nothing here makes a value of a record: a file says ``2026-10-02`` or is refused. It is what a hint proposes, in the officer's own
figures. A day before a month is the Vietnamese order; it is taken the other way round only where it can be nothing else.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from generator.model.report import ReportPeriod
from generator.text.vietnamese import fold

OTHER_KEYS = {
    "period": ("ky", "kybaocao", "quy", "thang", "kybc"),
    "date": ("ngay", "day", "ngayxong", "hoanthanh", "ngayht", "ngaybanhanh", "ngayky", "done", "completed"),
    "document": ("vanban", "sovanban", "sohieu", "sokyhieu", "congvan", "so"),
    "declared": ("trangthai", "status", "state", "ketqua", "tinhhinh", "tiendo", "kqth"),
    "evidence": ("bangchung", "tailieu", "chungcu", "tailieukiemchung", "proof", "dinhkem", "tailieudinhkem"),
    "note": ("luuy", "diengiai", "giaitrinh", "comment", "notes"),
    "task": ("nv", "manhiemvu", "nhiemvu", "ma", "stt"),
    "target": ("machitieu", "chitieu", "ct", "ma", "stt"),
    "tasks": ("cacnhiemvu", "congviec"),
    "targets": ("cacchitieu",),
    "counts": ("solieu", "thongke"),
    "value": ("tyle", "giatri", "dat", "mucdat", "phantram"),
    "numerator": ("tu", "sodat", "soluong"),
    "denominator": ("mau", "tong", "tongso"),
    "unit": ("phong", "tendonvi", "phongban"),
    "deadline": ("han", "hanmoi", "thoigian", "thoihanmoi", "thoigianhoanthanh"),
    "lead": ("chutri", "donvichutri", "coquanchutri"),
    "coordinating": ("phoihop", "donviphoihop", "coquanphoihop"),
    "cancelled": ("bo", "huy", "huybo", "bonhiemvu"),
    "reason": ("lydo", "vi", "nguyennhan"),
    "text": ("noidung", "suviec", "sukien"),
    "before": ("cu", "truoc", "noidungcu"),
    "after": ("moi", "sau", "noidungmoi"),
    "field": ("truong", "cot", "muc"),
}
"""What officers call a key where it is not its label: folded, without spaces."""

MISSING_YEAR = re.compile(r"(?:ngay )?[0-9]{1,2}(?: ?[-/.] ?|,? ?thang )[0-9]{1,2}")
"""A day and a month alone."""

Ymd = tuple[int, int | None, int | None]
"""Year, month, day, as far as they are written; a day that does not exist is kept, so that it can be named."""

_EXCEL = date(1899, 12, 30)
"""Day 0 of Excel's serial dates, with its leap day of 1900 that never was."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEP = r"(?:\s*+[-/.,]\s*+|\s++)"
_YEAR = r"(?P<y>(?:19|20|21)[0-9]{2})"
_CLOCK = r"(?:[t ]+[0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?z?)?"
_NAMED = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*"

_DAYS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}{_SEP}(?P<m>[0-9]{{1,2}})(?:{_SEP}(?P<d>[0-9]{{1,2}}){_CLOCK})?",
        rf"{_YEAR}(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})",
        rf"(?:ngay )?(?P<d>[0-9]{{1,2}}){_SEP}(?P<m>[0-9]{{1,2}}){_SEP}(?P<y>(?:19|20|21)?[0-9]{{2}}){_CLOCK}",
        rf"(?:ngay )?(?P<d>[0-9]{{1,2}}),? ?thang (?P<m>[0-9]{{1,2}})(?:,? ?nam |,? ?[/-]? ?){_YEAR}",
        rf"(?P<d>[0-9]{{2}})(?P<m>[0-9]{{2}}){_YEAR}",
        rf"(?P<d>[0-9]{{1,2}}){_SEP}{_NAMED}{_SEP}(?P<y>(?:20)?[0-9]{{2}})",
        rf"{_NAMED} (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        rf"(?:thang |t)?(?P<m>[0-9]{{1,2}})(?: nam |{_SEP}){_YEAR}",
        rf"(?:nam )?{_YEAR}",
    )
)
_SERIAL = re.compile(r"(?P<n>[0-9]{5})(?:[.,][0-9]+)?")


_LETTERS = re.compile(r"(?<=[0-9])[oli](?=[-/.0-9])|(?<=[-/.])[oli](?=[0-9])")
"""A letter among digits: ``2O26``, ``l0/03``."""


def plain(text: str) -> str:
    """Folded, with one kind of dash, quote and space, and none around it: what a person types for one thing looks alike."""
    flat = re.sub("[‐-―−]", "-", fold(unicodedata.normalize("NFKC", text)))
    flat = re.sub("[“”„\"'‘’«»`]", "", flat)
    return " ".join(flat.replace("_", " ").split()).strip(" .;,:")


def meant_day(text: str) -> Ymd | None:
    """The day that a text names in any usual way; None where it names none.

    ``02/10/2026``, ``2.10.26``, «ngày 02 tháng 10 năm 2026», ``2026-10-2``, ``2-Oct-2026``, Excel's ``46297``.
    """
    flat = plain(text)
    serial = _SERIAL.fullmatch(flat)
    if serial:
        day = _EXCEL + timedelta(days=int(serial["n"]))
        return (day.year, day.month, day.day) if 2000 <= day.year < 2100 else None
    flat = re.sub(r"^[^0-9]*, ?(?=ngay )", "", flat)  # «Hà Nội, ngày …»
    flat = _LETTERS.sub(lambda letter: "0" if letter.group() == "o" else "1", flat)
    found = next((match for pattern in _DAYS if (match := pattern.fullmatch(flat))), None)
    return _ymd(found.groupdict()) if found else None


def is_serial(text: str) -> bool:
    """Whether a text is a day as Excel counts it."""
    return bool(_SERIAL.fullmatch(plain(text)))


def _ymd(parts: dict[str, str | None]) -> Ymd:
    year = int(parts["y"] or 0)
    year += 2000 if year < 100 else 0
    name = parts.get("name")
    month = _MONTHS.index(name) + 1 if name else int(parts.get("m") or 0) or None
    day = int(parts["d"] or 0) if parts.get("d") else None
    if month is not None and day is not None and month > 12 >= day:
        month, day = day, month
    return year, month, day


def write_day(found: Ymd) -> str:
    """As a file writes it: ``2026-10-02``, ``2026-10``, ``2026``."""
    year, month, day = found
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part is not None)])


_QUARTER = r"(?:quy|q) ?-?0?(?P<q>[1-4]|iv|i{1,3})"
_HALF = (
    r"(?:6|sau) ?(?:thang|t) (?P<half>dau|cuoi)(?: cua)?(?: nam)?|(?:nua|ban) (?P<half2>dau|cuoi)(?: cua)?(?: nam)?"
    r"|h ?-?(?P<h>[12])"
)
_OF_YEAR = r"(?:,? ?(?:cua )?nam |[ ]?[-/.,]? ?)"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _quarter(match: re.Match[str]) -> str:
    return f"{match['y']}-q{_QUARTERS[match['q']]}"


def _half(match: re.Match[str]) -> str:
    first = match["h"] == "1" or "dau" in (match["half"], match["half2"])
    return f"{match['y']}-h{1 if first else 2}"


def _months_from_january(match: re.Match[str]) -> str:
    """Figures run from the beginning of the plan, so nine months are what the third quarter reports."""
    return f"{match['y']}-q{1 if match['m'] in ('3', 'ba') else 3}"


_PERIODS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"{_QUARTER}{_OF_YEAR}{_YEAR}"), _quarter),
    (re.compile(rf"{_YEAR} ?[-/.]? ?{_QUARTER}"), _quarter),
    (re.compile(rf"(?P<q>iv|i{{1,3}}) ?[-/.] ?{_YEAR}"), _quarter),
    (re.compile(rf"(?:{_HALF}){_OF_YEAR}{_YEAR}"), _half),
    (re.compile(rf"{_YEAR} ?[-/.]? ?(?:{_HALF})"), _half),
    (re.compile(rf"(?P<m>3|9|ba|chin) thang dau{_OF_YEAR}{_YEAR}"), _months_from_january),
    (re.compile(rf"(?:ca )?nam {_YEAR}"), lambda match: match["y"]),
)


def meant_period(text: str) -> ReportPeriod | None:
    """The reporting period that a text names: «Quý III/2026», ``Q3-2026``, «6 tháng đầu năm 2026», «tháng 9/2026»."""
    flat = re.sub(r"^(?:bao cao |ky )+", "", plain(text))
    for pattern, write in _PERIODS:
        match = pattern.fullmatch(flat)
        if match:
            return ReportPeriod.parse(write(match))
    found = meant_day(flat)
    try:
        return ReportPeriod.parse(write_day(found)) if found and not is_serial(flat) else None
    except ValueError:
        return None
