"""The chain of documents: any part of it as a tree that names each document in full once, and what departments take up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.check import check
from generator.model import DocumentKind, Period
from generator.pages.parts.chain import ChainNode, Tree, document_chain, plan_chain, whole_chain
from generator.pages.parts.page import Page
from generator.pages.plan.page import plan_pages
from generator.publish.render import Templates
from generator.reading.catalogue import Catalogue
from generator.tracking.chain import Branch, Chain, around, reach, whole
from generator.tracking.linked import Linked, link
from generator.tracking.uptake import declared, uptakes
from tests.projects import ROOT, SEEDS

AS_OF = date(2026, 7, 20)

HA_TINH, PROVINCE, THAI_NGUYEN = (
    "ha-tinh-so-khcn/2023-kiem-soat-tthc",
    "ha-tinh-ubnd/2022-kiem-soat-tthc",
    "thai-nguyen-so-khcn/2025-kiem-soat-tthc",
)


def catalogue() -> Catalogue:
    return check(SEEDS / "plans").catalogue


@cache
def real() -> Linked:
    return link(catalogue(), AS_OF)


def chain(**above: str) -> Chain:
    """A chain written as ``child="parent parent"``."""
    edges = {name: tuple(parents.split()) for name, parents in above.items()}
    names = sorted({*edges, *(parent for parents in edges.values() for parent in parents)})
    below = {name: tuple(child for child in sorted(edges) if name in edges[child]) for name in names}
    return Chain(above=edges, below={name: children for name, children in below.items() if children}, plans={})


def drawn(branches: tuple[Branch, ...]) -> str:
    """A tree on one line: ``a(b c(d))``; ``+`` joins siblings in one branch, ``*`` marks what is drawn again."""
    return " ".join(
        "+".join(branch.names) + "*" * branch.again + (f"({drawn(branch.below)})" if branch.below else "")
        for branch in branches
    )


@pytest.mark.parametrize(
    ("edges", "name", "tree"),
    [
        ({"b": "a", "c": "b"}, "b", "a(b(c))"),
        ({"b": "a", "c": "a"}, "b", "a(b)"),
        ({"b": "a", "c": "a"}, "a", "a(b c)"),
        ({"c": "a b"}, "c", "a+b(c)"),
        ({"c": "a b", "d": "b"}, "b", "b(c d)"),
        ({"d": "b c", "b": "a", "c": "a"}, "d", "a(b+c(d))"),
        ({"c": "a b", "b": "a"}, "c", "a(b(c) c*)"),
        ({"b": "a"}, "z", ""),
    ],
    ids=[
        "a line",
        "no siblings",
        "children",
        "two parents",
        "their other children",
        "a diamond",
        "a short cut",
        "none",
    ],
)
def test_the_tree_around_a_document(edges: dict[str, str], name: str, tree: str) -> None:
    assert drawn(around(chain(**edges), name)) == tree


def flat(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from flat(branch.below)


NAMES = st.sampled_from("abcdefg")


@given(st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=3, unique=True), max_size=7), NAMES)
def test_every_document_is_drawn_in_full_once_and_circles_end(parents: dict[str, list[str]], name: str) -> None:
    acyclic = {child: [parent for parent in above if parent < child] for child, above in parents.items()}
    for edges in (parents, acyclic):
        graph = chain(**{child: " ".join(above) for child, above in edges.items() if above})
        trees = around(graph, name)
        full = [item for branch in flat(trees) if not branch.again for item in branch.names]
        assert len(full) == len(set(full))
        if edges is acyclic and trees:
            assert set(full) == {name, *reach(graph.above, name), *reach(graph.below, name)}


def test_a_plan_with_a_number_is_one_link_with_its_document() -> None:
    assert drawn(around(real().chain, "ha-tinh-461-qd-ubnd-2022")) == (
        "ha-tinh-520-kh-ubnd-2021+31-qd-ttg(ha-tinh-461-qd-ubnd-2022)"
    )
    assert real().chain.link_of(PROVINCE) == "ha-tinh-461-qd-ubnd-2022"
    assert real().chain.link_of(HA_TINH) == HA_TINH


def test_the_department_of_2023_carries_out_440_of_its_province() -> None:
    (top,) = plan_chain(real(), real().catalogue.plans[HA_TINH])
    assert [entry.link.text for entry in top.entries] == ["Quyết định 440/QĐ-UBND"]
    assert "không có ở đây" in top.entries[0].facts
    assert [node.entries[0].current for node in top.below] == [True]
    (same,) = document_chain(real(), "ha-tinh-440-qd-ubnd-2023")
    assert same.entries[0].current
    assert same.below[0].entries[0].link.address == f"ke-hoach/{HA_TINH}/"


def test_the_list_of_documents_draws_every_chain() -> None:
    shown = {entry.link.text for node in nodes(whole_chain(real())) for entry in node.entries}
    assert {"Nghị quyết 66/NQ-CP", "Kế hoạch 22/KH-UBND", "Kế hoạch của Sở KH&CN Thái Nguyên"} <= shown
    linked_names = {name for branch in flat(whole(real().chain)) for name in branch.names}
    assert linked_names == {*real().chain.above, *real().chain.below}


def nodes(trees: Tree) -> Iterator[ChainNode]:
    for node in trees:
        yield node
        yield from nodes(node.below)


@cache
def plan_html(plan: str) -> LexborHTMLParser:
    page: Page = next(page for page in plan_pages(real()) if page.address == f"ke-hoach/{plan}/")
    return LexborHTMLParser(Templates(ROOT / "theme_overrides").content(page))


def only(node: LexborNode | None) -> LexborNode:
    assert node is not None
    return node


def test_the_tree_is_a_nested_list_that_needs_no_script() -> None:
    top = only(plan_html(THAI_NGUYEN).css_first("ul.ck-chain > li"))
    assert "66/NQ-CP" in only(top.css_first("p")).text()
    assert "22/KH-UBND" in only(top.css_first("ul ul > li > p")).text()
    leaf = only(top.css_first("ul ul ul > li"))
    assert leaf.css_first("b[aria-current]") is not None
    assert "bạn đang xem" in leaf.text()
    assert leaf.css_first("a") is None


FOUND = {
    "PL1.II.1": "III.2 rule-cut cost-cut",
    "PL1.V.2": "VI.2 ha-tinh-53-2021-qd-ubnd",
    "PL2.2": "VIII.2 result-digitised",
    "PL2.3": "VIII.7 dvc-full-eligible dvc-integrated-national",
    "PL2.4": "VIII.7 dvc-with-dossier dossier-online",
    "PL2.6": "VIII.10 satisfaction",
    "PL2.9": "VIII.9 payment-enabled payment-transactions",
}
"""Tasks that the province gives to every department, with the task of one department beside each, and why."""


def uptake_words(linked: Linked) -> dict[str, str]:
    found = uptakes(linked, linked.catalogue.plans[PROVINCE])
    return {
        item.task.id: " ".join(
            dict.fromkeys(
                part
                for part in (
                    item.place,
                    item.document and item.document.id,
                    *(ours.target.metric for ours, _ in item.pairs),
                )
                if part
            )
        )
        for item in found
    }


def test_departments_take_up_what_the_texts_put_side_by_side() -> None:
    assert uptake_words(real()) == FOUND
    assert not declared(real(), real().catalogue.plans[PROVINCE])


def test_a_department_of_another_province_takes_up_nothing() -> None:
    other = catalogue()
    other.agencies["ha-tinh-so-khcn"] = replace(other.agencies["ha-tinh-so-khcn"], parent="an-giang-ubnd")
    assert uptake_words(link(other, AS_OF)) == {}


@pytest.mark.parametrize(("year", "counts"), [(2021, False), (2022, True), (2023, True), (2024, False)])
def test_only_a_plan_of_the_same_or_the_next_year_counts(year: int, counts: bool) -> None:
    other = catalogue()
    period = Period(first=date(year, 1, 1), last=date(year, 12, 31))
    other.plans[HA_TINH] = replace(other.plans[HA_TINH], period=period)
    assert bool(uptake_words(link(other, AS_OF))) is counts


def test_naming_a_decree_that_binds_everybody_says_nothing() -> None:
    other = catalogue()
    decision = "ha-tinh-53-2021-qd-ubnd"
    other.legal_documents[decision] = replace(other.legal_documents[decision], kind=DocumentKind.DECREE)
    assert uptake_words(link(other, AS_OF)) == {key: words for key, words in FOUND.items() if key != "PL1.V.2"}


def test_a_task_given_to_named_bodies_only_is_left_alone() -> None:
    other = catalogue()
    province = other.agencies["ha-tinh-ubnd"]
    other.agencies["ha-tinh-ubnd"] = replace(
        province, groups=tuple(replace(group, members=None) for group in province.groups)
    )
    assert uptake_words(link(other, AS_OF)) == {}


def test_a_department_that_names_the_provinces_document_is_listed() -> None:
    other = catalogue()
    plan = other.plans[HA_TINH]
    other.plans[HA_TINH] = replace(plan, document=replace(plan.document, implements=("ha-tinh-461-qd-ubnd-2022",)))
    linked = link(other, AS_OF)
    assert [mention.words for mention in declared(linked, linked.catalogue.plans[PROVINCE])] == ["thực hiện"]


def test_the_provinces_page_says_how_each_was_found() -> None:
    html = plan_html(PROVINCE)
    section = only(html.css_first("section[aria-labelledby=cac-so]")).text()
    assert "Chưa thấy kế hoạch của sở nào ở đây nhắc đến văn bản này" in section
    assert "Cùng nhắc Quyết định 53/2021/QĐ-UBND" in section
    assert "Mức độ hài lòng: tỉnh ít nhất 90\u00a0%, sở ít nhất 85\u00a0%" in section
    row = only(html.css_first("tr[id='n-PL2.6']"))
    assert row.css_first("a[href='#so-PL2.6']") is not None
    assert html.css_first("[id='so-PL2.6']") is not None
    assert plan_html(HA_TINH).css_first("section[aria-labelledby=cac-so]") is None
