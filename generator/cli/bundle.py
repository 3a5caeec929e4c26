"""``congkhai bundle``: packs a built site to be read without a network."""

import argparse
import sys
from pathlib import Path

from generator.cli.arguments import Commands, add_command


def add_bundle(commands: Commands) -> None:
    """Tell the parser of ``congkhai bundle``."""
    command = add_command(
        commands,
        "bundle",
        "Gói trang đã dựng thành một tệp nén, giải nén là mở được, không cần mạng hay máy chủ.",
        "congkhai bundle --out trang.zip",
    )
    command.add_argument("--site", type=Path, default=None, metavar="THƯ MỤC", help="trang đã dựng (site/)")
    command.add_argument("--out", type=Path, default=None, metavar="TỆP", help="tệp nén sẽ ghi (site-offline.zip)")
    command.set_defaults(run=run_bundle)


def run_bundle(options: argparse.Namespace) -> int:
    """Write a built site as a zip beside it; nothing where there is no site."""
    from generator.publish.bundle import bundle
    from generator.publish.manifest import commit_in

    site = (options.site or options.config.parent / "site").resolve()
    out = (options.out or site.with_name(f"{site.name}-offline.zip")).resolve()
    if not (site / "index.html").is_file():
        print(f"{site}: chưa có trang nào; dựng trước bằng lệnh: congkhai build", file=sys.stderr)
        return 2
    if out.is_relative_to(site):
        print(f"{out}: nằm trong chính trang được gói; chọn nơi khác", file=sys.stderr)
        return 2
    content = bundle(site, commit=commit_in(site))
    begun = out.with_name(f"{out.name}.part")
    begun.write_bytes(content)
    begun.replace(out)
    print(f"{len(content) / 1e6:.1f} MB: {out}. Giải nén rồi mở tệp index.html.")
    return 0
