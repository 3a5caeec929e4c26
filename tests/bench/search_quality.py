"""How well the search ranks: the very code the page runs, in the installed Chromium, over any site or corpus.

    python -m tests.bench.search_quality --site site --queries queries.json
    python -m tests.bench.search_quality --corpus corpus.jsonl.gz --queries queries.json.gz
    python -m tests.bench.search_quality --corpus corpus.jsonl.gz --made 100 --seed 7
    python -m tests.bench.search_quality                      the project's own data: queries made from its procedures,
                                                              then the everyday questions of search_questions.json

``--site`` asks a built site's own index with its own scripts. Queries are a JSON list, maybe gzipped, of ``query``,
``variant`` and ``expected``: over a site the codes of procedures or addresses such as ``van-ban/…/`` and
``ke-hoach/…/#…``, over a corpus the ids of its records. An empty list means that nothing there answers.

A corpus is JSON lines with id, kind, title, code, code_full, field, dept, agency, level, status, docs and desc, maybe
gzipped. ``--made`` draws judged queries from the titles of the corpus instead (``search_queries.py``).

success@k: share of queries with an expected record among the first k, as the page lists them: what has all that was asked,
then «Có thể bạn tìm». MRR: mean of 1 / rank of the first expected record, 0 beyond rank 20. Of the queries that nothing
answers, the share that the page or the suggestions of a box, which know less, answer as if in full (``false_full``), only
under a label (``labelled``), or not at all (``empty``).
"""

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from generator.addresses import procedure_address
from generator.publish.findable import search_records
from generator.reading.load import load
from generator.tracking.linked import link
from tests.bench.search_queries import make_queries
from tests.bench.search_site import ROOT, own_procedures, read_json, reviewed_words, served, to_record, write_site
from tests.browser import FLAGS, require_chromium

DEPTH = 20
QUESTIONS = Path(__file__).with_name("search_questions.json")
OWN_DAY = date(2026, 1, 1)
"""The as-of day of the own index; nothing that is searched depends on it."""

# Loads what the page loads, in its order, and asks before and after the rest has come, as a box and as the page.
ASK = """async ({ queries, depth }) => {
  const shared = await import(new URL("assets/js/shared.js", location).href), engine = await shared.load();
  const ask = async (query) => {
    const { found, maybe, elsewhere } = await shared.ask(engine, query);
    const urls = (places) => places.slice(0, depth).map((place) => engine.records[place].url);
    return { found: urls(found), maybe: urls(maybe), elsewhere: elsewhere.map(({ topic }) => topic) };
  };
  const all = async () => { const answers = []; for (const query of queries) answers.push(await ask(query)); return answers; };
  const early = await all();
  await shared.loadRest(() => {});
  return (await all()).map((answer, i) => ({ ...answer, early: early[i].found.length > 0 }));
}"""

Ranks = list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the page shows for a query, addresses best first."""

    found: list[str]
    """What has all that was asked."""
    maybe: list[str]
    """What stands under «Có thể bạn tìm»."""
    elsewhere: list[str]
    """Topics that other bodies handle."""
    early: bool
    """Whether suggestions answer as if in full."""

    @property
    def listed(self) -> list[str]:
        return [*self.found, *self.maybe]

    @property
    def honesty(self) -> str:
        """For a query that nothing answers: ``false_full``, ``labelled`` or ``empty``."""
        if self.found or self.early:
            return "false_full"
        return "labelled" if self.maybe or self.elsewhere else "empty"


def main(argv: Sequence[str] = ()) -> None:
    """Print the overall figures first, then each variant."""
    arguments = _arguments(argv)
    corpus = [] if arguments.site else read_json(arguments.corpus) if arguments.corpus else own_procedures()
    made = read_json(arguments.queries) if arguments.queries else make_queries(corpus, arguments.made, arguments.seed)
    asked = [str(query["query"]) for query in made]
    answers = ask_site(arguments.site, asked) if arguments.site else ask(corpus, asked)
    ranks: dict[str, Ranks] = {}
    honest: dict[str, list[str]] = {}
    for query, answer in zip(made, answers, strict=True):
        variant = str(query["variant"])
        if not query["expected"]:
            honest.setdefault(variant, []).append(answer.honesty)
            wrong = answer.honesty == "false_full"
        else:
            rank = rank_of(query, answer.listed)
            ranks.setdefault(variant, []).append(rank)
            wrong = rank != 1
        if arguments.failures and wrong:
            print(f"# {variant}: {query['query']} → {', '.join(answer.listed[:3]) or 'nothing'}")
    _print(ranks, honest)
    if not (arguments.site or arguments.corpus):
        _ask_own()


def _ask_own() -> None:
    """The everyday questions, over the index of the project's own data as a site build writes it."""
    catalogue = load(ROOT / "plans").catalogue
    records = list(search_records(link(catalogue, OWN_DAY)))
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), records, catalogue.search_words, catalogue.not_here)
        print("everyday questions over the project's own data")
        main(["--site", folder, "--queries", str(QUESTIONS)])


def _print(ranks: Mapping[str, Ranks], honest: Mapping[str, Sequence[str]]) -> None:
    everything = [rank for some in ranks.values() for rank in some]
    nothing = [one for some in honest.values() for one in some]
    if everything:
        for most in (1, 3, 5):
            print(f"success@{most} {success(everything, most):.4f}")
        print(f"MRR {mean_reciprocal(everything):.4f}")
    if nothing:
        print(_said(nothing))
    print(f"queries {len(everything) + len(nothing)}")
    for variant, some in ranks.items():
        figures = " ".join(f"{success(some, most):.3f}" for most in (1, 3, 5))
        print(f"{variant:16} {figures} {mean_reciprocal(some):.3f} ({len(some)})")
    for variant, said in honest.items():
        print(f"{variant:16} {_said(said)} ({len(said)})")


def _said(said: Sequence[str]) -> str:
    shares = Counter(said)
    return " ".join(f"{one} {shares[one] / len(said):.3f}" for one in ("false_full", "labelled", "empty"))


def ask(corpus: Sequence[Mapping[str, object]], queries: Sequence[str]) -> list[Answer]:
    """The answers over a corpus, a record's address being its id, for nothing else tells its rows apart."""
    records = [to_record(row, url=str(row["id"])) for row in corpus]
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), records, reviewed_words())
        return ask_site(Path(folder), queries)


def ask_site(folder: Path, queries: Sequence[str]) -> list[Answer]:
    """The answers of a built site, by its own scripts."""
    with sync_playwright() as playwright:
        path = require_chromium(os.environ, Path.home())
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            return ask_browser(browser, folder, queries)
        finally:
            browser.close()


def ask_browser(browser: Browser, folder: Path, queries: Sequence[str]) -> list[Answer]:
    """The same in a browser that runs already."""
    with served(folder) as address:
        page = browser.new_page()
        page.goto(address)
        answers = [Answer(**found) for found in page.evaluate(ASK, {"queries": list(queries), "depth": DEPTH})]
        page.close()
        return answers


def rank_of(query: Mapping[str, object], ids: Sequence[str]) -> int:
    """The rank, from 1, of the first expected record; 0 when none is among the first ``DEPTH``."""
    expected = query["expected"]
    wanted = {str(one).lstrip("/") for one in expected} if isinstance(expected, list) else set()
    wanted |= {procedure_address(one) for one in wanted if re.fullmatch(r"\d\.\d+", one)}
    return next((rank for rank, found in enumerate(ids[:DEPTH], start=1) if found in wanted), 0)


def success(ranks: Ranks, most: int) -> float:
    """Share of queries answered within the first ``most``."""
    return sum(1 for rank in ranks if 1 <= rank <= most) / max(1, len(ranks))


def mean_reciprocal(ranks: Ranks) -> float:
    """Mean of 1 / rank, 0 for a query without its answer."""
    return sum(1 / rank for rank in ranks if rank) / max(1, len(ranks))


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search_quality", description=__doc__.split("\n")[0])
    parser.add_argument("--site", type=Path, help="a folder with a built site; needs --queries")
    parser.add_argument("--corpus", type=Path, help="the project's own procedures if left out")
    parser.add_argument("--queries", type=Path, help="judged queries over the site or the corpus")
    parser.add_argument("--made", type=int, default=40, metavar="N", help="without --queries: draw N of each variant")
    parser.add_argument("--seed", type=int, default=1, help="of --made")
    parser.add_argument("--failures", action="store_true", help="print the queries whose first answer is not expected")
    arguments = parser.parse_args(argv)
    if arguments.site and not arguments.queries:
        parser.error("--site needs --queries")
    return arguments


if __name__ == "__main__":
    main(sys.argv[1:])
