"""Who states that it performs a procedure: agencies that state the same stand together, and the statement once.

A national procedure has a department in each of 34 provinces. One that looks for its own finds it by what tells its
department apart («tỉnh Thanh Hóa»), with where it receives dossiers and the decision that says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from generator.addresses import agency_address
from generator.model.adoption import Adoption, Interlinked, InternalProcess, OnlineLevel, Post
from generator.model.procedure import Place
from generator.pages.parts.page import Link
from generator.pages.procedure.words import say_fees, say_limits
from generator.text.wording import say_day, say_on_day, sentence
from generator.tracking.around import Adopted

_AREAS = {"tỉnh", "thành", "phố", "xã", "phường", "đặc", "khu"}
"""Words in front of the name of an area, which say what it is."""


class Performer(NamedTuple):
    """One of several agencies that state the same, under the words that tell it from the others."""

    agency: Link
    place: str
    """What tells the place where it receives dossiers from those of the others."""
    document: str
    url: str | None


class Statement(NamedTuple):
    """What agencies state, and which do. ``shared`` is what their names begin with alike; of one, the whole name."""

    shared: str
    facts: str
    place: str
    """What their places have in common, such as a name; empty where the page says the place at its top."""
    performers: tuple[Performer, ...]


def statements_of(adopted: Sequence[Adopted]) -> tuple[Statement, ...]:
    """What agencies state of a procedure, in the order of the first that states it."""
    groups: dict[str, list[Adopted]] = {}
    for one in adopted:
        groups.setdefault(sentence(" · ".join(_local_facts(one.adoption))), []).append(one)
    told_above = len(distinct_places(adopted)) < 2
    return tuple(_statement(facts, group, told_above) for facts, group in groups.items())


def distinct_places(adopted: Iterable[Adopted]) -> list[Place]:
    """The places where they receive dossiers, each once."""
    return list(dict.fromkeys(one.place for one in adopted if one.place is not None))


def _statement(facts: str, group: Sequence[Adopted], told_above: bool) -> Statement:
    shared = _beginning([one.name for one in group])
    places = [() if told_above or one.place is None else _parts(one.place) for one in group]
    alike = _common(places)
    performers = (
        Performer(
            Link(one.name.removeprefix(f"{shared} "), agency_address(one.agency)),
            ", ".join(place[len(alike) :]),
            f"{one.document} {say_on_day(one.day)}",
            one.url,
        )
        for one, place in zip(group, places, strict=True)
    )
    return Statement(shared, facts, ", ".join(alike), tuple(performers))


def _common(rows: Sequence[Sequence[str]]) -> list[str]:
    """What all rows begin with alike."""
    return [at[0] for at in takewhile(lambda at: len(set(at)) == 1, zip(*rows, strict=False))]


def _beginning(names: Sequence[str]) -> str:
    """The words with which all names begin, without those that say what kind of area follows; of one name, all."""
    if len(names) == 1:
        return names[0]
    split = [name.split() for name in names]
    words = _common(split)
    if len(words) == min(map(len, split)):  # nothing would be left of a name
        return ""
    while words and words[-1].lower() in _AREAS:
        words.pop()
    return " ".join(words)


def _parts(place: Place) -> tuple[str, ...]:
    """What is said of a place: its name, its address, its hours, its phone."""
    phone = f"điện thoại {place.phone}" if place.phone else ""
    return tuple(filter(None, (place.name, place.address, place.hours, phone)))


def _local_facts(adoption: Adoption) -> Iterator[str]:
    """What only the agency can say; what it did not say is left out, never «no»."""
    if adoption.limits:
        yield f"thời hạn tại đây: {say_limits(adoption.limits)}"
    if adoption.fees:
        yield f"phí tại đây: {say_fees(adoption.fees)}"
    yield from _ways(adoption)
    for label, answer in _yes_or_no(adoption):
        if answer is not None:
            yield f"{label}: {'có' if answer else 'không'}"
    if adoption.internal_process is not None:
        yield f"quy trình nội bộ: {_process(adoption.internal_process)}"


def _ways(adoption: Adoption) -> Iterator[str]:
    if adoption.one_stop is not None:
        reason = f" ({adoption.one_stop_reason})" if adoption.one_stop_reason else ""
        yield "nhận tại Bộ phận Một cửa" if adoption.one_stop else f"không nhận tại Bộ phận Một cửa{reason}"
    if adoption.delegated:
        yield f"giao {adoption.delegated_to} giải quyết" if adoption.delegated_to else "đã phân cấp, ủy quyền"
    if adoption.post is not Post.UNKNOWN:
        yield _lower(adoption.post.label)
    if adoption.online_level is not OnlineLevel.UNKNOWN:
        yield f"mức trực tuyến: {_lower(adoption.online_level.label)}"
    if adoption.interlinked is not Interlinked.UNKNOWN:
        yield _lower(adoption.interlinked.label)


def _yes_or_no(adoption: Adoption) -> tuple[tuple[str, bool | None], ...]:
    return (
        ("không phụ thuộc địa giới", adoption.non_territorial),
        ("trên Cổng quốc gia", adoption.on_national_portal),
        ("trả phí trực tuyến", adoption.online_payment),
        ("biểu mẫu điện tử", adoption.electronic_forms),
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _process(process: InternalProcess) -> str:
    approved = f" {say_on_day(process.approved)}" if process.approved else ""
    since = f", điện tử từ {say_day(process.electronic_since)}" if process.electronic_since else ""
    return f"{process.decision}{approved}{since}"
