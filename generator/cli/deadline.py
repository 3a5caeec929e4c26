"""``congkhai deadline``: says how a printed deadline is understood."""

import argparse
import json

from generator.cli.arguments import Commands, add_command, read_year
from generator.cli.surroundings import today


def add_deadline(commands: Commands) -> None:
    """Tell the parser of ``congkhai deadline``."""
    example = 'congkhai deadline "Trước ngày 30/3" "Hàng quý" --year 2026'
    command = add_command(
        commands, "deadline", "Cho biết trang hiểu một cụm từ thời hạn thế nào, trước khi công bố.", example
    )
    command.add_argument("phrases", nargs="+", metavar="CỤM TỪ", help="thời hạn đúng như văn bản in, trong dấu nháy")
    command.add_argument(
        "--year", type=read_year, default=None, metavar="NĂM", help="năm của kế hoạch, ví dụ 2026 (mặc định: năm nay)"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="dạng in ra")
    command.set_defaults(run=run_deadline)


def run_deadline(options: argparse.Namespace) -> int:
    """Say how each phrase is read; a phrase nobody can read is an answer too, not a failure."""
    from generator.deadlines import answer, year_of

    period = year_of(options.year or today().year)
    answers = [answer(phrase, period) for phrase in options.phrases]
    if options.format == "json":
        print(json.dumps([found.as_json() for found in answers], ensure_ascii=False, indent=2))
        return 0
    for found in answers:
        print(f"«{found.text}»\n  {found.sentence()}")
    return 0
