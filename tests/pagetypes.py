"""One address of each type of page, and how long it may be: read by the browser tests and by `make bench`."""

from dataclasses import dataclass

PHONE_SCREEN = 740
"""Pixels that a cheap phone shows at once, 360 wide."""


@dataclass(frozen=True)
class PageType:
    """A type of page. ``screens`` is how far a reader with a phone may have to scroll, nothing unfolded."""

    address: str
    screens: float = 6


PAGE_TYPES = {
    "home": PageType("", 7),
    "agencies": PageType("co-quan/"),
    "agency": PageType("co-quan/ha-tinh-so-khcn/"),
    "agency of a merger": PageType("co-quan/an-giang-so-xay-dung-2025/"),
    "performed": PageType("co-quan/ha-tinh-so-khcn/thu-tuc/"),
    "plans": PageType("ke-hoach/"),
    "plan in tables": PageType("ke-hoach/ha-tinh-so-khcn/2023-kiem-soat-tthc/", 8),
    "plan in prose": PageType("ke-hoach/quang-tri-so-khcn/2024-cai-cach-tthc/", 8),
    # A transcript is whole and line by line, or it proves nothing.
    "source, restored": PageType("ke-hoach/quang-tri-so-khcn/2024-cai-cach-tthc/van-ban-goc/", 32),
    "targets": PageType("chi-tieu/"),
    "metric": PageType("chi-tieu/satisfaction/"),
    "documents": PageType("van-ban/"),
    "document": PageType("van-ban/61-2018-nd-cp/"),
    "procedures": PageType("thu-tuc/"),
    "procedure": PageType("thu-tuc/1.000028/", 7),
    "field": PageType("thu-tuc/linh-vuc/duong-bo/"),
    "lists": PageType("danh-muc/"),
    "list": PageType("danh-muc/toan-trinh/"),
    "progress": PageType("tien-do/"),
    "calendar": PageType("lich/"),
    "year": PageType("lich/2023/"),
    "changes": PageType("nhat-ky/", 8),
    "open data": PageType("du-lieu/"),
    "search": PageType("tra-cuu/"),
    "about": PageType("gioi-thieu/"),
    "method": PageType("phuong-phap/", 10),
    "take part": PageType("tham-gia/"),
    # A form asks of each of the 39 tasks and 12 targets once, in the order of the plan.
    "form of a report": PageType("tham-gia/bao-cao/ha-tinh-so-khcn/2023-kiem-soat-tthc/", 60),
    "form of an amendment": PageType("tham-gia/dieu-chinh/ha-tinh-so-khcn/2023-kiem-soat-tthc/", 17),
    "form of a correction": PageType("tham-gia/dinh-chinh/ha-tinh-so-khcn/2023-kiem-soat-tthc/"),
    "form of an event": PageType("tham-gia/su-kien/ha-tinh-so-khcn/2023-kiem-soat-tthc/"),
    "guide": PageType("huong-dan/", 8),
    "fields": PageType("huong-dan/truong/", 10),
    "missing": PageType("khong/co/trang/nay/", 3),
}
