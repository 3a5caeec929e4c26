"""The same procedures built by Hugo, the fastest site generator we know, with a theme of our own page: the ratio of one run.

Both builders read the same invented records (:mod:`tests.bench.province`), both write a page and a JSON file for each, lists
by field, a sitemap. Hugo's theme shows what our page shows. Absolute seconds say little on a shared machine; the ratio of CPU
seconds in one run does. `python -m tests.bench.hugo 1000 5000 20000` names the sizes.
"""

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.province import build, full_procedure, make_province, measure
from tests.bench.run import Cost, run
from tests.test_preview import ask, served

SIZES = (1_000, 5_000)
FRAME = "ck.css"

CONFIG = """\
baseURL: https://vi-du.github.io/cong-khai/
languageCode: vi
title: Công khai
disableKinds: [RSS]
taxonomies: {linh-vuc: linh-vuc}
outputs: {page: [html, json], home: [html], section: [html], taxonomy: [html], term: [html]}
pagination: {pagerSize: 100}
minify: {minifyOutput: false}
"""

BASE = """\
<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{{ .Title }}"><link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}"><meta property="og:url" content="{{ .Permalink }}">
<title>{{ .Title }} – Công khai</title><link rel="stylesheet" href="{{ "assets/ck.css" | relURL }}"></head>
<body><a class="ck-vh" href="#noi-dung">Tới nội dung chính</a>
<header class="ck-head"><div class="ck-wrap ck-bar"><a class="ck-brand" href="{{ "" | relURL }}">Công khai</a>
<nav class="ck-nav" aria-label="Chính"><ul><li><a href="{{ "thu-tuc/" | relURL }}">Thủ tục</a></li></ul></nav>
<form class="ck-find" role="search" action="{{ "tra-cuu/" | relURL }}"><label class="ck-vh" for="tim">Tra cứu</label>
<input id="tim" name="q" type="search"><button class="ck-btn">Tìm</button></form></div></header>
<div class="ck-main" id="noi-dung">{{ block "main" . }}{{ end }}</div>
<footer class="ck-foot"><div class="ck-wrap ck-cols"><p>Trang độc lập.</p></div></footer></body></html>
"""

SINGLE = """\
{{ define "main" }}{{ $r := .Params.record }}<div class="ck-wrap ck-sheet">
<nav class="ck-crumbs" aria-label="Vị trí"><ol><li><a href="{{ "thu-tuc/" | relURL }}">Thủ tục</a></li></ol></nav>
<h1>{{ $r.name }}</h1><p class="ck-meta">Mã <b>{{ $r.code }}</b></p>
<dl class="ck-facts">
<div><dt>Mất bao lâu</dt>
<dd>{{ range $r.limits }}{{ .value }} {{ .unit }} ({{ delimit (slice | append .channels) ", " }}) {{ end }}</dd></div>
<div><dt>Bao nhiêu tiền</dt>
<dd>{{ range $r.fees }}{{ .amount }} đồng ({{ delimit (slice | append .channels) ", " }}) {{ end }}</dd></div>
<div><dt>Ai làm</dt><dd>{{ $r.implementing }}</dd></div><div><dt>Ai nộp</dt><dd>{{ delimit $r.applicants ", " }}</dd></div></dl>
<h2>Bạn cần chuẩn bị gì</h2>{{ range $r.dossier }}<ul class="ck-tick">{{ range .items }}<li>{{ .name }}
<small>{{ .originals }} bản chính</small></li>{{ end }}</ul>{{ end }}
<h2>Các bước</h2><ol>{{ range $r.steps }}<li>{{ . }}</li>{{ end }}</ol>
<h2>Kết quả</h2><ul>{{ range $r.results }}<li>{{ .name }}, {{ .validity }}</li>{{ end }}</ul>
<h2>Điều kiện</h2><ul>{{ range $r.conditions }}<li>{{ . }}</li>{{ end }}</ul>
<h2>Căn cứ</h2><ul>{{ range $r.legal_bases }}<li>{{ . }}</li>{{ end }}</ul>
<h2>Quyết định công bố</h2><ul>{{ range $r.decisions }}<li>{{ .number }} {{ .date }} {{ .effect }}</li>{{ end }}</ul>
<p class="ck-meta">Đọc ngày {{ $r.source.retrieved }} ở <a href="{{ $r.source.url }}">Cổng Dịch vụ công</a></p></div>{{ end }}
"""

LIST = """\
{{ define "main" }}<div class="ck-wrap"><h1>{{ .Title }}</h1><ul class="ck-rows">{{ range .Paginator.Pages }}
<li><span class="ck-key">{{ .Params.record.code }}</span><div><b><a href="{{ .RelPermalink }}">{{ .Title }}</a></b></div></li>
{{ end }}</ul>
</div>{{ end }}
"""

JSON = "{{ .Params.record | jsonify }}\n"


def make_hugo_site(folder: Path, procedures: int, style: Path) -> Path:
    """The same records as a Hugo project: each record whole in its front matter."""
    pages = folder / "content/thu-tuc"
    pages.mkdir(parents=True)
    for index in range(procedures):
        code, text = full_procedure(index)
        record = "".join(f"    {line}\n" for line in text.splitlines())
        field = index % 25 + 1
        front = f'title: "{code}"\nurl: /thu-tuc/{code}/\nlinh-vuc: [linh-vuc-{field}]\nparams:\n  record:\n{record}'
        (pages / f"{code.replace('.', '-')}.md").write_text(f"---\n{front}---\n")
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    files = {"baseof.html": BASE, "single.html": SINGLE, "list.html": LIST, "single.json": JSON, "terms.html": LIST}
    for name, content in files.items():
        (layouts / name).write_text(content)
    (folder / "static/assets").mkdir(parents=True)
    shutil.copy(style, folder / "static/assets" / FRAME)
    (folder / "hugo.yaml").write_text(CONFIG)
    return folder


def run_hugo(project: Path) -> Cost:
    """Build the project from nothing, without a cache."""
    return run(["hugo", "build", "--quiet", "--cacheDir", str(project / "cache")], project)


def compare(procedures: int) -> dict[str, float]:
    """Both builders over the same records; one department that states nothing, no plans but the project's own.

    Ours four times: from nothing, again with what was remembered, after a change of one record, and served.
    """
    with tempfile.TemporaryDirectory() as folder:
        ours, cache = make_province(Path(folder) / "ours", procedures, 0), Path(folder) / "cache"
        theirs = make_hugo_site(Path(folder) / "hugo", procedures, ours / "theme_overrides/assets/ck.css")
        hugo, own = run_hugo(theirs), measure(ours, cache)
        written = sum(1 for _ in (theirs / "public/thu-tuc").rglob("index.html"))
        if written < procedures:
            raise RuntimeError(f"Hugo wrote {written} of {procedures} pages")
        warm = build(ours, cache)
        change(ours, "ba")
        changed = build(ours, cache)
        served = seconds_to_show(ours)
    return {
        "procedures": procedures,
        "cpu_hugo": round(hugo.cpu, 1),
        "cpu": round(own.cpu, 1),
        "ratio": round(own.cpu / hugo.cpu, 2),
        "cpu_warm": round(warm.cpu, 1),
        "ratio_warm": round(warm.cpu / hugo.cpu, 2),
        "changed_cpu": round(changed.cpu, 1),
        "changed_seconds": round(changed.wall, 1),
        "served_seconds": round(served, 3),
        "ms_a_record": round(1000 * own.cpu / procedures, 2),
        "memory_mb": round(own.memory),
        "memory_hugo_mb": round(hugo.memory),
        "size_mb": round(own.size / 1e6, 1),
        "page_bytes": own.page,
        "page_gzipped": own.zipped,
    }


def change(project: Path, word: str) -> None:
    """Change a word of one record that its page shows."""
    file = project / f"plans/procedures/{full_procedure(0)[0]}.yml"
    file.write_text(file.read_text().replace("Sơ đồ mặt bằng", f"Sơ đồ mặt bằng {word}"))


def seconds_to_show(project: Path) -> float:
    """From a change of one record to its new page, as ``congkhai serve`` answers: the least of three, by the clock."""
    page = f"thu-tuc/{full_procedure(0)[0]}/"
    with served(project) as site:
        ask(site, tries=3_000)
        found = []
        for word in ("bốn", "năm", "sáu"):
            change(project, word)
            started = time.monotonic()
            _, text = ask(site + page)
            found.append(time.monotonic() - started)
            if word not in text:
                raise RuntimeError("the page is older than its file")
        return min(found)


def main() -> None:
    """Print one line of JSON a size; sizes may be named: ``python -m tests.bench.hugo 1000 20000``."""
    named = [int(word) for word in sys.argv[1:] if word.isdigit()]
    for size in named or SIZES:
        sys.stdout.write(json.dumps(compare(size)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
