"""Joins what provinces publish into a national site: who they are, what they have, and one search over all of it.

The national site builds the procedures that hold everywhere, once. A province keeps its own pages: a search here leads there,
the page of a procedure names the provinces that have one of it, and the catalogue of open data names theirs. Nothing is asked
of a province's site when a page is read; all of it is taken over when the national site is built.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from generator.addresses import API, api_file, procedure_address
from generator.joining.index import Same, read_index
from generator.joining.published import Published
from generator.model.fields import SLUG
from generator.model.procedure import CODE
from generator.publish.exports.openapi import TITLE
from generator.publish.exports.outputs import TEXT, holding, many
from generator.publish.search import Findable, SearchRecord
from generator.reading.problems import Problem
from generator.tracking.provinces import NO_PROVINCES, Province, Provinces

MOST_PROVINCES = 100
"""Sites that are joined at once; Viet Nam has thirty-four provinces."""

LONGEST_NAME = 120
"""Characters of the name of a site."""

ADDRESS = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::([1-9][0-9]{0,4}))?/(?:(?!\.{1,2}/)[A-Za-z0-9._~-]+/)*")
"""Where a province's site may be: a link of a page leads nowhere but to a host by https, and to no folder above (``..``)."""

LAST_PORT = 65_535
"""RFC 9293 §3.1: a port is sixteen bits."""

_OPENAPI = holding(
    info=holding(title=TEXT, version={"type": "string", "pattern": r"^1\.\d+\.\d+$"}), servers=many(holding(url=TEXT))
)


@dataclass(frozen=True, slots=True)
class Joined:
    """What was joined. With problems nothing is, and the old national site stays."""

    provinces: Provinces = NO_PROVINCES
    records: tuple[SearchRecord, ...] = ()
    """What can be found on the provinces' sites, with whole addresses."""
    problems: list[Problem] = field(default_factory=list)

    def beside(self, own: Sequence[Findable]) -> Iterator[SearchRecord]:
        """The records that a search should find besides the national site's own.

        A procedure, a document or a metric that has its page here is found here, once; so is a document or metric that
        several provinces have, of the registers that all share. A procedure that only provinces have is found at each.
        """
        known = {_matter(record) for record in own}
        for record in self.records:
            matter = _matter(record)
            if matter in known:
                continue
            if record.kind != "thu-tuc" and matter is not None:
                known.add(matter)
            yield record


NOTHING_JOINED = Joined()


def _matter(record: Findable) -> tuple[str, str] | None:
    """What a record is about, where several sites can have a page about the same; None for what is a site's own."""
    if record.kind == "thu-tuc":
        return record.kind, record.code
    if record.kind == "van-ban":
        return record.kind, record.code or record.title
    if record.kind == "chi-tieu" and "#" not in record.url:  # a metric; a target is a place on its plan's page
        return record.kind, record.title
    return None


def join_provinces(folders: Iterable[Path]) -> Joined:
    """Read every folder; its name is the province's id, that of a link where it is one. All problems of all folders are told at
    once.
    """
    problems: list[Problem] = []
    found: list[Province] = []
    records: list[SearchRecord] = []
    same: Same = {}
    named = (Path(os.path.abspath(folder)) for folder in folders)  # noqa: PTH100 - resolve() follows the link
    ordered = sorted(named, key=lambda folder: (folder.name, str(folder)))
    for folder in ordered[:MOST_PROVINCES]:
        site = Published(folder)
        province = _province(site)
        if province is not None:
            found.append(province)
            records += read_index(site, province.address, province.place, same)
        problems += site.problems
    problems += [*_repeated(ordered, found), *_too_many(len(ordered))]
    if problems:
        return Joined(problems=problems)
    return Joined(Provinces.of(found), tuple(records))


def _too_many(count: int) -> Iterator[Problem]:
    if count > MOST_PROVINCES:
        yield Problem(file="congkhai join", message=f"{count} thư mục, nhiều nhất {MOST_PROVINCES} tỉnh")


def _repeated(folders: Sequence[Path], found: Sequence[Province]) -> Iterator[Problem]:
    """Two provinces must differ in all that tells them apart: the folder, the name and the address."""
    seen: dict[tuple[str, str], str] = {}
    named = [(("thư mục", folder.name), folder.name) for folder in folders]
    named += [
        ((what, value), one.id) for one in found for what, value in (("tên trang", one.name), ("địa chỉ", one.address))
    ]
    for key, province in named:
        if key in seen:
            hint = "mỗi tỉnh đặt site_name và site_url của riêng mình trong mkdocs.yml"
            yield Problem(file=province, message=f"cùng {key[0]} «{key[1]}» với «{seen[key]}»", hint=hint)
        seen.setdefault(key, province)


def _province(site: Published) -> Province | None:
    """What a folder says of its province; None with the problems noted."""
    if not SLUG.pattern.fullmatch(site.id):
        site.complain("", (), f"tên thư mục không dùng được làm mã của tỉnh: {SLUG.explained}", "ví dụ: ha-tinh")
        return None
    if not site.open():
        return None
    interface = site.read(f"{API}openapi.json", _OPENAPI)
    names = ("procedures", "agencies", "plans", "adoptions")
    lists = {name: content for name in names if (content := site.list_of(name)) is not None}
    address = _address(site, interface) if interface else ""
    name = _name(site, interface) if interface else ""
    if len(lists) < len(names) or not address or not name or not _real(site, lists["agencies"]["agencies"]):
        return None
    as_of = _day(site, lists["procedures"]["as_of"])
    if as_of is None:
        return None
    return Province(
        id=site.id,
        name=name,
        address=address,
        as_of=as_of,
        commit=lists["procedures"]["generated_from"],
        codes=frozenset(_codes(site, lists["procedures"]["procedures"])),
        agencies=len(lists["agencies"]["agencies"]),
        plans=len(lists["plans"]["plans"]),
        registers=len(lists["adoptions"]["adoptions"]),
    )


def _day(site: Published, text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        site.complain(site.file_of("procedures"), ("as_of",), f"«{text}» không phải ngày có thật")
        return None


def _address(site: Published, interface: dict[str, Any]) -> str:
    """Where the site says that it is."""
    servers = interface["servers"]
    address = servers[0]["url"].removesuffix(API.rstrip("/")) if servers else ""
    if is_site_address(address):
        return address
    hint = "tỉnh đặt site_url, hoặc biến CONGKHAI_SITE_URL, là địa chỉ https của trang rồi dựng lại"
    site.complain(
        api_file("openapi.json"), ("servers", 0, "url"), "trang của tỉnh không nói địa chỉ https của mình", hint
    )
    return ""


def is_site_address(address: str) -> bool:
    """Whether a province's site may be there."""
    found = ADDRESS.fullmatch(address)
    return found is not None and int(found[1] or LAST_PORT) <= LAST_PORT


def _name(site: Published, interface: dict[str, Any]) -> str:
    name: str = " ".join(interface["info"]["title"].removeprefix(TITLE).split())
    if 0 < len(name) <= LONGEST_NAME:
        return name
    site.complain(api_file("openapi.json"), ("info", "title"), f"tên trang trống, hoặc dài quá {LONGEST_NAME} chữ")
    return ""


def _real(site: Published, agencies: Sequence[dict[str, Any]]) -> bool:
    """Invented agencies belong to a demonstration, never beside real ones."""
    invented = next((index for index, agency in enumerate(agencies) if agency["demo"]), None)
    if invented is not None:
        path = ("agencies", invented, "demo")
        site.complain(
            api_file("agencies.json"), path, "trang minh họa, cơ quan không có thật; không ghép vào trang thật"
        )
    return invented is None


def _codes(site: Published, procedures: Sequence[dict[str, Any]]) -> Iterator[str]:
    for index, item in enumerate(procedures):
        code = item["code"]
        if not CODE.pattern.fullmatch(code):
            site.complain(
                site.file_of("procedures"),
                ("procedures", index, "code"),
                f"«{code[:40]}»: mã phải là {CODE.explained}",
            )
        elif item["address"] != procedure_address(code):
            words = f"phải là «{procedure_address(code)}»"
            site.complain(site.file_of("procedures"), ("procedures", index, "address"), words)
        yield code


__all__ = ["NOTHING_JOINED", "Joined", "is_site_address", "join_provinces"]
