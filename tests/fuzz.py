"""What a stranger may send, in great number: ``make fuzz``; a short run is part of the tests.

The tree of :mod:`tests.hostile` uses every field of every record. A mutation changes one or a few of its values to others that
fit the type, or changes the bytes of a file; each input goes through reading, some through the whole check, and what the check
accepts through every page and export. Nothing may raise, and nobody's problem may be lost: a text that was read is a record or
a problem. The same seed gives the same inputs; a failure names its own.
"""

import argparse
import copy
import json
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from generator.check import check
from generator.publish.exports.packed import write_lists
from generator.publish.exports.stamp import Stamp
from generator.publish.kept import Kept
from generator.publish.output import Output
from generator.publish.procedures import Procedures
from generator.publish.render import Templates
from generator.reading.catalogue import Loaded
from generator.reading.problems import MOST_PROBLEMS, errors
from generator.reading.shape import shape
from generator.reading.tree import SHAPES
from generator.reading.yamlfile import parse_yaml
from generator.site import data_files, plot_site
from tests.hostile import make_hostile
from tests.projects import ROOT

AS_OF = date(2026, 7, 20)

TEXTS = (
    "", " ", "a", "đ", "Ủy ban nhân dân", "=1+1", "\xa0=1", "##[error]x", "a\nb", "a\n", "\ta", "a\u202eb",
    "a\u200bb", "\ufeffa", "\x00", "\x1b[31m", "\U000e0041", "\ud800", "x" * 300, "ế" * 300, "x" * 3000, "x" * 25_000,
    "a b " * 4000, "[?]" * 500, "(" * 500, "1" * 40, "1.650", "1,5", "-1", "0", "0000", "2026", "2026-02-30",
    "2026-13", "9999-12-31", "0001-01-01", "2026-q1", "2026-q5", "con", "nul", "..", "../x", "/", "a/b",
    "https://a.vn/", "https://[x", "https://evil.example\\@a.vn/", "https://a@b.vn/", "javascript:alert(1)",
    "mailto:a@b.vn", "tel:113", "61/2018/NĐ-CP", "1.000028", "so-hong", "so-hong/2026-hong", "van-ban-hong",
    "chi-so-hong", "Quý II", "Hằng ngày", "Trước ngày 30/3 năm 2023", "FREQ=DAILY",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;INTERVAL=99", "{{7*7}}", "<script>", "]]>", "%0a::error::x",
    "national", "no", "null", "true", "#N/A", "\ue000C\ue001",
)  # fmt: skip
"""Texts that each mean something to some part of the program."""

NUMBERS = (
    0,
    1,
    -1,
    7,
    99,
    100,
    101,
    1900,
    2026,
    2201,
    10**9,
    10**17,
    10**29,
    "79.95",
    "1.650",
    "1e5",
    "NaN",
    "∞",
    True,
    None,
)

Data = Any


@dataclass(slots=True)
class Tally:
    """What was run."""

    read: int = 0
    checked: int = 0
    accepted: int = 0
    built: int = 0
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.read} read, {self.checked} checked, {self.accepted} accepted, {self.built} built"
        return f"{told}, {len(self.failures)} failures"


class Tree:
    """The hostile tree in a folder, as plain data by file."""

    def __init__(self, folder: Path) -> None:
        self.plans = folder / "plans"
        make_hostile(self.plans)
        names = sorted(path.relative_to(self.plans).as_posix() for path in self.plans.rglob("*.yml"))
        self.files: dict[str, Data] = {name: json.loads((self.plans / name).read_bytes()) for name in names}
        self.kinds = {name: next(kind for pattern, kind in SHAPES if Path(name).match(pattern)) for name in names}

    def write(self, name: str, data: Data) -> None:
        (self.plans / name).write_bytes(encoded(data))

    def restore(self, name: str) -> None:
        self.write(name, self.files[name])


def encoded(data: Data) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def places(data: Data) -> Iterator[tuple[Any, Any]]:
    """Every place in plain data: what holds it, and its key there."""
    waiting = [data]
    while waiting:
        holder = waiting.pop()
        for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            yield holder, key
            if isinstance(value, (dict, list)):
                waiting.append(value)


def mutated(chance: random.Random, data: Data) -> Data:
    """A copy with one to three places changed."""
    data = copy.deepcopy(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        found = list(places(data))
        if found:
            holder, key = chance.choice(found)
            _change(chance, holder, key)
    return data


def _change(chance: random.Random, holder: Any, key: Any) -> None:
    value = holder[key]
    how = chance.random()
    if how < 0.08:
        del holder[key]
    elif how < 0.12:
        holder[key] = None
    elif how < 0.16 and isinstance(holder, dict):
        holder[chance.choice(("x", "name", "id", "Tên", "no", "x" * 300))] = value
    elif isinstance(value, list):
        _change_list(chance, value)
    elif isinstance(value, dict):
        holder[key] = chance.choice((value, [value], {}, chance.choice(TEXTS)))
    elif isinstance(value, bool):
        holder[key] = chance.choice((True, False, "no", 1))
    elif isinstance(value, int):
        holder[key] = chance.choice(NUMBERS)
    else:
        holder[key] = _other_text(chance, str(value))


def _change_list(chance: random.Random, items: list[Any]) -> None:
    how = chance.randrange(4)
    if how == 0:
        items.clear()
    elif how == 1 and items:
        items += [copy.deepcopy(items[0])] * chance.choice((1, 2, 30))
    elif how == 2:
        items.append(chance.choice(TEXTS))
    else:
        items.reverse()


def _other_text(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return chance.choice(
        (chance.choice(TEXTS), text[:at] + chance.choice(TEXTS) + text[at:], text[:at], text + text, text.upper())
    )


def scrambled(chance: random.Random, raw: bytes) -> bytes:
    """Bytes with a few of them changed, moved or cut."""
    for _ in range(chance.choice((1, 2, 5))):
        at = chance.randrange(len(raw) + 1)
        piece = chance.choice(
            (
                b"\t",
                b"\xff",
                b"&a ",
                b"*a",
                b"!!x ",
                b"- ",
                b": ",
                b"\n",
                b"{",
                b"]",
                b"'",
                b'"',
                b"#N/A",
                b"\x00",
                b"\xe2\x80\xae",
            )
        )
        raw = chance.choice(
            (raw[:at] + piece + raw[at:], raw[:at] + raw[at + 1 :], raw[: at + 40], raw[at:] + raw[:at])
        )
    return raw


def read_once(tree: Tree, name: str, raw: bytes) -> None:
    """Read a file's bytes: a record or problems, at most fifty and one that counts the rest, of each step."""
    read = parse_yaml(raw, name, positions=False)
    if read.data is None and read.problems:
        return
    record, problems = shape(tree.kinds[name], read.data, name)
    assert (record is None) == bool(problems), "a record or problems"
    assert len(problems) <= MOST_PROBLEMS + 1, "at most fifty problems and a count"


def check_once(tree: Tree) -> Loaded:
    """Check the whole tree as a pull request is checked; every problem can be printed in every form."""
    loaded = check(tree.plans, AS_OF)
    for problem in loaded.problems:
        for rendered in (problem.text(), problem.annotation(), problem.markdown()):
            rendered.encode()
    return loaded


def build_once(loaded: Loaded, folder: Path) -> None:
    """Render every page and write every file of what the check accepted."""
    shutil.rmtree(folder, ignore_errors=True)
    plot = plot_site(loaded.catalogue, AS_OF, "")
    templates, output = Templates(ROOT / "theme_overrides", "https://congkhai.example/"), Output(folder)
    url = "https://congkhai.example/"
    for page in (*plot.others, plot.data):
        output.write(f"{page.address}index.html", templates.content(page).encode())
    stamp, kept = Stamp.of(plot.linked), Kept()
    procedures = Procedures(linked=plot.linked, stamp=stamp, site_url=url, kept=kept)
    procedures.write(plot.procedures, lambda pages: [page.encode() for page in templates.contents(pages)], b"", output)
    for address, content in (*plot.index.items(), *data_files(plot.linked, url)):
        output.write(address, content)
    write_lists(plot.linked, stamp, output, kept)


def fuzz(seeds: range, *, check_every: int, build_every: int, say: Callable[[str], object] = lambda _: None) -> Tally:
    """Run an input for each seed; every so many are checked as a whole tree, and of those so many accepted ones built."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="congkhai-fuzz-") as folder:
        tree = Tree(Path(folder))
        assert errors(check_once(tree).problems) == [], "the tree itself is accepted"
        for seed in seeds:
            try:
                _run(tree, seed, tally, (check_every, build_every))
            except Exception:  # noqa: BLE001 - whatever it is, it is what we are looking for
                tally.failures.append(f"seed {seed}: {traceback.format_exc(limit=-4)}")
                say(tally.failures[-1])
            if seed % 10_000 == 9_999:
                say(str(tally))
    return tally


def _run(tree: Tree, seed: int, tally: Tally, every: tuple[int, int]) -> None:
    chance = random.Random(seed)
    name = chance.choice(list(tree.files))
    data = mutated(chance, tree.files[name])
    raw = encoded(data) if chance.random() < 0.8 else scrambled(chance, encoded(data))
    read_once(tree, name, raw)
    tally.read += 1
    if seed % every[0]:
        return
    (tree.plans / name).write_bytes(raw)
    try:
        loaded = check_once(tree)
        tally.checked += 1
        if not errors(loaded.problems):
            tally.accepted += 1
            if tally.accepted % every[1] == 0:
                build_once(loaded, tree.plans.parent / "site")
                tally.built += 1
    finally:
        tree.restore(name)


def main() -> int:
    """Run as many inputs as asked for, and tell what was found."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description="Feed the program what a stranger may send."
    )
    parser.add_argument("--count", type=int, default=100_000, help="inputs (100,000)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--check-every", type=int, default=20, help="inputs for each whole check (20)")
    parser.add_argument("--build-every", type=int, default=10, help="accepted trees for each build (10)")
    asked = parser.parse_args()
    started = time.monotonic()
    seeds = range(asked.first, asked.first + asked.count)
    tally = fuzz(
        seeds, check_every=asked.check_every, build_every=asked.build_every, say=lambda text: print(text, flush=True)
    )
    print(f"{tally}, {time.monotonic() - started:.0f} s")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
