"""What a page is about, for search engines: schema.org as JSON-LD in the page's head.

A block of data, which no browser runs (HTML Standard §4.12.1) and our policy for scripts does not forbid. ``<``, ``>`` and ``&``
are written as escapes, so that nothing from ``plans/`` can end the element.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from generator.addresses import (
    DATA,
    PROCEDURES,
    WHOLE,
    agency_address,
    document_address,
    plan_address,
    procedure_address,
)
from generator.model import Agency, LegalDocument, Plan
from generator.model.procedure import Channel, Fee, FeeState
from generator.model.summary import AnyProcedure
from generator.pages.parts.page import Page
from generator.pages.procedure.words import REMEMBERED, say_fee
from generator.publish.exports.cpsv import same_duration
from generator.publish.exports.stamp import Licence
from generator.publish.jsontext import compact, without_markup
from generator.tracking.linked import Linked

Thing = dict[str, Any]


class PageData:
    """Describes the pages of one site. Without an address of the site, addresses are relative to the page."""

    def __init__(self, linked: Linked, site_url: str) -> None:
        self._linked, self._site_url = linked, site_url
        known = linked.catalogue
        self._about: dict[str, Callable[[str], Thing]] = {DATA: self._dataset}
        self._about |= {agency_address(name): self._of(self._agency, it) for name, it in known.agencies.items()}
        self._about |= {document_address(name): self._of(self._law, it) for name, it in known.legal_documents.items()}
        self._about |= {plan_address(name): self._of(self._plan, it) for name, it in known.plans.items()}

    def element(self, page: Page) -> str:
        """The element for the head of a page; empty where there is nothing to say."""
        root = self._site_url or page.root
        things = list(self._things(page, root))
        if not things:
            return ""
        text = without_markup(compact({"@context": "https://schema.org", "@graph": things})).decode()
        text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        return f"<script type=application/ld+json>{text}</script>"

    def _things(self, page: Page, root: str) -> Iterator[Thing]:
        about = self._about.get(page.address) or self._about_procedure(page.address)
        if about is not None:
            yield about(root) | {"@id": ""}  # the page itself: an address relative to it (JSON-LD 1.1 §7.1)
        if page.crumbs:
            yield {"@type": "BreadcrumbList", "itemListElement": list(_steps(page, root))}

    def _about_procedure(self, address: str) -> Callable[[str], Thing] | None:
        found = self._linked.catalogue.procedures.get(address.removeprefix(PROCEDURES).removesuffix("/"))
        return (
            self._of(self._service, found) if found is not None and procedure_address(found.code) == address else None
        )

    @staticmethod
    def _of(describe: Callable[[Any, str], Thing], record: object) -> Callable[[str], Thing]:
        return lambda root: describe(record, root)

    def _service(self, item: AnyProcedure, root: str) -> Thing:  # noqa: ARG002 - one shape for all
        """What a search engine shows of a procedure; the CPSV-AP file beside the page says everything."""
        performing = "; ".join(item.deciding or item.implementing)
        return _stated(
            {
                "@type": "GovernmentService",
                "identifier": item.code,
                "name": item.name,
                "alternateName": item.short_name,
                "provider": _body(performing) if performing else None,
                "areaServed": None if item.national else item.jurisdiction,
                "availableChannel": list(_channels(item)),
                "offers": list(map(_offer, item.fees)),
            }
        )

    def _agency(self, agency: Agency, root: str) -> Thing:
        contact = agency.contact
        return _stated(
            {
                "@type": "GovernmentOrganization",
                "identifier": agency.id,
                "name": agency.name,
                "alternateName": [name.short for name in agency.names if name.short],
                "foundingDate": agency.first_day.isoformat() if agency.first_day else None,
                "dissolutionDate": agency.last_day.isoformat() if agency.last_day else None,
                "parentOrganization": {"@id": f"{root}{agency_address(agency.parent)}"} if agency.parent else None,
                "address": contact.address if contact else None,
                "telephone": contact.phone if contact else None,
                "email": contact.email if contact else None,
            }
        )

    def _law(self, document: LegalDocument, root: str) -> Thing:  # noqa: ARG002 - one shape for all
        return _stated(
            {
                "@type": "Legislation",
                "legislationIdentifier": document.number,
                "name": document.name,
                "legislationType": document.kind.label,
                "legislationDate": document.day.isoformat() if document.day else None,
                "legislationPassedBy": _body(document.issuer) if document.issuer else None,
                "sameAs": document.url,
                "inLanguage": "vi",
            }
        )

    def _plan(self, plan: Plan, root: str) -> Thing:
        document = plan.document
        return _stated(
            {
                "@type": "Legislation",
                "legislationIdentifier": document.number,
                "name": document.title,
                "legislationType": document.kind.label,
                "legislationDate": document.issued.isoformat() if document.issued else None,
                "legislationPassedBy": {"@id": f"{root}{agency_address(plan.agency)}"},
                "temporalCoverage": f"{plan.period.first.isoformat()}/{plan.period.last.isoformat()}",
                "inLanguage": "vi",
            }
        )

    def _dataset(self, root: str) -> Thing:
        return _stated(
            {
                "@type": "Dataset",
                "name": "Dữ liệu mở của trang",
                "description": "Kế hoạch, chỉ tiêu, kỳ hạn, thủ tục hành chính đã công bố, dưới dạng bảng CSV, JSON và RDF.",
                "license": Licence.of(self._linked.catalogue.terms).url or None,
                "dateModified": self._linked.as_of.isoformat(),
                "inLanguage": "vi",
                "isAccessibleForFree": True,
                "distribution": {
                    "@type": "DataDownload",
                    "encodingFormat": "application/zip",
                    "contentUrl": f"{root}{WHOLE}",
                },
            }
        )


def _steps(page: Page, root: str) -> Iterator[Thing]:
    """The way to a page. Its last step, the page itself, may be left out (Google, Breadcrumb structured data), but not where
    one step alone would be left: a list of them has two.
    """
    for number, link in enumerate(page.crumbs, start=1):
        yield {"@type": "ListItem", "position": number, "name": link.text, "item": f"{root}{link.address}"}
    if len(page.crumbs) == 1:
        yield {"@type": "ListItem", "position": 2, "name": page.title}


def _channels(item: AnyProcedure) -> Iterator[Thing]:
    """The channels of which more is known than the name. A limit in working days has no duration; the page says it in words."""
    for channel in item.channels:
        address = item.apply_url if channel is Channel.ONLINE else None
        known = _stated({"serviceUrl": address, "processingTime": same_duration(item.limits, channel)})
        if known:
            yield {"@type": "ServiceChannel", "name": channel.label} | known


def _body(name: str) -> Thing:
    return {"@type": "GovernmentOrganization", "name": name}


@lru_cache(maxsize=REMEMBERED)
def _offer(fee: Fee) -> Thing:
    """A price where it is one and no more, else words: a fee by rule, unknown, doubtful, suspect or for a unit of something."""
    thing: Thing = {"@type": "Offer"}
    priced = fee.state in (FeeState.FREE, FeeState.NONE) or (fee.amount is not None and not fee.suspect)
    if not priced or fee.per or fee.doubt:
        thing["description"] = say_fee(fee).replace("\u00a0", " ")
    if priced:
        thing |= {"price": f"{(fee.amount or Decimal(0)).normalize():f}", "priceCurrency": fee.currency.value}
    return thing


def _stated(thing: Thing) -> Thing:
    """Without what is not stated."""
    return {key: value for key, value in thing.items() if value not in (None, [], "")}
