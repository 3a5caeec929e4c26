"""What a page is: its address, its template with one context type, and the words that go into the shell around it."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

from generator.addresses import agency_address, document_address
from generator.text.citations import Run
from generator.tracking.linked import Linked


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address, relative to the root of the site (``van-ban/61-2018-nd-cp/``)."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of running text, with the address of what it names, if that has a page."""

    text: str
    address: str | None = None


Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Later:
    """The context of a page that is made when the page is rendered, and not kept."""

    template: str
    make: Callable[[], Any] = field(repr=False)
    made_from: Callable[[], str] | None = field(default=None, repr=False)
    """Says all that the context is made from, for less than it costs to make: contexts that are alike in this are alike. None
    for a page of one record, whose writer knows.
    """


def later(context: Any, made_from: Callable[[], str], **parts: Callable[[], Any]) -> Later:
    """A context of which some fields are made when the page is rendered, from what ``made_from`` says; the others are there."""

    def make() -> Any:
        return replace(context, **{name: part() for name, part in parts.items()})

    return Later(context.template, make, lambda: f"{context!r} {made_from()}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of records. ``section`` is the part of the site it belongs to, ``layout`` the shape of its shell."""

    address: str
    """Relative to the root of the site; empty for the home page, otherwise it ends with a slash."""
    section: str
    title: str
    description: str
    context: Any
    """One dataclass a template; its fields are exactly the template's variables, and ``template`` names the file. Or
    :class:`Later`, which makes it.
    """
    crumbs: tuple[Link, ...] = ()
    layout: str = "record"
    alternates: tuple[tuple[str, str, str], ...] = ()
    """Other forms of the page: media type, title (a feed's; empty for plain data), address."""
    file: str = ""
    """The file that the page is made from, under ``plans/``; empty for lists."""
    changed: str = ""
    """The last change of the record in a sentence; empty for lists, and where the log does not reach."""
    listed: bool = True
    """Whether the sitemap names the page."""
    picture: str = ""
    """The address of the picture for shares; empty for that of the section."""

    @property
    def said(self) -> str:
        """All that the page says, or is made from: pages that are alike in this are alike. Raises ValueError for a page of which
        only its writer knows.
        """
        if not isinstance(self.context, Later):
            return repr(self)
        if self.context.made_from is None:
            raise ValueError(self.address)
        return f"{self!r} {self.context.made_from()}"

    def made(self) -> "Page":
        """The page with its context."""
        return replace(self, context=self.context.make()) if isinstance(self.context, Later) else self

    @property
    def depth(self) -> int:
        """How many folders deep the page lies."""
        return self.address.count("/")

    @property
    def root(self) -> str:
        """The way from the page to the root of the site."""
        return "../" * self.depth or "./"

    def variables(self) -> dict[str, Any]:
        """What the template sees: the fields of its context, ``crumbs`` and ``root``."""
        context = self.context.make() if isinstance(self.context, Later) else self.context
        seen = {name: getattr(context, name) for name in _names_of(context.__class__)}
        return seen | {"crumbs": self.crumbs, "root": self.root}


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """The fields of a context, listed once for each of the few kinds of page."""
    return tuple(declared.name for declared in fields(kind))


def text_of(runs: tuple[Run, ...]) -> Text:
    """Runs of a text with documents as addresses."""
    return tuple(Piece(run.text, document_address(run.document) if run.document else None) for run in runs)


def shortened(text: str, most: int = 155) -> str:
    """A description for search engines: at most ``most`` characters, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rsplit(" ", 1)[0] + "…"


def agency_name(linked: Linked, agency: str) -> str:
    """The latest name; where two bodies share it, with the days that tell them apart."""
    return linked.name_of(agency)


def agency_link(linked: Linked, agency: str) -> Link:
    """A link to an agency under the name that tells it from others."""
    return Link(agency_name(linked, agency), agency_address(agency))
