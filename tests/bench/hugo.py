"""The same procedures built by Hugo, the fastest site generator we know, with a theme of our own page: the ratio of one run.

Both builders read the same invented records (:mod:`tests.bench.province`), both write a page and a JSON file for each, lists
by field, a sitemap. Hugo's theme shows what our page shows. Absolute seconds say little on a shared machine; the ratio of CPU
seconds in one run does. `python -m tests.bench.hugo 1000 5000 20000` names the sizes.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench.province import full_procedure, make_province, measure

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


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a whole process."""

    cpu: float


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
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["hugo", "build", "--quiet", "--cacheDir", str(project / "cache")], cwd=project, check=True, stdout=sys.stderr
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def compare(procedures: int) -> dict[str, float]:
    """Both builders over the same records; one department that states nothing, no plans but the project's own."""
    with tempfile.TemporaryDirectory() as folder:
        ours = make_province(Path(folder) / "ours", procedures, 0)
        theirs = make_hugo_site(Path(folder) / "hugo", procedures, ours / "theme_overrides/assets/ck.css")
        hugo, own = run_hugo(theirs), measure(ours)
        written = sum(1 for _ in (theirs / "public/thu-tuc").rglob("index.html"))
        if written < procedures:
            raise RuntimeError(f"Hugo wrote {written} of {procedures} pages")
    return {
        "procedures": procedures,
        "cpu": round(own.cpu, 1),
        "cpu_hugo": round(hugo.cpu, 1),
        "ratio": round(own.cpu / hugo.cpu, 2),
        "ms_a_record": round(1000 * own.cpu / procedures, 2),
        "memory_mb": round(own.memory),
        "size_mb": round(own.size / 1e6, 1),
        "page_bytes": own.page,
        "page_gzipped": own.zipped,
    }


def main() -> None:
    """Print one line of JSON a size; sizes may be named: ``python -m tests.bench.hugo 1000 20000``."""
    named = [int(word) for word in sys.argv[1:] if word.isdigit()]
    for size in named or SIZES:
        sys.stdout.write(json.dumps(compare(size)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
