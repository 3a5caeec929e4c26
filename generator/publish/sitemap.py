"""``sitemap.xml`` (sitemaps.org protocol 0.9) and ``robots.txt`` (RFC 9309) for a site whose address is known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from types import MappingProxyType

from generator.publish.exports.shards import gzipped

NO_DAYS: Mapping[str, str] = MappingProxyType({})

LARGEST = 50_000
"""Addresses in one sitemap, by the protocol."""

PLAIN = 10_000
"""Addresses of a site whose sitemap is one file as it is. The protocol lets a larger one be gzipped, to a twelfth."""

SITEMAP = "sitemap.xml"

_escaped = partial(escape, quote=False)
"""As XML wants the text of an element: Python's own tool for that brings half of an HTTP client."""

_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_files(
    site_url: str, addresses: Sequence[str], changed: Mapping[str, str] = NO_DAYS
) -> Iterator[tuple[str, bytes]]:
    """``sitemap.xml``: of all addresses, or where they are many, of the gzipped files that hold them."""
    if len(addresses) <= PLAIN or not site_url:
        yield SITEMAP, sitemap(site_url, addresses, changed)
        return
    parts = [addresses[start : start + LARGEST] for start in range(0, len(addresses), LARGEST)]
    names = [f"sitemap-{number}.xml.gz" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, gzipped(sitemap(site_url, part, changed))
    listed = "".join(f"<sitemap><loc>{_escaped(site_url + name)}</loc></sitemap>\n" for name in names)
    yield (
        SITEMAP,
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_SCHEMA}>\n{listed}</sitemapindex>\n'.encode(),
    )


def sitemap(site_url: str, addresses: Sequence[str], changed: Mapping[str, str] = NO_DAYS) -> bytes:
    """Up to LARGEST addresses, absolute, with the day of the last change where ``changed`` knows it (W3C Datetime).

    A site that does not know its own address gets an empty sitemap.
    """
    urls = "".join(_url(site_url, address, changed) for address in _known(site_url, addresses))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_SCHEMA}>\n{urls}</urlset>\n'.encode()


def _url(site_url: str, address: str, changed: Mapping[str, str]) -> str:
    day = f"<lastmod>{changed[address]}</lastmod>" if address in changed else ""
    return f"<url><loc>{_escaped(site_url + address)}</loc>{day}</url>\n"


def _known(site_url: str, addresses: Sequence[str]) -> Iterable[str]:
    return addresses[:LARGEST] if site_url else ()


def robots(site_url: str) -> bytes:
    """Everything may be read by everyone."""
    where = f"Sitemap: {site_url}sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{where}".encode()
