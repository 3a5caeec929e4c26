"""What a search costs a phone: bytes, requests, the first result and the slowest later query.

    python -m tests.bench.search_speed [--corpus corpus.jsonl.gz] [--sizes 2500 5000 20000]

Everything runs in the installed Chromium, slowed by its own developer tools: each request waits 562 ms, 180 kB arrive in
a second, the processor is four times slower. Two journeys with an empty cache: somebody types into the box of a page
that is already there (time from the focus), and somebody opens a shared link to a search (time from the click, with the
page, its scripts and styles). Without a corpus the titles of the project's own procedures are recombined; so are those
of a corpus that is smaller than the size asked for.
"""

import argparse
import gzip
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from generator.publish.search import SearchRecord
from tests.bench.search_site import ROOT, own_procedures, read_json, reviewed_words, served, to_record, write_site
from tests.browser import FLAGS, require_chromium

SIZES = (2_500, 5_000, 20_000)
LATENCY, BYTES_A_SECOND, SLOWER = 562, 180_000, 4
SHARED = ROOT.parent / "shared/bench/search/corpus.5k.jsonl.gz"

FIRST = "cap giay phep xay dung"
LATER = (
    "c",
    "cap",
    "cấp lại giấy phép",
    "đăng ký khai sinh",
    "so do",
    "GPXD",
    "khoi nghipe sang tao",
    "thur tucj haif quan",
    "thủ tục đăng ký kết hôn có yếu tố nước ngoài",
    "1.004194",
    "118/2018/NĐ-CP",
    "cho tôi hỏi về việc xin cấp lại giấy phép kinh doanh vận tải bằng xe ô tô khi bị mất thì cần giấy tờ gì và nộp ở đâu",
    "cho toi hoi ve viec xin cap lai giay phep kinh doanh van tai bang xe o to khi bi mat thi can giay to gi va nop o dau",
    "999/2099/NĐ-CP",
    "zzzqq",
    "giấy chứng nhận quyền sử dụng đất quyền sở hữu tài sản gắn liền với đất lần đầu đối với tổ chức đang sử dụng đất",
)

# Notes when the first result appears and how long the main thread was ever held; set up before any script runs.
WATCH = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask", buffered: true });
new MutationObserver(() => {
  if (!window.first && document.querySelector("#tim-ds li, #goi-y li")) window.first = performance.now();
}).observe(document, { childList: true, subtree: true });
"""

# How long one query takes from the keystroke to the drawn list.
TYPE = """(query) => new Promise((done) => {
  const box = document.querySelector("#q"), list = document.querySelector("#tim-ds"), begin = performance.now();
  const watch = new MutationObserver(() => { watch.disconnect(); done(performance.now() - begin); });
  watch.observe(list.parentNode, { childList: true, subtree: true, attributes: true });
  box.value = query;
  box.dispatchEvent(new Event("input"));
})"""


@dataclass(frozen=True, slots=True)
class Journey:
    """What one journey cost: milliseconds, bytes over the wire and requests until the first result."""

    first: float
    size: int
    requests: int
    longest: float


def main(argv: Sequence[str] = ()) -> None:
    """Print one block a size."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search_speed", description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, default=SHARED if SHARED.exists() else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=3, help="of each journey; the median is printed")
    arguments = parser.parse_args(argv)
    rows = read_json(arguments.corpus) if arguments.corpus else own_procedures()
    records = [to_record(row) for row in rows]
    with sync_playwright() as playwright:
        path = require_chromium(os.environ, Path.home())
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for size in arguments.sizes:
            _measure(browser, list(_resized(records, size)), arguments.runs)
        browser.close()


def _measure(browser: Browser, records: Sequence[SearchRecord], runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address:
        index = write_site(Path(folder), records, reviewed_words())
        scripts = _gzipped(path.read_bytes() for path in sorted(Path(folder).glob("assets/js/*.js")))
        print(f"{len(records):,} records")
        for name, content in index.items():
            print(f"  {name.rpartition('/')[2]:26} {_gzipped([content]) / 1000:7.1f} kB")
        print(f"  {'all scripts':26} {scripts / 1000:7.1f} kB")
        _print("first result, from focus", [_typed(browser, address) for _ in range(runs)])
        _print("first result, shared link", [_opened(browser, address) for _ in range(runs)])
        _later(browser, address)


def _print(title: str, journeys: Sequence[Journey]) -> None:
    first = statistics.median(one.first for one in journeys)
    one = journeys[0]
    held = max(one.longest for one in journeys)
    print(
        f"  {title:26} {first / 1000:7.2f} s, {one.size / 1000:.1f} kB in {one.requests} requests, held {held:.0f} ms"
    )


def _typed(browser: Browser, address: str) -> Journey:
    """Types at once into the box of a page that stands there; counts from the focus."""
    page, traffic = _slow_page(browser)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    traffic.clear()
    begin = page.evaluate("performance.now()")
    page.focus("#tim")
    page.keyboard.insert_text(FIRST)
    return _finish(page, traffic, begin)


def _opened(browser: Browser, address: str) -> Journey:
    """Opens a link to a search, nothing cached; counts from the start of the navigation."""
    page, traffic = _slow_page(browser)
    page.goto(f"{address}tra-cuu/?q={FIRST.replace(' ', '+')}", wait_until="commit")
    return _finish(page, traffic, 0)


def _finish(page: Page, traffic: dict[str, int], begin: float) -> Journey:
    page.wait_for_selector("#tim-ds li, #goi-y li", state="attached")
    size, requests = sum(traffic.values()), len(traffic)
    first, longest = page.evaluate("[window.first, window.longest]")
    page.context.close()
    return Journey(first - begin, size, requests, longest)


def _later(browser: Browser, address: str) -> None:
    page, traffic = _slow_page(browser)
    page.goto(f"{address}tra-cuu/?q={FIRST.replace(' ', '+')}")
    page.wait_for_selector("#tim-ds li")
    _wait_for_quiet(page, traffic)
    traffic.clear()
    page.evaluate(TYPE, FIRST)
    times = {query: page.evaluate(TYPE, query) for query in LATER}
    slowest = max(times, key=lambda query: times[query])
    print(f"  {'slowest later query':26} {times[slowest]:7.0f} ms («{slowest[:40]}»)")
    print(f"  {'median later query':26} {statistics.median(times.values()):7.0f} ms")
    print(f"  {'bytes of later queries':26} {sum(traffic.values()):7}")
    page.context.close()


def _wait_for_quiet(page: Page, traffic: Mapping[str, int]) -> None:
    """Until three seconds pass without a file arriving: the page has everything."""
    before = -1
    while before != len(traffic):
        before = len(traffic)
        page.wait_for_timeout(3_000)


def _slow_page(browser: Browser) -> tuple[Page, dict[str, int]]:
    """A page of a fresh context on the slow phone, and the encoded bytes of each finished request."""
    page = browser.new_context().new_page()
    page.add_init_script(WATCH)
    traffic: dict[str, int] = {}
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: traffic.update({event["requestId"]: event["encodedDataLength"]}))
    speed = {
        "offline": False,
        "latency": LATENCY,
        "downloadThroughput": BYTES_A_SECOND,
        "uploadThroughput": BYTES_A_SECOND,
    }
    client.send("Network.emulateNetworkConditions", speed)
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page, traffic


def _resized(records: Sequence[SearchRecord], size: int) -> Iterator[SearchRecord]:
    """The first ``size`` records; beyond those there are, beginnings of titles with ends of others, newly coded."""
    yield from records[:size]
    chance = random.Random(0)
    for number in range(len(records), size):
        one, other = chance.choice(records), chance.choice(records)
        begin, end = one.title.split(" "), other.title.split(" ")
        title = " ".join([*begin[: len(begin) // 2 + 1], *end[len(end) // 2 :]])
        code = f"3.{number:06}"
        yield replace(
            one, id=f"x{number}", title=title, code=code, code_full="", url=f"thu-tuc/{code}/", docs=other.docs
        )


def _gzipped(contents: Iterator[bytes] | Sequence[bytes]) -> int:
    return sum(len(gzip.compress(content, 9)) for content in contents)


if __name__ == "__main__":
    main(sys.argv[1:])
