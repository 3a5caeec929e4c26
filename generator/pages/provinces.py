"""The provinces that a national site joins: what each publishes, and the ways to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import DATA, PROVINCES, SEARCH
from generator.pages.parts.listing import count_words
from generator.pages.parts.page import Page
from generator.text.wording import say_day
from generator.tracking.linked import Linked
from generator.tracking.provinces import Province


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """One joined site; its addresses are whole."""

    name: str
    address: str
    facts: tuple[str, ...]
    search: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvincesPage:
    """Context of ``pages/provinces.html``."""

    template: ClassVar[str] = "provinces.html"
    count: int
    rows: tuple[ProvinceRow, ...]


def provinces_pages(linked: Linked) -> Iterator[Page]:
    """The page ``/cac-tinh/``, on a site that joins provinces."""
    found = linked.provinces.items
    if found:
        yield Page(
            address=PROVINCES,
            section="cac-tinh",
            title="Các tỉnh",
            description=f"Trang của {len(found)} tỉnh, thành phố: thủ tục, kế hoạch, cơ quan của từng nơi.",
            context=ProvincesPage(count=len(found), rows=tuple(map(_row, found))),
        )


def _row(province: Province) -> ProvinceRow:
    counted = (
        (len(province.codes), "thủ tục"),
        (province.agencies, "cơ quan"),
        (province.registers, "cơ quan tự công bố danh mục"),
        (province.plans, "kế hoạch"),
    )
    facts = tuple(count_words(count, words) for count, words in counted if count)
    return ProvinceRow(
        name=province.place,
        address=province.address,
        facts=(*facts, f"tính đến ngày {say_day(province.as_of)}"),
        search=province.address + SEARCH,
        data=province.address + DATA,
    )
