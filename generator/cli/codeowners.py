"""``congkhai codeowners``: writes who is asked to review which folder."""

import argparse
import sys

from generator.cli.arguments import Commands, add_command
from generator.cli.problems import say_problems


def add_codeowners(commands: Commands) -> None:
    """Tell the parser of ``congkhai codeowners``."""
    help_ = "Viết .github/CODEOWNERS theo người duyệt mà các cơ quan khai trong agency.yml."
    command = add_command(commands, "codeowners", help_, "congkhai codeowners --check")
    command.add_argument("--check", action="store_true", help="chỉ xem tệp có còn đúng không")
    command.set_defaults(run=run_codeowners)


def run_codeowners(options: argparse.Namespace) -> int:
    """Write the file, or say that it is stale; where an agency's record has mistakes, only those."""
    from generator.changes.owners import CODEOWNERS, make_codeowners
    from generator.reading.load import load
    from generator.reading.problems import errors

    loaded = load(options.config.parent / "plans")
    wrong = [problem for problem in errors(loaded.problems) if problem.file.endswith("/agency.yml")]
    if wrong:
        say_problems(wrong)
        return 1
    path = options.config.parent / CODEOWNERS
    current = path.read_text(encoding="utf-8") if path.is_file() else ""
    wanted = make_codeowners(loaded.catalogue, current)
    if wanted == current:
        print(f"{CODEOWNERS} đã đúng.")
        return 0
    if options.check:
        print(f"{CODEOWNERS} không còn đúng; chạy: congkhai codeowners", file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(wanted, encoding="utf-8")
    print(f"Đã ghi {CODEOWNERS}.")
    return 0
