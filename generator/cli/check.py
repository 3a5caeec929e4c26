"""``congkhai check``: explains every mistake in the data, and mends what can be mended without knowing what is meant."""

import argparse
import sys
from pathlib import Path

from generator.cli.arguments import Commands, add_as_of, add_command, add_plans
from generator.cli.problems import add_problem_format, print_problems
from generator.cli.surroundings import cache_file, today


def add_check(commands: Commands) -> None:
    """Tell the parser of ``congkhai check``."""
    command = add_command(commands, "check", "Kiểm tra dữ liệu trong plans/ và giải thích mọi lỗi.", "congkhai check")
    add_plans(command)
    add_problem_format(command)
    command.add_argument("--demo", action="store_true", help="kiểm tra dữ liệu minh họa (demo/plans/)")
    command.add_argument(
        "--fix",
        action="store_true",
        help="sửa BOM, bảng mã, dấu cách, tab, ngoặc kép của Word ngay trong tệp, rồi kiểm tra",
    )
    command.add_argument(
        "--fixed-dir",
        type=Path,
        default=None,
        metavar="THƯ MỤC",
        help="ghi bản đã sửa vào thư mục này, không đụng tệp gốc",
    )
    add_as_of(command)
    command.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    """Print every problem of every file."""
    from generator.check import check
    from generator.reading.cache import remembering
    from generator.reading.problems import errors, summary
    from generator.reading.records import Records

    plans = options.plans or options.config.parent / ("demo/plans" if options.demo else "plans")
    if options.fix or options.fixed_dir:
        _fix(plans, options.fixed_dir)
    day = options.as_of or today()
    problems = remembering(
        cache_file(plans),
        lambda cache: check(plans, day, demo=options.demo, records=Records(cache) if cache else None).problems,
    )
    print_problems(problems, options.format)
    if options.format == "markdown":
        _offer_fixes(plans)
    print(summary(problems), file=sys.stderr if problems else sys.stdout)
    return 1 if errors(problems) else 0


def _fix(plans: Path, folder: Path | None) -> None:
    """Write what can be repaired without knowing what is meant, in place or into another folder, and say what was done."""
    from generator.reading.repair import repairs

    for made in repairs(plans):
        target = (folder or plans.parent) / made.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made.raw)
        for done in made.done:
            print(f"{made.file}: đã sửa: {done}", file=sys.stderr)


def _offer_fixes(plans: Path) -> None:
    """For the summary of a pull request: each file as it can be repaired, ready to copy."""
    from generator.reading.repair import offer, repairs

    for made in repairs(plans):
        print(offer(made))
