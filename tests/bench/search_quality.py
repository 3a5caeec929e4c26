"""How well the search ranks: the very code the page runs, in the installed Chromium, over any corpus and queries.

    python -m tests.bench.search_quality --corpus corpus.jsonl.gz --queries queries.json.gz
    python -m tests.bench.search_quality --corpus corpus.jsonl.gz --made 100 --seed 7
    python -m tests.bench.search_quality                      the project's own procedures, queries made from them

A corpus is JSON lines with id, kind, title, code, code_full, field, dept, agency, level, status, docs and desc; queries
are a JSON list of query, variant and expected ids; both may be gzipped. ``--made`` draws judged queries from the titles
of the corpus instead (``search_queries.py``). success@k: share of queries with an expected record among the first k;
MRR: mean of 1 / rank of the first expected record, 0 beyond rank 20.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.search_queries import make_queries
from tests.bench.search_site import own_procedures, read_json, reviewed_words, served, to_record, write_site
from tests.browser import FLAGS, require_chromium

DEPTH = 20

# Loads what the page loads, in its order, then asks. A record's address is its id, for nothing else tells rows apart.
ASK = """async ({ queries, depth }) => {
  const { load, loadRest } = await import(new URL("assets/js/shared.js", location).href);
  const engine = await load();
  await loadRest(() => {});
  return queries.map((query) => engine.search(query).found.slice(0, depth).map((place) => engine.records[place].url));
}"""

Ranks = list[int]


def main(argv: Sequence[str] = ()) -> None:
    """Print the overall figures first, then each variant."""
    arguments = _arguments(argv)
    corpus = read_json(arguments.corpus) if arguments.corpus else own_procedures()
    made = read_json(arguments.queries) if arguments.queries else make_queries(corpus, arguments.made, arguments.seed)
    answers = ask(corpus, [str(query["query"]) for query in made])
    by_variant: dict[str, Ranks] = {}
    for query, ids in zip(made, answers, strict=True):
        rank = rank_of(query, ids)
        by_variant.setdefault(str(query["variant"]), []).append(rank)
        if arguments.failures and rank != 1:
            print(f"# {query['variant']}: {query['query']} (rank {rank or '-'})")
    everything = [rank for ranks in by_variant.values() for rank in ranks]
    print(f"success@1 {success(everything, 1):.4f}")
    print(f"success@5 {success(everything, 5):.4f}")
    print(f"MRR {mean_reciprocal(everything):.4f}")
    print(f"queries {len(everything)}, records {len(corpus)}")
    for variant, ranks in by_variant.items():
        figures = f"{success(ranks, 1):.3f} {success(ranks, 5):.3f} {mean_reciprocal(ranks):.3f}"
        print(f"{variant:16} {figures} ({len(ranks)})")


def ask(corpus: Sequence[Mapping[str, object]], queries: Sequence[str]) -> list[list[str]]:
    """The ids of the first records for each query, as the page would list them."""
    records = [to_record(row, url=str(row["id"])) for row in corpus]
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address:
        write_site(Path(folder), records, reviewed_words())
        with sync_playwright() as playwright:
            path = require_chromium(os.environ, Path.home())
            browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            try:
                return _ask(browser.new_page(), address, queries)
            finally:
                browser.close()


def _ask(page: Page, address: str, queries: Sequence[str]) -> list[list[str]]:
    page.goto(address)
    return [list(ids) for ids in page.evaluate(ASK, {"queries": list(queries), "depth": DEPTH})]


def rank_of(query: Mapping[str, object], ids: Sequence[str]) -> int:
    """The rank, from 1, of the first expected record; 0 when none is there."""
    expected = query["expected"]
    wanted = set(map(str, expected)) if isinstance(expected, list) else set()
    return next((rank for rank, found in enumerate(ids, start=1) if found in wanted), 0)


def success(ranks: Ranks, most: int) -> float:
    """Share of queries answered within the first ``most``."""
    return sum(1 for rank in ranks if 1 <= rank <= most) / max(1, len(ranks))


def mean_reciprocal(ranks: Ranks) -> float:
    """Mean of 1 / rank, 0 for a query without its answer."""
    return sum(1 / rank for rank in ranks if rank) / max(1, len(ranks))


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search_quality", description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, help="the project's own procedures if left out")
    parser.add_argument("--queries", type=Path, help="judged queries over the corpus")
    parser.add_argument("--made", type=int, default=40, metavar="N", help="without --queries: draw N of each variant")
    parser.add_argument("--seed", type=int, default=1, help="of --made")
    parser.add_argument("--failures", action="store_true", help="print the queries whose first answer is not expected")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main(sys.argv[1:])
