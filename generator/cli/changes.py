"""``congkhai diff``, ``guard`` and ``review``: what differs between two states of the data, and whether it may."""

import argparse
import sys
from pathlib import Path

from generator.cli.arguments import Commands, add_as_of, add_command, add_plans, plans_of
from generator.cli.problems import add_problem_format, print_problems
from generator.cli.surroundings import today


def add_diff(commands: Commands) -> None:
    """Tell the parser of ``congkhai diff``."""
    help_ = "Kể dữ liệu thay đổi gì giữa hai bản, bằng lời hành chính."
    command = add_command(commands, "diff", help_, "congkhai diff main; congkhai diff HEAD~3 HEAD --format markdown")
    _add_states(command)
    command.add_argument("--format", choices=("text", "markdown", "html", "json"), default="text", help="dạng in ra")
    command.set_defaults(run=run_diff)


def run_diff(options: argparse.Namespace) -> int:
    """Print everything that differs between two states of the data."""
    from generator.changes.compare import compare
    from generator.changes.guard import with_lines
    from generator.changes.render import as_html, as_json, as_markdown, as_text
    from generator.changes.state import two_states
    from generator.reading.gitdata import RevisionError

    plans = plans_of(options)
    try:
        with two_states(plans, options.base, options.head) as (before, after):
            findings = compare(before, after)
            if options.format == "json":
                print(as_json(with_lines(findings, after), before.name, after.name), end="")
                return 0
    except RevisionError as error:
        print(f"congkhai diff: {error}", file=sys.stderr)
        return 2
    print({"text": as_text, "markdown": as_markdown, "html": as_html}[options.format](findings), end="")
    return 0


def add_guard(commands: Commands) -> None:
    """Tell the parser of ``congkhai guard``."""
    help_ = "Từ chối thay đổi làm yếu điều đã công bố mà không có văn bản; nói phải thêm gì."
    command = add_command(commands, "guard", help_, "congkhai guard main")
    _add_states(command)
    add_problem_format(command)
    command.set_defaults(run=run_guard)


def run_guard(options: argparse.Namespace) -> int:
    """Print what is refused, and what must be added for it to pass."""
    from generator.changes.proposal import guard_proposal
    from generator.reading.gitdata import RevisionError

    try:
        problems = guard_proposal(plans_of(options), options.base, options.head)
    except RevisionError as error:
        print(f"congkhai guard: {error}", file=sys.stderr)
        return 2
    print_problems(problems, options.format)
    done = f"{len(problems)} thay đổi bị từ chối." if problems else "Không có thay đổi nào làm yếu điều đã công bố."
    print(done, file=sys.stderr if problems else sys.stdout)
    return 1 if problems else 0


def add_review(commands: Commands) -> None:
    """Tell the parser of ``congkhai review``."""
    help_ = "Xét một đề nghị thay đổi: lỗi, điều bị từ chối, thay đổi gì, xem ở đâu; dạng trang tóm tắt của GitHub."
    command = add_command(commands, "review", help_, "congkhai review main HEAD --summary tom-tat.md")
    _add_states(command)
    command.add_argument("--summary", type=Path, default=None, metavar="TỆP", help="ghi thêm trang tóm tắt vào tệp này")
    add_as_of(command)
    command.set_defaults(run=run_review)


def run_review(options: argparse.Namespace) -> int:
    """Check both states, compare them, guard; write the page, print at most ten annotations."""
    from generator.changes.proposal import review_proposal
    from generator.changes.review import annotations, summary_page
    from generator.reading.gitdata import RevisionError

    try:
        review = review_proposal(plans_of(options), options.base, options.head, options.as_of or today())
    except RevisionError as error:
        print(f"congkhai review: {error}", file=sys.stderr)
        return 2
    page = summary_page(review)
    if options.summary is None:
        print(page, end="")
    else:
        with options.summary.open("a", encoding="utf-8") as file:
            file.write(page)
        print(*annotations(review), sep="\n")
    return 1 if review.wrong else 0


def _add_states(command: argparse.ArgumentParser) -> None:
    command.add_argument("base", metavar="GỐC", help="bản đang đăng: commit, nhãn, nhánh, hoặc thư mục")
    command.add_argument(
        "head", nargs="?", default=None, metavar="MỚI", help="bản đề nghị; bỏ trống là các tệp đang có ở đây"
    )
    add_plans(command)
