"""Procedures made up for tests, and their pages; what stands under ``plans/`` is no test's business."""

from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from generator.addresses import api_procedure
from generator.model.procedure import (
    Channel,
    DossierCase,
    DossierItem,
    FieldOfAdministration,
    Procedure,
    ProcedureKind,
    ProcedureSource,
)
from generator.pages.parts.page import Page
from generator.pages.procedure.page import ProcedurePages
from generator.publish.exports.packed import long_files
from generator.publish.exports.stamp import Stamp
from generator.publish.kept import Kept
from generator.publish.procedures import Procedures
from generator.publish.render import Templates
from generator.reading.catalogue import Catalogue
from generator.tracking.linked import Linked, link
from tests.projects import ROOT

READ = date(2026, 7, 18)
AS_OF = date(2026, 7, 20)
SITE_URL = "https://vi-du.github.io/cong-khai/"
PORTAL_PAGE = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/x"
EVERY_WAY = (Channel.DIRECT, Channel.ONLINE, Channel.POST)


def procedure(code: str = "1.000001", **fields: object) -> Procedure:
    """A record of the least depth, with what a test adds."""
    stated: dict[str, object] = {
        "name": f"Thủ tục {code}",
        "kind": ProcedureKind.STANDARD,
        "field": "duong-bo",
        "jurisdiction": "national",
        "source": ProcedureSource(url=PORTAL_PAGE, retrieved=READ),
        "implementing": ("Sở Xây dựng",),
    }
    return Procedure(code=code, **(stated | fields))  # type: ignore[arg-type]


def papers(*items: DossierItem, case: str | None = None) -> DossierCase:
    """The papers of a case."""
    return DossierCase(case=case, items=items)


def register(*records: Procedure, as_of: date = AS_OF) -> Linked:
    """A catalogue of these records alone."""
    fields = {name: FieldOfAdministration(id=name, name=name) for name in {item.field for item in records}}
    return link(Catalogue(procedures={item.code: item for item in records}, fields=fields), as_of)


def record_files(linked: Linked) -> Iterator[tuple[str, bytes]]:
    """The file of each procedure with its address, as a build writes it."""
    made = procedures_of(linked)
    return ((api_procedure(code), made.file(code)) for code in linked.catalogue.procedures)


def list_files(linked: Linked) -> dict[str, bytes]:
    """The lists and tables with their addresses, as a build writes them."""
    others = {address: b"".join(parts) for address, parts in long_files(linked, Stamp.of(linked))}
    return others | dict(procedures_of(linked).lists())


def procedures_of(linked: Linked) -> Procedures:
    """The procedures of a site that knows no address of its own and keeps nothing."""
    return Procedures(linked=linked, stamp=Stamp.of(linked), site_url="", kept=Kept())


def rendered(page: Page) -> LexborHTMLParser:
    """A page's content as HTML to ask questions of."""
    return LexborHTMLParser(Templates(ROOT / "theme_overrides", SITE_URL).content(page))


def shown(record: Procedure, as_of: date = AS_OF) -> LexborHTMLParser:
    """The page of a record."""
    (page,) = ProcedurePages(register(record, as_of=as_of))
    return rendered(page)


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    """The words of every element that a selector finds, spaces made single."""
    return [" ".join(node.text().split()) for node in page.css(selector)]
