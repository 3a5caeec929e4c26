"""``congkhai quote``: puts quotes where another YAML program would read something else."""

import argparse
import sys

from generator.cli.arguments import Commands, add_command


def add_quote(commands: Commands) -> None:
    """Tell the parser of ``congkhai quote``."""
    help_ = "Đặt trong dấu nháy những mã, số, ngày mà chương trình YAML khác đọc thành thứ khác; ghi dòng chỉ cấu trúc ở đầu tệp."
    command = add_command(commands, "quote", help_, "congkhai quote --check")
    command.add_argument("--check", action="store_true", help="chỉ kể những tệp còn thiếu dấu nháy")
    command.set_defaults(run=run_quote)


def run_quote(options: argparse.Namespace) -> int:
    """Write the files that lack quotes or the line that leads to their schema, or name them."""
    from generator.reading.quoting import quote_files

    found = quote_files(options.config.parent / "plans", write=not options.check)
    for file in found:
        print(file)
    if found and options.check:
        print("các tệp trên thiếu dấu nháy hoặc dòng chỉ cấu trúc; chạy: congkhai quote", file=sys.stderr)
    return 1 if found and options.check else 0
