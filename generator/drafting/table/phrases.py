"""What a cell looks like, whatever its column says: a time, a body. Only ever a reason for a doubt, never data.

Read without diacritics, so that a scan that lost them is judged alike.
"""

import re

from generator.text.vietnamese import fold

_TIME = re.compile(
    r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\b|\b\d{1,2}\s?(?:h|gio|:)\s?\d{0,2}|\b\d{1,2}/\d{4}\b|\bthang\s+\d|\bquy\s+[ivl1-4]|\bq[1-4]\b|\bnam\s+\d{4}|^\d{4}$"
    r"|\bthuong xuyen|\bdinh ky|\bhang (?:ngay|tuan|thang|quy|nam)|\bmoi (?:ngay|tuan|thang|quy|nam)|\b6 thang"
    r"|\b0[369] thang(?=[,;/]| dau| cuoi|$)|\bca nam"
    r"|\btruoc (?:ngay|thang|khi|\d)|\bcham nhat|\btrong (?:nam|quy|thang|thoi|ngay|ky|vong|suot|\d)|\bkip thoi|\blien tuc"
    r"|\bkhi (?:co|duoc|phat sinh|hoan|nhan|ket)|\bsau khi|\bngay (?:sau|khi)|\bdot xuat|\bgiai doan|\b(?:dau|cuoi) nam"
    r"|\bt\d{1,2}/\d{4}|^\d{4} ?[-–] ?\d{4}$|\b\d+ (?:thang|tuan|quy|nam)(?:/| mot | )lan\b"
    r"|^theo\b|\bngay \d|\b\d+ ngay|\bnam \d"
)
_BODY = re.compile(
    r"(?:p(?=\.)|doanh nghiep|tram|cang vu|kiem lam|hop tac xa|tap doan|hat kiem lam|chi nhanh|thanh doan|huyen doan"
    r"|bch|chqs|ca (?:xa|phuong|tinh|thanh pho|huyen)|ub ?mttq"
    r"|van phong|vp|phong|so|thanh tra|trung tam|tt|chi cuc|cuc|vu|ubnd|uy ban|hdnd|hoi|hiep hoi|doan|mttq|mat tran|bo|ban|to"
    r"|doi|cong an|bao|dai|bhxh|kho bac|buu dien|dien luc|ngan hang|benh vien|truong|vien|toa an|don vi|co quan|cong chuc"
    r"|can bo|lanh dao|giam doc|pho giam doc|chanh|chu tich|bo phan|cong ty|quy|cac|nhung|tat ca|toan the|nguoi"
    r"|bql|cong thong tin|thue|hai quan|lien minh|lien doan|ldld|tinh doan|vien thong|vnpt|thong ke"
    r"|dang uy|tinh uy|thanh uy|dac khu|xa(?! hoi)|khoi|nhom|thu truong|chuyen vien|ttpvhcc|hoc vien|nha khach"
    r"|moi (?:don vi|co quan|so|phong|can bo|cong chuc|ca nhan|nguoi|to chuc|thanh vien|dia phuong))\b"
)


def looks_like_time(text: str) -> bool:
    """Whether a text says when: a date, a quarter, «thường xuyên», «khi có phát sinh», «theo kế hoạch …»."""
    return bool(_TIME.search(" ".join(fold(text).split())))


def begins_with_time(text: str) -> bool:
    """Whether a short text is a time and nothing else in front of it."""
    found = _TIME.search(" ".join(fold(text).split()))
    return found is not None and found.start() <= 3 and len(text) <= 90


def looks_like_body(text: str) -> bool:
    """Whether a text begins as names of units, agencies or groups do."""
    return bool(_BODY.match(re.sub(r"^[-–—+•*\s]+", "", fold(text)))) and len(text) <= 300


def shown(text: str, longest: int = 60) -> str:
    """A cell in a message: one line, short."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
